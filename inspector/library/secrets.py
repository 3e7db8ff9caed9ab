"""Values that are marked secret, in the system's keyring and in no file."""

from collections.abc import Callable, Iterable
from importlib import import_module
from threading import Lock
from typing import NamedTuple

_SERVICE = "websocket-inspector"
_NONE = "this system has no keyring that is known here"


class SecretStore:
    """Secrets by workspace, environment (its path) and name of the variable.

    Every call may block, for the system may ask the person to unlock the keyring, and may come from
    any thread. None raises: where the keyring does not answer, values live as long as this object,
    and `keeps` says why.
    """

    def __init__(self) -> None:
        self._in_memory: dict[str, _Unkept] = {}
        self._problem = ""
        """Why the latest call failed; for what a single call came to, see what `_try` returns."""
        self._changing = Lock()

    @property
    def keeps(self) -> str:
        """Why values are forgotten when the program ends; empty where the keyring keeps them."""
        forgotten = [unkept.why for unkept in tuple(self._in_memory.values()) if unkept.why]
        if not forgotten and not self._problem:
            self._try(_no_keyring)
        return (forgotten or [self._problem])[0]

    def get(self, workspace_id: str, environment: str, name: str) -> str | None:
        """The value; None where none was set here, or it is not to be had."""
        key = _key(workspace_id, environment, name)
        if (unkept := self._in_memory.get(key)) is not None:
            return unkept.value
        return self._try(lambda: _password("get_password", key)).value

    def set(self, workspace_id: str, environment: str, name: str, value: str) -> bool:
        """Keep the value; returns whether the keyring has it."""
        key = _key(workspace_id, environment, name)
        with self._changing:
            self._in_memory[key] = _Unkept(value)
            why = self._try(lambda: _password("set_password", key, value)).problem
            if why:
                self._in_memory[key] = _Unkept(value, why)
            else:
                del self._in_memory[key]
        return not why

    def forget(self, workspace_id: str, environment: str, name: str) -> None:
        key = _key(workspace_id, environment, name)
        with self._changing:
            self._in_memory.pop(key, None)
            if self._try(lambda: _password("get_password", key)).value is not None:
                self._try(lambda: _password("delete_password", key))

    def move(self, workspace_id: str, old: str, new: str, names: Iterable[str]) -> None:
        """Follow an environment that was renamed or moved, from the path `old` to `new`. What the
        keyring has by the old path and does not take by the new one stays there."""
        for name in names:
            if (value := self.get(workspace_id, old, name)) is not None:
                if self.set(workspace_id, new, name, value):
                    self.forget(workspace_id, old, name)
                else:
                    self._in_memory.pop(_key(workspace_id, old, name), None)

    def _try(self, call: Callable[[], str | None]) -> "_Answer":
        try:
            answer = _Answer(call())
        except Exception as error:  # noqa: BLE001 - each system's keyring has its own
            kind = type(error).__name__
            problem = f"the system's keyring does not answer: {str(error) or kind}"
            if kind == "NoKeyringError":  # whose own words advise programmers
                problem = _NONE
            answer = _Answer(None, problem)
        self._problem = answer.problem
        return answer


class _Unkept(NamedTuple):
    """A value that the keyring has not."""

    value: str
    why: str = ""
    """Empty while it is on its way there."""


class _Answer(NamedTuple):
    value: str | None
    problem: str = ""


def _password(call: str, *arguments: str) -> str | None:
    keyring = import_module("keyring")  # takes its time to look for the system's backends
    answer = getattr(keyring, call)(_SERVICE, *arguments)
    return answer if isinstance(answer, str) else None


def _no_keyring() -> None:
    """An error where there is none."""
    chosen = import_module("keyring").get_keyring()
    if isinstance(chosen, import_module("keyring.backends.fail").Keyring):
        raise import_module("keyring.errors").NoKeyringError


def _key(*parts: str) -> str:
    """Told apart whatever is in the parts."""
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in parts)
