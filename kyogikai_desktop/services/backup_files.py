"""What backup files tell before any password: of which council they are, from when, who opens them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.vault import backup, restore, rotation
from kyogikai_desktop.vault.folder import BACKUPS


@dataclass(frozen=True)
class BackupFile:
    """A backup of a council: its file, when it was made, and its size in bytes."""

    file: Path
    at: datetime
    size: int


@dataclass(frozen=True)
class Contents:
    """What a backup tells of itself: when it was made, its size in bytes, who can open it."""

    at: datetime | None
    size: int
    logins: tuple[str, ...]


def contents(file: Path) -> Contents:
    """Look at a backup; raise Damaged or Refused where it is none."""
    name, found = rotation.parse(file.name), backup.read(file)
    at = name.at.astimezone(JST) if name else None
    return Contents(at, file.stat().st_size, restore.people(found))


def newest_backups(folder: Path) -> tuple[Path, ...]:
    """Return the backups that lie in a council's folder, newest first; none of a folder that is gone."""
    return tuple(file for file, _at in _named(folder / BACKUPS))


def listing(place: Path, council: str) -> tuple[BackupFile, ...]:
    """Return the backups of a council in a folder, newest first; those of others are left out."""
    return tuple(
        BackupFile(file, at, file.stat().st_size) for file, at in _named(place) if _is_of(file, council)
    )


def opens_to(file: Path, logins: Collection[str]) -> bool:
    """Tell whether a password of one of these people opens a backup."""
    with suppress(AppError):
        known = backup.header_of(backup.read(file))
        return any(known.slot(login) for login in logins)
    return False


def _named(place: Path) -> Iterator[tuple[Path, datetime]]:
    names: list[str] = []
    with suppress(OSError):  # nothing there, no folder, no right to look, a stick that was pulled out
        names = [file.name for file in place.iterdir()]
    for name in sorted(filter(None, map(rotation.parse, names)), reverse=True):
        yield place / str(name), name.at.astimezone(JST)


def _is_of(file: Path, council: str) -> bool:
    try:
        return restore.vault_id(backup.read(file)) == council
    except AppError:
        return False
