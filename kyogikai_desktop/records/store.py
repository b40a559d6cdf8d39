"""The open database of one council: one writer with its transactions, one reader for lists and search."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from kyogikai_desktop.domain.clock import Clock
from kyogikai_desktop.errors import AppError, Conflict, NoSpace, Refused
from kyogikai_desktop.records import audit
from kyogikai_desktop.records.content import KINDS, content, digest

Values = Mapping[str, Any]
Parts = Callable[[int], None]
_REVISED = ("case", "note")


@dataclass(frozen=True)
class Transaction:
    """A transaction in progress; each record it changes gets one audit row with its new content's hash."""

    db: sa.Connection
    actor: str
    at: datetime

    def add(self, action: str, kind: str, values: Values, parts: Parts | None = None) -> int:
        """Insert a record with its parts and log it; returns its id."""
        record = insert(self.db, KINDS[kind].table, values)
        if parts:
            parts(record)
        self.log(action, kind, record)
        return record

    def change(
        self, action: str, kind: str, record: int, version: int, values: Values, parts: Parts | None = None
    ) -> None:
        """Update a record of a known version with its parts and log the names of the fields that changed.

        Raises Conflict, carrying nothing yet, if the record was saved by somebody else in between.
        """
        table = KINDS[kind].table
        before = self.db.execute(sa.select(table).where(table.c.id == record)).mappings().one()
        if before["version"] != version:
            raise Conflict(None)
        self._keep_revision(kind, record, version)
        self.db.execute(sa.update(table).where(table.c.id == record), {**values, "version": version + 1})
        if parts:
            parts(record)
        self.log(action, kind, record, tuple(name for name in values if before[name] != values[name]))

    def log(self, action: str, kind: str = "", record: int = 0, detail: tuple[str, ...] = ()) -> None:
        """Append an audit row about a record as it is now."""
        post_hash = digest(content(self.db, kind, record)) if kind in KINDS else ""
        name = f"{kind}:{record}" if kind else ""
        audit.append(self.db, audit.Entry(self.at, self.actor, action, name, post_hash, detail))

    def note(self, action: str, name: str = "", detail: tuple[str, ...] = ()) -> None:
        """Append an audit row about an act that changes no record: a view, a search, a print."""
        audit.append(self.db, audit.Entry(self.at, self.actor, action, name, "", detail))

    def _keep_revision(self, kind: str, record: int, version: int) -> None:
        if kind in _REVISED:
            row = (kind, record, version, content(self.db, kind, record))
            self.db.exec_driver_sql("INSERT INTO revisions VALUES (?, ?, ?, ?)", row)


class Store:
    """The database of one council, opened by one account."""

    def __init__(self, writer: sa.Connection | None, reader: sa.Connection, actor: str, clock: Clock) -> None:
        self._writer = writer
        self.reader = reader
        self._actor = actor
        self._clock = clock

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Run a block as one transaction: all of it is stored, or nothing.

        Raises NoSpace when the disk is full; the stored data are then as before.
        """
        writer = self._writer
        if writer is None:
            raise Refused("read_only")
        try:
            writer.exec_driver_sql("BEGIN IMMEDIATE")
            yield Transaction(writer, self._actor, self._clock())
            writer.exec_driver_sql("COMMIT")
        except BaseException as error:
            _roll_back(writer)
            if isinstance(error, sa.exc.DBAPIError):
                raise _told(error) from error
            raise

    def close(self) -> None:
        """Give the connections back; the vault closes what lies below."""
        for connection in (self._writer, self.reader):
            if connection is not None:
                connection.close()


def _roll_back(db: sa.Connection) -> None:
    if db.connection.dbapi_connection.in_transaction:  # type: ignore[union-attr]
        db.exec_driver_sql("ROLLBACK")


def insert(db: sa.Connection, table: sa.Table, values: Values) -> int:
    """Insert a row and return its id."""
    key = db.execute(sa.insert(table).values(values)).inserted_primary_key
    return int(key[0]) if key else 0


def _told(error: sa.exc.DBAPIError) -> AppError | sa.exc.DBAPIError:
    reason = str(error.orig)
    if "full" in reason:
        return NoSpace("disk_full")
    return AppError("disk_error") if "I/O" in reason or "readonly" in reason else error
