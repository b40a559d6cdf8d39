"""The page ケース: every case in tabs, filters and a list, with the chosen one at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.council import MemberBody
from kyogikai_desktop.domain.listing import CaseQuery, CaseRow, Sort, View
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.cases.case_file import CaseFile, CasePlace, CaseReader
from kyogikai_desktop.gui.cases.case_marks import CaseMarks
from kyogikai_desktop.gui.cases.list_columns import case_columns
from kyogikai_desktop.gui.cases.list_filters import ListFilters
from kyogikai_desktop.gui.cases.reading_pane import ReadingPane
from kyogikai_desktop.gui.cases.review_dialog import ReviewDialog
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.empty_state import EmptyState
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.tab_strip import TabStrip
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session

_PANE_FROM, _WIDE_FROM = 1140, 1600
_PANE, _WIDE_PANE = 402, 520
_PAUSE_MS = 80
_NONE_FOUND = "この条件に合うケースはありません（Esc で条件を消せます）"
_NONE_HERE = "ここには、いまケースがありません"


class CaseListPage(Page):
    """Find a case, see it in short, and go on from there."""

    key_hints = (
        KeyHint("F3", "さがす"),
        KeyHint("Enter", "開く"),
        KeyHint("F4", "記録を書く"),
        KeyHint("F5", "見直しを記録"),
        KeyHint("Space", "選ぶ"),
        KeyHint("Ctrl+M", "議題に入れる"),
        KeyHint("Ctrl+N", "新しい相談"),
        KeyHint("Ctrl+Tab", "次の区画へ"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("ケース", tasks)
        self._session = session
        self._work = Casework(session)
        self._council = CouncilWork(session)
        self._reader = CaseReader(session)
        self._today = session.today()
        self._writes = self.may(
            session, Casework.receive, "相談を受け付けたり、ケースを書いたりする", "F4 F5 Ctrl+N"
        )
        self._plans = self.may(session, Meetings.plan, "会議をつくる", "Space Ctrl+M")
        self._marks = CaseMarks(allowed=self._plans, plan=self._plan, changed=self._show_marks)
        self._order = (Sort.REVIEW, False)
        self._query = CaseQuery()
        self._tabs = TabStrip([(view.value, view.label) for view in View])
        self._filters = ListFilters(self)
        self._model = ListModel(case_columns(self._today, self._marks.cases), tasks, self)
        self._list = ListView(self._model, "ケースの一覧")
        self._pane = ReadingPane(self._today)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        self._connect()

    def activate(self, record: object = None) -> None:
        """Read everything again, the place in the list stays; a View as record chooses its tab."""
        if isinstance(record, View):
            self._tabs.choose(record.value)
        self._load()
        self._refresh()
        self._list.setFocus()

    def commands(self) -> Sequence[Command]:
        """Return what can be done with the cases of the list."""
        shown = [Command("この一覧の中をさがす", self._search, "編集", key="F3", icon="search")]
        if self._writes:
            shown += [
                Command("新しい相談", self._receive, shown_key="Ctrl+N", icon="plus"),
                Command("記録を書く", self._write, key="F4", icon="pen"),
                Command("見直しを記録", self._review, key="F5", icon="review"),
            ]
        if self._plans:
            shown.append(Command("議題に入れる", self._plan, "会議", key="Ctrl+M", icon="meeting"))
        return shown

    def back(self) -> bool:
        """Take the marks away, then the filters; then leave."""
        if self._marks:
            self._marks.clear()
            return True
        if self._filters.narrows():
            self._filters.reset()
            return True
        return False

    def _lay_out(self) -> None:
        self.head.add(self._marks.button)
        self._marks.button.hide()
        new = button("新しい相談", "primary", key="Ctrl+N", icon="plus", does=self._receive)
        self.head.add(new)
        new.setVisible(self._writes)
        self.head.set_tabs(self._tabs)
        self._list.show_order(Sort.REVIEW)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty_state())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._stack, 1)
        middle.addWidget(self._pane)
        self.body.addWidget(self._filters)
        self.body.addLayout(middle, 1)

    def _empty_state(self) -> EmptyState:
        receive = button("新しい相談を受け付ける", "primary", icon="plus", does=self._receive)
        take_over = button("台帳を取り込む", icon="import", does=partial(self.navigate.emit, "import", None))
        words = "相談を受け付けるか、いまの台帳を取り込むと、ここに並びます。"
        ways = (receive, take_over) if self._writes else ()
        return EmptyState("case", "ケースは、まだありません", words, *ways)

    def _connect(self) -> None:
        self._tabs.chosen.connect(lambda _view: self._load())
        self._filters.changed.connect(self._load)
        self._filters.searched.connect(self._log_search)
        self._filters.search.left_downwards.connect(self._list.setFocus)
        self._list.opened.connect(self._open)
        self._list.marked.connect(self._marks.turn)
        self._list.sort_requested.connect(self._sort)
        self._list.current_changed.connect(lambda _row: self._pause.start())
        self._pause.timeout.connect(self._read_pane)
        self._pane.open_wanted.connect(lambda: self._open(self._list.current_row()))
        self._pane.note_wanted.connect(self._write)
        self._pane.review_wanted.connect(self._review)

    def _load(self) -> None:
        view = View(self._tabs.current())
        self._query = query = self._filters.query(view, self._order[0], descending=self._order[1])
        self._list.set_empty_words(_NONE_FOUND if self._filters.narrows() else _NONE_HERE)
        self._model.load(
            count=lambda: self._work.count(query),
            fetch=lambda offset, limit: list(self._work.page(query, offset, limit)),
        )

    def _refresh(self) -> None:
        self.read(self._counts, self._show_counts, topic="case counts")
        self.read(self._members, self._filters.offer_bodies, topic="case bodies")

    def _counts(self) -> dict[View, int]:
        return {view: self._work.count(CaseQuery(view)) for view in View}

    def _members(self) -> list[MemberBody]:
        return [body for body in self._council.bodies() if body.is_member_on(self._today)]

    def _show_counts(self, counts: dict[View, int]) -> None:
        for view, count in counts.items():
            self._tabs.set_count(view.value, f"{count:,}")
        whole = counts[View.OPEN] + counts[View.CLOSED]
        self.head.caption.setText(f"支援中 {counts[View.OPEN]:,} 件　全 {whole:,} 件")
        self.waiting.emit("cases", counts[View.OPEN])
        if whole and self._stack.currentIndex() == 1:
            self._stack.setCurrentIndex(0)
            self._list.setFocus()
        elif not whole:
            self._stack.setCurrentIndex(1)
        self._pane_room()

    def _sort(self, key: str, descending: bool) -> None:
        self._order = (Sort(key), descending)
        self._load()

    def _search(self) -> None:
        self._filters.search.setFocus()
        self._filters.search.selectAll()

    def _log_search(self) -> None:
        if self._filters.search.text().strip():
            found = self._model.rowCount()
            self.write(lambda: self._work.note_search(found), lambda _done: None)

    def _row(self) -> CaseRow | None:
        row = self._list.current_row()
        return row if isinstance(row, CaseRow) else None

    def _open(self, row: object, *, writes: bool = False) -> None:
        if isinstance(row, CaseRow):
            place = CasePlace(row.id, self._query, self._list.currentIndex().row(), writes)
            self.navigate.emit("case", place)

    def _receive(self) -> None:
        self.navigate.emit("case_edit", None)

    def _write(self) -> None:
        self._open(self._row(), writes=True)

    def _review(self) -> None:
        row = self._row()
        if row and row.closed_on is None:
            self.read(lambda: self._work.get(row.id), self._ask_review)

    def _ask_review(self, case: Case) -> None:
        dialog = ReviewDialog(self, case, self._work, Drafts(self._session), self.tasks, self._today)
        dialog.reviewed.connect(self._on_reviewed)
        dialog.open()

    def _on_reviewed(self, _case: Case) -> None:
        self.tell_saved(self._session.clock())
        self._model.reload()
        self._refresh()

    def _show_marks(self) -> None:
        self._list.viewport().update()

    def _plan(self) -> None:
        if cases := self._marks.taken(self._row()):
            self.navigate.emit("meeting_plan", cases)

    def _read_pane(self) -> None:
        row = self._row()
        if row is None:
            self._pane.show_nothing()
        elif self._pane.isVisible():
            self.read(lambda: self._reader.file(row.id), self._show_file, topic="case pane")

    def _show_file(self, file: CaseFile) -> None:
        self._pane.show_file(file, writable=self._writes)

    def _pane_room(self) -> None:
        self._pane.setVisible(self.has_width(_PANE_FROM) and self._stack.currentIndex() == 0)
        self._pane.setFixedWidth(theme.px(_WIDE_PANE if self.has_width(_WIDE_FROM) else _PANE))

    def fit(self) -> None:
        """Give the pane its room, or take it away in narrow windows."""
        self._pane_room()
        self._pause.start()
