"""The office's copy of a council that was carried out: it is backed up, and it judges what comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeGuard

from kyogikai_desktop.domain.carrying import Carry, CarryState
from kyogikai_desktop.domain.clock import Clock
from kyogikai_desktop.errors import InvalidInput, Refused, WrongPassword
from kyogikai_desktop.records import (
    audit,
    audit_rows,
    backup_records,
    carry_records,
    council_records,
    database,
    drafts,
)
from kyogikai_desktop.records.audit import Head
from kyogikai_desktop.records.store import Connection, Transaction
from kyogikai_desktop.services.drafts import PLACE
from kyogikai_desktop.services.session import clock_of
from kyogikai_desktop.vault import backup, exchange
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault import restore as unpacking
from kyogikai_desktop.vault.backup import Told
from kyogikai_desktop.vault.folder import BACKUPS, is_vault
from kyogikai_desktop.vault.restore import Source
from kyogikai_desktop.verify import audit_chain


class OfficeCopy:
    """What the office's copy knows of its carries, the newest first, and where a return has to go on.

    `last` is the departure's row of the log. Of a return after which nothing was written here it is the last
    row that came with it: the laptop may have been written on, and a later return brings that. Where nothing
    more can come, it is None.
    """

    def __init__(self, carries: tuple[Carry, ...], last: Head | None) -> None:
        self._carries = carries
        self._last = last

    @property
    def waits(self) -> bool:
        """Tell whether a return may be put in the place of this copy."""
        return self._last is not None

    def take_in(self, tx: Transaction) -> Carry:
        """Enter the return, or raise Refused saying why this is none."""
        back = carry_records.current(tx.db)
        if back is None or back.state is not CarryState.BACK:
            raise Refused(self._no_return(back))
        left = self._left(back)
        if not self._goes_on(tx):
            out = left.state is CarryState.LEFT
            raise Refused("carry_other_history" if out else "carry_late_returned")
        if audit_chain.verify(*audit.chain(tx.db)):
            raise Refused("carry_other_history")
        told = replace(
            back.following(CarryState.RETURNED),
            file_name=left.file_name,
            file_size=left.file_size,
            file_hash=left.file_hash,
            ended_by=tx.actor,
            ended_at=tx.at,
        )
        return carry_records.change(tx, told, "carry_return")

    def _no_return(self, found: Carry | None) -> str:
        if not is_departure(found):
            return "carry_no_return"
        here = any(one.uid == found.uid and one.state is CarryState.HERE for one in self._carries)
        return "carry_already_here" if here else "carry_return_not_made"

    def _left(self, back: Carry) -> Carry:
        """Return the carry that a return belongs to, if this copy waits for it."""
        same = next((one for one in self._carries if one.uid == back.uid), None)
        if same is None:
            raise Refused("carry_unknown")
        if same is not self._carries[0] or not self.waits:
            raise Refused(f"carry_late_{same.state}")
        return same

    def _goes_on(self, tx: Transaction) -> bool:
        """Tell whether a log has the last row in common with this copy, and more behind it."""
        last, here = self._last, audit.head(tx.db).seq
        return last is not None and here > last.seq and backup_records.mac_at(tx.db, last.seq) == last.mac


def has_council(folder: Path) -> bool:
    """Tell whether a council lies in a folder that a return could go into; what a cut left is none."""
    return is_vault(folder) and not exchange.is_left_over(folder)


def is_departure(carry: Carry | None) -> TypeGuard[Carry]:
    """Tell whether a file with this newest carry was made to go out."""
    return carry is not None and carry.state is CarryState.LEFT


def look_into(source: Source, folder: Path, before: str | None, clock: Clock, told: Told) -> OfficeCopy:
    """Return what the copy in a folder knows; one that waits for a return is backed up first.

    `before` opens it where the password of what came back is another one; where that is missing or wrong,
    InvalidInput names it. Raises Refused for another council or none, WrongPassword, Damaged, InUse, NoSpace.
    """
    try:
        return _read(source, folder, before or source.password, clock, told)
    except WrongPassword:
        if before is None:
            unpacking.prove(source)
        raise InvalidInput("carry_before_differs", "before") from None


def _read(source: Source, folder: Path, password: str | bytearray, clock: Clock, told: Told) -> OfficeCopy:
    if not has_council(folder):
        raise Refused("carry_no_office")
    if vaults.identity(folder) != unpacking.vault_id(source.backup):
        raise Refused("carry_of_another")
    with (
        vaults.unlock(folder, password, login=source.login, now=clock()) as live,
        database.over(live.reader()) as db,
    ):
        carries = carry_records.all_of(db)
        office = OfficeCopy(carries, _last_in_common(db, carries[0]) if carries else None)
        if office.waits:
            now = clock_of(council_records.council(db), clock)()
            backup.copy(live, folder / BACKUPS, now, told=told)
    return office


def _last_in_common(db: Connection, carry: Carry) -> Head | None:
    """Return the row after which nothing but what is carried was written; None where this copy was, too."""
    if carry.state is CarryState.LEFT:
        return backup_records.row_at(db, carry.seq)
    if carry.state is not CarryState.RETURNED or carry.ended_at is None:
        return None
    [returned] = audit_rows.page(db, f"carry:{carry.id}", 1)
    looked = backup_records.only_looked_since(db, returned.seq)
    untouched = looked and not drafts.typed_since(db, carry.ended_at, PLACE)
    return backup_records.row_at(db, returned.seq - 1) if untouched else None
