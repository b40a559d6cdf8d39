"""Colleagues for tests that need several people, let in with own passwords at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kyogikai_desktop.domain.accounts import Account, Role
from kyogikai_desktop.records import account_records
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.vault import slots
from kyogikai_desktop.vault.kdf import FLOOR

FIRST = "はじめの言葉 ひとつ"


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
