"""変更の履歴: who looked at a case and what was changed, in words."""

from __future__ import annotations

from datetime import date

from kyogikai_desktop.domain.audit_acts import words
from kyogikai_desktop.domain.audit_words import details
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.listing import AuditRow
from kyogikai_desktop.gui.cases.case_words import moment
from kyogikai_desktop.gui.widgets.cells import Cell, Column


def history_columns(today: date, names: dict[str, str]) -> tuple[Column[AuditRow], ...]:
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
