"""Cover all windows of the program at once, and bring them back as they were."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid


class Cover(QObject):
    """Show a page in place of everything in the main window, and hide every other window.

    Hiding ends what waits in a loop of its own (file dialogs, print dialogs, menus) as if it was given up;
    a dialog with typed text only becomes invisible. What opens meanwhile stays invisible too.
    """

    def __init__(self, window: QStackedWidget, page: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self._before: QWidget | None = None
        self._hidden: list[QWidget] = []

    @property
    def is_up(self) -> bool:
        """Tell whether the windows are covered."""
        return self._before is not None

    def put_up(self) -> None:
        """Cover."""
        app = QApplication.instance()
        if self.is_up or not isinstance(app, QApplication):
            return
        app.inputMethod().commit()  # what is being composed is text like any other
        self._before = self._window.currentWidget()
        app.installEventFilter(self)
        if self._window.indexOf(self._page) < 0:
            self._window.addWidget(self._page)
        with QSignalBlocker(app.focusWidget() or self):  # nobody has finished the field that is left now
            self._window.setCurrentWidget(self._page)
        for window in app.topLevelWidgets():
            if window is not self._window and window.isVisible():
                self._take(window)
        self._window.repaint()

    def lift(self) -> None:
        """Show everything again."""
        app = QApplication.instance()
        if self._before is None or not isinstance(app, QApplication):
            return
        app.removeEventFilter(self)
        self._window.setCurrentWidget(self._before)
        self._before = None
        for window in filter(isValid, self._hidden):
            window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
            window.show()
        self._hidden.clear()

    def leave_up(self) -> None:
        """Keep the cover for good: the council behind it is closed, and windows that open are others."""
        app = QApplication.instance()
        if app:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep windows that open now off the screen."""
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched is not self._window
        ):
            watched.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            QTimer.singleShot(0, watched, lambda: self._take(watched))
        return False

    def _take(self, window: QWidget) -> None:
        if _is_ours(window):
            self._hidden.append(window)
        window.hide()


def _is_ours(window: QWidget) -> bool:
    from kyogikai_desktop.gui.widgets.dialog import Dialog

    return isinstance(window, Dialog)
