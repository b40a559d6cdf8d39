"""Unpack a backup into a folder of its own, or put it in the place of the vault it was made of."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kyogikai_desktop.errors import Damaged, Refused
from kyogikai_desktop.vault import backup, check, copies, exchange, lease, places
from kyogikai_desktop.vault.backup import Backup, Told, quiet
from kyogikai_desktop.vault.copies import Copy, Unlocked
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.folder import DATABASE, LEASE, STAGED, discard, is_vault, prepare, refuse_nested
from kyogikai_desktop.vault.opened import OpenVault

Prepare = Callable[[OpenVault], None]


def vault_id(found: Backup) -> str:
    """Return which vault a backup says it was made of; raise Damaged where its header is unreadable."""
    return backup.header_of(found).vault_id


def people(found: Backup) -> tuple[str, ...]:
    """Return the logins that a backup's header names, unproven; raise Damaged where it is unreadable."""
    return tuple(slot.login for slot in backup.header_of(found).slots if slot.kind == "person")


@dataclass(frozen=True)
class Source:
    """A backup and what opens it: the password of one of its people, or of a pair of its sheets."""

    backup: Backup
    password: str | bytearray
    login: str | None = None
    kind: str = "person"

    def unlock(self) -> Unlocked:
        """Return the keys that open the backup; raise WrongPassword, or Damaged."""
        copy = Copy(self.backup.header, backup.header_of(self.backup))
        try:
            return copies.unlock((copy,), self.password, self.login, self.kind)
        except Damaged:
            raise Damaged("backup_damaged") from None


def prove(source: Source) -> None:
    """Raise WrongPassword unless the password opens a backup; nothing else happens."""
    source.unlock().wipe()


def unpack(source: Source, folder: Path, now: datetime, told: Told = quiet) -> OpenVault:
    """Make a vault in a new folder from a backup, verified and open; after any error nothing is left there.

    Raises WrongPassword, Refused for a folder that is not empty, Damaged for a backup that fails its seal or
    either integrity check, NoSpace, whatever `told` does.
    """
    vault = _unpacked(source.backup, folder, source.unlock(), now, told)
    size = source.backup.database_size
    try:
        if check.losses(vault, lambda: told(size, size)):
            raise Damaged("backup_damaged")
    except BaseException:
        vault.close()
        discard(folder)
        raise
    return vault


def put(source: Source, folder: Path, prepared: Prepare, now: datetime, told: Told = quiet) -> Path | None:
    """Put a backup into a new folder, or in the place of the vault that lies there, as `replace` does.

    After any error nothing is left in a new folder; after a cut nothing opens there but what is `prepared`.
    """
    if is_vault(folder):
        return replace(source, folder, prepared, now, told)
    places.refuse_too_long(folder)
    with said_plainly():
        refuse_nested(folder)
        prepare(folder)
    try:
        return _replace(source, folder, prepared, now, told)
    except BaseException:
        if not exchange.is_pending(folder):  # what counts already is finished by whoever opens it
            discard(folder)
        raise


def replace(
    source: Source, folder: Path, prepared: Prepare, now: datetime, told: Told = quiet
) -> Path | None:
    """Put a backup in the place of a vault; return the folder where the old files lie, if there were any.

    `prepared` gets the unpacked vault before it counts. After any error the old vault is as it was; after a
    cut at any moment the old or the new one opens. Raises what `unpack` raises, InUse, and Refused for the
    folder of another council or of something else.
    """
    require_same(source.backup, folder)
    return _replace(source, folder, prepared, now, told)


@contextmanager
def staged(
    source: Source, folder: Path, prepared: Prepare, now: datetime, told: Told = quiet
) -> Iterator[None]:
    """Hold a backup unpacked and prepared beside a vault that the caller holds, for `take_staged`."""
    place = folder / STAGED
    shutil.rmtree(place, ignore_errors=True)
    try:
        with unpack(source, place, now, told) as vault:
            prepared(vault)
        yield
    finally:
        shutil.rmtree(place, ignore_errors=True)


def take_staged(folder: Path, login: str, now: datetime) -> Path | None:
    """Put what is `staged` in the place of a vault that was closed for it; return where the old files lie."""
    with said_plainly(), _held(folder, login, now):
        return _exchange(folder)


def require_same(found: Backup, folder: Path) -> None:
    """Raise Refused where a folder holds another council than the backup's, or something else."""
    if not is_vault(folder):
        raise Refused("folder_not_empty")
    with suppress(Damaged):  # of headers that nobody can read, any backup may be the one that helps
        if any(copy.header.vault_id != vault_id(found) for copy in copies.read(folder)):
            raise Refused("backup_of_another")


@contextmanager
def _held(folder: Path, login: str, now: datetime) -> Iterator[None]:
    """Hold the vault in a folder, after an exchange that was cut off is done."""
    held = lease.acquire(folder / LEASE, login, now)
    try:
        exchange.finish(folder)
        yield
    finally:
        held.release()


def _replace(source: Source, folder: Path, prepared: Prepare, now: datetime, told: Told) -> Path | None:
    with (
        said_plainly(),
        _held(folder, source.login or "", now),
        staged(source, folder, prepared, now, told),
    ):
        return _exchange(folder)


def _exchange(folder: Path) -> Path | None:
    exchange.decide(folder)
    return exchange.finish(folder)


def _unpacked(found: Backup, folder: Path, unlocked: Unlocked, now: datetime, told: Told) -> OpenVault:
    size = found.database_size
    with said_plainly(), ExitStack() as undo:
        undo.callback(unlocked.wipe)
        told(0, size)
        _require_sealed(found, unlocked)
        prepare(folder)
        undo.callback(discard, folder)
        copies.write(folder, found.header)
        with found.file.open("rb") as source:
            backup.copy_bytes(source, folder / DATABASE, size, lambda done: told(done, size))
        held = lease.acquire(folder / LEASE, unlocked.slot.login, now)
        undo.callback(held.release)
        vault = OpenVault(folder, unlocked, held)
        undo.pop_all()
    return vault


def _require_sealed(found: Backup, unlocked: Unlocked) -> None:
    if not any(backup.is_authentic(found, keys) for keys in unlocked.epochs.values()):
        raise Damaged("backup_damaged")
