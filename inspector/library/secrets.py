"""Values that are marked secret, in the system's keyring and in no file."""

import importlib

_SERVICE = "websocket-inspector"


class SecretStore:
    """Secrets by workspace, environment and name. Its calls may block: the system may ask."""

    def __init__(self) -> None:
        self._kept: dict[str, str] = {}
        """What the keyring did not take."""
        self.keeps = ""
        """Why values live only until the program ends; empty where the keyring takes them."""

    def get(self, workspace_id: str, environment: str, name: str) -> str | None:
        """The value; None where none was set, or it cannot be had."""
        key = _key(workspace_id, environment, name)
        if key in self._kept:
            return self._kept[key]
        return self._ask("get_password", key)

    def set(self, workspace_id: str, environment: str, name: str, value: str) -> None:
        """Keep `value`, for this run of the program at least."""
        key = _key(workspace_id, environment, name)
        self._kept[key] = value
        self._ask("set_password", key, value)
        if not self.keeps:
            del self._kept[key]

    def forget(self, workspace_id: str, environment: str, name: str) -> None:
        key = _key(workspace_id, environment, name)
        self._kept.pop(key, None)
        if self.get(workspace_id, environment, name) is not None:
            self._ask("delete_password", key)

    def _ask(self, call: str, *arguments: str) -> str | None:
        keyring = importlib.import_module("keyring")
        try:
            answer: str | None = getattr(keyring, call)(_SERVICE, *arguments)
        except keyring.errors.KeyringError as error:
            self.keeps = f"no keyring: {error}"
            return None
        self.keeps = ""
        return answer


def _key(*parts: str) -> str:
    """Told apart whatever is in them."""
    return "/".join(part.replace("%", "%25").replace("/", "%2F") for part in parts)
