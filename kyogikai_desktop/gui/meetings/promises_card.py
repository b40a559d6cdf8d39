"""前回の約束: what earlier meetings promised about a case, each to be marked できた or まだ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from kyogikai_desktop.domain.meetings import Meeting, MeetingId, Task
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.council.roster import Roster
from kyogikai_desktop.gui.meetings.texts import who_words
from kyogikai_desktop.gui.widgets.badge import Badge, BadgeLabel, due, state
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.text import clear, column, label, row


@dataclass(frozen=True)
class Promise:
    """A promise and the meeting it was made in."""

    meeting: Meeting
    task: Task


class PromisesCard(Card):
    """The promises with a button each; `marked` carries meeting, promise and the day, or None for まだ."""

    marked = Signal(object, object, object)

    def __init__(self, today: date) -> None:
        super().__init__("前回の約束")
        self._today = today
        self._frozen = False
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self._lines)

    def freeze(self) -> None:
        """Only show them."""
        self._frozen = True

    def show_promises(self, promises: tuple[Promise, ...], roster: Roster) -> None:
        """Show the promises; without any the card is not there."""
        clear(self._lines)
        self.setVisible(bool(promises))
        if promises:
            last = promises[0].meeting
            self.caption.setText(f"{format_day(last.held_on, self._today)} {last.tier.label}")
        for promise in promises:
            self._add_line(promise, roster)

    def _add_line(self, promise: Promise, roster: Roster) -> None:
        task = promise.task
        until = f"（{format_day(task.due_on, self._today)}まで）" if task.due_on else ""
        words = label(task.what + until, wrap=True)
        who = label(who_words(task, roster), "caption", wrap=True)
        mark = BadgeLabel(_badge(task, self._today))
        mark.setMinimumWidth(theme.px(84))
        kept = task.done_on is not None
        done = button("まだにする" if kept else "できた", "small")
        done.setAccessibleName(f"{task.what}：{done.text()}")
        done.clicked.connect(partial(self._mark, promise.meeting.id, task, None if kept else self._today))
        ways = () if self._frozen else (done,)
        line = row(mark, column(words, who, spacing=0), *ways, spacing=10)
        line.setStretch(1, 1)
        self._lines.addLayout(line)

    def _mark(self, meeting: MeetingId, task: Task, day: date | None, *_checked: bool) -> None:
        self.marked.emit(meeting, task.id, day)


def _badge(task: Task, today: date) -> Badge:
    if task.done_on:
        return state("できた")
    return due(task.due_on, today) if task.due_on else state("途中")
