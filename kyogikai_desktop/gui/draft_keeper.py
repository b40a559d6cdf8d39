"""Keep what is being typed: a second after the last key, when the page is left, and when it locks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.services.drafts import Drafts

_WAIT_MS = 1000


class DraftKeeper(QObject):
    """Write the text of a form under a key; `kept` tells when it lies in the vault.

    The lock finds every keeper of every window by itself: a form with a keeper needs nothing else.
    """

    kept = Signal()

    def __init__(
        self, drafts: Drafts, tasks: Tasks, text: Callable[[], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.key = ""
        self._drafts = drafts
        self._tasks = tasks
        self._text = text
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    def touch(self) -> None:
        """Note that something was typed."""
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Keep at once what was typed since the last time."""
        if self._timer.isActive():
            self._timer.stop()
            self._on_timer_timeout()

    def drop(self) -> None:
        """Forget the draft: it was saved or given up."""
        self._timer.stop()
        self._tasks.write(partial(self._drafts.drop, self.key), lambda _done: None)

    def typed(self) -> dict[str, str]:
        """Return by key what stands here unsaved; an empty text where all was taken out again."""
        if not self.key:
            return {}
        text = self._text()
        return {self.key: text} if text or self._timer.isActive() else {}

    def _on_timer_timeout(self) -> None:
        text = self._text()
        if text:
            self._tasks.write(partial(self._drafts.keep, self.key, text), self._tell)
        else:
            self.drop()

    def _tell(self, _done: object) -> None:
        self.kept.emit()


def everything_typed() -> dict[str, str]:
    """Return by key what stands unsaved in all forms of all windows."""
    found: dict[str, str] = {}
    for window in QApplication.topLevelWidgets():
        for keeper in window.findChildren(DraftKeeper):
            found |= keeper.typed()
    return found
