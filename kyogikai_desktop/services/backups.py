"""Backups of an open council: made after work, verified before they count, rotated, tried out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.clock import Clock, stamp
from kyogikai_desktop.domain.names import clean_line
from kyogikai_desktop.errors import AppError, Cancelled, InvalidInput, Refused
from kyogikai_desktop.records import audit, backup_records, settings
from kyogikai_desktop.records.store import Store, Transaction
from kyogikai_desktop.services import backup_files, backup_state
from kyogikai_desktop.services.backup_files import BackupFile
from kyogikai_desktop.services.backup_state import (
    FAILED,
    FAILED_AT,
    PERMISSION,
    PLACE,
    PLACE_AT,
    PLACE_FAILED,
    SEQ,
    BackupState,
)
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.progress import Progress, copying, quiet
from kyogikai_desktop.vault import backup, rotation
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.folder import BACKUPS, is_inside_vault
from kyogikai_desktop.vault.opened import OpenVault

if TYPE_CHECKING:
    from kyogikai_desktop.services.session import Session

_KEPT, _MOST_KEPT = "backups_kept", 6  # names that no rotation takes away, newest first, as JSON


class Step(IntEnum):
    """What the making of a backup is at."""

    COPY = 0
    CHECK = 1
    PLACE = 2


STEPS = ("写しを取る", "写しを開いて、中身を確かめる", "別の場所にも置く")


@dataclass(frozen=True)
class Made:
    """A new backup, its copies elsewhere, and why the second place has none."""

    file: Path
    copies: tuple[Path, ...] = ()
    place_failed: AppError | None = None


class Backups:
    """The backups of one open council."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store
        self._folder = session.vault.folder / BACKUPS

    # Reading: safe on the reader's thread.

    def listing(self, folder: Path | None = None) -> tuple[BackupFile, ...]:
        """Return the backups of this council in a folder, newest first; those of others are left out."""
        return backup_files.listing(folder or self._folder, self._session.vault.vault_id)

    def due(self) -> bool:
        """Tell whether work was done since the last backup, or none is there any more."""
        seq = int(self._setting(SEQ) or 0)
        return not self.listing() or backup_records.worked_since(self._store.reader, seq)

    def state(self) -> BackupState:
        """Return how the backups stand; `warnings` are for the home page, empty while all is well."""
        listed = self.listing()
        last = listed[0].at if listed else None

        def due() -> bool:
            return not self._session.read_only and self.due()  # nobody could make one here

        return backup_state.state(self._store.reader, last, due, self._session.clock())

    def kept(self) -> tuple[str, ...]:
        """Return the names of backups that no rotation takes away: what was there before a restore."""
        return tuple(json.loads(self._setting(_KEPT) or "[]"))

    def open_to(self, *logins: str) -> tuple[Path, ...]:
        """Return the backups, here and at the second place, that old passwords of these people still open."""
        place = self._setting(PLACE)
        folders = (self._folder, *([Path(place)] if place else []))
        found = (one.file for folder in folders for one in reversed(self.listing(folder)))
        return tuple(file for file in found if backup_files.opens_to(file, logins))

    # Writing: on the writer's thread.

    def make(self, to: Path | None = None, *, for_good: bool = False, progress: Progress = quiet) -> Made:
        """Make a verified backup, also in a folder `to` and at the second place where one is set.

        One made `for_good` makes no other go. Raises Damaged for a vault that does not pass the check,
        NoSpace, Refused; the failure is kept for the home page. A second place that is not there fails alone.
        Raises InvalidInput where `to` lies in a council's folder, and Cancelled where `progress` does: what
        is whole by then stays.
        """
        if to:
            _require_outside(to)
        made = self._make(progress)
        copies = (self._duplicate(made, to, progress),) if to else ()
        place = self._setting(PLACE)
        done = Made(made, copies)
        if place:
            done = self._at_place(done, Path(place), progress)
        if not for_good:
            for one in (made, *done.copies[len(copies) :]):
                self._rotate(one)
        return done

    @needs(Role.CUSTODIAN)
    def set_second_place(self, folder: Path | None, permission: str = "") -> None:
        """Set where each backup is also put, with the written permission to take data there; None ends it.

        Raises Refused for who is no custodian, and InvalidInput where the permission is missing or the place
        lies in a council's folder.
        """
        if folder:
            _require_outside(folder)
        if folder and not clean_line(permission):
            raise InvalidInput("backup_permission_missing", "permission")
        told = {PLACE: str(folder.resolve()) if folder else "", PERMISSION: clean_line(permission)}
        self._keep("set_backup_place", {**told, PLACE_AT: "", PLACE_FAILED: ""})

    @needs(Role.CUSTODIAN)
    def replace_open_to(self, *logins: str) -> tuple[Path, ...]:
        """Delete the backups that old passwords of these people still open, once a new one is made.

        Raises what `make` does with nothing deleted, and Refused for who is no custodian. Returns what was
        not deleted: it could not be, or lies where no new one could be put.
        """
        old, new = self.open_to(*logins), self.make()
        renewed = {file.parent for file in (new.file, *new.copies)}
        for file in old:
            if file.parent in renewed:
                with suppress(OSError):
                    file.unlink()
        gone = [file for file in old if not file.exists()]
        if gone:
            with self._store.writing() as tx:
                tx.note("delete_backups", "", (str(len(gone)), new.file.name))
        return tuple(file for file in old if file not in gone)

    def _make(self, progress: Progress) -> Path:
        """Make a verified backup in the council's own folder."""
        with self._store.writing() as tx:
            seq = audit.head(tx.db).seq
        progress(Step.COPY, 0, 0)
        told = copying(progress, Step.COPY, Step.CHECK)
        try:
            made = backup.copy(self._session.vault, self._folder, self._session.clock(), told=told)
        except Cancelled:
            raise
        except AppError as error:
            self._keep("backup_failed", {FAILED: error.key, FAILED_AT: stamp(self._session.clock())})
            raise
        self._keep("backup", {SEQ: str(seq), FAILED: ""}, made.name)
        return made

    def _at_place(self, made: Made, place: Path, progress: Progress) -> Made:
        try:
            with said_plainly():
                self._require_same_medium(place)
            copied = self._duplicate(made.file, place, progress)
        except Cancelled:
            raise
        except AppError as error:
            self._keep("backup_place_failed", {PLACE_FAILED: error.key})
            return Made(made.file, made.copies, error)
        self._keep("backup", {PLACE_AT: stamp(self._session.clock()), PLACE_FAILED: ""}, copied.name)
        return Made(made.file, (*made.copies, copied))

    def _require_same_medium(self, place: Path) -> None:
        """Raise Refused where what was put there is not there now: the permission is not for any stick."""
        if self._setting(PLACE_AT) and not self.listing(place):
            raise Refused("backup_place_other" if place.is_dir() else "backup_place_missing")

    def _duplicate(self, made: Path, folder: Path, progress: Progress) -> Path:
        told = partial(progress, Step.PLACE)
        return backup.duplicate(made, folder, self._session.vault.keys, self._session.clock(), told)

    def _keep(self, action: str, told: dict[str, str], *detail: str) -> None:
        with self._store.writing() as tx:
            settings.keep(tx, action, told, detail)

    def _rotate(self, verified: Path) -> None:
        names = {one.file.name for one in self.listing(verified.parent)}
        for name in names - rotation.kept(names, verified.name) - {*self.kept()}:
            with suppress(OSError):
                (verified.parent / name).unlink()

    def _setting(self, key: str) -> str:
        return settings.setting(self._store.reader, key)


