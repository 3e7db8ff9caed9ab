"""Variables to write with."""

from inspector.variables import Scope, Scopes

SCOPES = Scopes(
    [
        Scope(
            "environment staging",
            {"host": "staging.example", "token": "T0P-SECRET", "auth": "Bearer {{token}}"},
            frozenset({"token", "key"}),
        ),
        Scope("folder Exchange", {"host": "exchange.example", "url": "wss://{{host}}/"}),
        Scope("session", {"answer": "two\nlines\u202e"}, literal=True),
    ]
)
