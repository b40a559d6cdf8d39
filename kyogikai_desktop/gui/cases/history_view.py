"""変更の履歴: who looked at a case and what was changed, in words."""

from __future__ import annotations

from datetime import date

from kyogikai_desktop.domain.accounts import Account
from kyogikai_desktop.domain.audit_acts import words
from kyogikai_desktop.domain.audit_words import details
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.listing import AuditRow
from kyogikai_desktop.gui.cases.case_words import moment
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.gui.widgets.cells import Cell, Column
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.services.audit_log import AuditLog
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.session import Session


class HistoryView(ListView):
    """List the acts on a case, newest first."""

    def __init__(self, page: Page, session: Session) -> None:
        names: dict[str, str] = {}
        rows = ListModel(_columns(session.today(), names), page.tasks, page)
        super().__init__(rows, "変更の履歴")
        self._names, self._rows = names, rows
        self._page = page
        self._work = Casework(session)
        self._log = AuditLog(session)

    def load(self, case: CaseId) -> None:
        """Read the acts on a case again."""
        self._page.read(
            lambda: (self._work.history(case), self._log.people()), self._show, topic="case history"
        )

    def _show(self, found: tuple[tuple[AuditRow, ...], tuple[Account, ...]]) -> None:
        rows, people = found
        self._names.update((one.login, one.name) for one in people)
        self._rows.show(rows)


def _columns(today: date, names: dict[str, str]) -> tuple[Column[AuditRow], ...]:
    """Return when, who and what; `names` gives the names of accounts by their logins."""

    def when(row: AuditRow) -> Cell:
        return Cell(moment(row.at.astimezone(JST), today))

    return (
        Column("いつ", 196, when),
        Column("だれが", 190, lambda row: Cell(names.get(row.actor, row.actor))),
        Column(
            "何を",
            0,
            lambda row: Cell(words(row.action), caption=details(row.action, row.object, row.detail)),
        ),
    )
