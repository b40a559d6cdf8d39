"""The minutes of a meeting on A4, as offices file them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time

from reportlab.lib.colors import black
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Spacer

from kyogikai_desktop.documents.fonts import FontChain, Weight
from kyogikai_desktop.documents.page import COLUMN, Bookmark, Furniture, RenderedPdf, build
from kyogikai_desktop.documents.stamps import ApprovalBoxes
from kyogikai_desktop.documents.table import Table
from kyogikai_desktop.documents.text import Align, JapaneseText, TextStyle, Typesetter
from kyogikai_desktop.domain.minutes import Minutes, MinutesItem
from kyogikai_desktop.domain.wareki import format_date, format_long

_TITLE = TextStyle(size=16, leading=26, align=Align.CENTER)
_SECTION = TextStyle(size=11, leading=18, weight=Weight.HEADING, align=Align.LEFT)
_TEXT = TextStyle()
_SUBJECT = TextStyle(size=12, leading=18, align=Align.LEFT)
_CELL = TextStyle(size=10, leading=15, align=Align.LEFT)
_LABEL = replace(_CELL, align=Align.SPREAD)
_INDENT = 24 * mm
_MOST_KEPT = 100 * mm  # an item's head that is longer begins where it falls
_FACTS = (19 * mm, COLUMN - 19 * mm)
_ATTENDANCE = (57 * mm, 33 * mm, 38 * mm, COLUMN - 128 * mm)
_ASSIGNMENTS = (42 * mm, COLUMN - _INDENT - 80 * mm, 38 * mm)


def render(minutes: Minutes, fonts: FontChain) -> RenderedPdf:
    """Return the minutes as PDF."""
    typesetter = Typesetter(fonts)
    return build(list(_story(minutes, typesetter)), _furniture(minutes), typesetter)


def _furniture(minutes: Minutes) -> Furniture:
    at = minutes.printed_at
    audit = f"記録の先頭 {minutes.audit.seq}番 {minutes.audit.digest}"
    dated = format_date(minutes.document_date) if minutes.document_date else ""
    return Furniture(
        title=minutes.title,
        form_label=minutes.form_label,
        marks=minutes.marks,
        first_right=[line for line in (minutes.document_number, dated) if line],
        footer=[
            "　".join(filter(None, (minutes.document_number, minutes.council, audit))),
            f"印刷　{minutes.printed_by}　{format_date(at.date())} {_clock(at.time())}",
        ],
        practice=minutes.practice,
    )


def _story(minutes: Minutes, setter: Typesetter) -> Iterator[Flowable]:
    if minutes.approvals:
        yield ApprovalBoxes(setter, minutes.approvals)
    yield Spacer(0, 14)
    yield JapaneseText(setter, minutes.title, _TITLE)
    yield Spacer(0, 10)
    facts = [
        (JapaneseText(setter, label, _LABEL), JapaneseText(setter, text, _CELL))
        for label, text in _facts(minutes)
    ]
    yield Table(facts, _FACTS)
    yield from _attendance(minutes, setter)
    yield from _section(setter, "items", f"２　議題（{len(minutes.items)}件）")
    for item in minutes.items:
        yield from _item(item, setter)


def _facts(minutes: Minutes) -> Iterator[tuple[str, str]]:
    yield "根拠", minutes.legal_basis
    yield "日時", _period(minutes)
    yield "場所", minutes.place
    yield "議長", minutes.chair
    yield "記録", minutes.recorder
    if minutes.papers_out is not None:
        yield "資料", _papers(minutes)
    yield "守秘", "守秘義務を確認した。" if minutes.secrecy_confirmed else "確認の記録なし"


def _attendance(minutes: Minutes, setter: Typesetter) -> Iterator[Flowable]:
    heading = f"１　出席者（{minutes.bodies_present}機関 {len(minutes.attendees)}名）"
    yield from _section(setter, "attendance", heading)
    rows = [(person.body, person.post, person.name, person.remark) for person in minutes.attendees]
    if rows:
        yield _table(setter, rows, _ATTENDANCE, header=("機関", "職", "氏名", "備考"))
    absent = [
        f"{' '.join(filter(None, (one.body, one.name)))}{f'（{one.reason}）' if one.reason else ''}"
        for one in minutes.absentees
    ]
    if absent:
        yield Spacer(0, 4)
        yield JapaneseText(setter, "、".join(absent), _TEXT, indent=_INDENT, label="欠席")


def _section(setter: Typesetter, key: str, heading: str) -> Iterator[Flowable]:
    yield Spacer(0, 12)
    yield CondPageBreak(30 * mm)
    yield Bookmark(key, heading)
    yield JapaneseText(setter, heading, _SECTION)
    yield Spacer(0, 4)


def _item(item: MinutesItem, setter: Typesetter) -> Iterator[Flowable]:
    heading = JapaneseText(setter, _subject(item), _SUBJECT, indent=_INDENT, label=f"議題{item.position}")
    body = list(_item_body(item, setter))
    head_height = heading.wrap(COLUMN, 0)[1]
    yield Spacer(0, 10)
    yield CondPageBreak(min(head_height + body[0].least_height(COLUMN) + 10, _MOST_KEPT))
    yield Bookmark(f"item-{item.position}", f"議題{item.position}　{item.case_number or item.title}", level=1)
    yield HRFlowable("100%", 0.8, color=black, spaceBefore=0, spaceAfter=3)
    yield heading
    yield Spacer(0, 3)
    for part in body:
        yield part
        yield Spacer(0, 2)


def _item_body(item: MinutesItem, setter: Typesetter) -> Iterator[JapaneseText | Table]:
    rows = (
        ("根拠", item.legal_basis),
        ("本人の意向", item.wish),
        ("報告", item.report),
        ("論点", item.points),
        ("決定", item.decision or "（記載なし）"),
    )
    for label, text in rows:
        if text:
            yield JapaneseText(setter, text, _TEXT, indent=_INDENT, label=label)
    if item.assignments:
        yield _assignments(item, setter)
    if item.next_review_on:
        yield JapaneseText(setter, format_long(item.next_review_on), _TEXT, indent=_INDENT, label="次回")


def _assignments(item: MinutesItem, setter: Typesetter) -> Table:
    rows = [(one.who, one.what, _due(one.due_on)) for one in item.assignments]
    label = JapaneseText(setter, "", _CELL, indent=_INDENT, label="役割分担")
    return _table(setter, rows, _ASSIGNMENTS, header=("だれが", "なにを", "いつまで"), label=label)


def _table(
    setter: Typesetter,
    rows: Sequence[tuple[str, ...]],
    widths: tuple[float, ...],
    header: tuple[str, ...] = (),
    label: JapaneseText | None = None,
) -> Table:
    cells = [[JapaneseText(setter, text, _CELL) for text in row] for row in rows]
    return Table(cells, widths, [JapaneseText(setter, text, _CELL) for text in header], label)


def _subject(item: MinutesItem) -> str:
    case = f"ケース {item.case_number}" if item.case_number else ""
    return "　".join(filter(None, (case, item.person, item.title)))


def _period(minutes: Minutes) -> str:
    starts = f" {_clock(minutes.starts)}から" if minutes.starts else ""
    ends = f"{_clock(minutes.ends)}まで" if minutes.ends else ""
    return f"{format_long(minutes.held_on)}{starts}{ends}"


def _papers(minutes: Minutes) -> str:
    out, back = minutes.papers_out or 0, minutes.papers_back or 0
    rest = f"（未回収 {out - back}部）" if back < out else ""
    return f"配布 {out}部　回収 {back}部{rest}"


def _due(day: date | None) -> str:
    return format_date(day) if day else "未定"


def _clock(at: time) -> str:
    return f"{at.hour}時{at.minute:02}分"
