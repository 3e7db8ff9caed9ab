"""Actions in a few words. Knows no Qt."""

from inspector.library.rule import (
    AnyAction,
    CloseConnection,
    Mark,
    Notify,
    Pause,
    Ping,
    Reply,
    SetVariable,
    Stop,
)


def action_words(action: AnyAction) -> str:
    """`set token from $.token`, `reply with Auth/answer`, `mark it red`."""
    match action:
        case SetVariable():
            return f"set {action.name or '?'} {_source(action)}"
        case Reply():
            return f"reply with {action.template or '?'}"
        case Ping():
            return "send a ping"
        case Mark():
            return f"mark it {action.colour}"
        case Notify():
            return f"tell “{action.text}”" if action.text else "tell of it"
        case Pause():
            return "pause reading"
        case Stop():
            return "stop sending"
        case CloseConnection():
            return f"close with {action.code}"


def _source(action: SetVariable) -> str:
    if action.json_path:
        return f"from {action.json_path}"
    if action.group:
        return f"from group {action.group}"
    return "from the text" if action.value is None else f"to {action.value}"
