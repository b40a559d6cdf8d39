"""The meetings of the practice council with their standing items and attendance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from kyogikai_desktop.domain.clock import PRACTICE_DAY
from kyogikai_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingState,
    Presence,
    Task,
    Tier,
)
from kyogikai_desktop.domain.wareki import fiscal_year
from kyogikai_desktop.services.practice.casefile import Sitting
from kyogikai_desktop.services.practice.chance import chance
from kyogikai_desktop.services.practice.phrases import read
from kyogikai_desktop.services.practice.roster import REPRESENTATIVE, Person, Roster

Agendas = Mapping[Sitting, Sequence[AgendaItem]]
_ABSENT, _PARTLY = 0.08, 0.13
_OF_EACH_BODY = {Tier.PRACTITIONERS: 2, Tier.CASE_CONFERENCE: 1}
_WANTED = {Tier.PRACTITIONERS: 1.0, Tier.CASE_CONFERENCE: 0.15}
_LAST_OTHER_DOCUMENT = 200


def practitioners() -> tuple[Sitting, ...]:
    """Return the practitioners' meetings; the last one is still to come."""
    return tuple(Sitting(day, Tier.PRACTITIONERS) for day in read("meetings")["practitioners"]["days"])


def meetings(cases: Agendas, seed: int, roster: Roster) -> Iterator[Meeting]:
    """Yield all meetings by day, numbered by tier and fiscal year; `cases` holds the items about cases."""
    agendas = _standing_agendas(roster)
    for sitting, items in cases.items():
        agendas[sitting] = (*agendas.get(sitting, ()), *items)
    numbers: Counter[tuple[int, Tier]] = Counter()
    documents: Counter[int] = Counter(dict.fromkeys(range(2024, 2027), _LAST_OTHER_DOCUMENT))
    for sitting in sorted(agendas):
        year = fiscal_year(sitting.held_on)
        numbers[year, sitting.tier] += 1
        documents[year] += 1
        luck = chance(seed, "meeting", sitting.held_on, sitting.tier)
        meeting = _meeting(sitting, numbers[year, sitting.tier], agendas[sitting], roster, luck)
        yield meeting if sitting.held_on > PRACTICE_DAY else _minuted(meeting, documents[year])


def _meeting(
    sitting: Sitting, number: int, items: Sequence[AgendaItem], roster: Roster, luck: Random
) -> Meeting:
    frame = read("meetings")[sitting.tier]
    chair = roster.named(roster.conference_chair if sitting.tier is Tier.CASE_CONFERENCE else roster.chair)
    recorder = roster.named(roster.recorder)
    needed = {chair.member.name, recorder.member.name, *(task.who for item in items for task in item.tasks)}
    return Meeting(
        sitting.tier,
        sitting.held_on,
        fiscal_year(sitting.held_on),
        number,
        starts=frame["starts"],
        ends=frame["ends"],
        place=luck.choice(frame["places"]),
        chair=chair.member.id,
        recorder=recorder.member.id,
        attendance=tuple(_seats(sitting, needed, roster, luck)),
        items=tuple(items),
    )


def _minuted(meeting: Meeting, document: int) -> Meeting:
    """Return a meeting that is over: minutes numbered, papers counted and collected."""
    present = sum(seat.presence is not Presence.ABSENT for seat in meeting.attendance)
    return replace(
        meeting,
        state=MeetingState.HELD,
        document_number=f"ひ福総第{document}号",
        papers_out=present,
        papers_back=present,
        secrecy_confirmed=True,
    )


def _seats(sitting: Sitting, needed: set[str], roster: Roster, luck: Random) -> Iterator[Attendance]:
    """Yield who was invited: everybody needed came, of the others one or another could not."""
    remarks = read("meetings")["remarks"]
    for person in _invited(sitting, needed, roster, luck):
        place = luck.random()
        presence = Presence.PRESENT
        if sitting.held_on <= PRACTICE_DAY and person.member.name not in needed and place < _PARTLY:
            presence = Presence.ABSENT if place < _ABSENT else Presence.PARTLY
        remark = "" if presence is Presence.PRESENT else luck.choice(remarks[presence])
        yield Attendance(person.member.id, person.member.body, presence, remark)


def _invited(sitting: Sitting, needed: set[str], roster: Roster, luck: Random) -> Iterator[Person]:
    """Yield those in office with a pledge: all representatives, two of each body, or whom a case needs."""
    if sitting.tier is Tier.REPRESENTATIVES:
        yield from roster.in_office(sitting.held_on, part=REPRESENTATIVE)
        return
    most = _OF_EACH_BODY[sitting.tier]
    seats: Counter[str] = Counter()
    for person in roster.in_office(sitting.held_on):
        wanted = seats[person.body] < most and luck.random() < _WANTED[sitting.tier]
        if person.member.name in needed or wanted:
            seats[person.body] += 1
            yield person


def _standing_agendas(roster: Roster) -> dict[Sitting, tuple[AgendaItem, ...]]:
    table = read("meetings")
    agendas: dict[Sitting, tuple[AgendaItem, ...]] = {}
    for row in table["representatives"]["meeting"]:
        sitting = Sitting(row["held_on"], Tier.REPRESENTATIVES)
        agendas[sitting] = tuple(_item(item, sitting, roster) for item in row["item"])
    for before, sitting in enumerate(practitioners()):
        # The very first meeting has no promises to look back on.
        rows = table["opening"] if before else table["opening"][:1]
        agendas[sitting] = tuple(_item(item, sitting, roster) for item in rows)
    return agendas


def _item(row: dict[str, Any], sitting: Sitting, roster: Roster) -> AgendaItem:
    if sitting.held_on > PRACTICE_DAY:
        return AgendaItem(title=row["title"])
    tasks = tuple(_task(task, sitting.held_on, roster) for task in row.get("tasks", ()))
    return AgendaItem(
        title=row["title"],
        report=row["report"],
        points=row.get("points", ""),
        decision=row["decision"],
        tasks=tasks,
    )


def _task(row: list[Any], held_on: date, roster: Roster) -> Task:
    """Read a task: body, what, due day and, if it was kept, the day of that."""
    body, what, due_on, *done_on = row
    who = roster.workers(body, held_on)[0]
    return Task(
        what, body=roster.body_id(body), who=who, due_on=due_on, done_on=done_on[0] if done_on else None
    )
