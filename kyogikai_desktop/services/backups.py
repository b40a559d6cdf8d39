"""Backups of an open council: made after work, verified before they count, rotated, tried out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.clock import JST, Clock, stamp
from kyogikai_desktop.domain.names import clean_line
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.records import audit, backup_records
from kyogikai_desktop.records.store import Store, Transaction
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.vault import backup, header, restore, rotation
from kyogikai_desktop.vault.folder import BACKUPS
from kyogikai_desktop.vault.open import OpenVault

if TYPE_CHECKING:
    from kyogikai_desktop.services.session import Session

_OLD = timedelta(days=7)
_CLOCKS_DIFFER = timedelta(minutes=5)

# Settings of the council: how far the last backup reaches, why the last attempt failed, and the second place.
_SEQ, _FAILED, _FAILED_AT = "backup_seq", "backup_failed", "backup_failed_at"
_PLACE, _PERMISSION = "backup_place", "backup_place_permission"
_PLACE_AT, _PLACE_FAILED = "backup_place_at", "backup_place_failed"
_KEPT, _MOST_KEPT = "backups_kept", 6  # names that no rotation takes away, newest first, as JSON


@dataclass(frozen=True)
class BackupFile:
    """A backup of this council: its file, when it was made, and its size in bytes."""

    file: Path
    at: datetime
    size: int


@dataclass(frozen=True)
class Made:
    """A new backup, its copies elsewhere, and why the second place has none."""

    file: Path
    copies: tuple[Path, ...] = ()
    place_failed: AppError | None = None


@dataclass(frozen=True)
class BackupState:
    """When the last verified backups were made, here and at the second place, and what is to be said.

    `rehearsed` tells when one was last opened beside the live vault and was sound.
    """

    last: datetime | None
    rehearsed: datetime | None
    place: str
    place_last: datetime | None
    warnings: tuple[AppError, ...]


class Backups:
    """The backups of one open council."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store
        self._folder = session.vault.folder / BACKUPS

    # Reading: safe on the reader's thread.

    def listing(self, folder: Path | None = None) -> tuple[BackupFile, ...]:
        """Return the backups of this council in a folder, newest first; those of others are left out."""
        place = folder or self._folder
        names = sorted(filter(None, (rotation.parse(file.name) for file in _files(place))), reverse=True)
        found = ((place / str(name), name.at.astimezone(JST)) for name in names)
        return tuple(BackupFile(file, at, file.stat().st_size) for file, at in found if self._is_ours(file))

    def due(self) -> bool:
        """Tell whether work was done since the last backup, or none is there any more."""
        seq = int(self._setting(_SEQ) or 0)
        return not self.listing() or backup_records.worked_since(self._store.reader, seq)

    def state(self) -> BackupState:
        """Return how the backups stand; `warnings` are for the home page, empty while all is well."""
        listed = self.listing()
        last = listed[0].at if listed else None
        return BackupState(
            last=last,
            rehearsed=_moment(self._setting(backup_records.REHEARSED)),
            place=self._setting(_PLACE),
            place_last=_moment(self._setting(_PLACE_AT)),
            warnings=(*self._warnings(last), *self._place_warnings()),
        )

    def kept(self) -> tuple[str, ...]:
        """Return the names of backups that no rotation takes away: what was there before a restore."""
        return tuple(json.loads(self._setting(_KEPT) or "[]"))

    def open_to(self, *logins: str) -> tuple[Path, ...]:
        """Return the backups, here and at the second place, that old passwords of these people still open."""
        place = self._setting(_PLACE)
        folders = (self._folder, *([Path(place)] if place else []))
        found = (one.file for folder in folders for one in reversed(self.listing(folder)))
        return tuple(file for file in found if _opens_to(file, logins))

    # Writing: on the writer's thread.

    def make(self, to: Path | None = None, *, for_good: bool = False) -> Made:
        """Make a verified backup, also in a folder `to` and at the second place where one is set.

        One made `for_good` makes no other go. Raises Damaged for a vault that does not pass the check,
        NoSpace, Refused; the failure is kept for the home page. A second place that is not there fails alone.
        """
        with self._store.writing() as tx:
            seq = audit.head(tx.db).seq
            place = backup_records.setting(tx.db, _PLACE)
        try:
            made = backup.copy(self._session.vault, self._folder, self._session.clock())
            copies = (self._duplicate(made, to),) if to else ()
        except AppError as error:
            self._keep({_FAILED: error.key, _FAILED_AT: stamp(self._session.clock())})
            raise
        self._keep({_SEQ: str(seq), _FAILED: ""}, ("backup", made.name))
        done = self._at_place(Made(made, copies), Path(place)) if place else Made(made, copies)
        if not for_good:
            for one in (made, *done.copies[len(copies) :]):
                self._rotate(one)
        return done

    @needs(Role.CUSTODIAN)
    def set_second_place(self, folder: Path | None, permission: str = "") -> None:
        """Set where each backup is also put, with the written permission to take data there; None ends it.

        Raises Refused for who is no custodian, and InvalidInput where the permission is missing.
        """
        if folder and not clean_line(permission):
            raise InvalidInput("backup_permission_missing", "permission")
        told = {_PLACE: str(folder.resolve()) if folder else "", _PERMISSION: clean_line(permission)}
        self._keep({**told, _PLACE_AT: "", _PLACE_FAILED: ""}, ("set_backup_place",))

    @needs(Role.CUSTODIAN)
    def replace_open_to(self, *logins: str) -> tuple[Path, ...]:
        """Delete the backups that old passwords of these people still open, once a new one is made.

        Raises what `make` does with nothing deleted, and Refused for who is no custodian. Returns what could
        not be deleted.
        """
        old = self.open_to(*logins)
        new = self.make().file
        for file in old:
            with suppress(OSError):
                file.unlink()
        gone = [file for file in old if not file.exists()]
        if gone:
            self._keep({}, ("delete_backups", str(len(gone)), new.name))
        return tuple(file for file in old if file not in gone)

    def _at_place(self, made: Made, place: Path) -> Made:
        try:
            copied = self._duplicate(made.file, place)
        except AppError as error:
            self._keep({_PLACE_FAILED: error.key})
            return Made(made.file, made.copies, error)
        self._keep({_PLACE_AT: stamp(self._session.clock()), _PLACE_FAILED: ""}, ("backup", copied.name))
        return Made(made.file, (*made.copies, copied))

    def _duplicate(self, made: Path, folder: Path) -> Path:
        return backup.duplicate(made, folder, self._session.vault.keys, self._session.clock())

    def _keep(self, settings: dict[str, str], act: tuple[str, ...] = ()) -> None:
        with self._store.writing() as tx:
            for key, value in settings.items():
                backup_records.keep_setting(tx, key, value)
            if act:
                tx.note(act[0], "", act[1:])

    def _rotate(self, verified: Path) -> None:
        names = {one.file.name for one in self.listing(verified.parent)}
        for name in names - rotation.kept(names, verified.name) - {*self.kept()}:
            with suppress(OSError):
                (verified.parent / name).unlink()

    def _setting(self, key: str) -> str:
        return backup_records.setting(self._store.reader, key)

    def _warnings(self, last: datetime | None) -> Iterator[AppError]:
        now = self._session.clock()
        if reason := self._setting(_FAILED):
            on = _day(_moment(self._setting(_FAILED_AT)), now)
            yield AppError("backup_failed", on=on, reason=reason)
        if last is None:
            yield AppError("backup_none")
        elif last > now + _CLOCKS_DIFFER:
            yield AppError("backup_in_future", on=_day(last, now))
        elif now - last > _OLD and self.due():
            yield AppError("backup_old", on=_day(last, now), days=(now - last).days)

    def _place_warnings(self) -> Iterator[AppError]:
        now, last = self._session.clock(), _moment(self._setting(_PLACE_AT))
        if reason := self._setting(_PLACE_FAILED):
            if last:
                yield AppError("backup_place_failed", on=_day(last, now), reason=reason)
            else:
                yield AppError("backup_place_never", reason=reason)

    def _is_ours(self, file: Path) -> bool:
        try:
            return restore.vault_id(backup.read(file)) == self._session.vault.vault_id
        except AppError:
            return False


