"""The ledger of releases: frozen books, released bytes, and the key that signs them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import sqlalchemy as sa

from kyogikai_desktop.domain.clock import stamp
from kyogikai_desktop.domain.release import Episode, Period, PeriodBooks
from kyogikai_desktop.records import settings
from kyogikai_desktop.records.content import RELEASE
from kyogikai_desktop.records.schema import CASES
from kyogikai_desktop.records.store import Transaction

_SIGNING_KEY = "signing_key"


@dataclass(frozen=True)
class Released:
    """A release as it left: its number in the ledger, its folder's name, its files."""

    ledger: int
    folder: str
    files: tuple[tuple[str, bytes], ...]


def signing_key(tx: Transaction) -> bytes:
    """Return the council's Ed25519 private key, which is made at the first use."""
    if not settings.setting(tx.db, _SIGNING_KEY):
        settings.keep(tx, "make_signing_key", {_SIGNING_KEY: secrets.token_hex(32)})
    return bytes.fromhex(settings.setting(tx.db, _SIGNING_KEY))


def episodes(db: sa.Connection) -> tuple[Episode, ...]:
    """Return the two dates of every case."""
    return tuple(Episode(*row) for row in db.execute(sa.select(CASES.c.received_on, CASES.c.closed_on)))


def history(db: sa.Connection) -> tuple[PeriodBooks, ...]:
    """Return the frozen books, oldest first."""
    rows = db.exec_driver_sql("SELECT period, plan, k, opening, new, closed FROM frozen_books")
    books = (PeriodBooks(Period.parse(period), *rest) for period, *rest in rows)
    return tuple(sorted(books, key=lambda one: one.period.start))


def next_ledger(db: sa.Connection) -> int:
    """Return the number of the next release."""
    return int(db.exec_driver_sql("SELECT coalesce(max(ledger), 0) + 1 FROM releases").scalar_one())


def add(tx: Transaction, books: PeriodBooks, released: Released) -> None:
    """Freeze the books of a period and keep the released bytes."""
    tx.db.exec_driver_sql(
        "INSERT INTO frozen_books VALUES (?, ?, ?, ?, ?, ?)",
        (books.period.id, books.plan, books.k, books.opening, books.new, books.closed),
    )
    tx.db.exec_driver_sql(
        "INSERT INTO releases VALUES (?, ?, ?, ?)",
        (released.ledger, books.period.id, stamp(tx.at), released.folder),
    )
    for position, (name, content) in enumerate(released.files):
        row = (released.ledger, position, name, content)
        tx.db.exec_driver_sql("INSERT INTO release_files VALUES (?, ?, ?, ?)", row)
    tx.log("release", RELEASE, released.ledger, (books.period.id,))


def of_period(db: sa.Connection, period: Period) -> Released | None:
    """Return the release of a period, or None."""
    row = db.exec_driver_sql("SELECT ledger, folder FROM releases WHERE period = ?", (period.id,)).first()
    if row is None:
        return None
    files = db.exec_driver_sql(
        "SELECT name, content FROM release_files WHERE ledger = ? ORDER BY position", (row.ledger,)
    )
    return Released(row.ledger, row.folder, tuple((name, content) for name, content in files))
