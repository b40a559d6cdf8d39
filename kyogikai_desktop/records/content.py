"""The canonical content of a record: what its audit hash and its revisions are made of."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

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


RELEASE = "release"  # hashed like a record, but never changed by the program
_RELEASED = (
    "SELECT ledger, r.period, at, folder, plan, k, opening, new, closed"
    " FROM releases r LEFT JOIN frozen_books b ON b.period = r.period WHERE ledger = ?"
)
_FILES = "SELECT position, name, hex(content) FROM release_files WHERE ledger = ? ORDER BY position"


def content(db: sa.Connection, kind: str, record: int, schema_version: int = schema.SCHEMA_VERSION) -> str:
    """Return a record with its parts as canonical JSON of the columns that a schema version had.

    A record that is gone gives an empty text.
    """
    if kind == RELEASE:
        return _release(db, record)
    spec = KINDS[kind]
    rows = _rows(db, spec.table, "id", record, schema_version)
    if not rows:
        return ""
    parts = [_rows(db, table, column, record, schema_version) for table, column in spec.parts]
    return json.dumps([rows, *parts], ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    """Return the SHA-256 of a canonical content in hex; an absent record has an empty digest."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def _release(db: sa.Connection, ledger: int) -> str:
    """Return a release with the books that it froze and the bytes that left."""
    rows, files = ([list(row) for row in db.exec_driver_sql(sql, (ledger,))] for sql in (_RELEASED, _FILES))
    return json.dumps([rows, files], ensure_ascii=False, separators=(",", ":")) if rows else ""


def _rows(db: sa.Connection, table: sa.Table, column: str, value: int, version: int) -> list[list[object]]:
    return [list(row) for row in db.execute(_select(table, column, version), {"value": value})]


@cache
def _select(table: sa.Table, column: str, version: int) -> sa.Select[tuple[Any, ...]]:
    names = sorted(c.name for c in table.columns if c.computed is None and c.info.get("since", 1) <= version)
    # Literal columns have no type: what comes back is what is stored, not our reading of it.
    stored = sa.select().add_columns(*map(sa.literal_column, names)).select_from(table)
    return stored.where(table.c[column] == sa.bindparam("value")).order_by(table.c.id)
