"""Secrets: in the system's keyring, else in memory, and the person is told."""

import sys
from collections.abc import Iterator
from threading import Event, Thread

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.errors
import pytest

from inspector.library import SecretStore


class Keyring(keyring.backend.KeyringBackend):
    """The system's: it outlives a SecretStore."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not found")

    def _fail(self) -> None:
        if self.error is not None:
            raise self.error


@pytest.fixture
def system() -> Iterator[Keyring]:
    before, system = keyring.get_keyring(), Keyring()
    keyring.set_keyring(system)
    yield system
    keyring.set_keyring(before)


def test_a_secret_is_in_the_keyring_and_found_by_the_next_program(system: Keyring) -> None:
    secrets = SecretStore()
    assert secrets.get("id", "staging", "key") is None
    secrets.set("id", "staging", "key", "s3cret")
    assert system.kept == {("websocket-inspector", "id/staging/key"): "s3cret"}
    assert SecretStore().get("id", "staging", "key") == "s3cret"
    assert SecretStore().get("id", "production", "key") is None
    assert secrets.keeps == ""
    secrets.forget("id", "staging", "key")
    secrets.forget("id", "staging", "key")
    assert system.kept == {}


def test_names_with_slashes_do_not_fall_together(system: Keyring) -> None:
    secrets = SecretStore()
    places = [("a/b", "c"), ("a", "b/c"), ("a%2Fb", "c"), ("", "a/b/c")]
    for value, (environment, name) in enumerate(places):
        secrets.set("id", environment, name, str(value))
    assert [secrets.get("id", *place) for place in places] == ["0", "1", "2", "3"]


def test_secrets_follow_an_environment_that_was_renamed(system: Keyring) -> None:
    secrets = SecretStore()
    secrets.set("id", "old", "key", "1")
    secrets.move("id", "old", "new", ["key", "never set"])
    assert secrets.get("id", "new", "key") == "1"
    assert secrets.get("id", "old", "key") is None


@pytest.mark.parametrize(
    "error",
    [
        keyring.errors.KeyringLocked("the person said no"),
        OSError("no bus"),
        RuntimeError(),
    ],
)
def test_without_the_keyring_a_secret_lives_as_long_as_the_program(
    system: Keyring, error: Exception
) -> None:
    system.error = error
    secrets = SecretStore()
    secrets.set("id", "staging", "key", "1")
    assert secrets.get("id", "staging", "key") == "1"
    assert (str(error) or "RuntimeError") in secrets.keeps
    assert SecretStore().get("id", "staging", "key") is None
    secrets.forget("id", "staging", "key")
    assert secrets.get("id", "staging", "key") is None
    system.error = None
    secrets.set("id", "staging", "key", "2")
    assert secrets.keeps == ""
    assert len(system.kept) == 1


def test_that_there_is_no_keyring_is_known_before_anything_is_set(system: Keyring) -> None:
    assert SecretStore().keeps == ""
    keyring.set_keyring(keyring.backends.fail.Keyring())
    assert SecretStore().keeps == "this system has no keyring that is known here"
    secrets = SecretStore()
    secrets.set("id", "staging", "key", "1")
    assert secrets.get("id", "staging", "key") == "1"
    assert secrets.keeps == "this system has no keyring that is known here"


def test_a_keyring_that_cannot_be_imported_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise ImportError(f"{name} is broken")

    monkeypatch.setattr("inspector.library.secrets.import_module", broken)
    assert "keyring is broken" in SecretStore().keeps


def test_a_save_that_fails_beside_others_that_succeed_is_not_forgotten(system: Keyring) -> None:
    """Reading works, writing does not; whatever comes in between."""
    secrets, done = SecretStore(), Event()
    system.kept["websocket-inspector", "id/staging/other"] = "there"

    def refuse(service: str, username: str, password: str) -> None:
        raise OSError("no space")

    def read() -> None:
        while not done.is_set():
            assert secrets.get("id", "staging", "other") == "there"

    system.set_password = refuse
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    reader = Thread(target=read)
    reader.start()
    try:
        for number in range(300):
            assert not secrets.set("id", "staging", "key", str(number))
            assert secrets.get("id", "staging", "key") == str(number)
            assert "no space" in secrets.keeps
    finally:
        sys.setswitchinterval(before)
        done.set()
        reader.join()


def test_two_that_save_the_same_at_once(system: Keyring) -> None:
    secrets = SecretStore()
    others = [Thread(target=secrets.set, args=("id", "staging", "key", str(n))) for n in range(20)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert secrets.get("id", "staging", "key") == next(iter(system.kept.values()))
    assert secrets.keeps == ""


def test_a_secret_that_cannot_follow_stays_where_it_was(system: Keyring) -> None:
    secrets = SecretStore()
    secrets.set("id", "old", "key", "1")

    def refuse(service: str, username: str, password: str) -> None:
        raise OSError("no space")

    system.set_password = refuse
    secrets.move("id", "old", "new", ["key"])
    assert secrets.get("id", "new", "key") == "1"
    assert "no space" in secrets.keeps
    assert SecretStore().get("id", "old", "key") == "1"
    secrets.move("id", "new", "newer", ["key"])
    assert (secrets.get("id", "new", "key"), secrets.get("id", "newer", "key")) == (None, "1")
