"""Carry-out and return (持ち出し・持ち帰り): what one is, and which copy of the vault may be written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NewType

from kyogikai_desktop.domain.labels import Labelled
from kyogikai_desktop.domain.names import clean_line
from kyogikai_desktop.errors import InvalidInput, Refused

CarryId = NewType("CarryId", int)

MEDIUM, PURPOSE = "USBメモリー（暗号化したファイル）", "会議での使用"


class CarryState(Labelled):
    """What the copy of the vault that says so is, or how the carry ended."""

    LEFT = "left", "持ち出し中"  # the office's copy, and the carried file itself: only read
    HERE = "here", "持ち出し中（この PC にあります）"  # the laptop's copy: written
    BACK = "back", "持ち帰りの途中"  # the laptop's copy once the return file is made: only read
    RETURNED = "returned", "持ち帰りずみ"
    BROKEN = "broken", "打ち切り"  # two people gave up what was carried: it never comes back
    DROPPED = "dropped", "取りやめ"  # no file was ever finished
    MOVED = "moved", "持ち出し先に引きつぎ"  # two people made the laptop the office's PC

    @property
    def refusal(self) -> str:
        """Return the message key by which a copy in this state refuses writes; empty where it is written."""
        return {"left": "carried_out", "back": "carried_back"}.get(self.value, "")

    @property
    def is_carried(self) -> bool:
        """Tell whether only a copy that was opened from a carried file is in this state."""
        return self in (CarryState.HERE, CarryState.BACK, CarryState.MOVED)

    @property
    def is_over(self) -> bool:
        """Tell whether this carry has ended."""
        return self not in (CarryState.LEFT, CarryState.HERE, CarryState.BACK)


_FOLLOWING = {
    CarryState.LEFT: (CarryState.HERE, CarryState.BROKEN, CarryState.DROPPED),
    CarryState.HERE: (CarryState.BACK, CarryState.MOVED),
    CarryState.BACK: (CarryState.HERE, CarryState.RETURNED, CarryState.MOVED),
}


@dataclass(frozen=True)
class Carry:
    """One carry-out, as the register (持出簿) has it.

    `uid` is random and the same in every copy; `seq` is the row of the log that the carry begins with. `due`
    is the office's wall clock. `cases` and `people` are how many cases it concerns and whose passwords open
    it; the file's size is in bytes, its hash the SHA-256 in hex. `backs` counts the return files.
    """

    destination: str
    permission: str
    due: datetime
    purpose: str = PURPOSE
    medium: str = MEDIUM
    uid: str = ""
    state: CarryState = CarryState.LEFT
    seq: int = 0
    left_by: str = ""
    left_at: datetime | None = None
    cases: int = 0
    people: int = 0
    file_name: str = ""
    file_size: int = 0
    file_hash: str = ""
    backs: int = 0
    ended_by: str = ""
    ended_at: datetime | None = None
    id: CarryId = CarryId(0)
    version: int = 0

    def following(self, state: CarryState) -> Carry:
        """Return this carry in another state; raise Refused where no copy can go that way."""
        if state not in _FOLLOWING.get(self.state, ()):
            raise Refused(f"carry_is_{self.state}")
        return replace(self, state=state)

    def is_late(self, now: datetime) -> bool:
        """Tell whether the return was expected before a wall clock's now."""
        return not self.state.is_over and now.replace(tzinfo=None) > self.due


def checked_carry(carry: Carry) -> Carry:
    """Return a plan with its texts on one line each; raise InvalidInput for what the register must have."""
    names = ("destination", "permission", "purpose", "medium")
    named: dict[str, Any] = {name: clean_line(getattr(carry, name)) for name in names}
    for name, text in named.items():
        if not text:
            raise InvalidInput(f"carry_{name}_missing", name)
    return replace(carry, **named)
