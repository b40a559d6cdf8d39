"""出席: who sits in the meeting; Alt+A and a digit change it, nobody without a pledge can be present."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from kyogikai_desktop.domain.council import Member
from kyogikai_desktop.domain.meetings import Attendance, Meeting, Presence
from kyogikai_desktop.gui.council.roster import Roster
from kyogikai_desktop.gui.meetings.edits import SeatEdit
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.badge import Badge, state
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.cells import Cell, Column, Group
from kyogikai_desktop.gui.widgets.elided import ElidedLabel
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.gui.widgets.text import column, label, row

_DIGITS = "1234567890"
_AFTER = {
    None: Presence.PRESENT,
    Presence.ABSENT: Presence.PRESENT,
    Presence.PRESENT: Presence.PARTLY,
    Presence.PARTLY: Presence.ABSENT,
}


@dataclass(frozen=True)
class Seat:
    """A person as the list shows them; `attendance` is None for those who were not invited."""

    member: Member
    digit: str
    attendance: Attendance | None
    may: bool
    caption: str

    @property
    def badge(self) -> Badge | None:
        """Return the badge of the presence."""
        if not self.may:
            return state("不可")
        if self.attendance is None:
            return None
        if self.attendance.presence is Presence.PARTLY:
            return replace(state("遅参"), words=Presence.PARTLY.label)
        return state(self.attendance.presence.label)


def seats(meeting: Meeting, roster: Roster) -> list[Seat | Group]:
    """Return the invited, then the others who may come, then those without a pledge."""
    held_on = meeting.held_on
    invited = [_seat(meeting, roster, roster.member_by_id[one.member], one) for one in meeting.attendance]
    known = {one.member for one in meeting.attendance}
    others = [_seat(meeting, roster, one) for one in roster.serving(held_on) if one.id not in known]
    may = [seat for seat in others if seat.may]
    barred = [seat for seat in others if not seat.may]
    numbered = [replace(seat, digit=digit) for seat, digit in zip(invited, _DIGITS, strict=False)]
    rows: list[Seat | Group] = [*numbered, *invited[len(numbered) :]]
    if may:
        rows += [Group("ほかの関わる人", f"{len(may)} 名"), *may]
    if barred:
        rows += [Group("誓約書が未提出", f"{len(barred)} 名", Shape.BARRED, "over"), *barred]
    return rows


def _seat(meeting: Meeting, roster: Roster, member: Member, found: Attendance | None = None) -> Seat:
    roles = [word for word, who in (("議長", meeting.chair), ("記録", meeting.recorder)) if who == member.id]
    may = member.may_attend(meeting.held_on)
    remark = found.remark if found else ""
    parts = (*roles, roster.short(member.body), remark, "" if may else "誓約書 未提出")
    return Seat(member, "", found, may, "　".join(part for part in parts if part))


_COLUMNS = (
    Column[Seat]("", 28, lambda seat: Cell(seat.digit, faint=True)),
    Column[Seat](
        "氏名", 0, lambda seat: Cell(seat.member.name, seat.caption, bold=seat.attendance is not None)
    ),
    Column[Seat]("出席", 104, lambda seat: Cell(badge=seat.badge, link=True)),
)


class SeatList(ListView):
    """The list of seats: a digit changes the seat it stands before."""

    digit_pressed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take digits; the rest is the list's."""
        if event.text() and event.text() in _DIGITS:
            self.digit_pressed.emit(event.text())
        else:
            super().keyPressEvent(event)


