"""Create and unlock a vault, and hold it open: the door that the other layers use."""

from __future__ import annotations

import os
import secrets
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlcipher3.dbapi2 import Connection

from kyogikai_desktop.errors import AppError, Damaged, Refused
from kyogikai_desktop.vault import connect, copies, exchange, header, keys, lease, slots
from kyogikai_desktop.vault.copies import Copy, Unlocked
from kyogikai_desktop.vault.faults import is_read_only, said_plainly
from kyogikai_desktop.vault.folder import DATABASE, LEASE, discard, prepare
from kyogikai_desktop.vault.header import Header
from kyogikai_desktop.vault.kdf import KdfParams, calibrate
from kyogikai_desktop.vault.keys import EpochKeys
from kyogikai_desktop.vault.lease import Lease


@dataclass(frozen=True)
class SlotLabel:
    """What the unlock page may show of a slot before any password."""

    slot_id: str
    login: str


class OpenVault:
    """Hold an unlocked vault: its keys, its two connections and its lease, until it is closed.

    `repaired` names the header files that were rewritten on the way in, for the caller to log. Without a
    lease (read-only folder or medium) `read_only` is set and there is no writer.
    """

    def __init__(self, folder: Path, unlocked: Unlocked, held: Lease | None) -> None:
        self.folder = folder
        self.database = folder / DATABASE
        self.vault_id = unlocked.copy.header.vault_id
        self.login = unlocked.slot.login
        self.slot_id = unlocked.slot.id
        self.read_only = held is None
        self._unlocked = unlocked
        self._lease = held
        self.keys, first = _matching(self.database, unlocked, self.read_only)
        self._connections = {"reader" if self.read_only else "writer": first}
        self.repaired = () if self.read_only else _mend(folder, unlocked.copy)

    @property
    def epoch(self) -> int:
        """Return the key epoch that the database file is encrypted in."""
        return self.keys.epoch

    @property
    def header_bytes(self) -> bytes:
        """Return the header as it is on the disk, for a backup to carry."""
        return self._unlocked.copy.data

    def writer(self) -> Connection:
        """Return the one connection that writes; transactions are begun explicitly."""
        if self.read_only:
            raise Refused("read_only")
        return self._connections["writer"]

    def reader(self) -> Connection:
        """Return the one connection for lists and search; it can be interrupted and cannot write."""
        if "reader" not in self._connections:
            self._connections["reader"] = self.connect()
        return self._connections["reader"]

    def connect(self) -> Connection:
        """Return another reading connection with nothing cached, for the caller to close."""
        if not self._connections:
            raise ValueError("the vault is closed")
        return connect.connect(self.database, self.keys, read_only=True)

    def change_password(self, old: str | bytearray, new: str | bytearray) -> None:
        """Put the own slot under a new password; after any cut the old one or the new one opens."""
        if self.read_only:
            raise Refused("read_only")
        now = self._unlocked
        changed = now.copy.header.with_slot(slots.change_password(now.slot, self.vault_id, old, new))
        proven = _proven(changed, now.epochs[changed.epoch], new, self.login)
        proven.wipe()
        try:
            copies.write(self.folder, proven.copy.data)
        except AppError:
            # What is reported as failed shall not have half happened.
            with suppress(AppError):
                copies.write(self.folder, now.copy.data)
            raise
        self._unlocked = replace(proven, epochs=now.epochs)

    def close(self) -> None:
        """Close the connections, zero the keys and give the folder free; a second call does nothing."""
        while self._connections:
            self._connections.popitem()[1].close()
        self._unlocked.wipe()
        if self._lease:
            self._lease.release()
            self._lease = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create(
    folder: Path, login: str, password: str | bytearray, *, kdf: KdfParams | None = None, now: datetime
) -> OpenVault:
    """Make a new vault in a new or empty folder and open it; nothing is left where that fails.

    Raises Refused for a place that is not empty, shared or synced, InvalidInput for an unusable login or
    an empty password, NoSpace.
    """
    header.checked_login(login)
    with said_plainly(), ExitStack() as undo:
        prepare(folder)
        held = lease.acquire(folder / LEASE, login, now)
        undo.callback(discard, folder)
        undo.callback(held.release)
        unlocked = _first_header(login, password, kdf or calibrate())
        undo.callback(unlocked.wipe)
        connect.create(folder / DATABASE, unlocked.epochs[1])
        copies.write(folder, unlocked.copy.data)
        vault = OpenVault(folder, unlocked, held)
        undo.pop_all()
    return vault


