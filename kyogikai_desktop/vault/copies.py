"""The two copies of the header: read both, let the newest authentic one win, mend the other from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kyogikai_desktop.errors import AppError, Damaged, Refused, WrongPassword
from kyogikai_desktop.vault import folder, header, slots
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.header import Header, Slot
from kyogikai_desktop.vault.keys import EpochKeys


@dataclass(frozen=True)
class Copy:
    """One readable header file: its bytes and what they say."""

    data: bytes
    header: Header


@dataclass(frozen=True)
class Unlocked:
    """What a password opened: the winning copy, its slot, and the keys of every live epoch."""

    copy: Copy
    slot: Slot
    epochs: dict[int, EpochKeys]

    def wipe(self) -> None:
        """Zero the keys of every epoch."""
        for keys in self.epochs.values():
            keys.wipe()


def read(place: Path) -> tuple[Copy, ...]:
    """Return the readable copies, newest first; A before B where both are of an age.

    Raises Refused for a folder that holds nothing of a vault, Damaged where no copy is readable or where they
    belong to two vaults, TooNew and Refused where a whole copy says something that this program does not
    know or allow.
    """
    files = [place / name for name in folder.HEADERS]
    with said_plainly():
        found = [limited(file) for file in files if file.is_file()]
    if not found:
        if not folder.is_vault(place):
            raise Refused("not_a_council")
        # Making the first key takes seconds, in which nothing but the lease lies there.
        only_begun = [file.name for file in place.iterdir()] == [folder.LEASE]
        raise Damaged("council_empty" if only_begun else "headers_missing")
    copies = [copy for copy in map(_parsed, found) if copy]
    if not copies:
        raise Damaged("header_damaged")
    if len({copy.header.vault_id for copy in copies}) > 1:
        raise Damaged("header_of_two")
    return tuple(sorted(copies, key=lambda copy: -copy.header.seq))


def unlock(
    copies: tuple[Copy, ...], password: str | bytearray, login: str | None, kind: str = "person"
) -> Unlocked:
    """Open the vault's keys by whichever copy the password fits, then trust the newest authentic copy.

    After a cut password change the old password therefore still opens the stale copy, once.
    """
    slot, epochs = _opened(copies, password, login, kind)
    for copy in copies:
        keys = epochs.get(copy.header.epoch)
        if keys and header.is_authentic(copy.header, keys):
            current = next((one for one in copy.header.slots if one.id == slot.id), None)
            if current is None:
                raise WrongPassword
            return Unlocked(copy, current, epochs)
    raise Damaged("header_damaged")


def stale(place: Path, data: bytes) -> tuple[str, ...]:
    """Return the names of the header files that do not hold these bytes."""
    files = {name: place / name for name in folder.HEADERS}
    return tuple(name for name, file in files.items() if not file.is_file() or limited(file) != data)


def write(place: Path, data: bytes, names: tuple[str, ...] = folder.HEADERS) -> None:
    """Write header files one after the other, each whole; a cut leaves at least one readable."""
    with said_plainly():
        for name in names:
            folder.replace_file(place / name, data)


def _opened(
    copies: tuple[Copy, ...], password: str | bytearray, login: str | None, kind: str
) -> tuple[Slot, dict[int, EpochKeys]]:
    tried: list[Slot] = []
    failed: list[AppError] = []
    for copy in copies:
        slot = copy.header.slot(login, kind)
        if slot is None or slot in tried:
            continue
        tried.append(slot)
        try:
            return slot, slots.unseal(slot, copy.header.vault_id, password)
        except AppError as error:
            failed.append(error)  # the other copy may be the whole one
    raise _telling(failed)


def _telling(failed: list[AppError]) -> AppError:
    """Return what is to be said: of damage, the password was right; of a wrong one, the memory was enough."""
    ranked = (
        error for kind in (Damaged, WrongPassword, AppError) for error in failed if isinstance(error, kind)
    )
    return next(ranked, WrongPassword())


def _parsed(data: bytes) -> Copy | None:
    try:
        return Copy(data, header.parse(data))
    except Damaged:
        return None


def limited(file: Path) -> bytes:
    """Return a header file's bytes, at most one more than a header may have."""
    with file.open("rb") as stream:
        return stream.read(header.LARGEST + 1)