class AttendancePane(QFrame):
    """Show and change who is present. `refused` carries a person without a pledge."""

    changed = Signal(object)
    refused = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self._meeting: Meeting | None = None
        self._frozen = False
        self._count = ElidedLabel("", "second")
        self._model = ListModel(_COLUMNS, tasks, self)
        self.view = SeatList(self._model, "出席の一覧")
        self.view.horizontalHeader().hide()
        self._remark = LineEdit()
        self._remark.setPlaceholderText("メモ　例：14:12 から")
        self._remark.setAccessibleName("選んだ人の出席のメモ")
        self._lay_out()
        self._connect()

    def show_seats(self, meeting: Meeting, roster: Roster) -> None:
        """Show the seats of a meeting."""
        self._meeting = meeting
        before = self.view.current_row()
        self._model.show(seats(meeting, roster))
        if isinstance(before, Seat):
            self.view.go_to(self._model.find(lambda one: one.member.id == before.member.id))
        here = [one for one in meeting.attendance if one.presence is not Presence.ABSENT]
        bodies = len({one.body for one in here})
        self._count.setText(f"{bodies} 機関 {len(here)} 名" if here else f"予定 {len(meeting.attendance)} 名")
        self._show_remark(self.view.current_row())

    def all_present(self) -> None:
        """Mark everybody who was invited, has a pledge and is still absent as present."""
        for seat in self._seats(lambda one: one.attendance is not None and one.may):
            if seat.attendance and seat.attendance.presence is Presence.ABSENT:
                self._send(seat, Presence.PRESENT, seat.attendance.remark)

    def freeze(self) -> None:
        """Only show who was there."""
        self._frozen = True
        self._foot.hide()

    def go(self) -> None:
        """Take the keyboard."""
        self.view.setFocus()

    def _lay_out(self) -> None:
        go = button("", "small", key="Alt+A", does=self.go)
        go.setAccessibleName("出席の一覧へ")
        head = row(label("出席", "section"), self._count, None, go)
        head.setContentsMargins(14, 10, 12, 8)
        hint = label("数字か Space で、出席・遅参早退・欠席が変わります", "caption", wrap=True)
        everybody = button("全員を出席に", "small", key="Alt+Shift+A", does=self.all_present)
        self._foot = QWidget()
        foot = column(hint, self._remark, everybody, spacing=6)
        foot.setContentsMargins(14, 8, 12, 10)
        self._foot.setLayout(foot)
        box = column(head, self.view, self._foot, spacing=0)
        box.setStretch(1, 1)
        self.setLayout(box)

    def _connect(self) -> None:
        self.view.digit_pressed.connect(self._on_view_digit_pressed)
        self.view.marked.connect(self._turn)
        self.view.linked.connect(self._turn)
        self.view.opened.connect(lambda _seat: self._remark.setFocus())
        self.view.current_changed.connect(self._show_remark)
        self._remark.editingFinished.connect(self._on_remark_editing_finished)

    def _on_view_digit_pressed(self, digit: str) -> None:
        number = self._model.find(lambda one: one.digit == digit)
        if number >= 0:
            self.view.go_to(number)
            self._turn(self._model.row(number))

    def _on_remark_editing_finished(self) -> None:
        seat = self.view.current_row()
        if isinstance(seat, Seat) and seat.attendance and self._remark.text() != seat.attendance.remark:
            self._send(seat, seat.attendance.presence, self._remark.text())

    def _show_remark(self, seat: object) -> None:
        found = seat.attendance if isinstance(seat, Seat) else None
        self._remark.setEnabled(found is not None)
        if not self._remark.hasFocus():
            self._remark.setText(found.remark if found else "")

    def _seats(self, test: Callable[[Seat], bool]) -> list[Seat]:
        rows = [self._model.row(number) for number in range(self._model.rowCount())]
        return [one for one in rows if isinstance(one, Seat) and test(one)]

    def _turn(self, seat: object) -> None:
        if self._frozen or not isinstance(seat, Seat):
            return
        if not seat.may:
            self.refused.emit(seat.member)
            return
        found = seat.attendance
        self._send(seat, _AFTER[found.presence if found else None], found.remark if found else "")

    def _send(self, seat: Seat, presence: Presence, remark: str) -> None:
        self.changed.emit(SeatEdit(seat.member.id, seat.member.body, presence, remark))
