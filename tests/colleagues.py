"""Colleagues for tests that need several people, let in with own passwords at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from kyogikai_desktop.domain.accounts import Account, Role
from kyogikai_desktop.records import account_records
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.vault import slots
from kyogikai_desktop.vault.kdf import FLOOR

FIRST = "はじめの言葉 ひとつ"
_LONG, _STEP = timedelta(days=35), timedelta(days=5)


def weeks_pass(session: Session, since: datetime) -> None:
    """Let the log see 35 days pass in which somebody was at the desk each week."""
    known, at = session.store._clock, since
    while at < since + _LONG:
        at += _STEP
        session.store._clock = lambda at=at: at
        with session.store.writing() as tx:
            tx.note("search", "", ("0",))
    session.store._clock = known


def let_in_long_ago(
    session: Session, login: str, name: str, password: str, roles: Iterable[Role] = Role
) -> Account:
    """Add a colleague 35 days ago, since when somebody was at the desk each week."""
    known, ago = (session.clock, session.store._clock), session.clock() - _LONG
    session.clock = session.store._clock = lambda: ago
    added = let_in(session, login, name, password, roles)
    session.clock, session.store._clock = known
    weeks_pass(session, ago)
    return added


def let_in(session: Session, login: str, name: str, password: str, roles: Iterable[Role] = Role) -> Account:
    """Add a colleague who has logged in once already."""
    added = Accounts(session, FLOOR).add(login, name, roles, FIRST)
    vault = session.vault
    slot = vault.header.slot(login)
    assert slot is not None
    own = slots.change_password(slot, vault.vault_id, FIRST, password)
    with session.store.writing() as tx:
        vault.put_header(vault.header.with_slot(own))
        return account_records.change(tx, replace(added, must_change=False))
