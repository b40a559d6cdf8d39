"""Ctrl+L in whichever window has the keyboard: a dialog shuts out the shortcuts of the window behind it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

_KEY = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_L)


class LockKey(QObject):
    """Tell by `pressed` that somebody wants to lock, also in a dialog, a menu or a second window.

    It listens to windows, not to every object: a filter on the application would slow down every repaint.
    """

    pressed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_window)
            self._on_window(app.focusWindow())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key before the window does; a shortcut of its own would have had it already."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.keyCombination() == _KEY
        ):
            self.pressed.emit()
            return True
        return super().eventFilter(watched, event)

    def _on_window(self, window: QWindow | None) -> None:
        if window:
            window.installEventFilter(self)
