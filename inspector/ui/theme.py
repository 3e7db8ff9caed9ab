"""Colours, fonts and icons, in light and in dark.

Widgets ask for a colour by what it means. Everything follows the system's colour scheme, or the
choice made in the View menu; `notifier().changed` tells who paints by hand.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

STYLE = ("-style", "Fusion")
"""Arguments for a QApplication. Its `setStyle` would give the style to Python, for which all the
enumerations of QStyle are made, at once: 6 ms that nobody needs at the start."""

_ICON = 16
"""The size of icons, in pixels of a plain screen."""


@dataclass(frozen=True, slots=True)
class Colours:
    """What each colour means. Contrast against `base` is at least 4.5:1 for all text colours."""

    window: QColor
    base: QColor
    alternate: QColor
    raised: QColor
    border: QColor
    text: QColor
    muted: QColor
    accent: QColor
    on_accent: QColor
    selection: QColor
    on_selection: QColor
    sent: QColor
    received: QColor
    control: QColor
    problem: QColor
    warning: QColor
    connecting: QColor
    open: QColor
    closing: QColor
    closed: QColor
    key: QColor
    string: QColor
    number: QColor
    keyword: QColor
    punctuation: QColor
    invisible: QColor
    offset: QColor


@cache
def _light() -> Colours:
    return Colours(
        window=QColor("#f5f6f8"), base=QColor("#ffffff"), alternate=QColor("#f8f9fb"),
        raised=QColor("#ffffff"), border=QColor("#d5d9e0"), text=QColor("#1b1f27"),
        muted=QColor("#5d6675"), accent=QColor("#1f62d0"), on_accent=QColor("#ffffff"),
        selection=QColor("#d6e4fb"), on_selection=QColor("#10203c"),
        sent=QColor("#1f62d0"), received=QColor("#18794e"), control=QColor("#687080"),
        problem=QColor("#c02733"), warning=QColor("#95590a"),
        connecting=QColor("#95590a"), open=QColor("#18794e"), closing=QColor("#95590a"),
        closed=QColor("#687080"),
        key=QColor("#8a2a86"), string=QColor("#18703f"), number=QColor("#1f55b5"),
        keyword=QColor("#a3491a"), punctuation=QColor("#5d6675"), invisible=QColor("#c02733"),
        offset=QColor("#687080"),
    )  # fmt: skip


@cache
def _dark() -> Colours:
    return Colours(
        window=QColor("#1f2229"), base=QColor("#181a20"), alternate=QColor("#1c1f26"),
        raised=QColor("#2a2e37"), border=QColor("#393f4b"), text=QColor("#e4e7ed"),
        muted=QColor("#9aa3b2"), accent=QColor("#6ea6ff"), on_accent=QColor("#0c1422"),
        selection=QColor("#2b4067"), on_selection=QColor("#f2f6ff"),
        sent=QColor("#79adff"), received=QColor("#5fce98"), control=QColor("#949db0"),
        problem=QColor("#ff8087"), warning=QColor("#eab35c"),
        connecting=QColor("#eab35c"), open=QColor("#5fce98"), closing=QColor("#eab35c"),
        closed=QColor("#949db0"),
        key=QColor("#dba2f0"), string=QColor("#8fd6a5"), number=QColor("#8fbaff"),
        keyword=QColor("#f0a878"), punctuation=QColor("#9aa3b2"), invisible=QColor("#ff8087"),
        offset=QColor("#8791a3"),
    )  # fmt: skip


_NAMED = {
    "red": ("#c02733", "#ff8087"), "orange": ("#b5480f", "#ff9e64"),
    "yellow": ("#8a6500", "#e8c547"), "green": ("#18794e", "#5fce98"),
    "blue": ("#1f62d0", "#79adff"), "purple": ("#8a2a86", "#dba2f0"),
    "grey": ("#5d6675", "#9aa3b2"),
}  # fmt: skip
"""In light, in dark; each is readable as text on `base`."""


def named(colour: str) -> QColor:
    """A colour by the name that `inspector.library.colour.Colour` has for it: of environments and
    of marked rows."""
    return QColor(_NAMED[colour][is_dark()])


class Notifier(QObject):
    """Tells of a change between light and dark."""

    changed = Signal()


@cache
def notifier() -> Notifier:
    return Notifier()


_chosen: Qt.ColorScheme = Qt.ColorScheme.Unknown
_applied: Colours | None = None


def choose_scheme(scheme: Qt.ColorScheme) -> None:
    """Light or dark whatever the system says; Unknown follows the system again."""
    global _chosen
    _chosen = scheme
    apply()


def is_dark() -> bool:
    scheme = _chosen
    if scheme == Qt.ColorScheme.Unknown:
        scheme = QGuiApplication.styleHints().colorScheme()
    return scheme == Qt.ColorScheme.Dark


def colours() -> Colours:
    return _dark() if is_dark() else _light()


def mixed(ground: QColor, colour: QColor, share: float) -> QColor:
    """`ground` with a little of `colour`."""
    channels = zip(ground.getRgbF()[:3], colour.getRgbF()[:3], strict=True)  # type: ignore[index]
    return QColor.fromRgbF(*((1 - share) * below + share * above for below, above in channels))


def install(app: QApplication) -> None:
    """Dress the application, which was made with `STYLE`, and follow the system from now on."""
    app.styleHints().colorSchemeChanged.connect(lambda _: apply())
    app.screenAdded.connect(lambda _: notifier().changed.emit())  # it may have finer pixels
    apply()


def apply() -> None:
    """Give every widget today's colours; that takes a while, so it is done where they change."""
    global _applied
    c = colours()
    if c is _applied:
        return
    _applied = c
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: c.window, roles.WindowText: c.text, roles.Base: c.base,
        roles.AlternateBase: c.alternate, roles.Text: c.text, roles.Button: c.raised,
        roles.ButtonText: c.text, roles.BrightText: c.problem, roles.Highlight: c.selection,
        roles.HighlightedText: c.on_selection, roles.ToolTipBase: c.raised,
        roles.ToolTipText: c.text, roles.PlaceholderText: c.muted, roles.Link: c.accent,
        roles.LinkVisited: c.accent, roles.Accent: c.accent, roles.Light: c.raised,
        roles.Midlight: c.border, roles.Mid: c.border, roles.Dark: c.border,
        roles.Shadow: c.border,
    }.items():  # fmt: skip
        palette.setColor(role, colour)
    for role in (roles.WindowText, roles.Text, roles.ButtonText, roles.HighlightedText):
        faded = QColor(c.muted)
        faded.setAlphaF(0.75)
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    app.setPalette(palette)
    notifier().changed.emit()


