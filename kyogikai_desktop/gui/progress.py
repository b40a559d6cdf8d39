"""How far a long task is, told across threads, and the wish to stop it."""

from __future__ import annotations

import time
from threading import Event

from PySide6.QtCore import QObject, Signal

from kyogikai_desktop.errors import Cancelled

_MOVES_PER_SECOND = 10


class Progress(QObject):
    """What a long task reports to: a plain callable for the services, signals for the panel."""

    moved = Signal(int, int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stops = [Event()]
        self._last = (-1, 0.0)

    def __call__(self, step: int, done: int, total: int) -> None:
        """Report `done` of `total` in step number `step`; raise Cancelled once somebody wants to stop."""
        if any(stop.is_set() for stop in self._stops):
            raise Cancelled
        now = time.monotonic()
        if step != self._last[0] or done == total or now - self._last[1] >= 1 / _MOVES_PER_SECOND:
            self._last = (step, now)
            self.moved.emit(step, done, total)

    def cancel(self) -> None:
        """Ask the task to stop at its next report."""
        self._stops[0].set()

    def stop_with(self, event: Event) -> None:
        """Stop the task also when an event is set that others wait for, too."""
        self._stops.append(event)
