"""The people of a council: who may open it, as what, and how they come, go and get in again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from kyogikai_desktop.domain import passwords
from kyogikai_desktop.domain.accounts import (
    RECOVERY,
    Account,
    AccountState,
    Role,
    require_custodian,
    require_new_login,
)
from kyogikai_desktop.domain.clock import Clock
from kyogikai_desktop.domain.names import clean_line
from kyogikai_desktop.errors import AppError, InvalidInput, NoSpace, Refused
from kyogikai_desktop.records import account_records, database, drafts
from kyogikai_desktop.records.store import Store, Transaction
from kyogikai_desktop.services import backups, recovery_sheets
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.session import Session, system_clock
from kyogikai_desktop.vault import people, recovery
from kyogikai_desktop.vault.epochs import Told
from kyogikai_desktop.vault.kdf import KdfParams
from kyogikai_desktop.vault.opened import OpenVault

_BYTES_A_SECOND = 25_000_000


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

    @needs(Role.CUSTODIAN)
    def add(self, login: str, name: str, roles: Iterable[Role], password: str) -> Account:
        """Let a new person in; the first password has to be changed at the first login."""
        require_new_login(login, self.listing())
        shown, wanted = clean_line(name) or login, tuple(roles)
        if not wanted:
            raise InvalidInput("role_none", "roles")
        slot = people.new_slot(self._vault, login, passwords.checked(password), self._kdf)
        account = self._issued(Account(login, slot.id, shown, wanted))
        with self._store.writing() as tx:
            stored = account_records.add(tx, account)
            people.add(self._vault, slot, password)
        return stored

    @needs(Role.CUSTODIAN)
    def change_roles(self, login: str, roles: Iterable[Role]) -> Account:
        """Give an account other roles; somebody has to stay custodian."""
        wanted = tuple(roles)
        if not wanted:
            raise InvalidInput("role_none", "roles")
        return self._change(login, "change_roles", lambda one: replace(one, roles=wanted))

    @needs(Role.CUSTODIAN)
    def disable(self, login: str) -> Account:
        """Keep an account out until it is enabled again; its slot and its password stay."""
        self._refuse_own(login)
        return self._change(login, "disable_account", _to(AccountState.DISABLED))

    @needs(Role.CUSTODIAN)
    def enable(self, login: str) -> Account:
        """Let a disabled account in again."""
        return self._change(login, "enable_account", _to(AccountState.ACTIVE))

    @needs(Role.CUSTODIAN)
    def remove(self, *logins: str, told: Told | None = None) -> tuple[Account, ...]:
        """Take accounts out for good: the council gets one new key, which their passwords open not.

        What they left unsaved goes with them, since nobody else could ever read it.
        Backups of before stay readable with the old passwords: see `Backups.open_to`. Nothing may be read
        meanwhile; `told` hears how far the new key is. Raises Refused with nobody removed, and NoSpace or
        AppError where the key cannot be changed now: the next opening does it.
        """
        for login in logins:
            self._refuse_own(login)
        with self._store.writing() as tx:
            known = account_records.all_of(tx.db)
            leaving = [
                replace(_present(known, login), state=AccountState.REMOVED) for login in dict.fromkeys(logins)
            ]
            removed = tuple(account_records.change(tx, one, "remove_account") for one in leaving)
            require_custodian(account_records.all_of(tx.db))
            for one in removed:
                drafts.drop_all(tx, one.login)
            recovery_sheets.note_leaving(tx, self._vault)
        try:
            self._session.change_key([one.slot_id for one in removed], told)
        except NoSpace:
            raise NoSpace("key_not_changed") from None
        except AppError as error:
            raise AppError("key_not_written") from error
        return removed

    @needs(Role.CUSTODIAN)
    def renew_key(self, told: Told | None = None) -> None:
        """Give the council a new key, since a copy of it was lost; passwords and recovery sheets stay.

        The lost copy opens with the passwords of its day, but its key opens nothing that is written now.
        Nothing may be read meanwhile. Raises NoSpace with nothing changed.
        """
        self._session.change_key((), told)

    def seconds_for_a_key(self) -> int:
        """Return about how long a new key takes for the data there are."""
        return 1 + self._vault.database.stat().st_size // _BYTES_A_SECOND

    @needs(Role.CUSTODIAN)
    def reset(self, login: str, password: str) -> Account:
        """Give a person who forgot it a first password again."""
        self._refuse_own(login)
        passwords.checked(password)

        def under_new_password(tx: Transaction, account: Account) -> Account:
            stored = account_records.change(tx, self._issued(account), "reset_password")
            people.reset(self._vault, login, password, self._kdf)
            return stored

        return self._within(login, under_new_password)

    def _change(self, login: str, action: str, changed: Callable[[Account], Account]) -> Account:
        return self._within(login, lambda tx, one: account_records.change(tx, changed(one), action))

    def _within(self, login: str, act: Callable[[Transaction, Account], Account]) -> Account:
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
    passwords.checked(password)
    with recovery.open(folder, *sheets, clock()) as vault:
        database.migrate(vault.writer(), lambda: backups.before_migration(vault, clock))
        renew(vault, login, password, clock, kdf)


def renew(
    vault: OpenVault, login: str, password: str, clock: Clock = system_clock, kdf: KdfParams | None = None
) -> None:
    """Give a custodian a new password in a vault that two sheets opened; raise Refused for anybody else."""
    store = Store(vault, RECOVERY, clock)
    with store.writing() as tx:
        account = _present(account_records.all_of(tx.db), login)
        if not account.is_custodian:
            raise Refused("not_a_custodian")
        own = replace(account, issued_by=RECOVERY, issued_at=clock(), must_change=False)
        account_records.change(tx, own, "recover")
        recovery_sheets.note_use(tx)
        people.reset(vault, login, password, kdf)
    store.close()


def _present(accounts: Iterable[Account], login: str) -> Account:
    for account in accounts:
        if account.login == login and not account.is_removed:
            return account
    raise Refused("no_such_account")


def _to(state: AccountState) -> Callable[[Account], Account]:
    return lambda account: replace(account, state=state)