def dress(window: QWidget) -> None:
    """Give `window` and its dialogs what a palette cannot say, once it is built: with a style sheet
    of the application, every widget is polished anew wherever it is put into another one."""
    window.setStyleSheet(_style_sheet(colours()))


def _style_sheet(c: Colours) -> str:
    """The few things that a palette cannot say, or that Fusion draws too dark to be seen."""
    faint = f"rgba({c.muted.red()}, {c.muted.green()}, {c.muted.blue()}, 55%)"
    checked = resource(f"icons/checked-{'dark' if is_dark() else 'light'}.svg").as_posix()
    return f"""
    QToolTip {{ color: {c.text.name()}; background: {c.raised.name()};
                border: 1px solid {c.border.name()}; padding: 3px; }}
    QPushButton#primary, QPushButton[primary="true"] {{
        color: {c.on_accent.name()}; background: {c.accent.name()};
        border: 1px solid {c.accent.name()}; border-radius: 4px; padding: 4px 14px; }}
    QPushButton[primary="true"]:hover {{ background: {c.accent.lighter(112).name()}; }}
    QPushButton[primary="true"]:pressed {{ background: {c.accent.darker(112).name()}; }}
    QPushButton[primary="true"]:focus {{ border: 2px solid {c.text.name()}; padding: 3px 13px; }}
    QPushButton[primary="true"]:disabled {{
        color: {c.muted.name()}; background: {c.raised.name()};
        border-color: {c.border.name()}; }}
    QLineEdit, QPlainTextEdit#composerEdit, QPlainTextEdit[framed="true"] {{
        border: 1px solid {c.border.name()}; border-radius: 3px; background: {c.base.name()}; }}
    QLineEdit {{ padding: 2px 4px; }}
    QLineEdit:focus, QPlainTextEdit#composerEdit:focus, QPlainTextEdit[framed="true"]:focus {{
        border-color: {c.accent.name()}; }}
    QComboBox QLineEdit, QAbstractSpinBox QLineEdit {{ border: none; padding: 0 2px; }}
    QAbstractSpinBox {{ min-height: 16px; }}
    QToolButton:focus {{ border: 1px solid {c.accent.name()}; border-radius: 3px;
        padding: 1px 2px; }}
    QToolButton:focus:checked {{ background: {mixed(c.window, c.muted, 0.2).name()}; }}
    QCheckBox::indicator, QTreeView::indicator, QTableView::indicator {{ width: 14px; height: 14px;
        border: 1px solid {c.muted.name()}; border-radius: 3px; background: {c.base.name()}; }}
    QCheckBox::indicator:checked, QTreeView::indicator:checked, QTableView::indicator:checked {{
        background: {c.accent.name()}; border-color: {c.accent.name()};
        image: url("{checked}"); }}
    QCheckBox::indicator:focus {{ width: 12px; height: 12px; border: 2px solid {c.text.name()}; }}
    QCheckBox::indicator:disabled {{ border-color: {c.border.name()}; }}
    /* Flat: Fusion fills them with gradients in threads, and waits for these at every repaint. */
    QScrollBar {{ background: {c.window.name()}; border: none; }}
    QScrollBar:vertical {{ width: 13px; }}
    QScrollBar:horizontal {{ height: 13px; }}
    QScrollBar::handle {{ background: {faint}; border-radius: 4px; margin: 2px; }}
    QScrollBar::handle:vertical {{ min-height: 28px; }}
    QScrollBar::handle:horizontal {{ min-width: 28px; }}
    QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {c.muted.name()}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
    QSplitter::handle {{ background: {c.border.name()}; }}
    QSplitter::handle:hover {{ background: {c.accent.name()}; }}
    """


@cache
def fixed_font() -> QFont:
    """The fixed-pitch font for payloads, a little smaller than the interface's where it is wide."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def icon(name: str, colour: QColor | None = None) -> QIcon:
    """The icon `resources/icons/<name>.svg` in `colour`, by default the text's."""
    return _icon(name, (colour or colours().text).name(), colours().muted.name(), icon_sizes())


def icon_sizes() -> tuple[int, ...]:
    """In pixels: those in which icons are drawn, for a plain screen and for the finest there is."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return tuple({_ICON, round(_ICON * app.devicePixelRatio())})


def application_icon() -> QIcon:
    return QIcon(str(resource("icons/websocket-inspector.svg")))


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str, sizes: tuple[int, ...]) -> QIcon:
    svg = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    built = QIcon()
    for mode, shade in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", shade).encode()))
        for size in sizes:
            pixmap = QPixmap(QSize(size, size))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size, size))
            painter.end()
            built.addPixmap(pixmap, mode)
    return built


@cache
def _resources() -> Path:
    """`resources/` lies inside the package in a wheel, and beside it in a source tree."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def resource(name: str) -> Path:
    """The path of a shipped file, such as `icons/send.svg`."""
    return _resources() / name
