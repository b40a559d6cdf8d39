"""What the page of the minutes shows of one meeting, read on the reader's thread."""

from __future__ import annotations

from dataclasses import dataclass

from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.domain.meetings import Meeting, MeetingId, MeetingState, Presence
from kyogikai_desktop.domain.wareki import format_long
from kyogikai_desktop.gui.minutes.checks import Check, checks
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.minutes import MinutesWork
from kyogikai_desktop.services.session import Session


@dataclass(frozen=True)
class Paper:
    """A meeting, its minutes as PDF, and what to say about them."""

    meeting: Meeting
    pdf: RenderedPdf
    facts: tuple[tuple[str, str], ...]
    checks: tuple[Check, ...]

    @property
    def file_name(self) -> str:
        """Return a name for the file that tells which meeting, and no person."""
        return f"会議録_{self.meeting.title.replace(' ', '_')}.pdf"


class PaperReader:
    """Reads papers; the faces are looked for at the first one."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._work: MinutesWork | None = None

    @property
    def work(self) -> MinutesWork:
        """Return the minutes of the council; raises AppError where no Japanese face is installed."""
        if self._work is None:
            self._work = MinutesWork(self._session)
        return self._work

    def read(self, record: MeetingId) -> Paper:
        """Set the minutes of a meeting and look them over."""
        meeting = Meetings(self._session).get(record)
        pdf = self.work.preview(record)
        members = {member.id: member for member in CouncilWork(self._session).members()}
        chair = members[meeting.chair].name if meeting.chair else "決まっていません"
        recorder = members[meeting.recorder].name if meeting.recorder else "決まっていません"
        facts = (
            ("日時", f"{format_long(meeting.held_on)} {_times(meeting)}".strip()),
            ("場所", meeting.place or "記録がありません"),
            ("議長", chair),
            ("記録", recorder),
            ("出席", f"{sum(seat.presence is not Presence.ABSENT for seat in meeting.attendance)} 名"),
            ("議題", f"{len(meeting.items)} 件"),
        )
        return Paper(meeting, pdf, facts, checks(meeting, members, pdf.missing))


def newest(session: Session) -> MeetingId | None:
    """Return the newest meeting that was held, else the newest of all."""
    rows = Meetings(session).rows()
    held = [row for row in rows if row.state is MeetingState.HELD]
    return (held or rows)[0].id if rows else None


def _times(meeting: Meeting) -> str:
    ends = f"{meeting.ends:%H:%M}" if meeting.ends else ""
    return f"{meeting.starts:%H:%M}～{ends}" if meeting.starts else ""
