"""The page 会議: the meetings of a fiscal year, tier by tier, and the ways to make one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QStackedWidget

from kyogikai_desktop.domain.listing import MeetingRow
from kyogikai_desktop.domain.meetings import MeetingState, Tier
from kyogikai_desktop.domain.wareki import fiscal_label, fiscal_year, format_long
from kyogikai_desktop.gui.meetings.meeting_head import STATES
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.cells import Cell, Column
from kyogikai_desktop.gui.widgets.chip import Chip
from kyogikai_desktop.gui.widgets.empty_state import EmptyState
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.tab_strip import TabStrip
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session

_ALL = "all"
_COLUMNS = (
    Column[MeetingRow]("会議", 0, lambda one: Cell(one.tier.label, f"第{one.number}回", bold=True)),
    Column[MeetingRow]("日と場所", 260, lambda one: Cell(format_long(one.held_on), one.place)),
    Column[MeetingRow]("議題・決定", 150, lambda one: Cell(f"議題 {one.items} 件", f"決定 {one.decided} 件")),
    Column[MeetingRow]("出席", 90, lambda one: Cell(f"{one.present} 名"), from_width=700),
    Column[MeetingRow]("状態", 120, lambda one: Cell(badge=STATES[one.state])),
)


class MeetingListPage(Page):
    """All meetings of a year; those being prepared are opened to be held, the others to be read."""

    key_hints = (
        KeyHint("Enter", "開く"),
        KeyHint("Ctrl+N", "会議をつくる"),
        KeyHint("Alt+G", "会議録を見る"),
        KeyHint("F1", "ヘルプ"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("会議", tasks)
        self._work = Meetings(session)
        self._writable = self.may(session, Meetings.plan, "会議をつくる", "Ctrl+N")
        self._this_year = fiscal_year(session.today())
        self._rows: tuple[MeetingRow, ...] = ()
        self._year = Chip("", [(str(self._this_year), fiscal_label(self._this_year))])
        self._tabs = TabStrip([(_ALL, "すべて"), *((tier.value, tier.label) for tier in Tier)])
        self._model = ListModel(_COLUMNS, tasks, self)
        self._list = ListView(self._model, "会議の一覧")
        self._minutes = button("会議録を見る", key="Alt+G", icon="minutes", does=self._read_minutes)
        self._new = button("会議をつくる", "primary", key="Ctrl+N", icon="plus", does=self._plan)
        self._lay_out()
        self._tabs.chosen.connect(lambda _tier: self._show())
        self._year.chosen.connect(lambda _year: self._show())
        self._list.opened.connect(self._open)
        self._list.current_changed.connect(lambda _row: self._offer_minutes())

    def activate(self, record: object = None) -> None:
        """Read the meetings again."""
        del record
        self.read(self._work.rows, self._take, topic="meetings")
        self._list.setFocus()

    def commands(self) -> Sequence[Command]:
        """Return what can be done with meetings."""
        if not self._writable:
            return ()
        return tuple(
            Command(_make(tier), partial(self._plan_for, tier), "会議", icon="plus") for tier in Tier
        )

    def _lay_out(self) -> None:
        self.head.add(self._year)
        self.head.add(self._minutes)
        self.head.add(self._new)
        self._new.setVisible(self._writable)
        self.head.set_tabs(self._tabs)
        self._earlier = button("", "text", does=self._go_back_a_year)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._nothing())
        self.body.addWidget(self._stack, 1)

    def _nothing(self) -> EmptyState:
        first, *others = (Tier.PRACTITIONERS, Tier.CASE_CONFERENCE, Tier.REPRESENTATIVES)
        make = [
            button(_make(first), "primary", key="Ctrl+N", icon="plus", does=partial(self._plan_for, first)),
            *(button(_make(tier), does=partial(self._plan_for, tier)) for tier in others),
        ]
        words = "会議をつくると、見直しが近いケースが議題の候補に並びます。"
        title = "この年度の会議は、まだありません"
        return EmptyState("calendar", title, words, *(make if self._writable else ()), self._earlier)

    def _take(self, rows: tuple[MeetingRow, ...]) -> None:
        self._rows = rows
        years = sorted({self._this_year, *(one.fiscal_year for one in rows)}, reverse=True)
        self._year.set_options([(str(year), fiscal_label(year)) for year in years])
        self._show()

    def _show(self) -> None:
        year = int(self._year.current())
        shown = [one for one in self._rows if one.fiscal_year == year]
        self._tabs.set_count(_ALL, len(shown))
        for tier in Tier:
            self._tabs.set_count(tier.value, sum(one.tier is tier for one in shown))
        self.head.caption.setText(f"{fiscal_label(year)}　{len(shown)} 件")
        self._stack.setCurrentIndex(0 if shown else 1)
        self._new.setVisible(bool(shown) and self._writable)
        wanted = self._tabs.current()
        self._list.set_empty_words("この年度には、この会議はありません（Ctrl+N でつくれます）")
        self._model.show([one for one in shown if wanted in (_ALL, one.tier.value)])
        self._offer_minutes()
        before = sum(one.fiscal_year == year - 1 for one in self._rows)
        self._earlier.setText(f"{fiscal_label(year - 1)}の会議 {before} 件を見る")
        self._earlier.setVisible(before > 0)

    def _current(self) -> MeetingRow | None:
        row = self._list.current_row()
        return row if isinstance(row, MeetingRow) else None

    def _offer_minutes(self) -> None:
        row = self._current()
        self._minutes.setEnabled(row is not None and row.state is MeetingState.HELD)

    def _open(self, row: object) -> None:
        if isinstance(row, MeetingRow):
            self.navigate.emit("meeting", row.id)

    def _read_minutes(self) -> None:
        if row := self._current():
            self.navigate.emit("minutes", row.id)

    def _plan(self) -> None:
        wanted = self._tabs.current()
        self._plan_for(Tier.PRACTITIONERS if wanted == _ALL else Tier(wanted))

    def _plan_for(self, tier: Tier) -> None:
        self.navigate.emit("meeting_plan", tier)

    def _go_back_a_year(self) -> None:
        self._year.choose(str(int(self._year.current()) - 1))
        self._show()


def _make(tier: Tier) -> str:
    return f"{tier.label}をつくる"
