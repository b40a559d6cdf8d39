"""The columns of the case list; no column has an address or a phone number."""

from __future__ import annotations

from collections.abc import Container
from datetime import date

from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.listing import CaseRow, Sort
from kyogikai_desktop.domain.names import shown
from kyogikai_desktop.domain.wareki import format_date
from kyogikai_desktop.gui.cases.case_words import PROTECTED, age_and_sex, concerns_line, consent, joined
from kyogikai_desktop.gui.widgets.badge import due
from kyogikai_desktop.gui.widgets.cells import Cell, Column

_WIDE = 1100


def case_columns(today: date, chosen: Container[CaseId]) -> tuple[Column[CaseRow], ...]:
    """Return the columns; `chosen` holds the cases whose boxes are checked."""

    def chosen_cell(row: CaseRow) -> Cell:
        return Cell(checked=row.id in chosen)

    def name(row: CaseRow) -> Cell:
        mark = PROTECTED if row.whereabouts_protected else ""
        known = joined(mark, row.number, age_and_sex(row.birth, row.sex, today))
        return Cell(shown(row.name), known, bold=True, caption_tone="due" if mark else "")

    def review(row: CaseRow) -> Cell:
        return review_cell(row.next_review_on, row.closed_on, today)

    return (
        Column("", 36, chosen_cell),
        Column("緊急度", 64, lambda row: Cell(urgency=row.urgency or ""), sort=Sort.URGENCY),
        Column("氏名・番号", 206, name, sort=Sort.KANA),
        Column("おもな困りごと・主担当機関", 0, _concerns),
        Column("支援方針", 230, lambda row: Cell(row.course), from_width=_WIDE),
        Column("次の見直し", 122, review, sort=Sort.REVIEW),
        Column("前回会議日", 116, lambda row: Cell(_day(row.last_meeting_on, today)), from_width=_WIDE),
        Column("同意", 108, lambda row: Cell(badge=consent(row.consent))),
    )


def review_cell(next_review_on: date | None, closed_on: date | None, today: date) -> Cell:
    """Return how near the next review is, or when the case was closed."""
    if closed_on:
        return Cell("終結", _day(closed_on, today), faint=True)
    caption = _day(next_review_on, today) if next_review_on else "決めてください"
    return Cell(badge=due(next_review_on, today), caption=caption)


def _concerns(row: CaseRow) -> Cell:
    words = concerns_line(row.concerns, row.chief_concern)
    return Cell(words or "聞いていません", joined(row.lead_body, row.key_person), faint=not words)


def _day(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return f"{day.month}月{day.day}日" if day.year == today.year else format_date(day)
