"""Whom a meeting is announced to: people with a pledge can be ticked, the others say why not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.council import Member, MemberId
from kyogikai_desktop.domain.meetings import Attendance, Meeting, Presence, Tier
from kyogikai_desktop.gui.council.roster import Roster, needs_pledge
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.badge import state
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.cells import Cell, Column
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.text import column, label, row


class InvitePicker(QWidget):
    """The people of the council on the day of the meeting. `refused` says why somebody cannot come."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, tasks: Tasks, today: date) -> None:
        super().__init__()
        self.invited: set[MemberId] = set()
        self._roster = Roster()
        self._day = today
        self._count = label("", "second")
        self._model = ListModel(self._columns(), tasks, self)
        self.view = ListView(self._model, "出席を求める人")
        self.view.horizontalHeader().hide()
        everybody = button("全員", "small", does=self._invite_all)
        nobody = button("だれも", "small", does=self._invite_nobody)
        head = row(label("出席を求める人", "section"), self._count, None, everybody, nobody)
        box = column(head, self.view, spacing=6)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.view.marked.connect(self._turn)
        self.view.opened.connect(self._turn)

    def show_people(self, roster: Roster, day: date) -> None:
        """Show who is in office on a day."""
        self._roster, self._day = roster, day
        people = roster.serving(day)
        self._model.show(people)
        self._say_count()

    def able(self) -> list[Member]:
        """Return those who may hear of cases on the day."""
        return [member for member in self._roster.serving(self._day) if member.may_attend(self._day)]

    def invite(self, members: Iterable[MemberId]) -> None:
        """Tick these people and nobody else."""
        self.invited = set(members)
        self._say_count()

    def attendance(self, base: Meeting) -> tuple[Attendance, ...]:
        """Return the seats: those known stay as they are, new ones are absent until they are seen."""
        known = {seat.member: seat for seat in base.attendance}
        chosen = [member for member in self._roster.members if member.id in self.invited]
        return tuple(known.get(m.id, Attendance(m.id, m.body, Presence.ABSENT)) for m in chosen)

    def _columns(self) -> Sequence[Column[Member]]:
        return (
            Column("", 40, lambda one: Cell(checked=one.id in self.invited if self._may(one) else None)),
            Column("氏名", 0, lambda one: Cell(one.name, self._caption(one), bold=self._may(one))),
            Column("誓約書", 118, lambda one: Cell(badge=state("不可") if not self._may(one) else None)),
        )

    def _may(self, member: Member) -> bool:
        return member.may_attend(self._day)

    def _caption(self, member: Member) -> str:
        words = (self._roster.short(member.body), member.post, "" if self._may(member) else "誓約書が未提出")
        return "　".join(part for part in words if part)

    def _turn(self, member: object) -> None:
        if not isinstance(member, Member):
            return
        if not self._may(member):
            self.refused.emit(needs_pledge(member))
            return
        self.invited ^= {member.id}
        self._changed()

    def _invite_all(self) -> None:
        self.invited = {member.id for member in self.able()}
        self._changed()

    def _invite_nobody(self) -> None:
        self.invited = set()
        self._changed()

    def _changed(self) -> None:
        self._say_count()
        self.changed.emit()

    def _say_count(self) -> None:
        self._count.setText(f"{len(self.invited)} 名")
        self.view.viewport().update()


def usual_guests(tier: Tier, roster: Roster, day: date) -> set[MemberId]:
    """Return who is asked at first: everybody, but to a case conference only the coordinating agency.

    A case conference hears of one person; whoever else should is a decision of its own.
    """
    able = [member for member in roster.serving(day) if member.may_attend(day)]
    if tier is not Tier.CASE_CONFERENCE:
        return {member.id for member in able}
    leading = {body.id for body in roster.bodies if body.is_coordinator_on(day)}
    return {member.id for member in able if member.body in leading}
