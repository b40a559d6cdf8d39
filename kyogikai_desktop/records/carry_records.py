"""The register of carry-outs as rows; each change is in the log with the content's hash, as of any record."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import sqlalchemy as sa

from kyogikai_desktop.domain.carrying import Carry, CarryId
from kyogikai_desktop.records.schema import CARRIES
from kyogikai_desktop.records.store import Transaction

_NAMES = [f.name for f in fields(Carry) if f.name not in ("id", "version")]


def add(tx: Transaction, carry: Carry) -> Carry:
    """Store a new carry."""
    key = tx.add("carry_out", "carry", {"version": 1, **_values(carry)})
    return replace(carry, id=CarryId(key), version=1)


def change(tx: Transaction, carry: Carry, action: str, told: tuple[str, ...] = ()) -> Carry:
    """Store a changed carry; raises Conflict if its version is not the stored one."""
    tx.change(action, "carry", carry.id, carry.version, _values(carry), told=told)
    return replace(carry, version=carry.version + 1)


def all_of(db: sa.Connection) -> tuple[Carry, ...]:
    """Return all carries, the newest first."""
    return tuple(map(_carry, db.execute(sa.select(CARRIES).order_by(CARRIES.c.id.desc())).mappings()))


def get(db: sa.Connection, record: CarryId) -> Carry:
    """Return one carry."""
    return _carry(db.execute(sa.select(CARRIES).where(CARRIES.c.id == record)).mappings().one())


def current(db: sa.Connection) -> Carry | None:
    """Return the newest carry, which says what this copy of the vault is; None where there never was one."""
    row = db.execute(sa.select(CARRIES).order_by(CARRIES.c.id.desc()).limit(1)).mappings().first()
    return _carry(row) if row else None


def _values(carry: Carry) -> dict[str, Any]:
    return {name: getattr(carry, name) for name in _NAMES}


def _carry(row: sa.RowMapping) -> Carry:
    return Carry(**{f.name: row[f.name] for f in fields(Carry)})
