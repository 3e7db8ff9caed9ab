"""Values that are marked secret, in the system's keyring and in no file."""

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TypeVar

_SERVICE = "websocket-inspector"
_NONE = "this system has no keyring that is known here"

T = TypeVar("T")


class SecretStore:
    """Secrets by workspace, environment (its path) and name of the variable.

    Every call may block, for the system may ask the person to unlock the keyring. None raises:
    where the keyring does not answer, values live as long as this object, and `keeps` says why.
    """

    def __init__(self) -> None:
        self._in_memory: dict[str, str] = {}
        self._problem = ""

    @property
    def keeps(self) -> str:
        """Why values are forgotten when the program ends; empty where the keyring keeps them."""
        return self._problem or self._try(_no_keyring) or self._problem

    def get(self, workspace_id: str, environment: str, name: str) -> str | None:
        """The value; None where none was set here, or it is not to be had."""
        key = _key(workspace_id, environment, name)
        if key in self._in_memory:
            return self._in_memory[key]
        return self._try(lambda: _password("get_password", key))

    def set(self, workspace_id: str, environment: str, name: str, value: str) -> None:
        key = _key(workspace_id, environment, name)
        self._in_memory[key] = value
        self._try(lambda: _password("set_password", key, value))
        if not self._problem:
            del self._in_memory[key]

    def forget(self, workspace_id: str, environment: str, name: str) -> None:
        key = _key(workspace_id, environment, name)
        self._in_memory.pop(key, None)
        if self.get(workspace_id, environment, name) is not None:
            self._try(lambda: _password("delete_password", key))

    def move(self, workspace_id: str, old: str, new: str, names: Iterable[str]) -> None:
        """Follow an environment that was renamed or moved, from the path `old` to `new`."""
        for name in names:
            if (value := self.get(workspace_id, old, name)) is not None:
                self.set(workspace_id, new, name, value)
                self.forget(workspace_id, old, name)

    def _try(self, call: Callable[[], T]) -> T | None:
        try:
            answer = call()
        except Exception as error:  # noqa: BLE001 - each system's keyring has its own
            kind = type(error).__name__
            self._problem = f"the system's keyring does not answer: {str(error) or kind}"
            if kind == "NoKeyringError":  # whose own words advise programmers
                self._problem = _NONE
            return None
        self._problem = ""
        return answer


def _password(call: str, *arguments: str) -> str | None:
    keyring = import_module("keyring")  # takes its time to look for the system's backends
    answer = getattr(keyring, call)(_SERVICE, *arguments)
    return answer if isinstance(answer, str) else None


def _no_keyring() -> str:
    chosen = import_module("keyring").get_keyring()
    if isinstance(chosen, import_module("keyring.backends.fail").Keyring):
        return _NONE
    return ""


def _key(*parts: str) -> str:
    """Told apart whatever is in the parts."""
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in parts)
