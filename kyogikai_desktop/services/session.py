"""Create or open a council: the vault, its database and the person at the desk, until it is closed."""

from __future__ import annotations

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from kyogikai_desktop.domain import passwords
from kyogikai_desktop.domain.accounts import Account, Role, require_new_login
from kyogikai_desktop.domain.clock import JST, Clock, on_practice_day
from kyogikai_desktop.domain.council import Council, checked_council
from kyogikai_desktop.domain.names import clean_line, storable
from kyogikai_desktop.errors import AppError, Cancelled, InvalidInput, NoSpace
from kyogikai_desktop.records import account_records, audit, carry_records, council_records, database
from kyogikai_desktop.records.store import Connection, Store, Transaction
from kyogikai_desktop.services import anchors, backups
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.door import account_of, log_failures, unlocked
from kyogikai_desktop.services.progress import Progress, quiet
from kyogikai_desktop.vault import epochs
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault.folder import discard, sweep
from kyogikai_desktop.vault.gate import FULL
from kyogikai_desktop.vault.kdf import KdfParams
from kyogikai_desktop.vault.opened import OpenVault


def system_clock() -> datetime:
    """Return now, as the office's wall clock has it."""
    return datetime.now(JST)


@dataclass(frozen=True)
class Founder:
    """The first account of a new council: login, the person's name, password."""

    login: str
    name: str
    password: str = field(repr=False)


class Session:
    """An open council. Every thread may read, one at a time writes.

    `older_than_seen` tells that this PC has seen a later state of it: an older copy was put in its place.
    `restored` is the restore, by somebody else, that explains why something is gone which this PC has seen.
    """

    def __init__(self, vault: OpenVault, store: Store, account: Account, clock: Clock) -> None:
        self.vault = vault
        self.store = store
        self.account = account
        self.clock = clock
        # A practice council may be carried out and home on one PC, where one copy is always the older one.
        self.older_than_seen = not self.council.practice and anchors.is_older(store.reader, vault.vault_id)
        self.restored = anchors.explained(store.reader, vault.vault_id)
        self.before_close: list[Callable[[], object]] = []  # stop what still works with the vault
        self.closing: Progress = quiet  # hears how far the backup at the end is
        self._closed = False

    @property
    def council(self) -> Council:
        """Return the council as it is stored now."""
        return council_records.council(self.store.reader)

    @property
    def read_only(self) -> bool:
        """Tell whether nothing can be written here: read-only folder or medium, full disk, or council out."""
        return self.vault.read_only

    @property
    def is_out_of_room(self) -> bool:
        """Tell whether nothing can be written because the disk was full when the council was opened."""
        return self.vault.gate.refusal == FULL

    @property
    def closed(self) -> bool:
        """Tell whether the council is closed and nothing of it can be read any more."""
        return self._closed

    def today(self) -> date:
        """Return the day at this council's desk; a practice council lives on one day."""
        return self.clock().date()

    def require(self, *roles: Role) -> None:
        """Raise Refused unless this account has one of the roles, and a password of its own."""
        self.account.require(*roles)

    def change_password(self, old: str, new: str, attempts: Attempts | None = None) -> None:
        """Give this account a new password; raises WrongPassword, as at the door, if the old is not right."""
        if passwords.is_same(passwords.checked(new), old):
            raise InvalidInput("password_same", "password")
        attempts = attempts or Attempts(self.clock)
        own = replace(self.account, must_change=False)
        with attempts.trying(self.vault.vault_id, own.login), self.store.writing() as tx:
            changed = account_records.change(tx, own, "change_password")
            self.vault.change_password(old, new)
        self.account = changed
        log_failures(self, attempts)

    def change_key(self, without: Collection[str], told: epochs.Told | None = None) -> None:
        """Start a new key epoch without the slots of these ids; nothing may be read meanwhile.

        Takes about 4 s per 100 MB; `told` hears how far it is. Raises NoSpace with nothing changed.
        """
        self.store.close()
        epochs.change(self.vault, without, told)
        with self.store.writing() as tx:
            _note_key(tx, self.vault.epoch)

    def close(self, *, back_up: bool = True) -> None:
        """Back up what was done if there is time, close, give up the lease and forget the keys."""
        if self._closed:
            return
        self._closed = True
        for stop in tuple(self.before_close):
            stop()
        try:
            if back_up:
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
        self.close(back_up=not isinstance(error, Cancelled | KeyboardInterrupt))  # who stops wants no wait


