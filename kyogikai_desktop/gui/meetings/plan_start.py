"""What the preparation of a meeting begins with: a new one, a stored one, or the draft of either."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.council import MemberId
from kyogikai_desktop.domain.listing import MeetingRow
from kyogikai_desktop.domain.meetings import AgendaItem, ItemId, Meeting, MeetingId, Tier
from kyogikai_desktop.gui.council.roster import Roster, read_roster
from kyogikai_desktop.gui.meetings.plan_lines import Line, Topic, topic_of
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session

NEW = MeetingId(0)


@dataclass(frozen=True)
class Draft:
    """What was typed and chosen but not stored."""

    form: Mapping[str, str]
    lines: tuple[Line, ...]
    invited: frozenset[MemberId]


@dataclass(frozen=True)
class Start:
    """The meeting as it is stored (or would be), its lines, and what is needed beside."""

    base: Meeting
    lines: tuple[Line, ...]
    roster: Roster
    rows: tuple[MeetingRow, ...]
    wanted: tuple[Topic, ...] = ()
    draft: Draft | None = None


class PlanReader:
    """Read the start of a preparation (reader's thread)."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._meetings = Meetings(session)
        self._cases = Casework(session)
        self._drafts = Drafts(session)

    def read(self, record: MeetingId, tier: Tier, wanted: Iterable[CaseId]) -> Start:
        """Return a stored meeting, or a new one of a tier; `wanted` are cases to put on its agenda."""
        rows = self._meetings.rows()
        base = self._meetings.get(record) if record else self._fresh(tier, rows)
        topics = {case.id: topic_of(case) for case in self._meetings.cases(base).values()}
        lines = tuple(Line(item, topics.get(item.case) if item.case else None) for item in base.items)
        return Start(
            base,
            lines,
            read_roster(CouncilWork(self._session)),
            rows,
            tuple(topic_of(self._cases.get(case)) for case in wanted),
            self._draft(record, base),
        )

    def due(self, day: date) -> tuple[Topic, ...]:
        """Return the cases that are due by a day."""
        return tuple(map(topic_of, self._meetings.candidates(day)))

    def _fresh(self, tier: Tier, rows: tuple[MeetingRow, ...]) -> Meeting:
        last = next((row for row in rows if row.tier is tier), None)
        council = self._session.council
        today = self._session.today()
        return Meeting(tier, today, 0, 0, legal_basis=council.legal_basis, place=last.place if last else "")

    def _draft(self, record: MeetingId, base: Meeting) -> Draft | None:
        text = self._drafts.get(draft_key(record))
        if not text:
            return None
        values = json.loads(text)
        items = {item.id: item for item in base.items}
        lines = (self._line(items, *line) for line in values["lines"])
        return Draft(values["form"], tuple(lines), frozenset(map(MemberId, values["invited"])))

    def _line(
        self, items: Mapping[ItemId, AgendaItem], item: int, case: int | None, title: str, basis: str
    ) -> Line:
        fresh = AgendaItem(case=CaseId(case) if case else None, title=title)
        known = replace(items.get(ItemId(item), fresh), legal_basis=basis)
        return Line(known, topic_of(self._cases.get(known.case)) if known.case else None)


def draft_text(form: Mapping[str, str], lines: Iterable[Line], invited: Iterable[MemberId]) -> str:
    """Return a draft as text."""
    items = [line.item for line in lines]
    kept = [(item.id, item.case, item.title, item.legal_basis) for item in items]
    return json.dumps({"form": dict(form), "lines": kept, "invited": sorted(invited)}, ensure_ascii=False)


def draft_key(record: MeetingId) -> str:
    """Return the key of the draft of a meeting; all new ones share one."""
    return f"meeting_plan:{record or 'new'}"
