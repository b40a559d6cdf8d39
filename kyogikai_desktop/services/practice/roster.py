"""The member bodies of the practice council and their people, and who was in office on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kyogikai_desktop.domain.clock import PRACTICE_DAY
from kyogikai_desktop.domain.council import (
    BodyClass,
    BodyId,
    Council,
    Member,
    MemberBody,
    SecrecyPledge,
)
from kyogikai_desktop.records import council_records
from kyogikai_desktop.records.store import Transaction
from kyogikai_desktop.services.practice.phrases import read

REPRESENTATIVE, WORKING, BOTH = "representative", "working", "both"


@dataclass(frozen=True)
class Person:
    """Somebody of a body: the stored member, the body's short name, which meetings they go to."""

    member: Member
    body: str
    part: str


@dataclass(frozen=True)
class Roster:
    """Everybody, and the three people who run the meetings."""

    bodies: dict[str, MemberBody]
    people: tuple[Person, ...]
    chair: str
    conference_chair: str
    recorder: str

    def body_id(self, short_name: str) -> BodyId:
        """Return the id of a body."""
        return self.bodies[short_name].id

    def named(self, name: str) -> Person:
        """Return a person by name."""
        return next(person for person in self.people if person.member.name == name)

    def in_office(self, day: date, *, part: str = WORKING) -> tuple[Person, ...]:
        """Return who may hear of cases on a day and does casework, or sits with the representatives."""
        return tuple(one for one in self.people if one.part in (part, BOTH) and one.member.may_attend(day))

    def workers(self, short_name: str, day: date) -> tuple[str, ...]:
        """Return the names of a body's people who do casework on a day, those of longest standing first."""
        return tuple(
            one.member.name
            for one in self.people
            if one.body == short_name and one.part == WORKING and one.member.may_attend(day)
        ) or tuple(one.member.name for one in self.in_office(day) if one.body == short_name)


def council() -> Council:
    """Return the practice council itself; its code is not assigned to any municipality."""
    table = read("council")
    return Council(table["name"], tuple(table["codes"]), table["population"], practice=True)


def enroll(tx: Transaction) -> Roster:
    """Store all bodies and people and return them."""
    table = read("council")
    terms = {name: _pledges(rows) for name, rows in table["pledges"].items()}
    bodies: dict[str, MemberBody] = {}
    people: list[Person] = []
    for row in table["body"]:
        own = {name: value for name, value in row.items() if name not in ("people", "body_class")}
        made = MemberBody(**own, body_class=BodyClass(row["body_class"]))
        body = council_records.save_body(tx, made)
        bodies[body.short_name] = body
        people += [_person(tx, body, terms, *person) for person in row["people"]]
    return Roster(bodies, tuple(people), table["chair"], table["conference_chair"], table["recorder"])


def _person(
    tx: Transaction,
    body: MemberBody,
    terms: dict[str, tuple[SecrecyPledge, ...]],
    name: str,
    kana: str,
    post: str,
    part: str,
    term: str,
    joined_on: date | None = None,
) -> Person:
    pledges = terms[term]
    member = Member(
        body.id,
        name,
        kana=kana,
        post=post,
        joined_on=joined_on or pledges[-1].signed_on,
        left_on=_left_on(pledges),
        pledges=pledges,
    )
    return Person(council_records.save_member(tx, member), body.short_name, part)


def _pledges(terms: Iterable[list[date]]) -> tuple[SecrecyPledge, ...]:
    return tuple(SecrecyPledge(*term) for term in reversed(list(terms)))


def _left_on(pledges: tuple[SecrecyPledge, ...]) -> date | None:
    """Return the end of the last term, if nobody signed again: that person has left."""
    ended = pledges[0].until if pledges else None
    return ended if ended and ended < PRACTICE_DAY else None
