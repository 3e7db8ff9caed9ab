"""Where the library lives."""

from pathlib import Path

from inspector.library import library_folder


def test_the_library_is_in_the_users_folder(own_folders: Path) -> None:
    folder = library_folder()
    assert folder.is_relative_to(own_folders) or folder.is_relative_to(Path.home())
    assert folder.name == "websocket-inspector"
    assert not folder.exists()