def create(
    folder: Path,
    council: Council,
    founder: Founder,
    *,
    clock: Clock = system_clock,
    kdf: KdfParams | None = None,
) -> Session:
    """Make a new encrypted council in an empty folder and open it; nothing is left where that fails."""
    council = checked_council(storable(council))
    clock = clock_of(council, clock)
    require_new_login(founder.login, ())
    password = passwords.checked(founder.password)
    vault = vaults.create(folder, founder.login, password, kdf=kdf, now=clock())
    try:
        database.migrate(vault.writer(), lambda: None)
        account = _founder(vault, founder, clock())
        store = _store(vault, account.login, clock)
        with store.writing() as tx:
            audit.start(tx.db, vault.epoch)
            council_records.add_council(tx, council)
            account = account_records.add(tx, account)
    except BaseException:
        vault.close()
        discard(folder)
        raise
    return Session(vault, store, account, clock)


def open_council(
    folder: Path,
    password: str,
    *,
    login: str | None = None,
    clock: Clock = system_clock,
    attempts: Attempts | None = None,
) -> Session:
    """Unlock a council; raises WrongPassword, InUse, Damaged or TooNew with nothing changed.

    After three wrong passwords it waits, longer each time. Raises Refused for an account that is disabled.
    On a full disk, where nothing can be logged, a council can be read like one on a read-only medium.
    """
    attempts = attempts or Attempts(clock)
    vault = unlocked(folder, password, login, clock, attempts)
    try:
        if not vault.read_only:
            sweep(vault.folder)
            with suppress(AppError):  # no room, or damage: it waits for the next opening, and hinders none
                epochs.finish(vault)
            database.migrate(vault.writer(), lambda: backups.before_migration(vault, clock))
        database.version_of(vault.reader())
        reader = database.over(vault.reader())
        account = account_of(reader, vault)
        clock = clock_of(council_records.council(reader), clock)
        _freeze(reader, vault)
        _finish_removals(reader, vault)
        store = _store(vault, account.login, clock)
        session = Session(vault, store, account, clock)
        if not session.read_only:
            _log_opening(session, attempts)
    except BaseException:
        vault.close()
        raise
    return session


def _freeze(db: Connection, vault: OpenVault) -> None:
    """Let a copy be only read while another one is written: see `carrying`."""
    carry = carry_records.current(db)
    if carry and carry.state.refusal:
        vault.gate.shut(carry.state.refusal)


def _finish_removals(db: Connection, vault: OpenVault) -> None:
    """Change the key if somebody still has a slot whose account is gone, since a removal was cut off."""
    known = {account.slot_id for account in account_records.all_of(db) if not account.is_removed}
    strangers = [slot.id for slot in vault.header.slots if slot.kind == "person" and slot.id not in known]
    if strangers and not vault.read_only:
        db.close()
        with suppress(AppError):
            epochs.change(vault, strangers)


def _founder(vault: OpenVault, founder: Founder, now: datetime) -> Account:
    name = clean_line(founder.name) or vault.login
    return Account(vault.login, vault.slot_id, name, issued_by=vault.login, issued_at=now)


def _log_opening(session: Session, attempts: Attempts) -> None:
    try:
        with session.store.writing() as tx:
            _note_key(tx, session.vault.epoch)
            tx.note("open", f"login:{session.account.login}", session.vault.repaired)
        log_failures(session, attempts)
    except NoSpace:
        session.vault.gate.shut(FULL)


def _note_key(tx: Transaction, epoch: int) -> None:
    """Log that the key was changed, if it was: also what the opening finished that was cut off."""
    if audit.start(tx.db, epoch):
        tx.note("change_key", "", (str(epoch),))


def _store(vault: OpenVault, actor: str, clock: Clock) -> Store:
    return Store(vault, actor, clock)


def clock_of(council: Council, clock: Clock) -> Clock:
    """Return the clock of a council's desk: a practice council lives on one day."""
    return (lambda: on_practice_day(clock())) if council.practice else clock
