"""The head of the console: which meeting, on what ground, where, and the ways out of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.codes import legal_basis
from kyogikai_desktop.domain.meetings import Meeting, MeetingState
from kyogikai_desktop.domain.wareki import format_long
from kyogikai_desktop.gui.council.roster import Roster
from kyogikai_desktop.gui.meetings.texts import time_words
from kyogikai_desktop.gui.widgets.badge import Badge, BadgeLabel
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.elided import ElidedLabel
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.gui.widgets.text import column, label, row

STATES = {
    MeetingState.PLANNED: Badge(Shape.HALF, "準備中", "info", tinted=True),
    MeetingState.HELD: Badge(Shape.CHECK_DISC, "開催ずみ", "ok", tinted=True),
}


class MeetingHead(QWidget):
    """Title and facts in two lines; buttons to rewrite the preparation and to end the meeting."""

    rewrite_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, *, writable: bool) -> None:
        super().__init__()
        self._writable = writable
        self.setProperty("role", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = ElidedLabel("", "large", least=200)
        self._state = BadgeLabel()
        self._facts = label("", "caption", most=2)
        self._rewrite = button("準備を書き直す", key="F2", icon="pen", does=self.rewrite_wanted.emit)
        self.end = button("会議を終える", "primary", key="Ctrl+Enter", does=self.end_wanted.emit)
        upper = row(self._title, self._state, None, spacing=10)
        words = column(upper, self._facts, spacing=2)
        line = row(words, *((self._rewrite,) if writable else ()), self.end, spacing=10)
        line.setStretch(0, 1)
        line.setContentsMargins(20, 8, 20, 8)
        self.setLayout(line)

    def show_meeting(self, meeting: Meeting, roster: Roster) -> None:
        """Show a meeting."""
        held = meeting.state is MeetingState.HELD
        self._title.setText(meeting.title)
        self._state.show_badge(STATES[meeting.state])
        self._facts.setText("　".join(_facts(meeting, roster)))
        self.end.setText("会議録を見る" if held else "会議を終える")
        self.end.setEnabled(held or self._writable)
        self.end.updateGeometry()


def _facts(meeting: Meeting, roster: Roster) -> list[str]:
    chair = roster.member_by_id.get(meeting.chair) if meeting.chair else None
    recorder = roster.member_by_id.get(meeting.recorder) if meeting.recorder else None
    facts = (
        f"{format_long(meeting.held_on)}{time_words(meeting.starts)}",
        meeting.place,
        legal_basis(meeting.legal_basis).label,
        f"議長 {chair.name}" if chair else "",
        f"記録 {recorder.name}" if recorder else "",
    )
    return [fact for fact in facts if fact]
