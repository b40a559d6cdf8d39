"""After wrong passwords the next try waits: the button says for how long, so that no thread has to sleep."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPushButton

Waiting = Callable[[], float]

_EVERY = 250  # ms


def no_wait() -> float:
    """Return that nothing has to wait."""
    return 0.0


class BackOff(QObject):
    """Hold a button back; `waiting` tells for how many seconds still, and the verb comes back at the end."""

    def __init__(self, button: QPushButton, verb: str, waiting: Waiting) -> None:
        super().__init__(button)
        self._button, self._verb, self._waiting = button, verb, waiting
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.count_down)

    def count_down(self) -> None:
        """Show how the wait stands, and again until it is over."""
        seconds = self._waiting()
        self._button.setEnabled(seconds <= 0)
        self._button.setText(f"あと {ceil(seconds)} 秒" if seconds > 0 else self._verb)
        self._timer.start() if seconds > 0 else self._timer.stop()
