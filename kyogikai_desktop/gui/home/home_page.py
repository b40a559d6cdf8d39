"""The first page: today's date, what is to be done, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from kyogikai_desktop.domain.listing import View
from kyogikai_desktop.domain.wareki import format_day, format_long
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.home.cards import BackupCard, FirstSteps, MeetingCard, ReviewCard
from kyogikai_desktop.gui.home.exposed_hint import ExposedHint
from kyogikai_desktop.gui.home.sheets_hint import SheetsHint
from kyogikai_desktop.gui.home.todos import Overview, Todo, grouped, overview
from kyogikai_desktop.gui.home.unfinished import UnfinishedCard, unfinished
from kyogikai_desktop.gui.home.week_strip import WeekStrip
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.badge import due
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.cells import Cell, Column
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import column, label, row, set_property
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session

_SIDE, _NARROW_SIDE, _WIDE, _KEYS = 430, 310, 1040, 760
_MORNING, _EVENING = 11, 17


class HomePage(Page):
    """What a person sees first in the morning."""

    key_hints = (
        KeyHint("↑↓", "選ぶ"),
        KeyHint("Enter", "開く"),
        KeyHint("Ctrl+N", "新しい相談"),
        KeyHint("Ctrl+K", "さがす"),
        KeyHint("F1", "ヘルプ"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("ホーム", tasks)
        self._session = session
        self._today = session.today()
        self._writes = self.may(session, Casework.receive, keys="Ctrl+N")
        self._strip = WeekStrip(self._today)
        self._model = ListModel(_columns(self._today), tasks, self)
        self._list = ListView(self._model, "今日すること")
        self._meeting = MeetingCard(
            self.navigate.emit, self._today, writable=self.may(session, Meetings.plan)
        )
        self._reviews = ReviewCard(partial(self.navigate.emit, "cases", View.DUE))
        self._backups = BackupCard(self.navigate.emit)
        self._unfinished = UnfinishedCard(self.navigate.emit)
        self._first = FirstSteps(self.navigate.emit)
        self._sheets = SheetsHint(self.navigate.emit)
        self._exposed = ExposedHint(self.navigate.emit)
        self._lay_out()
        self._strip.chosen.connect(self._go_to_day)
        self._list.opened.connect(self._open)

    def activate(self, record: object = None) -> None:
        """Read everything again and give the list the keyboard."""
        del record
        self.read(lambda: overview(self._session), self._show, topic="home")
        self.read(lambda: unfinished(self._session), self._unfinished.show_drafts, topic="drafts")
        self._list.setFocus()

    def commands(self) -> Sequence[Command]:
        """Return the way to a new case."""
        if not self._writes:
            return ()
        return (Command("新しい相談を受け付ける", self._receive, shown_key="Ctrl+N", icon="plus"),)

    def fit(self) -> None:
        """Give the list what narrow windows have."""
        self._keys.setVisible(self.has_width(_KEYS))
        self._side.setFixedWidth(theme.px(_SIDE if self.has_width(_WIDE) else _NARROW_SIDE))

    def _lay_out(self) -> None:
        set_property(self.head, "role", "")
        self.head.title.setText(format_long(self._today))
        self.head.caption.setText(f"{_greeting(self._session.clock().hour)}、{self._family_name()}さん。")
        new = button("新しい相談を受け付ける", "primary", key="Ctrl+N", icon="plus", does=self._receive)
        self.head.add(new)
        new.setVisible(self._writes)
        self._list.horizontalHeader().hide()
        self._list.set_empty_words("今日までの見直しと約束は、ありません。")
        self._first.hide()
        self._more_words = label("", "caption", wrap=True)
        told = column(self._more_words)
        told.setContentsMargins(15, 6, 15, 2)
        self._more = QWidget()
        self._more.setLayout(told)
        self._more.hide()
        middle = row(self._todo_card(), self._side_column(), spacing=14)
        middle.setStretch(0, 1)
        whole = column(self._strip, middle, spacing=12)
        whole.setStretch(1, 1)
        whole.setContentsMargins(MARGIN, 0, MARGIN, 14)
        self.body.addLayout(whole)

    def _todo_card(self) -> QFrame:
        keys = (label("↑↓", "key"), label("選ぶ", "caption"), label("Enter", "key"), label("開く", "caption"))
        self._keys = QWidget()
        self._keys.setLayout(row(*keys))
        head = row(label("今日すること", "section"), label("期限の早い順", "caption"), None, self._keys)
        head.setContentsMargins(15, 11, 15, 9)
        card = QFrame()
        card.setProperty("role", "card")
        inside = column(head, self._list, self._more, spacing=0)
        inside.setContentsMargins(1, 1, 1, 8)
        card.setLayout(inside)
        return card

    def _side_column(self) -> Scrolled:
        passing = (self._exposed, self._unfinished, self._first, self._sheets)
        cards = (self._meeting, self._reviews, self._backups)
        self._cards = column(*passing, *cards, None, spacing=12)
        self._side = Scrolled(self._cards)
        return self._side

    def _family_name(self) -> str:
        return self._session.account.name.split()[0]

    def _show(self, seen: Overview) -> None:
        self._model.show(list(grouped(seen.todos, self._today)))
        self._more_words.setText(
            f"見直しは、ほかに {seen.more:,} 件あります。「ケース」の「見直しが近い・超過」に並んでいます。"
        )
        self._more.setVisible(seen.more > 0)
        meeting = seen.next_meeting
        self._strip.show_todos(seen.todos, meeting.held_on if meeting else None)
        self._meeting.show_meeting(meeting)
        self._reviews.show_counts(seen.open_cases, seen.undated)
        self._reviews.setVisible(not seen.empty)
        self._backups.show_state(seen.backups, self._session.clock(), practice=seen.practice)
        self._put_backups(first=bool(seen.backups.warnings) and not seen.practice)
        self._first.show_for(seen, may=self._writes)
        self._exposed.show_found(seen.exposed if self._writes else ())
        account = self._session.account
        concerns = account.is_custodian and not seen.practice and not self._session.read_only
        self._sheets.show_state(seen.sheets, concerns=concerns)
        self.waiting.emit("cases", seen.open_cases)

    def _put_backups(self, *, first: bool) -> None:
        """Put the card on top while something is wrong, where nobody has to scroll for it."""
        self._cards.removeWidget(self._backups)
        self._cards.insertWidget(0 if first else self._cards.count() - 1, self._backups)

    def _open(self, todo: object) -> None:
        if isinstance(todo, Todo):
            self.navigate.emit(todo.page, todo.record)

    def _go_to_day(self, day: date) -> None:
        self._list.go_to(self._model.find(lambda todo: todo.day == day))
        self._list.setFocus()

    def _receive(self) -> None:
        self.navigate.emit("case_edit", None)


def _columns(today: date) -> tuple[Column[Todo], ...]:
    def day(todo: Todo) -> Cell:
        return Cell(badge=due(todo.day, today), caption=format_day(todo.day, today) if todo.day else "")

    return (
        Column("すること", 0, lambda todo: Cell(todo.title, todo.caption, icon=todo.icon, bold=True)),
        Column("だれが・どのケース", 190, lambda todo: Cell(todo.who, todo.about), from_width=560),
        Column("期限", 128, day),
    )


def _greeting(hour: int) -> str:
    if hour < _MORNING:
        return "おはようございます"
    return "こんにちは" if hour < _EVENING else "おつかれさまです"
