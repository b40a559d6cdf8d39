"""How a meeting ends: what is still open is said once more, then the decisions count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.domain.meetings import Meeting, MeetingState
from kyogikai_desktop.errors import AppError, Conflict, InvalidInput
from kyogikai_desktop.gui.meetings.conclude_dialog import ConcludeDialog
from kyogikai_desktop.gui.meetings.desk import MeetingDesk
from kyogikai_desktop.gui.meetings.texts import time_words
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session

_UNSAVED = "保存していない議題があります。▲ の議題を直してから、会議を終えてください。"


class Ending(QObject):
    """`seats_wanted`: nobody is marked as present; `outdated`: the meeting was changed elsewhere."""

    seats_wanted = Signal()
    outdated = Signal()

    def __init__(self, page: Page, session: Session, desk: MeetingDesk) -> None:
        super().__init__(page)
        self._page = page
        self._session = session
        self._desk = desk
        self._work = Meetings(session)

    def ask(self, cases: Mapping[CaseId, Case]) -> None:
        """Ask once more; a meeting that is over leads to its minutes."""
        meeting = self._desk.meeting
        if self._desk.unsaved:
            self._page.message("over", _UNSAVED)
        elif meeting.state is MeetingState.HELD:
            self._page.navigate.emit("minutes", meeting.id)
        elif not any(seat.presence != "absent" for seat in meeting.attendance):
            self._page.refuse(InvalidInput("nobody_present", "attendance"))
            self.seats_wanted.emit()
        else:
            ended = self._ended(meeting)
            ends = time_words(ended.ends)
            dialog = ConcludeDialog(self._page, ended, cases, ends, self._session.today())
            dialog.concluded.connect(partial(self._conclude, ended))
            dialog.open()

    def _ended(self, meeting: Meeting) -> Meeting:
        """Return the meeting with the time of now as its end, where none was typed and it makes sense."""
        now = self._session.clock().time().replace(second=0, microsecond=0)
        today = meeting.held_on == self._session.today()
        fits = today and (meeting.starts is None or meeting.starts < now)
        return replace(meeting, ends=now) if meeting.ends is None and fits else meeting

    def _conclude(self, meeting: Meeting) -> None:
        self._page.write(partial(self._work.conclude, meeting), self._on_concluded, self._on_refused)

    def _on_concluded(self, meeting: Meeting) -> None:
        self._page.tell_saved(self._session.clock())
        self._page.navigate.emit("minutes", meeting.id)

    def _on_refused(self, error: AppError) -> None:
        self._page.refuse(error)
        if isinstance(error, Conflict):
            self.outdated.emit()
