"""Who belongs to the council: bodies and their people, read at one go, in the words of the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kyogikai_desktop.domain.council import BodyId, Member, MemberBody, MemberId, PledgeState
from kyogikai_desktop.services.council import CouncilWork


@dataclass(frozen=True)
class Roster:
    """All bodies and all people, those that left too."""

    bodies: tuple[MemberBody, ...] = ()
    members: tuple[Member, ...] = ()

    @cached_property
    def body_by_id(self) -> Mapping[BodyId, MemberBody]:
        """Return the bodies by their ids."""
        return {body.id: body for body in self.bodies}

    @cached_property
    def member_by_id(self) -> Mapping[MemberId, Member]:
        """Return the people by their ids."""
        return {member.id: member for member in self.members}

    def people(self, body: MemberBody) -> tuple[Member, ...]:
        """Return the people of a body."""
        return tuple(member for member in self.members if member.body == body.id)

    def short(self, body: BodyId | None) -> str:
        """Return the short name of a body, or an empty text."""
        found = self.body_by_id.get(body) if body else None
        return (found.short_name or found.name) if found else ""

    def serving(self, day: date) -> tuple[Member, ...]:
        """Return the people in office on a day whose body belongs to the council, body by body."""
        return tuple(
            member
            for body in self.bodies
            if body.is_member_on(day)
            for member in self.people(body)
            if member.pledge_state(day) is not PledgeState.LEFT
        )


def read_roster(work: CouncilWork) -> Roster:
    """Read the roster (reader's thread)."""
    return Roster(work.bodies(), work.members())


def has_left(body: MemberBody, day: date) -> bool:
    """Tell whether a body left the council before a day."""
    return body.left_on is not None and body.left_on < day


def in_office(people: tuple[Member, ...], day: date) -> tuple[Member, ...]:
    """Return the people who have not left."""
    return tuple(member for member in people if member.pledge_state(day) is not PledgeState.LEFT)


def unpledged(people: tuple[Member, ...], day: date) -> tuple[Member, ...]:
    """Return the people in office who cannot sit in a meeting on a day."""
    return tuple(member for member in people if member.pledge_state(day) is PledgeState.MISSING)


def needs_pledge(member: Member) -> str:
    """Say who has no pledge and what to do (a sentence of the design guide)."""
    return f"{member.name}さんは誓約書が未提出です。提出日を記録すると出席にできます。"
