"""持出簿の記載票: one carry-out on one A4 page, with room for what is written by hand at the return."""

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
_CELL = TextStyle(size=10, leading=15, align=Align.LEFT)
_SMALL = TextStyle(size=9, leading=14, align=Align.LEFT)
_WIDTHS = (38 * mm, COLUMN - 38 * mm)
_POSTS = ("保護管理者", "係長", "担当")
_BY_HAND = (
    ("戻った日時", "　　　年　　月　　日　　　　時　　分"),
    ("媒体の中を消した", "□ 消した　　□ 消していない（理由：　　　　　　　　　　　　　　）"),
    ("確認した人", "　　　　　　　　　　　　　　　　印"),
)


@dataclass(frozen=True)
class CarryEntry:
    """What the entry says: the council, the rows of label and text, and the day it was printed."""

    council: str
    practice: bool
    number: int
    rows: Sequence[tuple[str, str]]
    printed_on: date


def render(entry: CarryEntry, fonts: FontChain) -> RenderedPdf:
    """Return the entry as PDF of one page."""
    setter = Typesetter(fonts)
    furniture = Furniture(
        title=f"持出簿 第{entry.number}号",
        form_label="持出簿",
        marks=("取扱注意",),
        first_right=(format_long(entry.printed_on),),
        footer=(entry.council,),
        practice=entry.practice,
    )
    return build(list(_story(entry, setter)), furniture, setter)


def _story(entry: CarryEntry, setter: Typesetter) -> Iterator[Flowable]:
    yield JapaneseText(setter, f"個人情報の持出簿　記載票（第 {entry.number} 号）", _TITLE)
    yield Spacer(0, 6)
    yield ApprovalBoxes(setter, tuple(Approval(post) for post in _POSTS))
    yield Spacer(0, 10)
    yield JapaneseText(setter, "持ち出し", _SECTION)
    yield Spacer(0, 3)
    yield _table(setter, (("協議会", entry.council), *entry.rows))
    yield Spacer(0, 12)
    yield JapaneseText(setter, "持ち帰り（手で書きます）", _SECTION)
    yield Spacer(0, 3)
    yield _table(setter, _BY_HAND)
    yield Spacer(0, 10)
    yield JapaneseText(
        setter,
        "パスワードを書いたものを、媒体といっしょに運ばないでください。なくしたときは、すぐに保護管理者へ知らせ、"
        "この票を見ながら、いつ・どこで・何を・何件・暗号化の有無を報告します。",
        _SMALL,
    )


def _table(setter: Typesetter, rows: Sequence[tuple[str, str]]) -> Table:
    return Table([[JapaneseText(setter, text, _CELL) for text in row] for row in rows], _WIDTHS)
