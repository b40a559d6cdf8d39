"""The people of a council: who may open it, as what, and how they come, go and get in again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from kyogikai_desktop.domain.accounts import Account, AccountState, Role, require_custodian
from kyogikai_desktop.domain.clock import Clock
from kyogikai_desktop.domain.names import clean_line
from kyogikai_desktop.errors import AppError, InvalidInput, Refused
from kyogikai_desktop.records import account_records, database
from kyogikai_desktop.records.store import Store, Transaction
from kyogikai_desktop.services.approval import Approver, approved
from kyogikai_desktop.services.session import Session, system_clock
from kyogikai_desktop.vault import backup, header, people, recovery
from kyogikai_desktop.vault.folder import BACKUPS
from kyogikai_desktop.vault.kdf import KdfParams
from kyogikai_desktop.vault.open import OpenVault
from kyogikai_desktop.vault.recovery import Sheet

_RECOVERED = "recovery"  # the actor in the log where two sheets opened the vault


class Accounts:
    """The accounts of one open council; only custodians change them."""

    def __init__(self, session: Session, kdf: KdfParams | None = None) -> None:
        self._session = session
        self._store = session.store
        self._vault = session.vault
        self._kdf = kdf

    def listing(self) -> tuple[Account, ...]:
        """Return all accounts, the founder's first, those of people who left too."""
        return account_records.all_of(self._store.reader)

    def add(self, login: str, name: str, roles: Iterable[Role], password: str) -> Account:
        """Let a new person in; the first password has to be changed at the first login."""
        self._session.require(Role.CUSTODIAN)
        if any(known.login == login for known in self.listing()):
            raise InvalidInput("login_used", "login")
        shown, wanted = clean_line(name) or login, tuple(roles)
        if not wanted:
            raise InvalidInput("role_none", "roles")
        slot = people.new_slot(self._vault, login, password, self._kdf)
        account = self._issued(Account(login, slot.id, shown, wanted))
        with self._store.writing() as tx:
            stored = account_records.add(tx, account)
            people.add(self._vault, slot, password)
        return stored

    def change_roles(self, login: str, roles: Iterable[Role]) -> Account:
        """Give an account other roles; somebody has to stay custodian."""
        wanted = tuple(roles)
        if not wanted:
            raise InvalidInput("role_none", "roles")
        return self._change(login, "change_roles", lambda one: replace(one, roles=wanted))

    def disable(self, login: str) -> Account:
        """Keep an account out until it is enabled again; its slot and its password stay."""
        self._refuse_own(login)
        return self._change(login, "disable_account", _to(AccountState.DISABLED))

    def enable(self, login: str) -> Account:
        """Let a disabled account in again."""
        return self._change(login, "enable_account", _to(AccountState.ACTIVE))

    def remove(self, login: str) -> Account:
        """Take an account out for good: the council gets a new key, which that person's password opens not.

        Backups of before stay readable with the old password: see `backups_open_to`. Nothing may be read
        meanwhile. Where the key cannot be changed now, the next opening does it.
        """
        self._refuse_own(login)
        removed = self._change(login, "remove_account", _to(AccountState.REMOVED))
        self._session.change_key([removed.slot_id])
        return removed

    def reset(self, login: str, password: str) -> Account:
        """Give a person who forgot it a first password again."""
        self._refuse_own(login)

        def under_new_password(tx: Transaction, account: Account) -> Account:
            stored = account_records.change(tx, self._issued(account), "reset_password")
            people.reset(self._vault, login, password, self._kdf)
            return stored

        return self._within(login, under_new_password)

    def backups_open_to(self, login: str) -> tuple[Path, ...]:
        """Return the backups that a person's password of their day still opens, oldest first."""
        files = sorted((self._vault.folder / BACKUPS).glob("*.bak"))
        return tuple(file for file in files if _opens_to(file, login))

    def make_sheets(
        self, approver: Approver | None, deliver: Callable[[tuple[Sheet, ...]], object]
    ) -> tuple[Sheet, ...]:
        """Make three recovery sheets, of which any two open the council; older sheets open nothing then.

        A second person has to approve. `deliver` prints or writes them; they count only after it returned.
        """
        self._session.require(Role.CUSTODIAN)
        detail = approved(self._session, approver)
        new = recovery.make(self._vault)
        deliver(new.sheets)
        with self._store.writing() as tx:
            tx.note("make_recovery_sheets", "", detail)
            recovery.keep(self._vault, new)
        return new.sheets

    def prove_sheets(self, first: str, second: str) -> None:
        """Raise InvalidInput, naming the group, unless two strings typed from paper open the council."""
        recovery.prove(self._vault, first, second)
        with self._store.writing() as tx:
            tx.note("prove_recovery_sheets")

    def _change(self, login: str, action: str, changed: Callable[[Account], Account]) -> Account:
        return self._within(login, lambda tx, one: account_records.change(tx, changed(one), action))

    def _within(self, login: str, act: Callable[[Transaction, Account], Account]) -> Account:
        self._session.require(Role.CUSTODIAN)
        with self._store.writing() as tx:
            stored = act(tx, _present(account_records.all_of(tx.db), login))
            require_custodian(account_records.all_of(tx.db))
        return stored

    def _issued(self, account: Account) -> Account:
        by, at = self._session.account.login, self._session.clock()
        return replace(account, must_change=True, issued_by=by, issued_at=at)

    def _refuse_own(self, login: str) -> None:
        if login == self._session.account.login:
            raise Refused("own_account")


def recover(
    folder: Path,
    sheets: tuple[str, str],
    login: str,
    password: str,
    *,
    clock: Clock = system_clock,
    kdf: KdfParams | None = None,
) -> None:
    """Give a custodian a new password by the strings of two sheets; works on any PC that has the folder.

    Raises InvalidInput with the field (first, second) and the group that was typed wrong.
    """
    with recovery.open(folder, *sheets, clock()) as vault:
        database.migrate(vault.writer(), lambda: None)
        renew(vault, login, password, clock, kdf)


def renew(
    vault: OpenVault, login: str, password: str, clock: Clock = system_clock, kdf: KdfParams | None = None
) -> None:
    """Give a custodian a new password in a vault that two sheets opened; raise Refused for anybody else."""
    store = Store(vault, _RECOVERED, clock)
    with store.writing() as tx:
        account = _present(account_records.all_of(tx.db), login)
        if not account.is_custodian:
            raise Refused("not_a_custodian")
        own = replace(account, issued_by=_RECOVERED, issued_at=clock(), must_change=False)
        account_records.change(tx, own, "recover")
        people.reset(vault, login, password, kdf)
    store.close()


def _present(accounts: Iterable[Account], login: str) -> Account:
    for account in accounts:
        if account.login == login and not account.is_removed:
            return account
    raise Refused("no_such_account")


def _to(state: AccountState) -> Callable[[Account], Account]:
    return lambda account: replace(account, state=state)


def _opens_to(file: Path, login: str) -> bool:
    with suppress(AppError):
        return header.parse(backup.read(file).header).slot(login) is not None
    return False
