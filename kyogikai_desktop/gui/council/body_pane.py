"""One member body: its facts, its people and their pledges, and who has left but stays bound."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from kyogikai_desktop.domain.council import Member, MemberBody, PledgeState
from kyogikai_desktop.domain.wareki import format_date
from kyogikai_desktop.gui.council.body_columns import people_columns
from kyogikai_desktop.gui.council.roster import in_office, needs_pledge, unpledged
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.badge import BadgeLabel, state
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.cells import Group
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.gui.widgets.text import clear, column, label, row, rule

_STILL_BOUND = "退いた人（守秘義務は続きます）"


class BodyPane(QFrame):
    """Show a body. Signals ask for what the page does: rewriting, adding, leaving, pledging."""

    rewrite_body = Signal()
    add_person = Signal()
    rewrite_person = Signal(object)
    leave_person = Signal(object)
    pledge_person = Signal(object)

    def __init__(self, tasks: Tasks, today: date, *, writable: bool) -> None:
        super().__init__()
        self._today = today
        self._writable = writable
        self._people: tuple[Member, ...] = ()
        self._name = label("", "large", most=2)
        self._class = BadgeLabel()
        self._since = label("", "caption", wrap=True)
        self._facts = QGridLayout()
        self._count = label("", "second")
        self._model = ListModel(people_columns(today), tasks, self)
        self.view = ListView(self._model, "関わる人の一覧")
        self.view.set_empty_words("まだだれもいません。F4 で人を加えます")
        self._bar = MessageBar(self)
        self.setProperty("role", "surface")
        self._lay_out()
        self.view.opened.connect(self._on_view_opened)
        self.view.current_changed.connect(lambda _row: self._say_missing())

    def show_body(self, body: MemberBody, people: tuple[Member, ...]) -> None:
        """Show a body with its people."""
        self._people = people
        self._name.setText(body.name)
        self._class.show_badge(state(body.body_class.label))
        self._since.setText(_membership(body))
        self._show_facts(body)
        serving = in_office(people, self._today)
        self._count.setText(f"{len(serving)} 名")
        left = [member for member in people if member not in serving]
        group = [Group(_STILL_BOUND, f"{len(left)} 名", Shape.SQUARE)] if left else []
        self._model.show([*serving, *group, *left])
        self._say_missing()

    def person(self) -> Member | None:
        """Return the person under the cursor."""
        found = self.view.current_row()
        return found if isinstance(found, Member) else None

    def go_to(self, member: Member) -> None:
        """Put the cursor on a person."""
        self.view.go_to(self._model.find(lambda other: other.id == member.id))

    def awaited(self) -> Member | None:
        """Return whose pledge is the next to come: the person under the cursor, or the first without one."""
        here = self.person()
        if here and here.pledge_state(self._today) is not PledgeState.LEFT:
            near = here.pledge_state(self._today) in (PledgeState.MISSING, PledgeState.ENDING)
            if near or not unpledged(self._people, self._today):
                return here
        return next(iter(unpledged(self._people, self._today)), None)

    def _on_view_opened(self, member: object) -> None:
        self.rewrite_person.emit(member)

    def _say_missing(self) -> None:
        missing = unpledged(self._people, self._today)
        if not missing:
            self._bar.hide()
            return
        here = self.awaited()
        others = f"（ほかに {len(missing) - 1} 名）" if len(missing) > 1 else ""
        words = needs_pledge(here if here in missing and here else missing[0]) + others
        self._bar.show_message("due", words, closable=False)

    def _show_facts(self, body: MemberBody) -> None:
        clear(self._facts)
        facts = (
            ("窓口", body.contact),
            ("分野", body.field_of_work),
            ("法人番号", body.corporate_number),
            ("備考", body.remarks),
        )
        for number, (name, words) in enumerate((name, words) for name, words in facts if words):
            self._facts.addWidget(label(name, "caption"), number // 2, number % 2 * 2)
            self._facts.addWidget(label(words, most=3), number // 2, number % 2 * 2 + 1)

    def _lay_out(self) -> None:
        self._facts.setHorizontalSpacing(10)
        self._facts.setVerticalSpacing(2)
        self._facts.setColumnStretch(1, 1)
        self._facts.setColumnStretch(3, 1)
        rewrite = button("書き直す", key="F2", icon="pen", does=self.rewrite_body.emit)
        line = row(self._class, self._since, spacing=12)
        line.setStretch(1, 1)
        words = column(self._name, line, spacing=4)
        upper = row(words, *([rewrite] if self._writable else []))
        upper.setStretch(0, 1)
        head = column(upper, self._facts, spacing=8)
        head.setContentsMargins(20, 12, 20, 10)
        people = row(label("関わる人", "section"), self._count, None, *self._actions())
        people.setContentsMargins(20, 8, 20, 8)
        box = column(head, rule(), people, self.view, self._bar, spacing=0)
        box.setStretch(3, 1)
        self.setLayout(box)

    def _actions(self) -> Sequence[QWidget]:
        if not self._writable:
            return ()
        return (
            button("提出日を記録", key="Alt+R", icon="shield", does=self._ask_pledge),
            button("退任を記録", key="Alt+T", does=self._ask_leave),
            button("人を加える", key="F4", icon="plus", does=self.add_person.emit),
        )

    def _ask_pledge(self) -> None:
        if found := self.awaited():
            self.pledge_person.emit(found)

    def _ask_leave(self) -> None:
        if found := self.person():
            self.leave_person.emit(found)


def _membership(body: MemberBody) -> str:
    parts = []
    if body.joined_on:
        parts.append(f"加入　{format_date(body.joined_on)}から")
    if body.left_on:
        parts.append(f"脱退　{format_date(body.left_on)}")
    if body.coordinator_from:
        until = format_date(body.coordinator_to) if body.coordinator_to else ""
        parts.append(f"調整機関　{format_date(body.coordinator_from)}から{until}")
    return "　".join(parts)
