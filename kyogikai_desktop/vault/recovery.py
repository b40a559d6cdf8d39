"""Recovery by two of three printed sheets: an own slot for each pair, its secret split by XOR.

The secrets are random, 140 bits, so the slots do with the cheapest derivation. One sheet holds one share of
each of its two pairs, and a share alone is nothing but random signs.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from kyogikai_desktop.errors import InvalidInput, Refused, WrongPassword
from kyogikai_desktop.vault import copies, kdf, sheets, slots
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault.header import MOST_SLOTS, Header, Slot
from kyogikai_desktop.vault.opened import OpenVault
from kyogikai_desktop.vault.sheets import PAIRS, SIGNS, Share


@dataclass(frozen=True)
class Sheet:
    """What one of the three people keeps on paper: a string for use with each of the two others."""

    holder: str
    strings: tuple[str, str]


@dataclass(frozen=True)
class SheetSet:
    """Three sheets and the slots that each two of them open; nothing counts before `keep`."""

    sheets: tuple[Sheet, Sheet, Sheet]
    slots: tuple[Slot, ...]


def make(vault: OpenVault) -> SheetSet:
    """Draw three new sheets; they open nothing yet, so that they can be printed first."""
    slots_of, shares = [], []
    for pair in PAIRS:
        slot, both = _pair(vault, pair)
        slots_of.append(slot)
        shares.extend(both)
    a, b, c = (Sheet(letter, _strings(letter, shares)) for letter in "ABC")
    return SheetSet((a, b, c), tuple(slots_of))


def keep(vault: OpenVault, new: SheetSet) -> None:
    """Let a set of sheets count; older sheets open nothing any more."""
    now = vault.header
    people = tuple(slot for slot in now.slots if slot.kind == "person")
    if len(people) + len(new.slots) > MOST_SLOTS:
        raise Refused("too_many_people")
    vault.put_header(replace(now, seq=now.seq + 1, slots=(*people, *new.slots)))


def prove(vault: OpenVault, first: str, second: str) -> None:
    """Raise InvalidInput, as `open` does, unless two typed strings would open the vault."""
    pair, password = joined(first, second, [vault.header])
    try:
        vault.prove(pair, password, kind="recovery")
    except WrongPassword:
        raise InvalidInput("sheets_of_another", "second") from None


def open(folder: Path, first: str, second: str, now: datetime) -> OpenVault:
    """Open a vault by the strings of two sheets, typed in any order, each the one for the other's letter.

    Raises InvalidInput for `first` or `second` with the group that was typed wrong, or where the two do not
    belong together or to this vault.
    """
    pair, password = joined(first, second, [copy.header for copy in copies.read(folder)])
    try:
        return vaults.unlock(folder, password, login=pair, kind="recovery", now=now)
    except WrongPassword:
        raise InvalidInput("sheets_of_another", "second") from None


def _pair(vault: OpenVault, pair: str) -> tuple[Slot, list[Share]]:
    one, other = _random_signs(), _random_signs()
    slot_id = slots.new_id()
    secret = sheets.spelled(_xor(one, other))
    slot = slots.create(
        vault.vault_id, pair, secret, kdf.FLOOR, vault.live_keys(), kind="recovery", slot_id=slot_id
    )
    mark = _mark(slot_id)
    return slot, [Share(pair[0], pair[1], mark, one), Share(pair[1], pair[0], mark, other)]


def _strings(letter: str, shares: list[Share]) -> tuple[str, str]:
    first, second = sorted(str(share) for share in shares if share.holder == letter)
    return first, second


def joined(typed_first: str, typed_second: str, headers: Sequence[Header]) -> tuple[str, str]:
    """Return the pair of two typed strings and its password; what cannot fit is told before any derivation.

    Raises InvalidInput as `open` does; `headers` are those of the vault or of a backup.
    """
    first, second = sheets.parse(typed_first, "first"), sheets.parse(typed_second, "second")
    if first.holder == second.holder:
        raise InvalidInput("sheet_twice", "second")
    if first.pair != second.pair:
        raise InvalidInput("sheets_of_other_pairs", "second", first=first.holder, second=second.holder)
    found = (header.slot(first.pair, "recovery") for header in headers)
    marks = {_mark(slot.id) for slot in found if slot}
    for share, field in ((first, "first"), (second, "second")):
        if share.mark not in marks:
            raise InvalidInput("sheets_of_another", field)
    return first.pair, sheets.spelled(_xor(first.signs, second.signs))


def _mark(slot_id: str) -> int:
    return int.from_bytes(hashlib.sha256(slot_id.encode("ascii")).digest()[:2], "big") >> 6


def _random_signs() -> tuple[int, ...]:
    return tuple(secrets.randbelow(32) for _ in range(SIGNS))


def _xor(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(left ^ right for left, right in zip(one, other, strict=True))
