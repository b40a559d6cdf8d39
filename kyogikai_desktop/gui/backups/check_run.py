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
    """One run; `over` comes at its end.

    Then `error` says why it failed (Cancelled: somebody stopped it), or `findings` what is wrong.
    Not on the reader's thread, which lists need meanwhile. When the window locks or closes, the session
    stops the check.
    """

    over = Signal()

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__(page)
        self.findings: tuple[AppError, ...] = ()
        self.error: AppError | None = None
        self._task = page.follow("点検しています", STEPS)
        self._check = DeepCheck(session)

    def start(self) -> None:
        """Begin."""
        Thread(target=self._run, name="deep check", daemon=True).start()

    def _run(self) -> None:
        try:
            self.findings = self._check.run(self._task.progress)
        except AppError as error:
            self.error = error
        except Exception:  # whatever it was, the check came to no end, and the page has to say so
            self.error = AppError("check_broken")
        with suppress(RuntimeError):  # the window has gone meanwhile, and nobody listens
            self.over.emit()

    def end(self) -> None:
        """Take the panel away; whoever hears `over` calls this, so that nothing goes before it was heard."""
        self._task.finish()
        self.deleteLater()
