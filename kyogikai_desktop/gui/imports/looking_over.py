"""Look a ledger over on the reader's thread; where that takes long, a panel tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.imports.judged import STEPS, Judged, Report
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.gui.widgets.long_task import LongTask

_SLOW_MS = 400


class LookingOver(QObject):
    """`begun` and `ended` tell the page what to say meanwhile; what cannot be read, the page refuses."""

    begun = Signal()
    ended = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._panel: LongTask | None = None
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self._slow.timeout.connect(self._show_panel)

    def start(self, work: Callable[[Report], Judged], then: Callable[[Judged], object]) -> None:
        """Do the work and show what it returns; a later start replaces this one."""

        def done(judged: Judged) -> None:
            self._end()
            then(judged)

        self._slow.start()
        self.begun.emit()
        self._page.read(lambda: work(self._report), done, self._on_failed, topic="import")

    def _report(self, step: int, done: int, total: int) -> None:
        # Called on the reader's thread; the panel may come while the work goes on.
        if self._panel:
            self._panel.progress(step, done, total)

    def _show_panel(self) -> None:
        self._panel = self._page.follow("台帳を確かめています", STEPS)

    def _on_failed(self, error: AppError) -> None:
        self._end()
        self._page.refuse(error)

    def _end(self) -> None:
        self._slow.stop()
        if self._panel:
            self._panel.finish()
        self._panel = None
        self.ended.emit()
