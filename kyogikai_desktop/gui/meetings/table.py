"""What lies on the table when a meeting is opened, read at one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.domain.meetings import Meeting, MeetingId
from kyogikai_desktop.gui.council.roster import Roster, read_roster
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session


@dataclass(frozen=True)
class Table:
    """The meeting, the people, the cases, and by part what was typed but not saved."""

    meeting: Meeting
    roster: Roster
    cases: Mapping[CaseId, Case]
    drafts: Mapping[str, str]


def read_table(session: Session, record: MeetingId) -> Table:
    """Read everything about a meeting (reader's thread)."""
    work, drafts = Meetings(session), Drafts(session)
    meeting = work.get(record)
    mine = draft_key(record, "")
    keys = [key for key in drafts.keys() if key.startswith(mine)]  # noqa: SIM118 (not a dict)
    typed = {key.removeprefix(mine): drafts.get(key) for key in keys}
    return Table(meeting, read_roster(CouncilWork(session)), work.cases(meeting), typed)


def draft_key(meeting: MeetingId, part: str) -> str:
    """Return the key of the draft of a part: meeting:3:item:12."""
    return f"meeting:{meeting}:{part}"
