"""Create or open a council: the vault, its database and the person at the desk, until it is closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from kyogikai_desktop.domain.accounts import Account
from kyogikai_desktop.domain.clock import JST, Clock, on_practice_day
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.domain.identifiers import municipality_code
from kyogikai_desktop.domain.names import clean_line
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.records import audit, council_records, database
from kyogikai_desktop.records.store import Store
from kyogikai_desktop.services import anchors, backups
from kyogikai_desktop.vault import backup
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault.kdf import KdfParams
from kyogikai_desktop.vault.open import OpenVault


def system_clock() -> datetime:
    """Return now, as the office's wall clock has it."""
    return datetime.now(JST)


@dataclass(frozen=True)
class Founder:
    """The first account of a new council: login, the person's name, password."""

    login: str
    name: str
    password: str


class Session:
    """An open council. Reads may run on one thread and writes on another, one each.

    `older_than_seen` tells that this PC has seen a later state of it: an older copy was put in its place.
    """

    def __init__(self, vault: OpenVault, store: Store, account: Account, clock: Clock) -> None:
        self.vault = vault
        self.store = store
        self.account = account
        self.clock = clock
        self.older_than_seen = anchors.is_older(store.reader, vault.vault_id)
        self._closed = False

    @property
    def council(self) -> Council:
        """Return the council as it is stored now."""
        return council_records.council(self.store.reader)

    @property
    def read_only(self) -> bool:
        """Tell whether nothing can be written here (read-only folder or medium)."""
        return self.vault.read_only

    def today(self) -> date:
        """Return the day at this council's desk; a practice council lives on one day."""
        return self.clock().date()

    def change_password(self, old: str, new: str) -> None:
        """Give this account a new password; raises WrongPassword if the old one is not right."""
        self.vault.change_password(old, new)
        with self.store.writing() as tx:
            tx.note("change_password", f"account:{self.account.login}")

    def close(self) -> None:
        """Back up what was done, close the connections, give up the lease and forget the keys."""
        if self._closed:
            return
        self._closed = True
        try:
            backups.at_close(self)
            anchors.at_close(self)
        finally:
            self.store.close()
            self.vault.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def create(
    folder: Path,
    council: Council,
    founder: Founder,
    *,
    clock: Clock = system_clock,
    kdf: KdfParams | None = None,
) -> Session:
    """Make a new encrypted council in an empty folder and open it."""
    council = _checked(council)
    clock = _clock_of(council, clock)
    vault = vaults.create(folder, founder.login, founder.password, kdf=kdf, now=clock())
    try:
        database.migrate(vault.writer(), lambda: None)
        account = Account(vault.login, vault.slot_id, clean_line(founder.name) or vault.login)
        store = _store(vault, account.login, clock)
        with store.writing() as tx:
            audit.start(tx.db, vault.epoch)
            council_records.add_council(tx, council)
            council_records.add_account(tx, account)
    except BaseException:
        vault.close()
        raise
    return Session(vault, store, account, clock)


def open_council(
    folder: Path, password: str, *, login: str | None = None, clock: Clock = system_clock
) -> Session:
    """Unlock a council; raises WrongPassword, InUse, Damaged or TooNew with nothing changed."""
    vault = vaults.unlock(folder, password, login=login, now=clock())
    try:
        if not vault.read_only:
            database.migrate(vault.writer(), lambda: backup.copy(vault, vault.folder / "backups", clock()))
        reader = database.over(vault.reader())
        account = council_records.account(reader, vault.slot_id)
        clock = _clock_of(council_records.council(reader), clock)
        store = _store(vault, account.login, clock)
        session = Session(vault, store, account, clock)
        _log_opening(session)
    except BaseException:
        vault.close()
        raise
    return session


def logins(folder: Path) -> tuple[str, ...]:
    """Return the logins of a council's key file, the founder's first; no password is needed."""
    return tuple(slot.login for slot in vaults.peek(folder))


def _log_opening(session: Session) -> None:
    if session.read_only:
        return
    with session.store.writing() as tx:
        tx.note("open", f"account:{session.account.login}", session.vault.repaired)


def _store(vault: OpenVault, actor: str, clock: Clock) -> Store:
    writer = None if vault.read_only else database.over(vault.writer())
    return Store(writer, database.over(vault.reader()), actor, clock)


def _clock_of(council: Council, clock: Clock) -> Clock:
    return (lambda: on_practice_day(clock())) if council.practice else clock


def _checked(council: Council) -> Council:
    if not clean_line(council.name):
        raise InvalidInput("council_name_missing", "name")
    for code in council.codes:
        municipality_code(code)
    return council
