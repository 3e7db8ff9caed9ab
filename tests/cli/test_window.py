"""Without a command the window runs; here one that only remembers what it was asked."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from inspector import __version__
from inspector.cli import main
from inspector.wire import ConnectOptions


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[dict]:
    starts = []

    def run(start: dict) -> int:
        starts.append(start)
        return 0

    ui = SimpleNamespace(app=SimpleNamespace(Start=dict, run=run))
    monkeypatch.setitem(sys.modules, "inspector.ui", ui)
    return starts


DEFAULTS = {
    "urls": (),
    "options": None,
    "subprotocols": (),
    "demo": False,
    "screenshot": None,
    "after": 3.0,
    "size": None,
    "theme": None,
}


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], {}),
        (["ws://a", "https://b:444/x"], {"urls": ("ws://a/", "wss://b:444/x")}),
        (
            ["--demo", "--screenshot", "o.png", "--after", "0.5", "--size", "1200x800"],
            {"demo": True, "screenshot": Path("o.png"), "after": 0.5, "size": (1200, 800)},
        ),
        (["--demo", "--theme", "dark"], {"demo": True, "theme": "dark"}),
        (
            ["ws://a", "--insecure", "-H", "A: 1", "-H", "B: 2"],
            {
                "urls": ("ws://a/",),
                "options": ConnectOptions(verify_tls=False, headers=(("A", "1"), ("B", "2"))),
            },
        ),
        (
            ["ws://a", "--subprotocol", "chat"],
            {"urls": ("ws://a/",), "options": ConnectOptions(), "subprotocols": ("chat",)},
        ),
        (["--demo", "ws://record/"], {"demo": True, "urls": ("ws://record/",)}),
    ],
)
def test_the_window_is_asked_for(shown, words, options):
    assert main(words) == 0
    assert shown == [DEFAULTS | options]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["recrod", "ws://a"], "'recrod' has no scheme"),
        (["--size", "12"], "write it as 1200x800"),
        (["--after", "soon"], "no positive number of seconds"),
        (["--screenshot"], "expected one argument"),
        (["--demo", "--lenient"], "need a URL to connect to"),
        (["ws://a", "--subprotocol", "a b"], "'a b' is not a token"),
        (["ws://a", "--proxy", "socks5://h:1"], "write http://host:port"),
        (["--theme", "pink"], "invalid choice: 'pink'"),
    ],
)
def test_wrong_usage(shown, capsys, words, complaint):
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 2
    assert complaint in capsys.readouterr().err
    assert not shown


def test_without_qt_the_window_says_what_is_missing(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "inspector.ui", None)
    assert main(["--demo"]) == 1
    assert "record, export, library and demo-server work without" in capsys.readouterr().err


def test_version_and_help(capsys):
    for option in ("--version", "--help"):
        with pytest.raises(SystemExit) as left:
            main([option])
        assert left.value.code == 0
    out = capsys.readouterr().out
    assert f"websocket-inspector {__version__}\n" in out
    assert "demo-server    run the demo server alone" in out


@pytest.mark.parametrize("command", ["record", "export", "demo-server"])
def test_the_commands_import_no_qt(command):
    program = (
        "import sys; from inspector.cli import main\n"
        f"try: main([{command!r}, '--help'])\n"
        "except SystemExit: pass\n"
        "print(*sorted({'PySide6', 'shiboken6', 'qasync', 'inspector.ui'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(f"usage: websocket-inspector {command} ")
    assert done.stdout.endswith("\n\n")
