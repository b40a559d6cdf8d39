"""The columns of the audit log: when, who, what with which fields, about what, and the number."""

from __future__ import annotations

from datetime import date

from kyogikai_desktop.domain.audit_acts import ACTS, ActGroup
from kyogikai_desktop.domain.audit_log import LogRow
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui.widgets.badge import Badge
from kyogikai_desktop.gui.widgets.cells import Cell, Column
from kyogikai_desktop.gui.widgets.shapes import Shape

_BADGES = {
    ActGroup.OUT: Badge(Shape.SQUARE, "外へ", "info", tinted=True),
    ActGroup.REFUSED: Badge(Shape.CROSS, "失敗", "due", tinted=True),
    ActGroup.COPIES: Badge(Shape.DOT, "控え", "mute", tinted=True),
    ActGroup.PEOPLE: Badge(Shape.RING, "利用者", "mute", tinted=True),
}


def log_columns(today: date) -> tuple[Column[LogRow], ...]:
    """Return the columns."""

    def when(row: LogRow) -> Cell:
        at = row.row.at.astimezone(JST)
        return Cell(f"{format_day(at.date(), today)} {at:%H:%M}")

    def what(row: LogRow) -> Cell:
        act = ACTS.get(row.row.action)
        badge = _BADGES.get(act.group) if act else None
        return Cell(row.words, caption=row.details, badge=badge)

    return (
        Column("いつ", 196, when),
        Column("だれが", 150, lambda row: Cell(row.person, bold=True)),
        Column("何をした", 0, what),
        Column("何について", 230, lambda row: Cell(row.about, link=row.case is not None)),
        Column("番号", 84, lambda row: Cell(f"{row.row.seq:,}"), numeric=True, from_width=900),
    )
