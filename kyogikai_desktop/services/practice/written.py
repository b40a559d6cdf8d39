"""The cases that are written out in `resources/practice`: the two official examples and the featured ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from typing import Any

from kyogikai_desktop.domain.births import Birth
from kyogikai_desktop.domain.cases import (
    Case,
    CaseId,
    CaseState,
    Consent,
    ContactWay,
    Person,
    ProgressNote,
    Sex,
    Urgency,
)
from kyogikai_desktop.domain.meetings import AgendaItem, Task, Tier
from kyogikai_desktop.services.practice.casefile import CaseFile, Sitting, Step
from kyogikai_desktop.services.practice.chance import chance
from kyogikai_desktop.services.practice.discussions import Discussed, conference_notes
from kyogikai_desktop.services.practice.phrases import phrases, read, theme_of
from kyogikai_desktop.services.practice.roster import Roster

Row = dict[str, Any]
_READ: dict[str, Callable[[Any], Any]] = {
    "state": CaseState,
    "consent": Consent,
    "urgency": Urgency,
    "concerns": tuple,
    "sex": Sex,
}
_CASE = {f.name for f in fields(Case)} - {"person", "lead_body"}
_PERSON = {f.name for f in fields(Person)} - {"birth"}


@dataclass(frozen=True)
class Script:
    """One written case; `sittings` are the meetings that its text fixes."""

    row: Row

    @property
    def name(self) -> str:
        """Return the person's name, empty for 氏名不詳."""
        return str(self.row.get("name", ""))

    @property
    def household_of(self) -> str:
        """Return whose household this is too."""
        return str(self.row.get("household_of", ""))

    @property
    def received_on(self) -> date:
        """Return the day of intake."""
        day: date = self.row["received_on"]
        return day

    @property
    def closed_on(self) -> date | None:
        """Return the day of closing, if the story ends."""
        steps = self.row.get("step", ())
        return steps[-1].get("closed_on") if steps else None

    @property
    def sittings(self) -> tuple[Sitting, ...]:
        """Return the meetings that the text speaks of."""
        return tuple(map(_sitting, self.row.get("sitting", ())))


@cache
def scripts() -> tuple[Script, ...]:
    """Return the two official examples, then the featured cases."""
    return tuple(Script(row) for name in ("stories", "featured") for row in read(name)["case"])


def tell(script: Script, number: str, sittings: Sequence[Sitting], roster: Roster) -> CaseFile:
    """Return the case as it was received, with every later save in the order of days.

    Meetings whose words are not written out discuss it by a theme of its chief concern.
    """
    row = script.row
    lead = roster.body_id(row["lead"])
    case = Case(**_values(row, _CASE), number=number, person=_person(row), lead_body=lead)
    notes = tuple(map(_note, row["note"]))
    items = {_sitting(one): _item(one, roster) for one in row.get("sitting", ())}
    if not items and sittings:
        items = _discussed(case, notes, sittings, roster)
        case = replace(case, last_meeting_on=max(items).held_on)
    changes = sorted((*_changes(row), *_reviews(row)), key=lambda change: change[0])
    told = (*notes, *conference_notes(items, roster.recorder))
    return CaseFile(case, told, items, tuple(_steps(case, changes)))


def _discussed(
    case: Case, notes: tuple[ProgressNote, ...], sittings: Sequence[Sitting], roster: Roster
) -> dict[Sitting, AgendaItem]:
    theme = theme_of(case.chief_concern)
    luck = chance(0, case.person.name)
    words = {name: luck.choice(options) for name, options in phrases().slots.items()}
    discussed = Discussed(case, notes, theme, lambda text: text.format_map(words), roster, luck)
    return discussed.items(sittings)


def _steps(case: Case, changes: Iterable[tuple[date, str, Row]]) -> Iterator[Step]:
    for on, action, values in changes:
        case = replace(case, **values)
        yield Step(on, action, case)


def _changes(row: Row) -> Iterator[tuple[date, str, Row]]:
    for step in row.get("step", ()):
        action = step.get("action", "change_case")
        ended: Row = {"next_review_on": None} if action == "close_case" else {}
        yield step["on"], action, _values(step, _CASE) | ended


def _reviews(row: Row) -> Iterator[tuple[date, str, Row]]:
    for sitting in row.get("sitting", ()):
        on = sitting["held_on"]
        review = {"last_meeting_on": on, "next_review_on": sitting.get("next_review_on")}
        yield on, "review_case", review


def _values(row: Row, names: set[str]) -> Row:
    return {name: _READ[name](row[name]) if name in _READ else row[name] for name in row.keys() & names}


def _person(row: Row) -> Person:
    birth = Birth(row.get("birth"), row.get("birth_about"), row.get("age"), row.get("age_as_of"))
    return Person(**_values(row, _PERSON), birth=birth)


def _note(row: Row) -> ProgressNote:
    return ProgressNote(
        CaseId(0),
        row["at"],
        ContactWay(row["way"]),
        row["by"],
        row["text"],
        minutes=row.get("minutes"),
        with_whom=row.get("with", ""),
        next_step=row.get("next", ""),
    )


def _sitting(row: Row) -> Sitting:
    return Sitting(row["held_on"], Tier(row["tier"]))


def _item(row: Row, roster: Roster) -> AgendaItem:
    tasks = tuple(
        Task(what, body=roster.body_id(body), who=who, due_on=due, done_on=done)
        for body, who, what, due, done in row["tasks"]
    )
    return AgendaItem(
        legal_basis=row.get("basis", "kodoku"),
        report=row["report"],
        points=row["points"],
        decision=row["decision"],
        next_review_on=row.get("next_review_on"),
        tasks=tasks,
    )
