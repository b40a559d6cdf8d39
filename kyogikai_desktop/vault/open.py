"""Create and unlock a vault, and hold it open: the door that the other layers use."""

from __future__ import annotations

import os
import secrets
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import get_ident
from typing import Self

from sqlcipher3.dbapi2 import Connection

from kyogikai_desktop.errors import AppError, Damaged
from kyogikai_desktop.vault import connect, copies, exchange, header, keys, lease, slots
from kyogikai_desktop.vault.copies import Copy, Unlocked
from kyogikai_desktop.vault.faults import is_read_only, said_plainly
from kyogikai_desktop.vault.folder import DATABASE, LEASE, discard, prepare, refuse_link, sync_folder
from kyogikai_desktop.vault.gate import NO_LEASE, Gate
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
    lease (read-only folder or medium) the `gate` is shut: it is `read_only`, and there is no writer.
    """

    def __init__(self, folder: Path, unlocked: Unlocked, held: Lease | None) -> None:
        self.folder = folder
        self.database = folder / DATABASE
        self.vault_id = unlocked.copy.header.vault_id
        self.login = unlocked.slot.login
        self.slot_id = unlocked.slot.id
        self.gate = Gate("" if held else NO_LEASE)
        self._unlocked = unlocked
        self._lease = held
        self._closed = False
        self.keys, first = _matching(self.database, unlocked, self.read_only)
        self._connections = {f"reader {get_ident()}" if self.read_only else "writer": first}
        self.repaired = () if self.read_only else _mend(folder, unlocked.copy)

    @property
    def epoch(self) -> int:
        """Return the key epoch that the database file is encrypted in."""
        return self.keys.epoch

    @property
    def header(self) -> Header:
        """Return the header as it is on the disk: who may open the vault."""
        return self._unlocked.copy.header

    @property
    def header_bytes(self) -> bytes:
        """Return the header as it is on the disk, for a backup to carry."""
        return self._unlocked.copy.data

    @property
    def read_only(self) -> bool:
        """Tell whether nothing can be written."""
        return self.gate.is_shut

    def writer(self) -> Connection:
        """Return the one connection that writes; transactions are begun explicitly."""
        self.gate.require()
        return self._connection("writer")

    def reader(self) -> Connection:
        """Return this thread's connection for lists and search; it can be interrupted and cannot write.

        Two threads on one connection would stop each other for good: one holds the connection and waits
        for Python (the authorizer), the other holds Python and waits for the connection.
        """
        return self._connection(f"reader {get_ident()}")

    def drop(self, connection: Connection) -> None:
        """Close a writer or reader that a failing disk has spoiled; its next caller gets a new one."""
        for name in [name for name, known in self._connections.items() if known is connection]:
            del self._connections[name]
        connection.close()

    def connect(self) -> Connection:
        """Return another reading connection with nothing cached, for the caller to close."""
        return self._connect(read_only=True)

    def change_password(self, old: str | bytearray, new: str | bytearray) -> None:
        """Put the own slot under a new password; after any cut the old one or the new one opens."""
        now = self._unlocked
        changed = slots.change_password(now.slot, self.vault_id, old, new)
        self.put_header(self.header.with_slot(changed), self.login, new)

    def put_header(
        self, changed: Header, login: str | None = None, password: str | bytearray | None = None
    ) -> None:
        """Write a changed header; with a login, only after its password has opened the new bytes.

        After any error the header on the disk is as it was, after a cut the old one or the new one.
        """
        self.gate.require()
        now = self._unlocked
        data = header.serialise(changed, now.epochs[changed.epoch])
        copy = Copy(data, header.parse(data))
        if password is not None:
            copies.unlock((copy,), password, login).wipe()
        try:
            copies.write(self.folder, data)
        except AppError:
            # What is reported as failed shall not have half happened.
            with suppress(AppError):
                copies.write(self.folder, now.copy.data)
            raise
        slot = next((slot for slot in changed.slots if slot.id == self.slot_id), now.slot)
        self._unlocked = replace(now, copy=copy, slot=slot)

    def prove(self, login: str, password: str | bytearray, kind: str = "person") -> None:
        """Raise WrongPassword unless the password opens a slot; nothing else happens."""
        copies.unlock((self._unlocked.copy,), password, login, kind).wipe()

    def epoch_keys(self) -> dict[int, EpochKeys]:
        """Return the keys of all live epochs, for a change of key to add to and to take from."""
        return self._unlocked.epochs

    def live_keys(self) -> list[EpochKeys]:
        """Return the keys that a new slot has to hold."""
        return [self._unlocked.epochs[epoch] for epoch in (self.header.epoch, self.header.next) if epoch]

    def adopt(self, file: Path, new: EpochKeys) -> None:
        """Put a database that was made beside in the place of the old one, and go on with its key."""
        self._disconnect()
        try:
            file.replace(self.database)
            self.keys = new
            sync_folder(self.folder)
        finally:
            self._connection("writer")

    def close(self) -> None:
        """Close the connections, zero the keys and give the folder free; a second call does nothing."""
        self._closed = True
        self._disconnect()
        self._unlocked.wipe()
        if self._lease:
            self._lease.release()
            self._lease = None

    def _connection(self, name: str) -> Connection:
        if name not in self._connections:
            self._connections[name] = self._connect(read_only=name != "writer")
        return self._connections[name]

    def _connect(self, *, read_only: bool) -> Connection:
        if self._closed:
            raise ValueError("the vault is closed")
        return connect.connect(self.database, self.keys, read_only=read_only)

    def _disconnect(self) -> None:
        while self._connections:
            self._connections.popitem()[1].close()

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


def unlock(
    folder: Path,
    password: str | bytearray,
    *,
    login: str | None = None,
    kind: str = "person",
    now: datetime,
) -> OpenVault:
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
        unlocked = copies.unlock(copies.read(folder), password, login, kind)
        undo.callback(unlocked.wipe)
        vault = OpenVault(folder, unlocked, held)
        undo.pop_all()
    return vault


def identity(folder: Path) -> str:
    """Return the id of the vault in a folder, unproven; raise as `unlock` does for an unreadable header."""
    return _newest(folder).vault_id


def peek(folder: Path) -> tuple[SlotLabel, ...]:
    """Return the logins that the header names, unproven; raise as `unlock` does for an unreadable one."""
    people = (slot for slot in _newest(folder).slots if slot.kind == "person")
    return tuple(SlotLabel(slot.id, slot.login) for slot in people)


def _newest(folder: Path) -> Header:
    return copies.read(exchange.headers(folder))[0].header


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
    refuse_link(folder / DATABASE)  # under another name it has another lease and another journal
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
