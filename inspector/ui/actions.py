"""The window's commands as data: where each stands in the menus, its shortcut, its words.

The window gives each `id` a function; this file alone decides how a person finds it.
"""

from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence

Keys = QKeySequence.StandardKey
Role = QAction.MenuRole


class Command(NamedTuple):
    id: str
    text: str
    keys: Keys | str = ""
    icon: str = ""
    tip: str = ""
    checkable: bool = False
    role: QAction.MenuRole = Role.NoRole
    """Where macOS wants it; left to itself, Qt takes every command called Options for settings."""


SEPARATOR = Command("", "")

MENUS: dict[str, tuple[Command, ...]] = {
    "&File": (
        Command("new_tab", "&New tab", "Ctrl+T", "add", "Another connection beside this one"),
        Command("open", "&Open recording…", Keys.Open, "open", "Open a recorded session (.wsrec)"),
        SEPARATOR,
        Command("save", "&Save recording as…", Keys.Save, "save", "Keep this session in a file"),
        Command("export", "&Export…", "Ctrl+Shift+E", "export", "To JSON Lines or readable text"),
        SEPARATOR,
        Command("close_tab", "&Close tab", "Ctrl+W", "close"),
        Command(
            "quit", "&Quit", "Ctrl+Q", "", "Close every connection and quit", role=Role.QuitRole
        ),
    ),
    "&Edit": (
        Command("copy", "&Copy rows", "Ctrl+Shift+X", "copy", "The selected rows of the log"),
        Command("copy_payload", "Copy &payload", "Ctrl+Alt+C", "copy", "Of the chosen message"),
        Command("to_composer", "Copy to co&mposer", "Ctrl+M", "edit", "Edit it and send it again"),
        Command("resend", "Send a&gain", "Ctrl+Shift+M", "send", "The same bytes, at once"),
        SEPARATOR,
        Command("find", "&Find…", Keys.Find, "search", "In the log, the details, or the composer"),
        Command("find_next", "Find &next", Keys.FindNext, "down"),
        Command("find_previous", "Find pre&vious", Keys.FindPrevious, "up"),
        Command("filter", "Fi&lter the log", "Ctrl+Shift+F", "", "Choose which rows are shown"),
        SEPARATOR,
        Command(
            "settings",
            "&Settings…",
            "Ctrl+Alt+S",
            "options",
            "How much room unsaved recordings may take",
            role=Role.PreferencesRole,
        ),
    ),
    "&Connection": (
        Command("address", "&Address", "Ctrl+L", "", "Go to the URL"),
        Command("connect", "&Connect", "Ctrl+Shift+C", "connect", "Connect to the URL of this tab"),
        Command("disconnect", "&Disconnect", "Ctrl+Shift+D", "disconnect", "Close with code 1000"),
        Command(
            "abort", "A&bort", "Ctrl+Shift+B", "", "End the TCP connection without a Close frame"
        ),
        Command("options", "&Options", "Ctrl+,", "options", "", True),
        SEPARATOR,
        Command("send", "&Send\tCtrl+Enter", "", "send", "Send what the composer or forge holds"),
        Command("forge", "Frame for&ge", "Ctrl+Shift+G", "", "Build any frame, bit by bit", True),
        Command("rules", "R&ules", "Ctrl+6", "", "What is done when a message comes", True),
        Command("session_variables", "Session &variables…", "Ctrl+Alt+V", "", "Of this tab alone"),
        Command("stop_sending", "S&top sending", "Ctrl+.", "stop", "Repeats, and what is paced"),
        Command("ping", "Send &ping", "Ctrl+Shift+P", "", "An empty ping; its pong gives the RTT"),
        Command(
            "pause_reading",
            "Pause &reading",
            "Ctrl+Shift+R",
            "pause",
            "Stop reading from the socket: TCP then holds the sender",
            True,
        ),
        SEPARATOR,
        Command("demo", "De&mo server", "Ctrl+Shift+O", "demo", "Connect to the bundled server"),
    ),
    "&Library": (
        Command("insert_template", "&Quick insert…", "Ctrl+P", "search", "By a few letters"),
        Command("search_library", "Searc&h", "Ctrl+Shift+L", "", "Filter the sidebar"),
        SEPARATOR,
        Command("save_template", "Save as &template…", "Ctrl+Shift+S", "template", "Under a name"),
        Command("save_endpoint", "Save &endpoint…", "Ctrl+D", "endpoint"),
        Command("new_folder", "New &folder…", "Ctrl+Shift+N", "folder-add"),
        SEPARATOR,
        Command("details", "Edit &details…\tAlt+Return", "", "edit", "Name, folder, variables"),
        Command("rename", "&Rename\tF2", "", "", "What is chosen in the sidebar"),
        Command("duplicate", "D&uplicate", "Ctrl+Alt+D", "copy", "What is chosen in the sidebar"),
        Command("move", "&Move to…", "Ctrl+Alt+M", "", "Another folder"),
        Command("favourite", "Fa&vourite", "Ctrl+Alt+B", "star", "Give it a star, or take it"),
        Command("delete", "De&lete…\tDel", "", "delete", "What is chosen in the sidebar"),
        SEPARATOR,
        Command(
            "new_scenario", "New s&cenario…", "Ctrl+Alt+Y", "scenario", "Of what this tab sent"
        ),
        Command("new_environment", "&New environment…", "Ctrl+Alt+N", "add"),
        Command("edit_environment", "Edit env&ironment…", "Ctrl+Alt+E", "", "The one of this tab"),
        SEPARATOR,
        Command("import_file", "Im&port…", "Ctrl+Alt+I", "", "What Postman or Insomnia exported"),
        Command("import_workspace", "&Get from another workspace…", "Ctrl+Alt+G"),
        Command("export_folder", "E&xport a folder…", "Ctrl+Alt+X", "export", "As a workspace"),
        SEPARATOR,
        Command("workspaces", "Workspace&s…", "Ctrl+Alt+W", "workspace", "The last ones"),
        Command("open_workspace", "&Open workspace…", "Ctrl+Alt+O", "open", "A folder of yours"),
        Command("new_workspace", "New wor&kspace…", "Ctrl+Alt+K", "", "In a folder of its own"),
        Command("library", "Sho&w the workspace's folder", "Ctrl+Alt+L", "folder"),
        Command("reload", "Relo&ad", "F5", "reconnect", "Read all files again"),
    ),
    "&View": (
        Command("sidebar", "&Sidebar", "Ctrl+B", "sidebar", "", True),
        Command(
            "pause_display", "&Pause the log", "Ctrl+Shift+H", "pause", "Recording goes on", True
        ),
        Command("follow", "&Follow the newest row", "Ctrl+End", "down"),
        Command("clear", "&Clear the log's view", "Ctrl+K", "clear", "Hides rows; deletes nothing"),
        Command("show_hidden", "Show &hidden rows", "Ctrl+Shift+K", "", "Those that Clear hid"),
        SEPARATOR,
        Command("toggle_frames", "&Open or close the message", "Ctrl+Alt+F", "", "Its frames"),
        Command("details_message", "Details: &message", "Ctrl+1"),
        Command("details_frames", "Details: f&rames", "Ctrl+2"),
        Command("details_handshake", "Details: h&andshake", "Ctrl+3"),
        Command("details_timeline", "Details: &timeline", "Ctrl+4"),
        Command("details_statistics", "Details: stat&istics", "Ctrl+5"),
        SEPARATOR,
        Command("next_tab", "&Next tab", "Ctrl+PgDown"),
        Command("previous_tab", "Pre&vious tab", "Ctrl+PgUp"),
        SEPARATOR,
        Command("theme_system", "Colours of the s&ystem", "Ctrl+Alt+0", "", "", True),
        Command("theme_light", "&Light", "Ctrl+Alt+1", "", "", True),
        Command("theme_dark", "&Dark", "Ctrl+Alt+2", "", "", True),
    ),
    "&Tools": (Command("recordings", "Show the &recordings' folder", "Ctrl+Alt+R", "open"),),
    "&Help": (
        Command("shortcuts", "&Keyboard shortcuts", Keys.HelpContents),
        Command("variables", "&Variables", "Ctrl+F1", "", "How they are written; all built-ins"),
        Command("about", "&About WebSocket Inspector", "Shift+F1", role=Role.AboutRole),
    ),
}
