"""An import in the making: names, folders, notes."""

from inspector.library import Endpoint
from inspector.library.imports import Note, counted
from inspector.library.imports.draft import Draft
from inspector.library.imports.shape import scalar, text


def test_folders_that_differ_in_case_are_one():
    draft = Draft("test")
    assert draft.folder("", "Chat", {"a": 1}) == "Chat"
    assert draft.folder("", "CHAT", {"b": 2}, "All of it") == "Chat"
    assert draft.folder("Chat", "Rooms") == draft.folder("Chat", "rooms") == "Chat/Rooms"
    (folder,) = draft.done().folders
    assert (folder.path, folder.variables) == ("Chat", {"a": 1, "b": 2})
    assert folder.description == "All of it"


def test_folders_are_so_deep_and_no_deeper():
    draft = Draft("test")
    path = ""
    for number in range(30):
        path = draft.folder(path, str(number))
    assert path == "/".join(map(str, range(12)))


def test_no_two_things_have_the_same_path():
    draft = Draft("test")
    paths = [draft.add(Endpoint(name=name, url="ws://x")).path for name in ("a", "A", "a", "a 2")]
    assert paths == ["a", "A 2", "a 3", "a 2 2"]


def test_a_long_name_keeps_room_for_its_number():
    draft = Draft("test")
    names = [draft.add(Endpoint(name="x" * 300, url="")).name for _ in range(2)]
    assert names == ["x" * 200, "x" * 192 + " 2"]


def test_notes_are_said_once_and_name_a_few():
    draft = Draft("test")
    for number in range(8):
        draft.note("left out", f"thing\n{number}")
    draft.note("left out", "thing 0")
    draft.note("by itself")
    notes = draft.done().notes
    assert [str(note) for note in notes] == [
        "left out: thing 0, thing 1, thing 2, thing 3, thing 4 and 3 more",
        "by itself",
    ]
    assert notes[1] == Note("by itself")


def test_what_there_is_in_words():
    things = [Endpoint(name=str(number), url="") for number in range(1001)]
    assert counted(things) == "1,001 endpoints"
    assert counted(things[:1]) == "1 endpoint"
    assert counted([]) == "nothing"


def test_values_that_a_variable_can_have():
    values = (1, 2**63, -(2**63), 1.5, True, "a", None, [1])
    assert [scalar(value) for value in values] == [
        *(1, "9223372036854775808", -(2**63), 1.5, True, "a", None, None)
    ]
    assert [text(value) for value in values] == [
        *("1", "9223372036854775808", "-9223372036854775808", "1.5", "true", "a", "", "")
    ]
