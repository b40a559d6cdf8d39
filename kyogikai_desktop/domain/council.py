"""The council: its member bodies, its coordinating agency, its people and their pledges of secrecy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NewType

from kyogikai_desktop.domain.identifiers import corporate_number, municipality_code
from kyogikai_desktop.domain.labels import Labelled
from kyogikai_desktop.domain.names import clean_line
from kyogikai_desktop.errors import InvalidInput, Refused

BodyId = NewType("BodyId", int)
MemberId = NewType("MemberId", int)


@dataclass(frozen=True)
class Council:
    """The council itself: name, municipality codes (first one leads), population, legal basis."""

    name: str
    codes: tuple[str, ...] = ()
    population: int | None = None
    legal_basis: str = "kodoku"
    practice: bool = False
    review_months: int = 4
    version: int = 0


class BodyClass(Labelled):
    """The class of a member body in the public notice (Act Art. 15)."""

    ADMINISTRATIVE = "administrative", "行政機関"
    CORPORATION = "corporation", "法人"
    OTHER = "other", "その他"


@dataclass(frozen=True)
class MemberBody:
    """A member body (構成機関) from joining to leaving; for a time it may be the coordinating agency."""

    name: str
    id: BodyId = BodyId(0)
    version: int = 0
    short_name: str = ""
    body_class: BodyClass = BodyClass.OTHER
    field_of_work: str = ""
    corporate_number: str = ""
    joined_on: date | None = None
    left_on: date | None = None
    coordinator_from: date | None = None
    coordinator_to: date | None = None
    contact: str = ""
    remarks: str = ""

    def is_member_on(self, day: date) -> bool:
        """Tell whether the body belongs to the council on a day."""
        return (self.joined_on is None or self.joined_on <= day) and (
            self.left_on is None or day <= self.left_on
        )

    def is_coordinator_on(self, day: date) -> bool:
        """Tell whether the body is the coordinating agency (Act Art. 17) on a day."""
        return self.coordinator_from is not None and _within(day, self.coordinator_from, self.coordinator_to)


@dataclass(frozen=True)
class SecrecyPledge:
    """A signed pledge of secrecy (誓約書) for a term; the duty itself outlives the term (Act Art. 18)."""

    signed_on: date
    until: date | None = None


class PledgeState(Labelled):
    """What a pledge allows on a day."""

    SIGNED = "signed", "提出済み"
    ENDING = "ending", "期限が近い"
    MISSING = "missing", "未提出"
    LEFT = "left", "退任・守秘"


ENDING_DAYS = 30


@dataclass(frozen=True)
class Member:
    """A person of a member body; never deleted, since the duty of secrecy goes on (Act Art. 18)."""

    body: BodyId
    name: str
    id: MemberId = MemberId(0)
    version: int = 0
    kana: str = ""
    post: str = ""
    joined_on: date | None = None
    left_on: date | None = None
    pledges: tuple[SecrecyPledge, ...] = ()

    def pledge_on(self, day: date) -> SecrecyPledge | None:
        """Return the pledge that covers a day."""
        return next((pledge for pledge in self.pledges if _within(day, pledge.signed_on, pledge.until)), None)

    def pledge_state(self, day: date) -> PledgeState:
        """Return what the pledge allows on a day."""
        if self.left_on and self.left_on < day:
            return PledgeState.LEFT
        pledge = self.pledge_on(day)
        if pledge is None:
            return PledgeState.MISSING
        if pledge.until and pledge.until - day <= timedelta(days=ENDING_DAYS):
            return PledgeState.ENDING
        return PledgeState.SIGNED

    def may_attend(self, day: date) -> bool:
        """Tell whether the person may hear of cases on a day: in office, with a pledge that covers it."""
        return self.pledge_state(day) in (PledgeState.SIGNED, PledgeState.ENDING)


_MOST_PEOPLE = 10**9


def checked_council(council: Council) -> Council:
    """Return the council with its codes in plain digits; raise InvalidInput naming the field to mend."""
    _require(council.name, "council_name_missing")
    if council.population is not None and not 1 <= council.population <= _MOST_PEOPLE:
        raise InvalidInput("population_unreadable", "population")
    return replace(council, codes=tuple(map(municipality_code, council.codes)))


def checked_body(body: MemberBody) -> MemberBody:
    """Return the body with its corporate number in plain digits; raise InvalidInput naming the field."""
    _require(body.name, "body_name_missing")
    _require_order(body.joined_on, body.left_on, "left_on")
    _require_order(body.coordinator_from, body.coordinator_to, "coordinator_to")
    if not body.corporate_number:
        return body
    return replace(body, corporate_number=corporate_number(body.corporate_number))


def checked_member(member: Member) -> Member:
    """Return the member; raise InvalidInput naming the field to mend."""
    _require(member.name, "member_name_missing")
    _require_order(member.joined_on, member.left_on, "left_on")
    for pledge in member.pledges:
        if pledge.until and pledge.until < pledge.signed_on:
            raise InvalidInput("pledge_ends_before_start", "until")
    return member


def _require(name: str, key: str) -> None:
    if not clean_line(name):
        raise InvalidInput(key, "name")


def _require_order(start: date | None, end: date | None, field: str) -> None:
    if start and end and end < start:
        raise InvalidInput("left_before_joined", field)


def require_single_coordinator(bodies: Iterable[MemberBody], changed: MemberBody) -> None:
    """Raise Refused if a body's time as coordinating agency overlaps another's (Act Art. 17: at most one)."""
    if changed.coordinator_from is None:
        return
    for body in bodies:
        if body.id != changed.id and body.coordinator_from and _overlap(body, changed):
            raise Refused("second_coordinator", body=body.name)


def _overlap(one: MemberBody, other: MemberBody) -> bool:
    first, second = one.coordinator_from or date.min, other.coordinator_from or date.min
    return first <= (other.coordinator_to or date.max) and second <= (one.coordinator_to or date.max)


def _within(day: date, start: date, end: date | None) -> bool:
    return start <= day and (end is None or day <= end)


def with_pledge(member: Member, pledge: SecrecyPledge) -> Member:
    """Return the member with one more pledge, newest first."""
    pledges = sorted({*member.pledges, pledge}, key=lambda one: one.signed_on, reverse=True)
    return replace(member, pledges=tuple(pledges))
