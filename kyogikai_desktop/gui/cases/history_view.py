"""変更の履歴: who looked at a case and what was changed, and what stood there before and after."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.audit_log import LogRow
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.cases.case_words import moment
from kyogikai_desktop.gui.cases.change_view import ChangeView
from kyogikai_desktop.gui.cases.change_words import ChangeWords, words_of
from kyogikai_desktop.gui.cases.contact_card import ReasonDialog
from kyogikai_desktop.gui.form_draft import keep_typed
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.widgets.cells import Cell, Column
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.text import row
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.history import Change, History
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.words import say

_WHEN, _WHAT = 206, 194  # with large text, too, the name of an act is not cut


class HistoryView(QWidget):
    """List the acts on a case, newest first, and beside the list what the current one changed."""

    def __init__(self, page: Page, session: Session) -> None:
        super().__init__()
        self._page = page
        self._session = session
        self._history = History(session)
        self._council = CouncilWork(session)
        self._rows = ListModel(_columns(session.today()), page.tasks, page)
        self.list = ListView(self._rows, "変更の履歴")
        self.list.setMinimumWidth(theme.px(_WHEN + _WHAT))
        self.change = ChangeView()
        box = row(spacing=12)
        box.setContentsMargins(MARGIN, 12, MARGIN, 12)
        box.addWidget(self.list, 1)
        box.addWidget(self.change, 1)
        self.setLayout(box)
        self.setFocusProxy(self.list)
        self.list.current_changed.connect(self._on_current_changed)
        self.change.reveal_wanted.connect(self._ask_reveal)

    def load(self, case: CaseId) -> None:
        """Read the acts on a case again."""
        self._rows.load(
            partial(self._history.count, case),
            lambda offset, limit: list(self._history.rows(case, offset, limit)),
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Read what the current act changed: while nobody sees it, nothing is read."""
        super().showEvent(event)
        self._on_current_changed(self.list.current_row())

    def _on_current_changed(self, current: object) -> None:
        if self.isVisible() and isinstance(current, LogRow):
            seq = current.row.seq
            self._page.read(
                lambda: self._in_words(self._history.change(seq)),
                self.change.show_change,
                self._refuse,
                topic="case change",
            )

    def _in_words(self, change: Change | None) -> ChangeWords | None:
        bodies = {body.id: body for body in self._council.bodies()}
        return words_of(change, self._session.today(), bodies) if change else None

    def _refuse(self, error: AppError) -> None:
        self.change.tell(say(error))

    def _ask_reveal(self) -> None:
        current, words = self.list.current_row(), self.change.words
        if not isinstance(current, LogRow) or words is None:
            return
        if not words.change.protected:
            self._reveal(current)
            return
        dialog = ReasonDialog(self._page)
        keep_typed(dialog, f"reason:{words.change.case}", Drafts(self._session), self._page.tasks)
        dialog.given.connect(partial(self._reveal, current))
        dialog.open()

    def _reveal(self, act: LogRow, reason: str = "") -> None:
        """Log that what is withheld is looked at, and show it if the same act is still the current one."""

        def show(found: ChangeWords | None) -> None:
            if found and self.list.current_row() == act:
                self.change.reveal(found)

        self._page.write(lambda: self._in_words(self._history.reveal(act.row.seq, reason)), show)


def _columns(today: date) -> tuple[Column[LogRow], ...]:
    """Return when and who, and what."""

    def when(row: LogRow) -> Cell:
        return Cell(moment(row.row.at.astimezone(JST), today), caption=row.person)

    return (
        Column("いつ・だれが", _WHEN, when),
        Column("何を", 0, lambda row: Cell(row.words, caption=row.details)),
    )
