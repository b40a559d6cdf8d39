"""Unpack a backup into a folder of its own, or put it in the place of the vault it was made of."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path

from kyogikai_desktop.errors import Damaged, Refused
from kyogikai_desktop.vault import backup, check, copies, exchange, header, lease
from kyogikai_desktop.vault.backup import Backup
from kyogikai_desktop.vault.copies import Copy, Unlocked
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.folder import BACKUPS, DATABASE, HEADERS, LEASE, discard, prepare
from kyogikai_desktop.vault.open import OpenVault

Prepare = Callable[[OpenVault], None]


def vault_id(found: Backup) -> str:
    """Return which vault a backup says it was made of; raise Damaged where its header is unreadable."""
    return header.parse(found.header).vault_id


def unpack(
    found: Backup, folder: Path, password: str | bytearray, *, login: str | None = None, now: datetime
) -> OpenVault:
    """Make a vault in a new folder from a backup, verified and open; after any error nothing is left there.

    Raises WrongPassword, Refused for a folder that is not empty, Damaged for a backup that fails its seal or
    either integrity check, NoSpace. The password is that of the backup's day.
    """
    vault = _unpacked(found, folder, password, login, now)
    try:
        if check.file_findings(vault):
            raise Damaged("backup_damaged")
    except BaseException:
        vault.close()
        discard(folder)
        raise
    return vault


def replace(
    found: Backup,
    folder: Path,
    password: str | bytearray,
    prepared: Prepare,
    *,
    login: str | None = None,
    now: datetime,
) -> Path | None:
    """Put a backup in the place of a vault; return the folder where the old files lie, if there were any.

    `prepared` gets the unpacked vault before it counts. After any error the old vault is as it was; after a
    cut at any moment the old or the new one opens. Raises what `unpack` raises, InUse, and Refused for the
    folder of another council or of something else.
    """
    with said_plainly(), ExitStack() as undo:
        _require_same(found, folder)
        held = lease.acquire(folder / LEASE, login or "", now)
        undo.callback(held.release)
        if exchange.is_pending(folder):
            exchange.finish(folder)
        staged = folder / exchange.STAGED
        shutil.rmtree(staged, ignore_errors=True)
        undo.callback(shutil.rmtree, staged, ignore_errors=True)
        with unpack(found, staged, password, login=login, now=now) as vault:
            prepared(vault)
        exchange.decide(folder)
        return exchange.finish(folder)


def is_vault(folder: Path) -> bool:
    """Tell whether a vault lies in a folder, or what is left of one."""
    return any((folder / name).exists() for name in (*HEADERS, DATABASE, BACKUPS))


def _unpacked(
    found: Backup, folder: Path, password: str | bytearray, login: str | None, now: datetime
) -> OpenVault:
    unlocked = copies.unlock((Copy(found.header, header.parse(found.header)),), password, login)
    with said_plainly(), ExitStack() as undo:
        undo.callback(unlocked.wipe)
        _require_sealed(found, unlocked)
        prepare(folder)
        undo.callback(discard, folder)
        copies.write(folder, found.header)
        with found.file.open("rb") as source:
            backup.copy_bytes(source, folder / DATABASE, found.database_size)
        held = lease.acquire(folder / LEASE, unlocked.slot.login, now)
        undo.callback(held.release)
        vault = OpenVault(folder, unlocked, held)
        undo.pop_all()
    return vault


def _require_sealed(found: Backup, unlocked: Unlocked) -> None:
    if not any(backup.is_authentic(found, keys) for keys in unlocked.epochs.values()):
        raise Damaged("backup_damaged")


def _require_same(found: Backup, folder: Path) -> None:
    if not is_vault(folder):
        raise Refused("folder_not_empty")
    with suppress(Damaged):  # of headers that nobody can read, any backup may be the one that helps
        if any(copy.header.vault_id != vault_id(found) for copy in copies.read(folder)):
            raise Refused("backup_of_another")
