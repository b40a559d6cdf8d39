"""The deep check beside the window: a panel with its progress, and a thread that waits for its process."""

from __future__ import annotations

from contextlib import suppress
from threading import Thread

from PySide6.QtCore import QObject, Signal

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.services.deep_check import STEPS, DeepCheck
from kyogikai_desktop.services.session import Session


class CheckRun(QObject):
    """One run: `found` carries what is wrong, `failed` why it came to no end (Cancelled: somebody said so).

    Not on the reader's thread, which lists need meanwhile. When the window locks or closes, the session
    stops the check.
    """

    found = Signal(object)
    failed = Signal(object)

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__(page)
        self._task = page.follow("点検しています", STEPS)
        self._check = DeepCheck(session)
        for over in (self.found, self.failed):
            over.connect(self._on_over)

    def start(self) -> None:
        """Begin."""
        Thread(target=self._run, name="deep check", daemon=True).start()

    def _run(self) -> None:
        with suppress(RuntimeError):  # the window has gone meanwhile, and nobody listens
            try:
                found = self._check.run(self._task.progress)
            except AppError as error:
                self.failed.emit(error)
            except OSError:
                self.failed.emit(AppError("check_broken"))
            else:
                self.found.emit(found)

    def _on_over(self, _result: object) -> None:
        self._task.finish()
        self.deleteLater()
