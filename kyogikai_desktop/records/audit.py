"""The audit log: append-only rows, each chained to the one before by a keyed hash."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

import sqlalchemy as sa

from kyogikai_desktop.domain.clock import stamp
from kyogikai_desktop.records.content import BOOKS, KINDS, content, digest, ids
from kyogikai_desktop.records.schema import SCHEMA_VERSION

COLUMNS = "seq, at, actor, action, object, schema_version, epoch, post_hash, detail, prev, mac"
GENESIS = bytes(32)
_NEXT = (
    "SELECT coalesce((SELECT seq FROM audit ORDER BY seq DESC LIMIT 1), 0) + 1,"
    " coalesce((SELECT mac FROM audit ORDER BY seq DESC LIMIT 1), ?), epoch, key"
    " FROM audit_keys ORDER BY epoch DESC LIMIT 1"
)
_AT_ONCE, _FIRST, _LAST = 5000, -(2**63), 2**63 - 1
_STEP = 500
_TELLS = "(post_hash <> '' OR action = 'delete')"
# The next objects, each by a seek, and the newest row of each that tells its content.
_NEWEST = f"""
WITH RECURSIVE one (name, number) AS (
    SELECT min(object), 1 FROM audit WHERE object > ?
    UNION ALL
    SELECT (SELECT min(object) FROM audit WHERE object > name), number + 1 FROM one
    WHERE name IS NOT NULL AND number < ?
)
SELECT name, schema_version, post_hash FROM one LEFT JOIN audit ON seq = (
    SELECT seq FROM audit WHERE object = name AND {_TELLS} ORDER BY seq DESC LIMIT 1
) WHERE name IS NOT NULL
"""  # noqa: S608
_UNTOLD = f"""
WITH one (name) AS (SELECT ?1 || value FROM json_each(?2))
SELECT name FROM one WHERE NOT EXISTS (SELECT 1 FROM audit WHERE object = name AND {_TELLS})
"""  # noqa: S608


@dataclass(frozen=True)
class Entry:
    """What an audit row says: who did what to which record (kind:id), touching which fields; never values."""

    at: datetime
    actor: str
    action: str
    object: str = ""
    post_hash: str = ""
    detail: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """The newest row of the log, as paper and backups quote it."""

    seq: int
    mac: bytes


def start(db: sa.Connection, epoch: int) -> bool:
    """Make the audit key of a key epoch, and return True; False where it has one."""
    row = (epoch, secrets.token_bytes(32))
    return db.exec_driver_sql("INSERT OR IGNORE INTO audit_keys VALUES (?, ?)", row).rowcount > 0


def head(db: sa.Connection) -> Head:
    """Return the newest row, or the beginning of an empty log."""
    row = db.exec_driver_sql("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1").first()
    return Head(row[0], row[1]) if row else Head(0, GENESIS)


def append(db: sa.Connection, entry: Entry) -> Head:
    """Add a row within the caller's transaction."""
    seq, prev, epoch, key = db.exec_driver_sql(_NEXT, (GENESIS,)).one()
    row = (
        seq, stamp(entry.at), entry.actor, entry.action, entry.object, SCHEMA_VERSION, epoch,
        entry.post_hash, json.dumps(entry.detail, ensure_ascii=False),
    )  # fmt: skip
    mac = hmac.digest(key, prev + canonical(row), "sha256")
    db.exec_driver_sql(f"INSERT INTO audit ({COLUMNS}) VALUES (?,?,?,?,?,?,?,?,?,?,?)", (*row, prev, mac))  # noqa: S608
    return Head(seq, mac)


def canonical(row: tuple[object, ...]) -> bytes:
    """Return the bytes of a row that its mac covers: the columns from seq to detail as a JSON array."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode()


def chain(db: sa.Connection) -> tuple[Iterator[tuple[object, ...]], dict[int, bytes]]:
    """Return all rows, one after the other, and all keys, for the independent verifier."""
    keys = db.exec_driver_sql("SELECT epoch, key FROM audit_keys").fetchall()
    return _rows(db), {row.epoch: row.key for row in keys}


def _rows(db: sa.Connection) -> Iterator[tuple[object, ...]]:
    # Some at a time: a read that goes on would hold up whoever wants to save.
    page = f"SELECT {COLUMNS} FROM audit WHERE seq >= ? ORDER BY seq LIMIT ?"  # noqa: S608
    following = _FIRST
    while following <= _LAST and (rows := db.exec_driver_sql(page, (following, _AT_ONCE)).fetchall()):
        yield from (tuple(row) for row in rows)
        following = rows[-1].seq + 1


def altered(
    db: sa.Connection, progress: Callable[[int, int], object] = lambda _done, _total: None
) -> Iterator[str]:
    """Yield each record (kind:id) whose content is not what its newest audit row says, or that has none.

    `progress` is told how many records of how many have been compared, and may raise to stop it.
    """
    total = sum(db.scalar(sa.select(sa.func.count()).select_from(one.table)) or 0 for one in KINDS.values())
    for done, (name, version, expected) in enumerate(_newest(db)):
        if done % _STEP == 0:
            progress(min(done, total), total)
        if _digest_now(db, name, version) != expected:
            yield name
    for kind in (*KINDS, *BOOKS):
        records = ids(db, kind)
        while some := list(islice(records, _STEP)):
            yield from db.exec_driver_sql(_UNTOLD, (f"{kind}:", json.dumps(some))).scalars()


def _newest(db: sa.Connection) -> Iterator[tuple[str, int, str]]:
    """Yield each record (kind:id) that the log tells the content of, with the newest row's version and hash.

    They come in the order of the index, some at a time, so that neither the log nor the records are held.
    """
    after: str | None = ""
    while after is not None:
        page = db.exec_driver_sql(_NEWEST, (after, _STEP)).fetchall()
        yield from ((name, version, expected) for name, version, expected in page if expected is not None)
        after = page[-1].name if page else None


def _digest_now(db: sa.Connection, name: str, version: int) -> str | None:
    """Return the digest of a record (kind:id) as it is; None for a name or a version that is none of ours."""
    try:
        kind, record = name.split(":")
        return digest(content(db, kind, int(record), version))
    except (ValueError, TypeError, KeyError, OverflowError):
        return None


def changed_by(db: sa.Connection, seq: int) -> tuple[str, int] | None:
    """Return the kind and the id of the record that a row of the log tells the change of, or None."""
    query = "SELECT object FROM audit WHERE seq = ? AND post_hash <> ''"
    kind, _, record = str(db.exec_driver_sql(query, (seq,)).scalar() or "").partition(":")
    return (kind, int(record)) if record else None
