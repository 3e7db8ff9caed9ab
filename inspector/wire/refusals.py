"""What to try when a server answers the opening handshake with another status than 101."""

from inspector.events import HttpResponse

_HINTS = {
    400: "It found the request wrong: check the path, the Host and Origin headers and the "
    "subprotocols.",
    401: "It wants to know who you are: add an Authorization header or a cookie.",
    403: "It does not let this request in: check the Origin header, the cookie or the token.",
    404: "There is nothing at this path: check the URL's path.",
    405: "It takes no GET request at this path: check the URL's path.",
    407: "A proxy on the way wants to know who you are: put user:password@ into the proxy's URL.",
    408: "It says that the request came too slowly: try again.",
    410: "What was at this path is gone for good: ask for the new URL.",
    421: "It does not serve this host name here: check the URL's host and the Host header.",
    426: "It demands another protocol than was asked for: look at its Upgrade and "
    "Sec-WebSocket-Version headers.",
    429: "It has had too many requests from you: wait, and try again.",
    431: "The request's headers are too large for it: remove some.",
    500: "It failed while handling the request: look into the server's log.",
    501: "It does not know WebSocket: check that this is the right host and port.",
    502: "It is a gateway and got no proper answer from the server behind it: check that that "
    "server runs, and that the gateway passes the Upgrade and Connection headers on.",
    503: "It is overloaded or down for maintenance: wait, and try again.",
    504: "It is a gateway and the server behind it did not answer in time: check that server.",
}
_BY_CLASS = {
    2: "It answered like an ordinary web server: check the path, and that what is in front of "
    "it passes the Upgrade and Connection headers on.",
    3: "It sends you elsewhere: connect to the URL in its Location header.",
    4: "It does not accept this request: its headers and body may say why.",
    5: "It failed while handling the request: look into the server's log.",
}


def refusal_hint(answer: HttpResponse) -> str:
    """A sentence with what to try, for any status but 101."""
    if answer.status == 400 and b"HTTPS port" in answer.raw:
        return "It speaks TLS on this port: use wss:// in place of ws://."
    if answer.status in _HINTS:
        return _HINTS[answer.status]
    return _BY_CLASS.get(answer.status // 100, "That is no status that HTTP knows.")