def _require_outside(place: Path) -> None:
    """Raise InvalidInput for a place in the folder of a council: both would be lost together."""
    with said_plainly():
        if is_inside_vault(place):
            raise InvalidInput("backup_place_inside", "folder")


def keep_for_good(tx: Transaction, names: Iterable[str], action: str, detail: tuple[str, ...]) -> None:
    """Let no rotation take these backups away; the oldest are forgotten where there are many."""
    known = json.loads(settings.setting(tx.db, _KEPT) or "[]")
    newest = list(dict.fromkeys((*names, *known)))[:_MOST_KEPT]
    settings.keep(tx, action, {_KEPT: json.dumps(newest)}, detail)


def before_migration(vault: OpenVault, clock: Clock) -> None:
    """Back up a council that is about to get another schema, for good: nothing writes the old one again."""
    made = backup.copy(vault, vault.folder / BACKUPS, clock())
    store = Store(vault, vault.login, clock)
    with store.writing() as tx:
        keep_for_good(tx, [made.name], "backup", (made.name,))
    store.close()


def at_close(session: Session) -> None:
    """Make a backup of the day's work; a failure is kept for the home page and does not hinder closing.

    Practice councils make none by themselves: their data are fictional and can be made again.
    """
    with suppress(AppError):
        if not session.read_only and not session.council.practice and Backups(session).due():
            Backups(session).make(progress=session.closing)
