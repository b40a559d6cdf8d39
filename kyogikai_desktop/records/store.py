"""The open database of one council: one writer with its transactions, one reader for lists and search."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from threading import get_ident
from typing import Any

import sqlalchemy as sa

from kyogikai_desktop.domain.clock import Clock
from kyogikai_desktop.errors import AppError, Conflict
from kyogikai_desktop.records import audit, database, search
from kyogikai_desktop.records.content import BOOKS, KINDS, REVISED, content, content_of, digest, spelled
from kyogikai_desktop.records.search import NewLines
from kyogikai_desktop.vault.opened import OpenVault

Connection = sa.Connection  # for services, which hand it on and speak no SQL
Values = Mapping[str, Any]
Parts = Callable[[int], None]


@dataclass(frozen=True)
class Transaction:
    """A transaction in progress; each record it changes gets one audit row with its new content's hash."""

    db: sa.Connection
    actor: str
    at: datetime
    to_index: list[NewLines] = field(default_factory=list)

    def add(self, action: str, kind: str, values: Values, parts: Parts | None = None) -> int:
        """Insert a record with its parts and log it; returns its id."""
        record = insert(self.db, KINDS[kind].table, values)
        if parts:
            parts(record)
        self.log(action, kind, record)
        return record

    def change(
        self,
        action: str,
        kind: str,
        record: int,
        version: int,
        values: Values,
        *,
        before: Values | None = None,
        parts: Parts | None = None,
        told: tuple[str, ...] = (),
    ) -> None:
        """Update a record of a known version with its parts; log the fields that changed, and what is `told`.

        `before` are its stored values, where the caller has read them in this transaction. Raises Conflict,
        which `Store.writing` completes, if the record was saved by somebody in between.
        """
        table = KINDS[kind].table
        before = before or self.db.execute(sa.select(table).where(table.c.id == record)).one()._asdict()
        if before["version"] != version:
            raise Conflict(None)
        # Columns that stay are left out, since SQLite rewrites the index entries of every column it is given.
        changed = {name: value for name, value in values.items() if before[name] != value}
        now = {**changed, "version": version + 1}
        self.db.execute(_update(table), {**now, "record": record})
        if parts:
            parts(record)
        # What has no parts need not be read back, which takes as long as writing it.
        text = None if parts else content_of(table, spelled(table, {"id": record, **before, **now}))
        seq = self.log(action, kind, record, (*changed, *told), text)
        if kind in REVISED:
            old = spelled(table, {name: before[name] for name in now})
            row = (seq, json.dumps(old, ensure_ascii=False))
            self.db.exec_driver_sql("INSERT INTO old_values VALUES (?, ?)", row)

    def log(
        self,
        action: str,
        kind: str = "",
        record: int = 0,
        detail: tuple[str, ...] = (),
        text: str | None = None,
    ) -> int:
        """Append an audit row about a record as it is now and return its number.

        `text` is the content of the record, where the caller knows it.
        """
        if text is None:
            text = content(self.db, kind, record) if kind in KINDS or kind in BOOKS else ""
        name = f"{kind}:{record}" if kind else ""
        return audit.append(self.db, audit.Entry(self.at, self.actor, action, name, digest(text), detail)).seq

    def note(self, action: str, name: str = "", detail: tuple[str, ...] = ()) -> None:
        """Append an audit row about an act that changes no record: a view, a search, a print."""
        audit.append(self.db, audit.Entry(self.at, self.actor, action, name, "", detail))

    def index(self, kind: str, record: int, case: int | None, texts: Iterable[str]) -> None:
        """Let a record be found by its texts, once the transaction ends.

        Not before: SQLite's full-text index writes its memory out at every statement that has a trigger.
        """
        self.to_index.extend(search.remember(self.db, kind, record, case, texts))


class Store:
    """The database of one council, opened by one account; every thread reads on a connection of its own."""

    def __init__(self, vault: OpenVault, actor: str, clock: Clock) -> None:
        self._vault = vault
        self._actor = actor
        self._clock = clock
        self._writer: sa.Connection | None = None
        self._readers: dict[int, sa.Connection] = {}
        self._is_torn = False

    @property
    def reader(self) -> sa.Connection:
        """Return this thread's own reading connection."""
        if self._is_torn:
            self._mend()
        thread = get_ident()
        self._readers[thread] = self._sound(self._readers.get(thread), self._vault.reader)
        return self._readers[thread]

    @contextmanager
    def writing(self, stored: Callable[[sa.Connection], object] | None = None) -> Iterator[Transaction]:
        """Run a block as one transaction: all of it is stored, or nothing.

        `stored` reads the record that a Conflict carries. Raises NoSpace when the disk is full; the stored
        data are then as before.
        """
        self._vault.gate.require()
        writer = self._writer = self._sound(self._writer, self._vault.writer)
        try:
            with _transaction(writer):
                tx = Transaction(writer, self._actor, self._clock())
                yield tx
                search.index(writer, tx.to_index)
        except Conflict:
            raise Conflict(stored(writer) if stored else None) from None
        finally:
            # A new writer plays back what a failing disk left half written; readers cannot, and are stopped.
            try:
                self._writer = self._sound(writer, self._vault.writer)
                self._is_torn = False
            except AppError:
                self._is_torn = True

    def interrupt(self, thread: int) -> None:
        """Stop what a thread reads now; a thread that writes is never stopped."""
        if reader := self._readers.get(thread):
            reader.connection.driver_connection.interrupt()  # type: ignore[union-attr]

    def close(self) -> None:
        """Give the connections back; the vault closes what lies below."""
        for connection in (self._writer, *self._readers.values()):
            if connection is not None:
                connection.close()
        self._writer = None
        self._readers.clear()

    def _mend(self) -> None:
        """Try again what failed after a failed save, so that lists need not wait for the next one."""
        with suppress(AppError):
            self._vault.play_back()
            self._is_torn = False

    def _sound(self, known: sa.Connection | None, open_raw: Callable[[], Any]) -> sa.Connection:
        """Return the known connection, or a new one for none and for one that a failing disk has spoiled."""
        if known is not None and not database.is_spoiled(known):
            return known
        if known is not None:
            self._vault.drop(known.connection.driver_connection)
        return database.over(open_raw())


@contextmanager
def _transaction(db: sa.Connection) -> Iterator[None]:
    try:
        db.exec_driver_sql("BEGIN IMMEDIATE")
        yield
        db.exec_driver_sql("COMMIT")
    except BaseException:
        # A full or failing disk has often ended the transaction already.
        if db.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
            with suppress(AppError):
                db.exec_driver_sql("ROLLBACK")
        raise


def insert(db: sa.Connection, table: sa.Table, values: Values) -> int:
    """Insert a row and return its id."""
    key = db.execute(sa.insert(table), dict(values)).inserted_primary_key
    return int(key[0]) if key else 0


@cache
def _update(table: sa.Table) -> sa.Update:
    return sa.update(table).where(table.c.id == sa.bindparam("record"))
