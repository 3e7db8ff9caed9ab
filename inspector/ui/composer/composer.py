"""The composer: writes what is sent, and says before it is sent what is wrong with it."""

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from inspector.library import LibraryError, Template, as_kind
from inspector.library.send_as import SendAs
from inspector.sending.context import Context
from inspector.ui.composer.choices import Choices
from inspector.ui.composer.content_box import ContentBox
from inspector.ui.composer.foot import Foot
from inspector.ui.composer.json_layout import minified, pretty
from inspector.ui.composer.send_button import SendButton
from inspector.ui.composer.state import State, from_dict
from inspector.ui.composer.submission import Submission
from inspector.ui.composer.template_row import TemplateRow
from inspector.ui.composer.verdict import Verdict, judge
from inspector.ui.tab_order import follow
from inspector.ui.variables import install, selections
from inspector.variables import Rendered

if TYPE_CHECKING:
    from inspector.ui.composer.preview import Preview

_JUDGED_AT_ONCE = 50_000
"""Characters; a longer text is judged when the typing pauses."""
_PAUSE_MS = 250


class Composer(QWidget):
    """Signals:
    changed: something that `state` keeps.
    send_requested(Submission): Send was pressed and the content makes a message.
    stop_requested: end everything that is being sent.
    save_requested: write the content over the open template.
    save_template_requested: keep the content under a name.
    revert_requested: take the open template as it is kept.
    define_requested: give the variables values that are `missing`.
    """

    changed = Signal()
    send_requested = Signal(object)
    stop_requested = Signal()
    save_requested = Signal()
    save_template_requested = Signal()
    revert_requested = Signal()
    define_requested = Signal()

    def __init__(self, context: Context | None = None) -> None:
        """`context`: where variables come from; without one there are only the built-in ones."""
        super().__init__()
        self.setObjectName("composer")
        self._context = context or Context()
        self._template: Template | None = None
        self._running: tuple[Submission, ...] = ()
        self._is_running = False
        self._rendered = Rendered("", ())
        self._verdict = Verdict()
        self._error = ""
        self._news = ""
        self._blocked = "Connect first"
        self._box = ContentBox(self._render)
        self._choices = Choices(self._context)
        self._layouts = QWidget()
        self._look = _tool("previewButton", "Preview", "What will be sent, variables in place")
        self._middle = QSplitter(Qt.Orientation.Horizontal)
        self._templates = TemplateRow()
        self._foot = Foot()
        self._top = QHBoxLayout()
        self._send = SendButton()
        self._typing = QTimer(self, singleShot=True)
        install(self._box.edit, lambda: self._context.scopes(self._template))
        self._build()
        self._connect_signals()
        self._on_changed()

    # What it holds

    def content(self) -> tuple[str, str]:
        """Kind (of `inspector.library.KINDS`) and content, as a template keeps them."""
        return self._box.kind, self._box.content()

    def set_content(self, kind: str, content: str) -> None:
        """Show a message to edit and send; how it is sent stays chosen."""
        self._box.set_content(kind, content)

    def take(self, kind: str, content: str) -> None:
        """Show a message of the log, to be edited and sent once, away from any template."""
        self._template = None
        self._choices.choose(SendAs(), None)
        self.set_content(kind, content)

    def submission(self) -> Submission:
        """What Send asks for."""
        choices = self._choices
        return Submission(*self.content(), choices.send_as, choices.repeat, self._template)

    def state(self) -> dict[str, Any]:
        """What is written here, for `set_state` after a restart: plain data; `template` is the
        path of the open one."""
        kind, content = self.content()
        return State(
            kind=as_kind(kind),
            content=content,
            send_as=self._choices.send_as,
            repeat=self._choices.repeat,
            template=self._template.path if self._template else "",
            changed_from=self._template if self.is_modified else None,
        ).to_dict()

    def set_state(self, state: Mapping[str, object], template: Template | None = None) -> None:
        """Show what `state` gave. What is no such data is passed over. `template` is what its
        path leads to now, if anything: a content that nobody had changed follows it; another one
        is still a change of what was there, and saving it asks whose is to be kept."""
        there = from_dict(state)
        if template is not None and there.changed_from is None:
            self.use_template(template)
            return
        self._template = there.changed_from
        self._choices.choose(there.send_as, there.repeat)
        self.set_content(there.kind, there.content)

    # The template that is open

    @property
    def open_template(self) -> Template | None:
        """The template that the content came from, as it was saved."""
        return self._template

    @property
    def is_modified(self) -> bool:
        """Whether the content is not, or not any more, that of the open template."""
        if (kept := self._template) is None:
            return False
        kept = replace(kept, send_as=kept.send_as.applied())
        return self.template(kept.name, kept.folder, kept.description) != kept

    def use_template(self, template: Template) -> None:
        """Show `template`, which is the open one from now on."""
        self._template = template
        self._choices.choose(template.send_as, template.repeat)
        self.set_content(template.kind, template.content)

    def keep_template(self, template: Template | None) -> None:
        """The content was saved as `template`, or that one was renamed or (None) deleted: it is
        the open one from now on, and the content stays as it is."""
        self._template = template
        self._on_changed()

    def template(self, name: str, folder: str = "", description: str = "") -> Template:
        """What is written here, as a template."""
        kind, content = self.content()
        return Template(
            name=name,
            folder=folder,
            description=description,
            kind=as_kind(kind),
            content=content,
            send_as=self._choices.send_as,
            repeat=self._choices.repeat,
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of variables in the content that nobody defined."""
        return self._verdict.missing

    # Sending

    def refresh_variables(self) -> None:
        """Variables may have other values now: judge again, once however many changed."""
        if not self._typing.isActive():
            self._typing.start(_PAUSE_MS if self._is_large else 0)

    def set_can_send(self, can_send: bool, why: str = "") -> None:
        """Whether there is a connection to send on; `why` not is the button's tooltip."""
        self._blocked = "" if can_send else why or "Connect first"
        self._error = ""
        self._show_verdict()

    def send(self) -> None:
        """Ask for the content to be sent, or show why that cannot be."""
        if self._typing.isActive() or self._box.kind == "binary-file":  # which comes and goes
            self._judge()
        if obstacle := self._blocked or self._verdict.problem:
            self.show_error(obstacle)
        elif self._is_running:
            self.show_error("this is being sent already: stop it first (Ctrl+.)")
        else:
            self.send_requested.emit(self.submission())

    def mark_sent(self, submission: Submission) -> None:
        """It has gone out, or begun to: Up brings it back."""
        self._box.remember(submission.kind, submission.content)
        self._error = self._news = ""
        self.refresh_variables()
        self._show_verdict()

    def show_error(self, message: str) -> None:
        """Say why nothing was sent, until the content changes."""
        self._error = message
        self._show_verdict()

    def show_note(self, message: str) -> None:
        """Say how it went, until the content changes."""
        self._news = message
        self._show_verdict()

    def show_running(
        self, running: Collection[Submission], words: str, progress: float | None = None
    ) -> None:
        """Say what is being sent, or will be by itself, and how far that is (0 to 1)."""
        self._foot.strip.say(words, progress)
        if tuple(running) != self._running:
            self._running = tuple(running)
            self._stop.setEnabled(bool(running))
            self._note_running()

    # Finding

    def begin_find(self) -> None:
        """Show the field that finds in the content."""
        self._box.begin_find()

    def find_next(self, by: int) -> None:
        """Go on with that, -1 backwards."""
        self._box.begin_find(by)

    def add_switch(self, switch: QWidget) -> None:
        """Put `switch`, which leads to another way of sending, at the start of the top row."""
        self._top.insertWidget(0, switch)

    def save_as(self) -> None:
        """Keep the content under a name."""
        self.save_template_requested.emit()

    def _build(self) -> None:
        self.setFocusProxy(self._box)
        self._look.setCheckable(True)
        row = QHBoxLayout(self._layouts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for words, tip, arranged in (
            ("Pretty", "A line for each member; values stay as they are written", pretty),
            ("Minify", "Without white space; values stay as they are written", minified),
        ):
            button = _tool(f"{words.lower()}Button", words, tip)
            button.clicked.connect(lambda _, arranged=arranged: self._box.arrange(arranged))
            row.addWidget(button)
        self._middle.setObjectName("previewSplitter")
        self._middle.setChildrenCollapsible(False)
        self._middle.addWidget(self._box)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 6, 8, 6)
        column.setSpacing(6)
        column.addLayout(self._top)
        # The order in which they are added is that of the Tab key: from the type to what is typed.
        self._top.addWidget(self._box.type)
        column.addWidget(self._middle, 1)
        for widget in (self._choices, self._layouts, self._look):
            self._top.addWidget(widget)
        self._top.addStretch(1)
        self._top.addWidget(self._templates)
        self._top.addWidget(self._send)
        column.addWidget(self._foot)

    def _connect_signals(self) -> None:
        self._box.changed.connect(self._on_changed)
        self._box.failed.connect(self.show_error)
        self._choices.changed.connect(self._on_changed)
        self._context.on_change.append(self.refresh_variables)
        self._look.toggled.connect(self._judge)
        self._typing.timeout.connect(self._judge)
        self._templates.save_requested.connect(self.save_requested)
        self._templates.save_as_requested.connect(self.save_template_requested)
        self._templates.revert_requested.connect(self.revert_requested)
        self._templates.detach_requested.connect(lambda: self.keep_template(None))
        self._foot.strip.stop_requested.connect(self.stop_requested)
        self._foot.define_requested.connect(self.define_requested)
        self._send.send_requested.connect(self.send)
        self._send.stop_requested.connect(self.stop_requested)
        self._shortcut("Ctrl+Return", self.send)
        self._shortcut("Ctrl+Enter", self.send)
        self._stop = self._shortcut("Esc", self._on_escape)
        self._stop.setEnabled(False)

    def _shortcut(self, keys: str, act: Callable[[], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)
        return shortcut

    def _on_escape(self) -> None:
        """While something is being sent."""
        if not self._box.end_find():
            self.stop_requested.emit()

    def _on_changed(self) -> None:
        """Judge the content, at once where that takes no time."""
        self._error = self._news = ""
        self._layouts.setVisible(self._box.kind == "json")
        self._choices.set_kind(self._box.kind)
        if self._is_large:
            self._typing.start(_PAUSE_MS)
        else:
            self._judge()
        self.changed.emit()

    @property
    def _is_large(self) -> bool:
        return self._box.edit.document().characterCount() > _JUDGED_AT_ONCE

    def _judge(self) -> None:
        self._typing.stop()
        kind, content = self.content()
        send_as = self._choices.send_as
        try:
            self._rendered = self._render(kind, content)
        except LibraryError as error:
            self._verdict = Verdict(problem=str(error))
        else:
            self._verdict = judge(kind, content, self._rendered, send_as)
        if self._box.is_typed:
            edit = self._box.edit
            edit.mark(self._verdict.places)
            edit.set_layer("variables", selections(edit.document(), content, self._rendered))
        path = self._template.path if self._template else ""
        self._templates.show_template(path, is_modified=self.is_modified)
        self._choices.show_pieces(self._verdict.pieces if self._verdict.size is not None else None)
        self._foot.show_choices(self._choices.words)
        self._offer_preview(kind, content, send_as)
        self._note_running()

    def _offer_preview(self, kind: str, content: str, send_as: SendAs) -> None:
        """A look at what will be sent, where that is not what is written."""
        is_other = self._rendered.text != content or send_as.mode != "message"
        offered = is_other and kind != "binary-file"
        self._look.setVisible(offered)
        shown = offered and self._look.isChecked()
        if shown:
            self._preview.show_sending(kind, self._rendered, send_as)
        if "_preview" in vars(self):
            self._preview.setVisible(shown)

    @cached_property
    def _preview(self) -> "Preview":
        """Built, and imported, when it is first wanted."""
        from inspector.ui.composer.preview import Preview

        preview = Preview()
        self._middle.addWidget(preview)
        self._middle.setSizes([600, 400])
        follow(self._box, preview)
        return preview

    def _render(self, kind: str, content: str) -> Rendered:
        """`content` with variables in their places. LibraryError."""
        return self._context.preview(kind, content, self._template)

    def _note_running(self) -> None:
        """Whether what is written here is what is being sent."""
        self._is_running = bool(self._running) and self.submission() in self._running
        self._show_verdict()

    def _show_verdict(self) -> None:
        self._foot.show_verdict(self._verdict, self._error, self._news)
        obstacle = self._blocked or self._verdict.problem
        self._send.show_state(stops=self._is_running, obstacle=obstacle)


def _tool(name: str, words: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setObjectName(name)
    button.setText(words)
    button.setToolTip(tip)
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
