"""Restore a council as a whole: over one that is open, over a broken one, or on a PC that never saw it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from kyogikai_desktop.domain import passwords
from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.clock import Clock
from kyogikai_desktop.errors import Damaged, InvalidInput, Refused, WrongPassword
from kyogikai_desktop.records import audit, database
from kyogikai_desktop.records.audit import Head
from kyogikai_desktop.records.store import Store
from kyogikai_desktop.services import accounts, anchors, backups
from kyogikai_desktop.services.anchors import Seen
from kyogikai_desktop.services.approval import Approver, approved_unless_alone
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.backups import Backups, Made
from kyogikai_desktop.services.door import require_own
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.progress import Progress, copying, quiet, within
from kyogikai_desktop.services.session import Session, system_clock
from kyogikai_desktop.vault import backup, check, recovery
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault import restore as unpacking
from kyogikai_desktop.vault.backup import Backup
from kyogikai_desktop.vault.folder import is_vault
from kyogikai_desktop.vault.kdf import KdfParams
from kyogikai_desktop.vault.opened import OpenVault
from kyogikai_desktop.vault.restore import Source


class Step(IntEnum):
    """What a restore is at; until the exchange it can be stopped and nothing has changed."""

    LOOK = 0
    UNPACK = 1
    CHECK = 2
    BACK_UP = 3
    EXCHANGE = 4


STEPS = {
    Step.LOOK: "戻す先を確かめる",
    Step.UNPACK: "控えを写す",
    Step.CHECK: "中身を確かめる",
    Step.BACK_UP: "いまの状態を控える",
    Step.EXCHANGE: "入れかえる",
}
ANEW = (Step.LOOK, Step.UNPACK, Step.CHECK, Step.EXCHANGE)  # the steps of `restore`
OVER = (Step.UNPACK, Step.CHECK, Step.BACK_UP, Step.EXCHANGE)  # and of `restore_open`


@dataclass(frozen=True)
class Restored:
    """A restore of the whole: the log went back from a row (None where nobody can tell) to another.

    `kept` is the folder of the old files, where there were any that no backup could be made of.
    """

    seq_from: int | None
    seq_to: int
    kept: Path | None


@dataclass(frozen=True)
class _Before:
    """What was there before: the newest row of its log, the backups of it, and whether one was made now."""

    known: Head | None
    backups: tuple[str, ...] = ()
    saved: bool = False


@dataclass(frozen=True)
class _Entered:
    """What the log of the restored council says: from which row it went to which, and how it stands now."""

    before: _Before
    went_to: Head
    newest: Seen


def restore(
    file: Path,
    folder: Path,
    password: str,
    *,
    login: str | None = None,
    today: str = "",
    clock: Clock = system_clock,
    attempts: Attempts | None = None,
    progress: Progress = quiet,
) -> Restored:
    """Put a backup into a new folder, or in the place of a council that opens no more.

    The password is that of the backup's day, `today` the one of now where it is another. Raises
    WrongPassword, Damaged, Refused (also for a council that opens: see `restore_open`), InUse, NoSpace,
    Cancelled, with nothing changed.
    """
    found, attempts = backup.read(file), attempts or Attempts(clock)
    council = unpacking.vault_id(found)

    def unlock() -> OpenVault:
        with attempts.trying(council, ""):
            return vaults.unlock(folder, today or password, login=login, now=clock())

    _require_broken(found, folder, unlock, progress)
    with attempts.trying(council, ""):
        return _put(Source(found, password, login), folder, require_own, clock, progress)


def restore_by_sheets(
    file: Path,
    folder: Path,
    sheets: tuple[str, str],
    login: str,
    password: str,
    *,
    clock: Clock = system_clock,
    kdf: KdfParams | None = None,
    progress: Progress = quiet,
) -> Restored:
    """Put a backup where `restore` does, by two recovery sheets of its day; a custodian gets a new password.

    Raises what `restore` does, and InvalidInput with the field (first, second) that was typed wrong.
    """
    found, password = backup.read(file), passwords.checked(password)
    pair, secret = recovery.joined(*sheets, [backup.header_of(found)])
    _require_broken(found, folder, lambda: recovery.open(folder, *sheets, clock()), progress)

    def renew(vault: OpenVault) -> None:
        accounts.renew(vault, login, password, clock, kdf)

    try:
        return _put(Source(found, secret, pair, "recovery"), folder, renew, clock, progress)
    except WrongPassword:
        raise InvalidInput("sheets_of_another", "second") from None


@needs(Role.CUSTODIAN)
def restore_open(
    session: Session,
    file: Path,
    password: str,
    *,
    login: str | None = None,
    approver: Approver | None = None,
    attempts: Attempts | None = None,
    progress: Progress = quiet,
) -> Restored:
    """Go back to a backup in place of the council that is open; it is backed up first and closed for it.

    `password` is that of the backup's day. Only a custodian does it, and a second person approves unless
    there is none. After an error the council is as it was, and still open unless `session.closed`.
    """
    session.vault.gate.require()
    vault, found = session.vault, backup.read(file)
    if unpacking.vault_id(found) != vault.vault_id:
        raise Refused("backup_of_another")
    vault.require_in_place()
    attempts = attempts or Attempts(session.clock)
    approved = approved_unless_alone(session, approver, attempts)
    who = login or session.account.login
    entered: list[_Entered] = []

    def enter(unpacked: OpenVault) -> None:
        progress(Step.BACK_UP, 0, 0)
        before = _backed_up(session, within(progress, Step.BACK_UP))
        entered.append(_enter(unpacked, before, session.account.login, session.clock, approved))
        progress(Step.EXCHANGE, 0, 0)

    progress(Step.UNPACK, 0, 0)
    told = copying(progress, Step.UNPACK, Step.CHECK)
    with (
        attempts.trying(vault.vault_id, who),
        unpacking.staged(Source(found, password, who), vault.folder, enter, session.clock(), told),
    ):
        session.close()
        aside = unpacking.take_staged(vault.folder, vault.login, session.clock())
    return _done(vault.vault_id, entered[0], aside)


def _put(
    source: Source, folder: Path, renew: Callable[[OpenVault], None], clock: Clock, progress: Progress
) -> Restored:
    council = unpacking.vault_id(source.backup)
    seen = anchors.seen(council)
    entered: list[_Entered] = []

    def enter(vault: OpenVault) -> None:
        entered.append(_enter(vault, _Before(seen.head if seen else None), vault.login, clock))
        renew(vault)
        progress(Step.EXCHANGE, 0, 0)

    progress(Step.UNPACK, 0, 0)
    told = copying(progress, Step.UNPACK, Step.CHECK)
    aside = unpacking.put(source, folder, enter, clock(), told)
    return _done(council, entered[0], aside)


def _backed_up(session: Session, progress: Progress) -> _Before:
    """Back up the council that is open, for good; what does not pass the check cannot be."""
    made: Made | None = None
    with suppress(Damaged):
        made = Backups(session).make(for_good=True, progress=progress)
    names = tuple(one.name for one in (made.file, *made.copies)) if made else ()
    known = audit.head(session.store.reader)
    return _Before(known, (*names, *Backups(session).kept()), saved=made is not None)


def _enter(
    vault: OpenVault, before: _Before, actor: str, clock: Clock, approved: tuple[str, ...] = ()
) -> _Entered:
    """Log the restore in the unpacked vault."""
    database.migrate(vault.writer(), lambda: None)
    store = Store(vault, actor, clock)
    with store.writing() as tx:
        went_to = audit.head(tx.db)
        since = str(before.known.seq) if before.known else ""
        backups.keep_for_good(tx, before.backups, "restore", (since, str(went_to.seq), *approved))
        newest = anchors.state(tx.db)
    store.close()
    return _Entered(before, went_to, newest)


def _done(council: str, entered: _Entered, aside: Path | None) -> Restored:
    anchors.remember(council, entered.newest)
    before = entered.before
    if aside and before.saved:
        shutil.rmtree(aside, ignore_errors=True)
        aside = None
    return Restored(before.known.seq if before.known else None, entered.went_to.seq, aside)


def _require_broken(found: Backup, folder: Path, unlock: Callable[[], OpenVault], progress: Progress) -> None:
    """Raise Refused where a council lies in a folder that opens, or that may with another password."""
    if not is_vault(folder):
        return
    progress(Step.LOOK, 0, 0)
    unpacking.require_same(found, folder)
    try:
        with unlock() as live:
            if check.losses(live, lambda: progress(Step.LOOK, 0, 0)):
                return
    except Damaged:
        return
    except (WrongPassword, InvalidInput):
        if check.is_cut(folder):
            return
        raise Refused("restore_may_open") from None
    raise Refused("restore_over_open")
