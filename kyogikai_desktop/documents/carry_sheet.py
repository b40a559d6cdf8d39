"""Papers about one carry-out, one A4 page each: what the program knows, and room for what hands write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer

from kyogikai_desktop.documents.fonts import FontChain, Weight
from kyogikai_desktop.documents.page import COLUMN, Furniture, RenderedPdf, build
from kyogikai_desktop.documents.stamps import ApprovalBoxes
from kyogikai_desktop.documents.table import Table
from kyogikai_desktop.documents.text import Align, JapaneseText, TextStyle, Typesetter
from kyogikai_desktop.domain.minutes import Approval
from kyogikai_desktop.domain.wareki import format_long

_TITLE = TextStyle(size=16, leading=26, align=Align.CENTER)
_SECTION = TextStyle(size=11, leading=18, weight=Weight.HEADING, align=Align.LEFT)
_CELL = TextStyle(size=9.5, leading=14, align=Align.LEFT)
_SMALL = TextStyle(size=9, leading=14, align=Align.LEFT)
_WIDTHS = (38 * mm, COLUMN - 38 * mm)
_POSTS = ("保護管理者", "係長", "担当")

Rows = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class CarrySheet:
    """What a paper says: its title, tables of label and text under their headings, and the last words.

    `form` stands at the top left of the page and in the file's title, with the number of the carry-out.
    """

    title: str
    form: str
    council: str
    practice: bool
    printed_on: date
    parts: Sequence[tuple[str, Rows]]
    foot: str


def render(sheet: CarrySheet, fonts: FontChain) -> RenderedPdf:
    """Return the paper as PDF of one page."""
    setter = Typesetter(fonts)
    furniture = Furniture(
        title=sheet.title,
        form_label=sheet.form,
        marks=("取扱注意",),
        first_right=(f"作成 {format_long(sheet.printed_on)}",),
        footer=(sheet.council,),
        practice=sheet.practice,
    )
    return build(list(_story(sheet, setter)), furniture, setter)


def _story(sheet: CarrySheet, setter: Typesetter) -> Iterator[Flowable]:
    yield JapaneseText(setter, sheet.title, _TITLE)
    yield Spacer(0, 4)
    yield ApprovalBoxes(setter, tuple(Approval(post) for post in _POSTS))
    for heading, rows in sheet.parts:
        yield Spacer(0, 7)
        yield JapaneseText(setter, heading, _SECTION)
        yield Spacer(0, 2)
        yield Table([[JapaneseText(setter, text, _CELL) for text in row] for row in rows], _WIDTHS)
    yield Spacer(0, 8)
    yield JapaneseText(setter, sheet.foot, _SMALL)