def unlock(folder: Path, password: str | bytearray, *, login: str | None = None, now: datetime) -> OpenVault:
    """Open a vault; without a login by the first slot, which belongs to who created it.

    Raises WrongPassword, InUse with who holds it since when, Damaged for a missing, empty, cut or
    unreadable file, TooNew, and AppError("no_memory") where the key derivation does not fit.
    """
    _finish_restore(folder, now)
    who = login or next((label.login for label in peek(folder)), "")
    with said_plainly(), ExitStack() as undo:
        held = _hold(folder, who, now)
        if held:
            undo.callback(held.release)
        unlocked = copies.unlock(copies.read(folder), password, login)
        undo.callback(unlocked.wipe)
        vault = OpenVault(folder, unlocked, held)
        undo.pop_all()
    return vault


def peek(folder: Path) -> tuple[SlotLabel, ...]:
    """Return the logins that the header names, unproven; raise as `unlock` does for an unreadable one."""
    people = (slot for slot in copies.read(folder)[0].header.slots if slot.kind == "person")
    return tuple(SlotLabel(slot.id, slot.login) for slot in people)


def _finish_restore(folder: Path, now: datetime) -> None:
    """Put in place what a restore had decided before it was cut off."""
    if exchange.is_pending(folder):
        with said_plainly():
            held = lease.acquire(folder / LEASE, "", now)
            try:
                exchange.finish(folder)
            finally:
                held.release()


def _hold(folder: Path, login: str, now: datetime) -> Lease | None:
    if not os.access(folder / DATABASE, os.W_OK):
        return None
    try:
        return lease.acquire(folder / LEASE, login, now)
    except OSError as error:
        if is_read_only(error):
            return None
        raise


def _first_header(login: str, password: str | bytearray, params: KdfParams) -> Unlocked:
    vault_id = secrets.token_hex(16)
    epoch = keys.new_epoch(vault_id, 1)
    slot = slots.create(vault_id, login, password, params, [epoch])
    return _proven(Header(vault_id=vault_id, seq=1, epoch=1, slots=(slot,)), epoch, password, login)


def _proven(changed: Header, epoch: EpochKeys, password: str | bytearray, login: str) -> Unlocked:
    """Serialise a header and open it again from its bytes, before any file is touched."""
    data = header.serialise(changed, epoch)
    return copies.unlock((Copy(data, header.parse(data)),), password, login)


def _matching(file: Path, unlocked: Unlocked, read_only: bool) -> tuple[EpochKeys, Connection]:
    """Open the database with the key of `epoch` or, while a change of key runs, of `next`."""
    current = unlocked.copy.header
    live = [unlocked.epochs[epoch] for epoch in (current.epoch, current.next) if epoch in unlocked.epochs]
    for epoch in live[:-1]:
        with suppress(Damaged):
            return epoch, connect.connect(file, epoch, read_only=read_only)
    return live[-1], connect.connect(file, live[-1], read_only=read_only)


def _mend(folder: Path, copy: Copy) -> tuple[str, ...]:
    """Rewrite header files that differ, only after the database has opened; a full disk must not hinder."""
    names = copies.stale(folder, copy.data)
    try:
        copies.write(folder, copy.data, names)
    except AppError:
        return ()
    return names
