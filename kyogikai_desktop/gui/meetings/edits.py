"""Changes to a meeting, one part at a time, that can be put on top of what somebody else saved meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, Self

from kyogikai_desktop.domain.council import BodyId, MemberId
from kyogikai_desktop.domain.meetings import AgendaItem, Attendance, ItemId, Meeting, Presence
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.gui.council.roster import Roster
from kyogikai_desktop.gui.meetings import texts
from kyogikai_desktop.gui.meetings.texts import ItemText, OpeningText

OPENING = "opening"


class Edit(Protocol):
    """A change to the part of a meeting that `key` names."""

    @property
    def key(self) -> str:
        """Return what is changed: item:12, opening, seat:5."""

    def apply(self, meeting: Meeting) -> Meeting:
        """Return the changed meeting; raise InvalidInput if a field cannot be read."""

    def merged(self, base: Meeting, stored: Meeting) -> tuple[Edit, tuple[str, ...]]:
        """Return this change made on `base` for `stored`, and the fields that both have changed."""


@dataclass(frozen=True)
class ItemEdit:
    """An agenda item as it is typed."""

    item: ItemId
    text: ItemText
    roster: Roster
    today: date

    @property
    def key(self) -> str:
        """Return the item."""
        return item_key(self.item)

    def apply(self, meeting: Meeting) -> Meeting:
        """Return the meeting with this item; raise Refused if the item was taken off the agenda."""
        changed = texts.item_of(self.text, item_in(meeting, self.item), self.roster, self.today)
        items = tuple(changed if item.id == self.item else item for item in meeting.items)
        return replace(meeting, items=items)

    def merged(self, base: Meeting, stored: Meeting) -> tuple[Self, tuple[str, ...]]:
        """Return this item on top of the stored one."""
        was, now = (texts.item_text(item_in(one, self.item), self.roster) for one in (base, stored))
        text, clashes = texts.merge(was, self.text, now)
        return replace(self, text=text), clashes


@dataclass(frozen=True)
class OpeningEdit:
    """The opening as it is typed."""

    text: OpeningText
    key: str = OPENING

    def apply(self, meeting: Meeting) -> Meeting:
        """Return the meeting with this opening."""
        return texts.opened(self.text, meeting)

    def merged(self, base: Meeting, stored: Meeting) -> tuple[Self, tuple[str, ...]]:
        """Return this opening on top of the stored one."""
        was, now = texts.opening_text(base), texts.opening_text(stored)
        text, clashes = texts.merge(was, self.text, now)
        return replace(self, text=text), clashes


@dataclass(frozen=True)
class SeatEdit:
    """How somebody takes part; the last word holds."""

    member: MemberId
    body: BodyId
    presence: Presence
    remark: str

    @property
    def key(self) -> str:
        """Return the seat."""
        return f"seat:{self.member}"

    def apply(self, meeting: Meeting) -> Meeting:
        """Return the meeting with this seat, a new one at the end."""
        seat = Attendance(self.member, self.body, self.presence, self.remark)
        known = {one.member: one for one in meeting.attendance}
        return replace(meeting, attendance=tuple({**known, self.member: seat}.values()))

    def merged(self, base: Meeting, stored: Meeting) -> tuple[Self, tuple[str, ...]]:
        """Return the same change: seats do not clash."""
        del base, stored
        return self, ()


def item_key(item: ItemId) -> str:
    """Return the key of an item."""
    return f"item:{item}"


def item_in(meeting: Meeting, item: ItemId) -> AgendaItem:
    """Return an item of a meeting; raise Refused if it was taken off the agenda."""
    for one in meeting.items:
        if one.id == item:
            return one
    raise Refused("item_gone")
