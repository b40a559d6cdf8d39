"""Carry an open council out, and bring it back: which copy writes, and the acts that change it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.carrying import Carry, CarryState, checked_carry
from kyogikai_desktop.errors import AppError, Damaged, Refused
from kyogikai_desktop.records import account_records, audit, backup_records, carry_records
from kyogikai_desktop.records.store import Transaction
from kyogikai_desktop.services.approval import Approver, approved
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.progress import Progress, copying, quiet, within
from kyogikai_desktop.vault import backup
from kyogikai_desktop.vault import restore as unpacking
from kyogikai_desktop.vault.faults import said_plainly

if TYPE_CHECKING:
    from kyogikai_desktop.services.session import Session


class Step(IntEnum):
    """What the writing of a carried file is at."""

    BACK_UP = 0
    WRITE = 1
    CHECK = 2


MOVERS = (Role.COORDINATOR, Role.FACILITATOR, Role.CUSTODIAN)


@dataclass(frozen=True)
class Carried:
    """A file that goes with somebody, and the register's entry about it."""

    file: Path
    carry: Carry


class Carrying:
    """The carry-outs of one open council."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store
        self._vault = session.vault

    # Reading: safe on the reader's thread.

    def current(self) -> Carry | None:
        """Return the newest carry, which says what this copy is; None where nothing was ever taken out."""
        return carry_records.current(self._store.reader)

    def register(self) -> tuple[Carry, ...]:
        """Return all carries, the newest first."""
        return carry_records.all_of(self._store.reader)

    def name_of(self, login: str) -> str:
        """Return the name of an account, or its login where there is none any more."""
        people = account_records.all_of(self._store.reader)
        return next((one.name for one in people if one.login == login), login)

    # Writing: on the writer's thread.

    @needs(*MOVERS)
    def take_out(self, plan: Carry, folder: Path, progress: Progress = quiet) -> Carried:
        """Write the whole council into one encrypted file; from then on this copy is only read.

        What was worked before is backed up first. Raises InvalidInput for what the register must have,
        Refused where nobody could end it again, Cancelled; after any error nothing is out.
        """
        plan = checked_carry(plan)
        self._require_at_home()
        progress(Step.BACK_UP, 0, 0)
        if Backups(self._session).due():
            Backups(self._session).make(progress=within(progress, Step.BACK_UP))
        progress(Step.WRITE, 0, 0)
        with self._store.writing() as tx:
            carry = carry_records.add(tx, self._planned(plan, tx))
            _require_free(folder / _out_name(carry))
        dropped = self._ended(carry.following(CarryState.DROPPED))
        with self._undone(carry, folder / _out_name(carry), dropped, "carry_drop"):
            file = self._write(folder, _out_name(carry), progress)
        return self._sent(file, carry)

    @needs(*MOVERS)
    def write_again(self, folder: Path, progress: Progress = quiet) -> Carried:
        """Write the file of the carry that is under way once more, with the same content."""
        carry = self._now()
        if carry.state is CarryState.LEFT:
            self._require_ours(folder / _out_name(carry))
            with self._opened():
                return self._sent(self._write(folder, _out_name(carry), progress), carry)
        if carry.state is CarryState.BACK:
            self._require_ours(folder / _back_name(carry))
            return Carried(self._write(folder, _back_name(carry), progress), carry)
        raise Refused(f"carry_is_{carry.state}")

    @needs(*MOVERS)
    def bring_back(self, folder: Path, progress: Progress = quiet) -> Carried:
        """Write the return file of this carried copy, which is only read from then on.

        After any error the copy is written on as before.
        """
        carry = self._now().following(CarryState.BACK)
        with self._store.writing() as tx:
            back = carry_records.change(tx, replace(carry, backs=carry.backs + 1), "carry_back")
            _require_free(folder / _back_name(back))
        here = back.following(CarryState.HERE)
        with self._undone(back, folder / _back_name(back), here, "carry_on"):
            file = self._write(folder, _back_name(back), progress)
        self._vault.gate.shut(back.state.refusal)
        return Carried(file, back)

    @needs(*MOVERS)
    def carry_on(self) -> Carry:
        """Write on in a copy that was to go back; its return file must not be used any more."""
        changed = self._now().following(CarryState.HERE)
        with self._opened(), self._store.writing() as tx:
            return carry_records.change(tx, changed, "carry_on")

    @needs(Role.CUSTODIAN)
    def break_off(self, approver: Approver | None) -> Carry:
        """Give up what was carried, by two people: this copy is written again, that one never comes back."""
        return self._end(CarryState.BROKEN, "carry_break", approver)

    @needs(Role.CUSTODIAN)
    def stay(self, approver: Approver | None) -> Carry:
        """Make this carried copy the council's only one, by two people, since the office's PC is gone."""
        return self._end(CarryState.MOVED, "carry_move", approver)

    def _end(self, state: CarryState, action: str, approver: Approver | None) -> Carry:
        ended = self._ended(self._now().following(state))
        with self._opened():
            second = approved(self._session, approver)
            with self._store.writing() as tx:
                return carry_records.change(tx, ended, action, second)

    def _ended(self, carry: Carry) -> Carry:
        return replace(carry, ended_by=self._session.account.login, ended_at=self._session.clock())

    def _now(self) -> Carry:
        if (carry := self.current()) is None:
            raise Refused("carry_none")
        return carry

    def _require_at_home(self) -> None:
        carry = self.current()
        if carry and not carry.state.is_over:
            raise Refused(f"carry_is_{carry.state}")
        people = account_records.all_of(self._store.reader)
        own = [one for one in people if one.is_active and not one.must_change]
        if len(own) == 1 and not self._session.council.practice:
            raise Refused("carry_needs_two")

    def _planned(self, plan: Carry, tx: Transaction) -> Carry:
        slots = self._vault.header.slots
        return replace(
            plan,
            uid=secrets.token_hex(8),
            seq=audit.head(tx.db).seq + 1,
            left_by=self._session.account.login,
            left_at=self._session.clock(),
            cases=dict(backup_records.counts(tx.db))["case"],
            people=len([slot for slot in slots if slot.kind == "person"]),
        )

    def _write(self, folder: Path, name: str, progress: Progress) -> Path:
        told = copying(progress, Step.WRITE, Step.CHECK)
        progress(Step.WRITE, 0, 0)
        return backup.copy(self._vault, folder, self._session.clock(), name, told)

    def _sent(self, file: Path, carry: Carry) -> Carried:
        """Enter the finished file into the register, if disk and stick allow, and shut this copy anyway."""
        told = carry
        with suppress(AppError), said_plainly():
            size, digest = file.stat().st_size, backup.sha256(file)
            told = replace(carry, file_name=file.name, file_size=size, file_hash=digest)
            with self._store.writing() as tx:
                told = carry_records.change(tx, told, "carry_file")
        self._vault.gate.shut(carry.state.refusal)
        return Carried(file, told)

    def _require_ours(self, file: Path) -> None:
        """Raise Refused for a file of another council; one that is damaged may be written again."""
        with suppress(Damaged):
            if file.exists() and unpacking.vault_id(backup.read(file)) != self._vault.vault_id:
                raise Refused("carry_file_exists", file=file.name)

    @contextmanager
    def _undone(self, carry: Carry, file: Path, before: Carry, action: str) -> Iterator[None]:
        """Write a file, and where that fails store the carry as before; unless a file may be left."""
        try:
            yield
        except AppError:
            with suppress(OSError):
                file.unlink(missing_ok=True)
            if os.path.lexists(file):
                self._vault.gate.shut(carry.state.refusal)
            else:
                with self._store.writing() as tx:
                    carry_records.change(tx, before, action)
            raise

    @contextmanager
    def _opened(self) -> Iterator[None]:
        """Open the gate for an act on a frozen copy; it is shut again if that fails."""
        refusal = self._now().state.refusal
        self._vault.gate.open()
        try:
            yield
        except BaseException:
            if refusal:
                self._vault.gate.shut(refusal)
            raise


def _require_free(file: Path) -> None:
    """Raise Refused where a file of this name lies already: other councils call theirs the same."""
    if os.path.lexists(file):
        raise Refused("carry_file_exists", file=file.name)


def _out_name(carry: Carry) -> str:
    return f"kyogikai-{carry.id:03}-out.carry"


def _back_name(carry: Carry) -> str:
    return f"kyogikai-{carry.id:03}-return-{carry.backs}.carry"
