"""会議を終える: what will happen, before it happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.domain.meetings import AgendaItem, Meeting, Presence
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui.widgets.badge import Badge
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.dialog import Dialog
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.gui.widgets.state_lines import Line, StateLines, warning
from kyogikai_desktop.gui.widgets.text import label, row

_SHOWN = 8


class ConcludeDialog(Dialog):
    """Tell the consequences of ending a meeting; `concluded` says that it shall be."""

    concluded = Signal()

    def __init__(
        self, window: QWidget, meeting: Meeting, cases: Mapping[CaseId, Case], ends: str, today: date
    ) -> None:
        super().__init__(window, "会議を終えます", 620)
        lines = StateLines()
        lines.show_lines(_lines(meeting, cases, ends, today))
        self.body.addWidget(lines)
        self.body.addWidget(label("終えたあとも、この画面で直せます。直すと会議録に入ります。", "caption"))
        stay = button("まだ続ける", key="Esc", does=self.reject)
        end = button("会議を終えて、会議録へ", "primary", key="Ctrl+Enter", does=self._conclude)
        self.body.addLayout(row(None, stay, end))
        stay.setFocus()

    def _conclude(self) -> None:
        self.accept()
        self.concluded.emit()


def _lines(meeting: Meeting, cases: Mapping[CaseId, Case], ends: str, today: date) -> Sequence[Line]:
    here = [one for one in meeting.attendance if one.presence is not Presence.ABSENT]
    bodies = len({one.body for one in here})
    promises = sum(len(item.tasks) for item in meeting.items)
    dated = [item for item in meeting.items if item.case and item.next_review_on]
    reviews = "、".join(f"{_name(item, cases)} {_day(item, today)}" for item in dated[:_SHOWN])
    return (
        (
            Badge(Shape.CHECK_DISC, "出席", "ok"),
            f"{bodies} 機関 {len(here)} 名。終わりの時刻は {ends} です。",
        ),
        (
            Badge(Shape.DOT, "見直し", "info"),
            f"{len(dated)} 件のケースに、次の見直しの日が入ります。{reviews}",
        ),
        (Badge(Shape.DOT, "約束", "info"), f"{promises} 件の約束が、各機関の一覧に入ります。"),
        *_gaps(meeting, cases),
    )


def _gaps(meeting: Meeting, cases: Mapping[CaseId, Case]) -> Sequence[Line]:
    open_items = [item for item in meeting.items if not item.decision]
    gaps = []
    if open_items:
        names = "、".join(_name(item, cases) for item in open_items[:_SHOWN])
        more = f" ほか {len(open_items) - _SHOWN} 件" if len(open_items) > _SHOWN else ""
        words = f"決定事項のない議題が {len(open_items)} 件あります：{names}{more}"
        gaps.append((warning("注意"), words))
    if not meeting.secrecy_confirmed:
        words = "守秘の確認に、まだ印がありません。"
        gaps.append((warning("注意"), words))
    if meeting.papers_out != meeting.papers_back:
        words = f"資料を {meeting.papers_out or 0} 部配り、{meeting.papers_back or 0} 部集めています。"
        gaps.append((warning("注意"), words))
    return gaps


def _name(item: AgendaItem, cases: Mapping[CaseId, Case]) -> str:
    case = cases.get(item.case) if item.case else None
    return case.person.shown_name if case else item.shown_title


def _day(item: AgendaItem, today: date) -> str:
    return format_day(item.next_review_on, today) if item.next_review_on else ""
