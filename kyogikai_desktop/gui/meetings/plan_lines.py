"""What can stand on an agenda: cases in short, and the lines chosen so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from kyogikai_desktop.domain.cases import Case, CaseId, Consent
from kyogikai_desktop.domain.listing import CaseRow
from kyogikai_desktop.domain.meetings import AgendaItem, Meeting, lacks_consent
from kyogikai_desktop.domain.names import shown
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.gui.cases.case_words import concerns_line
from kyogikai_desktop.words import say


@dataclass(frozen=True)
class Topic:
    """A case as the agenda shows it."""

    case: CaseId
    number: str
    name: str
    concerns: str
    consent: Consent
    next_review_on: date | None


@dataclass(frozen=True)
class Line:
    """A line of the agenda: its item, and the case where it is about one."""

    item: AgendaItem
    topic: Topic | None = None

    @property
    def title(self) -> str:
        """Return whom or what the line is about."""
        return self.topic.name if self.topic else self.item.title

    @property
    def problem(self) -> str:
        """Say why the case cannot be on the agenda on this legal basis, or nothing."""
        if self.topic is None or not lacks_consent(self.item, self.topic.consent):
            return ""
        return say(Refused("no_consent", case=self.topic.number, consent=self.topic.consent.label))

    @property
    def written(self) -> bool:
        """Tell whether something was already written about the item."""
        item = self.item
        return bool(item.report or item.points or item.decision or item.tasks)


def topic_of(case: Case) -> Topic:
    """Return a case in short."""
    concerns = concerns_line(case.concerns, case.chief_concern)
    name = case.person.shown_name
    return Topic(case.id, case.number, name, concerns, case.consent, case.next_review_on)


def topic_of_row(row: CaseRow) -> Topic:
    """Return a row of the case list in short."""
    concerns = concerns_line(row.concerns, row.chief_concern)
    return Topic(row.id, row.number, shown(row.name), concerns, row.consent, row.next_review_on)


def rebased(lines: Iterable[Line], base: Meeting, stored: Meeting, topics: Iterable[Topic]) -> list[Line]:
    """Return the lines with what was written in the stored items, and with items added to them meanwhile."""
    mine = list(lines)
    now = {item.id: item for item in stored.items}
    kept = [
        replace(line, item=replace(now.get(line.item.id, line.item), legal_basis=line.item.legal_basis))
        for line in mine
    ]
    known = {item.id for item in base.items}
    by_case = {topic.case: topic for topic in topics}
    added = [item for item in stored.items if item.id not in known]
    return kept + [Line(item, by_case.get(item.case) if item.case else None) for item in added]
