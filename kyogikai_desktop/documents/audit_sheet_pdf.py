"""操作の記録 月次確認票 on A4: numbers, events, what stands out, the value to keep, and boxes to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from kyogikai_desktop.documents.fonts import FontChain, Weight
from kyogikai_desktop.documents.page import COLUMN, Bookmark, Furniture, RenderedPdf, build
from kyogikai_desktop.documents.stamps import ApprovalBoxes
from kyogikai_desktop.documents.table import Table
from kyogikai_desktop.documents.text import Align, JapaneseText, TextStyle, Typesetter
from kyogikai_desktop.domain.audit_acts import ActGroup
from kyogikai_desktop.domain.audit_sheet import ActLine, MonthlySheet, rules
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.minutes import Approval
from kyogikai_desktop.domain.wareki import format_date, format_short

_TITLE = TextStyle(size=16, leading=24, align=Align.CENTER)
_UNDER = TextStyle(size=10.5, leading=16, align=Align.CENTER)
_SECTION = TextStyle(size=11, leading=18, weight=Weight.HEADING, align=Align.LEFT)
_TEXT = TextStyle(size=10, leading=15, align=Align.LEFT)
_SMALL = TextStyle(size=8.5, leading=12, align=Align.LEFT)
_CELL = TextStyle(size=9.5, leading=13, align=Align.LEFT)
_HEAD = TextStyle(size=7, leading=9, align=Align.CENTER)
_NUMBER = replace(_CELL, align=Align.RIGHT)
_VALUE = TextStyle(size=14, leading=20, weight=Weight.HEADING, align=Align.CENTER)
_COUNT = 17 * mm
_PEOPLE = (COLUMN - 8 * _COUNT, *([_COUNT] * 8))
_ACTS = (88 * mm, 14 * mm, COLUMN - 102 * mm)
_EVENTS = (30 * mm, 32 * mm, COLUMN - 62 * mm)
_FACTS = (38 * mm, COLUMN - 38 * mm)
_ANSWER = 26 * mm
_MOST_EVENTS, _MOST_NOTICES = 24, 16
_POSTS = ("保護管理者", "課長", "担当")


def render(sheet: MonthlySheet, fonts: FontChain) -> RenderedPdf:
    """Return the sheet as PDF, of one or two pages for an ordinary month."""
    setter = Typesetter(fonts)
    at = sheet.made_at.astimezone(JST)
    furniture = Furniture(
        title=f"操作の記録 月次確認票 {_month(sheet)}",
        form_label="月次確認",
        marks=("取扱注意",),
        first_right=(sheet.council, f"作成 {format_date(at.date())} {at:%H:%M}"),
        footer=(f"{sheet.council}　記録の先頭 {sheet.head.seq}番 {sheet.head.digest}",),
        practice=sheet.practice,
    )
    return build(list(_story(sheet, setter)), furniture, setter)


def _story(sheet: MonthlySheet, setter: Typesetter) -> Iterator[Flowable]:
    yield ApprovalBoxes(setter, [Approval(post) for post in _POSTS])
    yield Spacer(0, 8)
    yield JapaneseText(setter, "操作の記録　月次確認票", _TITLE)
    until = "" if sheet.is_over else f"（途中：{format_short(sheet.made_at.astimezone(JST).date())} まで）"
    yield JapaneseText(setter, f"{_month(sheet)}{until}", _UNDER)
    yield from _people(sheet, setter)
    yield from _out(sheet, setter)
    yield from _events(sheet, setter)
    yield from _notices(sheet, setter)
    yield from _chain(sheet, setter)
    yield from _answer(setter)


def _people(sheet: MonthlySheet, setter: Typesetter) -> Iterator[Flowable]:
    yield from _section(setter, "people", "１　だれが、どれだけ（件）")
    if sheet.is_empty:
        yield JapaneseText(setter, "この月の操作はありません。", _TEXT)
        return
    header = ["氏名", *(group.label.replace("・", "・\n") for group in ActGroup), "計"]
    rows = [
        [one.name, *(f"{one.counts.get(group, 0):,}" for group in ActGroup), f"{sum(one.counts.values()):,}"]
        for one in sheet.people
    ]
    cells = [[_cell(setter, text, at) for at, text in enumerate(row)] for row in rows]
    yield Table(cells, _PEOPLE, [JapaneseText(setter, text, _HEAD) for text in header])


def _out(sheet: MonthlySheet, setter: Typesetter) -> Iterator[Flowable]:
    yield from _section(setter, "out", "２　外へ出したもの、見た住所と電話、開けなかったパスワード")
    whole = [*sheet.out, sheet.reveals, sheet.failures]
    beside = {sheet.reveals: f"うち理由つき {sheet.reveals_with_reason} 件"} if sheet.reveals.count else {}
    rows = [(one.words, f"{one.count:,}", _who(one, beside.get(one, ""))) for one in whole]
    cells = [[_cell(setter, text, at, numeric=at == 1) for at, text in enumerate(row)] for row in rows]
    header = [JapaneseText(setter, text, _HEAD) for text in ("したこと", "件", "だれが（件）")]
    yield Table(cells, _ACTS, header)


def _events(sheet: MonthlySheet, setter: Typesetter) -> Iterator[Flowable]:
    yield from _section(setter, "events", "３　控えからの復元、鍵・利用者・役割の変更、古い協議会の使用")
    if not sheet.events:
        yield JapaneseText(setter, "ありません。", _TEXT)
        return
    rows = []
    for one in sheet.events[:_MOST_EVENTS]:
        at = one.at.astimezone(JST)
        said = "　".join(filter(None, (one.words, one.about)))
        rows.append([f"{format_short(at.date())} {at:%H:%M}", one.person, said])
    cells = [[JapaneseText(setter, text, _CELL) for text in row] for row in rows]
    header = [JapaneseText(setter, text, _HEAD) for text in ("日時", "だれが", "したこと")]
    yield Table(cells, _EVENTS, header)
    yield from _more(setter, len(sheet.events) - _MOST_EVENTS)


def _notices(sheet: MonthlySheet, setter: Typesetter) -> Iterator[Flowable]:
    yield from _section(setter, "notices", "４　目にとまったこと")
    if not sheet.notices:
        yield JapaneseText(setter, "目安に当たるものは、ありません。", _TEXT)
    for one in sheet.notices[:_MOST_NOTICES]:
        yield JapaneseText(setter, one, _TEXT, indent=5 * mm, label="□")
    yield from _more(setter, len(sheet.notices) - _MOST_NOTICES)
    yield Spacer(0, 2)
    yield JapaneseText(setter, rules(), _SMALL)


def _chain(sheet: MonthlySheet, setter: Typesetter) -> Iterator[Flowable]:
    yield CondPageBreak(50 * mm)
    yield from _section(setter, "chain", "５　操作の記録そのもの")
    if sheet.findings:
        words = "書いたときと違うところがあります。新しい記録を書かずに、「控えと点検」で点検してください。"
        for text in (words, *sheet.findings):
            yield JapaneseText(setter, text, _TEXT)
    else:
        words = f"1 番から {sheet.head.seq:,} 番まで、書いたときのままであることを確かめました。"
        yield JapaneseText(setter, words, _TEXT)
    yield Spacer(0, 4)
    value = f"{sheet.head.seq} 番　{sheet.head.digest}"
    yield Table([[JapaneseText(setter, value, _VALUE)]], (COLUMN,))
    yield Spacer(0, 2)
    words = (
        "この番号と値は、協議会のフォルダーの外（この紙）に残します。あとで「操作の記録」の"
        "「紙の値を確かめる」に入れると、この日までの記録が変わっていないかが分かります。"
    )
    yield JapaneseText(setter, words, _SMALL)


def _answer(setter: Typesetter) -> Iterator[Flowable]:
    yield CondPageBreak(_ANSWER + 25 * mm)
    yield from _section(setter, "answer", "６　確認")
    rows = (
        ("確認した日", "　　　　年　　　月　　　日"),
        ("確認したこと・本人に聞いたこと・したこと", "\n" * 4),
    )
    yield Table([[JapaneseText(setter, text, _CELL) for text in row] for row in rows], _FACTS)


def _section(setter: Typesetter, key: str, heading: str) -> Iterator[Flowable]:
    yield Spacer(0, 9)
    yield CondPageBreak(25 * mm)
    yield Bookmark(key, heading)
    yield JapaneseText(setter, heading, _SECTION)


def _more(setter: Typesetter, left: int) -> Iterator[Flowable]:
    if left > 0:
        yield JapaneseText(setter, f"ほか {left:,} 件は、画面の「操作の記録」で見られます。", _SMALL)


def _cell(setter: Typesetter, text: str, at: int, *, numeric: bool | None = None) -> JapaneseText:
    return JapaneseText(setter, text, _NUMBER if (at > 0 if numeric is None else numeric) else _CELL)


def _who(line: ActLine, beside: str) -> str:
    people: Sequence[str] = [f"{name} {count:,}" for name, count in line.people]
    return "　".join(filter(None, ("、".join(people), beside)))


def _month(sheet: MonthlySheet) -> str:
    return f"{format_date(sheet.month.first).rpartition('月')[0]}月分"
