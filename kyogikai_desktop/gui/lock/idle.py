"""Notice that nobody touches keyboard or mouse any more."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWindow
from shiboken6 import isValid

_MINUTE = 60
_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    )
)


class IdleTimer(QObject):
    """Tell by `left` how many seconds remain, once a minute and in the last one every second; then `idle`.

    `touched` tells of every touch.

    It listens to the windows and to what has the keyboard (composing Japanese reaches nothing else), not to
    every object: a filter on the application would slow down every repaint.
    """

    left = Signal(int)
    idle = Signal()
    touched = Signal()

    def __init__(self, clock: Callable[[], float] | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock or _clock()
        self._minutes = 0
        self._touched = self._clock()
        self._pointer: tuple[int, int] | None = None
        self._heard: QObject | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)

    def start(self, minutes: int) -> None:
        """Begin, or go on with another time; 0 stops."""
        if not self._minutes and minutes:
            self._listen()
        self._minutes = minutes
        self.touch()
        self.look()

    def touch(self) -> None:
        """Note that somebody is there."""
        self._touched = self._clock()

    def look(self) -> None:
        """Tell how much time is left, and look again when that will have changed."""
        if not self._minutes:
            self._timer.stop()
            return
        left = math.ceil(self._minutes * _MINUTE - (self._clock() - self._touched))
        if left <= 0:
            self._minutes = 0
            self.idle.emit()
            return
        self.left.emit(left)
        pause = 1 if left <= _MINUTE else min(_MINUTE, (left - 1) % _MINUTE + 1)
        self._timer.start(1000 * pause)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note real input; a pointer that did not move is none."""
        kind = event.type()
        if kind in _TOUCHES:
            self._on_touch()
        elif kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            place = event.globalPosition().toPoint().toTuple()
            if place != self._pointer:
                self._pointer = place
                self._on_touch()
        return super().eventFilter(watched, event)

    def _on_touch(self) -> None:
        last_minute = self._minutes * _MINUTE - (self._clock() - self._touched) < _MINUTE
        self.touch()
        self.touched.emit()
        if last_minute:
            self.look()

    def _listen(self) -> None:
        app = QGuiApplication.instance()
        if not isinstance(app, QGuiApplication):
            return
        for window in app.topLevelWindows():
            window.installEventFilter(self)
        app.focusWindowChanged.connect(self._on_window)
        app.focusObjectChanged.connect(self._on_focus)
        self._on_focus(app.focusObject())

    def _on_window(self, window: QWindow | None) -> None:
        if window:
            window.installEventFilter(self)

    def _on_focus(self, focus: QObject | None) -> None:
        if self._heard and isValid(self._heard):
            self._heard.removeEventFilter(self)
        self._heard = focus
        if focus:
            focus.installEventFilter(self)


def left_words(seconds: int) -> str:
    """Return 操作がなければ 4分後にロック; the last minute in seconds."""
    when = f"{seconds}秒後" if seconds <= _MINUTE else f"{math.ceil(seconds / _MINUTE)}分後"
    return f"操作がなければ {when}にロック"


def _clock() -> Callable[[], float]:
    """Return a clock that goes on while the computer sleeps."""
    if sys.platform == "linux":
        return lambda: time.clock_gettime(time.CLOCK_BOOTTIME)
    else:  # noqa: RET505 (the type checker knows platforms by branches)
        return time.monotonic
