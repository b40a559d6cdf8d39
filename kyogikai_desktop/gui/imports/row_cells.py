"""How the rows of a ledger look in the list: what was read, and below it what stands in the ledger."""

from __future__ import annotations

from functools import partial

from kyogikai_desktop.domain.births import format_birth
from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.wareki import format_date
from kyogikai_desktop.gui.imports.judged import source_text
from kyogikai_desktop.gui.widgets.badge import Badge
from kyogikai_desktop.gui.widgets.cells import Cell, Column
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.interchange.ledger_mapping import Target
from kyogikai_desktop.interchange.ledger_rows import Outcome
from kyogikai_desktop.services.imports import JudgedRow, Mapping
from kyogikai_desktop.words import say

FIELDS = (
    (Target.NUMBER, "ケース番号", 128, 0),
    (Target.RECEIVED_ON, "受理日", 146, 0),
    (Target.NAME, "氏名", 0, 0),
    (Target.BIRTH, "生年月日", 150, 700),
    (Target.LEAD_BODY, "主担当機関", 176, 1080),
    (Target.NEXT_REVIEW_ON, "次の見直し", 146, 900),
)
"""Field, title, width and the least width of the list that shows it."""


def badge(row: JudgedRow, *, stored: bool = False) -> Badge:
    """Return the badge of a row's outcome; `stored` rows are in the council."""
    if stored and row.case:
        return Badge(Shape.CHECK_DISC, "取り込みずみ", "ok")
    return {
        Outcome.IMPORTED: Badge(Shape.CHECK_DISC, "取り込む", "ok"),
        Outcome.WARNED: Badge(Shape.DIAMOND, f"注意 {len(row.findings)}", "due", tinted=True),
        Outcome.REFUSED: Badge(Shape.CROSS, "できません", "error", tinted=True),
        Outcome.PASSED_OVER: Badge(Shape.DASH, "データなし", "mute"),
    }[row.outcome]


class RowCells:
    """The cells of judged rows under a mapping that may change."""

    def __init__(self) -> None:
        self.mapping = Mapping("", (), ())
        self.stored = False

    def columns(self) -> tuple[Column[JudgedRow], ...]:
        """Return the columns of the list."""
        fields = (
            Column(title, width, partial(self.field, field), from_width=from_width)
            for field, title, width, from_width in FIELDS
        )
        return (
            Column("状態", 118, lambda row: Cell(badge=badge(row, stored=self.stored))),
            Column("元の行", 66, lambda row: Cell(str(row.row), sheet_mark(row, self.mapping))),
            *fields,
        )

    def field(self, field: Target, row: JudgedRow) -> Cell:
        """Return the cell of one field."""
        if row.outcome is Outcome.PASSED_OVER:
            return _passed_over(row, field)
        source = source_text(self.mapping, row, field)
        finding = next((one for one in row.findings if one.field is field), None)
        if row.case is None:
            words = say(finding.error) if finding else ""
            return Cell(source, words, bold=field is Target.NAME, caption_tone="error")
        title = _reading(row, row.case, field)
        caption = f"元：{source}" if source and (source != title or finding) else ""
        tone = "due" if finding else ""
        return Cell(title, caption, bold=field is Target.NAME, caption_tone=tone)


def sheet_mark(row: JudgedRow, mapping: Mapping) -> str:
    """Return the sheet's title where a row is not of the sheet that is imported."""
    return "" if row.sheet == mapping.sheet else row.sheet


def _passed_over(row: JudgedRow, field: Target) -> Cell:
    if field is Target.NAME:
        return Cell("".join(say(finding.error) for finding in row.findings), faint=True)
    first = next((cell.strip() for cell in row.source if cell.strip()), "")
    return Cell(first if field is Target.NUMBER else "", faint=True)


def _reading(row: JudgedRow, case: Case, field: Target) -> str:
    review = format_date(case.next_review_on) if case.next_review_on else "日が未定"
    return {
        Target.NUMBER: case.number or "新しい番号",
        Target.NAME: case.person.shown_name,
        Target.BIRTH: format_birth(case.person.birth),
        Target.LEAD_BODY: row.lead_body_name,
        Target.RECEIVED_ON: format_date(case.received_on),
        Target.NEXT_REVIEW_ON: review if case.is_open else "終結",
    }[field]
