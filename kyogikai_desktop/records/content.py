"""The canonical content of a record, which its audit hash is made of.

Every table is held by the log in one of three ways. Records (KINDS) and books (BOOKS) are hashed by the row
that tells of their change. Old values make the versions that rows told of then, and what is derived can be
derived again: `alterations` compares both. Drafts are their author's own, and held by nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from kyogikai_desktop.records import schema


@dataclass(frozen=True)
class Kind:
    """A kind of record: its table, and the tables of its parts with the column that points back."""

    table: sa.Table
    parts: tuple[tuple[sa.Table, str], ...] = ()


KINDS = {
    "council": Kind(schema.COUNCIL),
    "account": Kind(schema.ACCOUNTS),
    "carry": Kind(schema.CARRIES),
    "body": Kind(schema.BODIES),
    "member": Kind(schema.MEMBERS, ((schema.PLEDGES, "member"),)),
    "case": Kind(schema.CASES),
    "note": Kind(schema.NOTES),
    "link": Kind(schema.CASE_LINKS),
    "meeting": Kind(
        schema.MEETINGS,
        ((schema.ATTENDANCE, "meeting"), (schema.AGENDA_ITEMS, "meeting"), (schema.TASKS, "meeting")),
    ),
}


REVISED = ("case", "note")  # of which old values are kept
_DIALECT = sqlite.dialect()


@dataclass(frozen=True)
class Book:
    """Rows that are hashed like a record, though nobody edits them as one: which there are, what they say."""

    ids: str
    parts: tuple[str, ...]


RELEASE, IMPORT, SETTINGS = "release", "import", "settings"
BOOKS = {
    # A release with the books that it froze and the bytes that left. Nothing is frozen without one.
    RELEASE: Book(
        "SELECT ledger FROM releases"
        " UNION SELECT 0 FROM frozen_books WHERE period NOT IN (SELECT period FROM releases)",
        (
            "SELECT ledger, r.period, at, folder, plan, k, opening, new, closed"
            " FROM releases r LEFT JOIN frozen_books b ON b.period = r.period WHERE ledger = ?",
            "SELECT position, name, hex(content) FROM release_files WHERE ledger = ? ORDER BY position",
        ),
    ),
    IMPORT: Book(
        "SELECT id FROM imports", ("SELECT sha256, at, imported, warned, refused FROM imports WHERE id = ?",)
    ),
    SETTINGS: Book(
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM settings)",
        ("SELECT key, value FROM settings WHERE 1 = ? ORDER BY key",),
    ),
}


def ids(db: sa.Connection, kind: str) -> Iterator[int]:
    """Yield which records of a kind there are."""
    if kind in BOOKS:
        yield from db.exec_driver_sql(BOOKS[kind].ids).scalars()
    else:
        yield from db.scalars(sa.select(KINDS[kind].table.c.id))


def content(db: sa.Connection, kind: str, record: int, schema_version: int = schema.SCHEMA_VERSION) -> str:
    """Return a record with its parts as canonical JSON of the columns that a schema version had.

    A record that is gone gives an empty text.
    """
    if kind in BOOKS:
        return _book(db, BOOKS[kind], record)
    spec = KINDS[kind]
    rows = _rows(db, spec.table, "id", record, schema_version)
    if not rows:
        return ""
    parts = [_rows(db, table, column, record, schema_version) for table, column in spec.parts]
    return _canonical([rows, *parts])


def content_of(
    table: sa.Table, stored: Mapping[str, object], schema_version: int = schema.SCHEMA_VERSION
) -> str:
    """Return what `content` reads of a record without parts whose columns are stored like this."""
    return _canonical([[[stored[name] for name in names(table, schema_version)]]])


@cache
def names(table: sa.Table, schema_version: int = schema.SCHEMA_VERSION) -> list[str]:
    """Return the columns that a canonical content lists, in its order."""
    return sorted(
        c.name for c in table.columns if c.computed is None and c.info.get("since", 1) <= schema_version
    )


def spelled(table: sa.Table, values: Mapping[str, object]) -> dict[str, object]:
    """Return values of columns as SQLite stores them."""
    spelling = _spelling(table)
    return {name: spelling[name](value) if name in spelling else value for name, value in values.items()}


def read(table: sa.Table, stored: Mapping[str, object]) -> dict[str, Any]:
    """Return values of columns that SQLite stores like this, as queries return them."""
    reading = _reading(table)
    return {name: reading[name](stored[name]) if name in reading else stored[name] for name in names(table)}


def digest(text: str) -> str:
    """Return the SHA-256 of a canonical content in hex; an absent record has an empty digest."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def _book(db: sa.Connection, book: Book, record: int) -> str:
    parts = [[list(row) for row in db.exec_driver_sql(sql, (record,))] for sql in book.parts]
    return _canonical(parts) if parts[0] else ""


def _canonical(parts: list[list[list[object]]]) -> str:
    # No column of ours holds bytes: what is no JSON was put there by somebody else, and differs.
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=str)


def _rows(db: sa.Connection, table: sa.Table, column: str, value: int, version: int) -> list[list[object]]:
    return [list(row) for row in db.execute(_select(table, column, version), {"value": value})]


@cache
def _select(table: sa.Table, column: str, version: int) -> sa.Select[tuple[Any, ...]]:
    # Literal columns have no type: what comes back is what is stored, not our reading of it.
    stored = sa.select().add_columns(*map(sa.literal_column, names(table, version))).select_from(table)
    return stored.where(table.c[column] == sa.bindparam("value")).order_by(table.c.id)


@cache
def _spelling(table: sa.Table) -> dict[str, Callable[[Any], object]]:
    """Return how the columns spell what they do not store as it is."""
    found = {c.name: c.type.dialect_impl(_DIALECT).bind_processor(_DIALECT) for c in table.columns}
    return {name: spell for name, spell in found.items() if spell}


@cache
def _reading(table: sa.Table) -> dict[str, Callable[[Any], object]]:
    """Return how the columns read what they do not store as it is."""
    found = {c.name: c.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None) for c in table.columns}
    return {name: read for name, read in found.items() if read}
