"""The accounts as rows; each change is in the log with the content's hash, as of any record."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

import sqlalchemy as sa

from kyogikai_desktop.domain.accounts import Account, AccountId, Role
from kyogikai_desktop.errors import Damaged
from kyogikai_desktop.records.schema import ACCOUNTS
from kyogikai_desktop.records.store import Transaction

_NAMES = [f.name for f in fields(Account) if f.name not in ("id", "version")]


def add(tx: Transaction, account: Account) -> Account:
    """Store a new account."""
    key = tx.add("add_account", "account", {"version": 1, **_values(account)})
    return replace(account, id=AccountId(key), version=1)


def change(tx: Transaction, account: Account, action: str = "change_account") -> Account:
    """Store a changed account; raises Conflict if its version is not the stored one."""
    tx.change(action, "account", account.id, account.version, _values(account))
    return replace(account, version=account.version + 1)


def all_of(db: sa.Connection) -> tuple[Account, ...]:
    """Return all accounts, the founder's first, those of people who left too.

    Raises Damaged for what the program never wrote.
    """
    with _readable():
        return tuple(map(_account, db.execute(sa.select(ACCOUNTS).order_by(ACCOUNTS.c.id)).mappings()))


def of_slot(db: sa.Connection, slot_id: str) -> Account | None:
    """Return the account of a slot, or None where nobody's account has it; raise Damaged as `all_of`."""
    with _readable():
        row = db.execute(sa.select(ACCOUNTS).where(ACCOUNTS.c.slot_id == slot_id)).mappings().first()
        return _account(row) if row else None


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError):
        raise Damaged("database_damaged") from None


def _values(account: Account) -> dict[str, Any]:
    return {name: getattr(account, name) for name in _NAMES}


def _account(row: sa.RowMapping) -> Account:
    values = {f.name: row[f.name] for f in fields(Account)}
    return Account(**values | {"roles": tuple(map(Role, row["roles"]))})
