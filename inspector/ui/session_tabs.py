"""The tabs: one a session; opened, closed, moved, each with the shape of its readyState."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton

from inspector.ui import state_badge, theme
from inspector.ui.session_tab import SessionTab
from inspector.ui.tab_bar import TabBar
from inspector.ui.text import plain_tip

_SENDING = "\N{CLOCKWISE OPEN CIRCLE ARROW}"
"""Before the title of a tab that sends by itself: another tab or page may be in front."""


class SessionTabs(QTabWidget):
    """Signals:
    add_requested: the person wants another tab.
    close_requested(SessionTab): a tab's cross, or its middle click.
    """

    add_requested = Signal()
    close_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setTabBar(TabBar())
        self.setObjectName("tabs")
        self.setAccessibleName("Sessions")
        self.setDocumentMode(True)
        self.setMovable(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideMiddle)
        self.tabBar().setExpanding(False)
        self._add = QToolButton()
        self._add.setAutoRaise(True)
        self._add.setObjectName("newTabButton")
        self._add.setToolTip("New tab (Ctrl+T)")
        self._add.setAccessibleName("New tab")
        self._add.clicked.connect(self.add_requested)
        self.setCornerWidget(self._add, Qt.Corner.TopRightCorner)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    def add(self, tab: SessionTab) -> None:
        index = self.addTab(tab, tab.title)
        cross = QToolButton()
        cross.setAutoRaise(True)
        cross.setIcon(theme.icon("close", theme.colours().muted))
        cross.setFixedSize(20, 20)
        cross.setToolTip("Close this tab (Ctrl+W)")
        cross.setAccessibleName("Close tab")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.clicked.connect(lambda: self.close_requested.emit(tab))
        self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, cross)
        tab.title_changed.connect(lambda: self.show_title(tab))
        self.show_title(tab)
        self.setCurrentWidget(tab)

    def remove(self, tab: SessionTab) -> None:
        self.removeTab(self.indexOf(tab))

    @property
    def current(self) -> SessionTab:
        tab = self.currentWidget()
        assert isinstance(tab, SessionTab)
        return tab

    def all(self) -> list[SessionTab]:
        return [tab for i in range(self.count()) if isinstance(tab := self.widget(i), SessionTab)]

    def show_title(self, tab: SessionTab) -> None:
        index = self.indexOf(tab)
        if index < 0:
            return
        state = tab.session.ready_state
        tip = f"{tab.session.url or tab.title}\n{state.name}"
        text, colour = tab.title, ""
        if (environment := tab.environment) is not None:
            text += f" · {environment.name}"
            tip += f"\nEnvironment {environment.name}"
            colour = environment.colour or ""
        if told := tab.sending.told:
            text = f"{_SENDING} {text}"
            tip += f"\nSends {told}; Ctrl+. stops it"
        self.setTabText(index, text.replace("&", "&&"))
        self.tabBar().setTabData(index, colour)
        self.setTabIcon(index, state_badge.icon(state))
        self.setTabToolTip(index, plain_tip(tip))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = self.tabBar().tabAt(self.tabBar().mapFrom(self, event.position().toPoint()))
        tab = self.widget(at)
        if event.button() == Qt.MouseButton.MiddleButton and isinstance(tab, SessionTab):
            self.close_requested.emit(tab)
        else:
            super().mouseReleaseEvent(event)

    def _dress(self) -> None:
        muted = theme.colours().muted
        self._add.setIcon(theme.icon("add", muted))
        for tab in self.all():
            cross = self.tabBar().tabButton(self.indexOf(tab), QTabBar.ButtonPosition.RightSide)
            if isinstance(cross, QToolButton):
                cross.setIcon(theme.icon("close", muted))
            self.show_title(tab)
