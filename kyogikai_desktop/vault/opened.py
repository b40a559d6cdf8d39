"""Hold an unlocked vault: its keys, its connections and its lease, until it is closed."""

from __future__ import annotations

from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from pathlib import Path
from threading import RLock, get_ident
from typing import Self

from sqlcipher3.dbapi2 import Connection

from kyogikai_desktop.errors import AppError, Damaged, Refused
from kyogikai_desktop.vault import connect, copies, header, slots
from kyogikai_desktop.vault.copies import Copy, Unlocked
from kyogikai_desktop.vault.folder import DATABASE, LEASE, sync_folder
from kyogikai_desktop.vault.gate import NO_LEASE, Gate
from kyogikai_desktop.vault.header import Header
from kyogikai_desktop.vault.keys import EpochKeys
from kyogikai_desktop.vault.lease import Lease


class OpenVault:
    """Hold an unlocked vault: its keys, its connections and its lease, until it is closed.

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
        self._steady = RLock()
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

    def play_back(self) -> None:
        """Let a connection that may write play back what a failing disk left half written; no reader can."""
        self._connect(read_only=False).close()

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

        After any error the header on the disk is as it was, after a cut the old one or the new one. Raises
        Refused where the folder was moved away, or another one lies in its place.
        """
        self.gate.require()
        self.require_in_place()
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

    def require_in_place(self) -> None:
        """Raise Refused where the folder was moved or its disk taken off: its name means another place."""
        if self._lease and not self._lease.is_of(self.folder / LEASE):
            raise Refused("folder_moved")

    def prove(self, login: str, password: str | bytearray, kind: str = "person") -> None:
        """Raise WrongPassword unless the password opens a slot; nothing else happens."""
        copies.unlock((self._unlocked.copy,), password, login, kind).wipe()

    def epoch_keys(self) -> dict[int, EpochKeys]:
        """Return the keys of all live epochs, for a change of key to add to and to take from."""
        return self._unlocked.epochs

    def live_keys(self) -> list[EpochKeys]:
        """Return the keys that a new slot has to hold."""
        return [self._unlocked.epochs[epoch] for epoch in (self.header.epoch, self.header.next) if epoch]

    def steady(self) -> AbstractContextManager[object]:
        """Keep the file and its key as they are: for another thread that takes both of them."""
        return self._steady

    def adopt(self, file: Path, new: EpochKeys) -> None:
        """Put a database that was made beside in the place of the old one, and go on with its key."""
        self.require_in_place()
        with self._steady:
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