def keep_for_good(tx: Transaction, names: Iterable[str]) -> None:
    """Let no rotation take these backups away; the oldest are forgotten where there are many."""
    known = json.loads(backup_records.setting(tx.db, _KEPT) or "[]")
    newest = list(dict.fromkeys((*names, *known)))[:_MOST_KEPT]
    backup_records.keep_setting(tx, _KEPT, json.dumps(newest))


def before_migration(vault: OpenVault, clock: Clock) -> None:
    """Back up a council that is about to get another schema, for good: nothing writes the old one again."""
    made = backup.copy(vault, vault.folder / BACKUPS, clock())
    store = Store(vault, vault.login, clock)
    with store.writing() as tx:
        keep_for_good(tx, [made.name])
    store.close()


def at_close(session: Session) -> None:
    """Make a backup of the day's work; a failure is kept for the home page and does not hinder closing.

    Practice councils make none by themselves: their data are fictional and can be made again.
    """
    with suppress(AppError):
        if not session.read_only and not session.council.practice and Backups(session).due():
            Backups(session).make()


def _opens_to(file: Path, logins: tuple[str, ...]) -> bool:
    with suppress(AppError):
        known = header.parse(backup.read(file).header)
        return any(known.slot(login) for login in logins)
    return False


def _files(folder: Path) -> Iterator[Path]:
    return folder.iterdir() if folder.is_dir() else iter(())


def _moment(stamped: str) -> datetime | None:
    return datetime.fromisoformat(stamped).astimezone(JST) if stamped else None


def _day(moment: datetime | None, now: datetime) -> str:
    return format_day(moment.date(), now.date()) if moment else ""
