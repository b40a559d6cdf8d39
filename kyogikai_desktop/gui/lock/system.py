"""Hear from the operating system that the screen locks, the computer sleeps or the user changes."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal


class SystemSignals(QObject):
    """`heard` carries the cause: screen, sleep or switch. Silent where the platform tells nothing."""

    heard = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ear = _ear(self.heard.emit, self)


def _ear(heard: Callable[[str], object], parent: QObject) -> object:
    if sys.platform == "win32":
        from kyogikai_desktop.gui.lock.system_windows import WindowsEar

        return WindowsEar(heard)
    else:  # noqa: RET505 (the type checker knows platforms by branches)
        from kyogikai_desktop.gui.lock.system_linux import BusEar

        return BusEar(heard, parent)
