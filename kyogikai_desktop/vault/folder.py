"""The folder of one vault: what its files are called, who may read them, how one is replaced whole."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from pathlib import Path

from kyogikai_desktop.errors import Refused
from kyogikai_desktop.vault import places
from kyogikai_desktop.vault.faults import said_plainly

HEADERS = ("vault.key", "vault.key.2")
DATABASE = "vault.db"
LEASE = "vault.lock"
BACKUPS = "backups"
STAGED, DECIDED = "restoring", "restored"  # a restore before and after it counts: see `exchange`
CHECKED = "check.copy"  # the copy that a deep check in another process looks at
TRIED = "rehearsal"  # a backup that is tried out beside the live vault

_PRIVATE_FOLDER = 0o700
# On Windows Python gives a folder of mode 0o700 to one login, and what is moved out of it stays that login's;
# one of another mode has the rights of what it lies in, which an administrator may have given to a group.
_INSIDE = 0o777 if sys.platform == "win32" else _PRIVATE_FOLDER
_PRIVATE_FILE = 0o600
_BINARY = getattr(os, "O_BINARY", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def is_vault(folder: Path) -> bool:
    """Tell whether a vault lies in a folder, or what is left of one or of a restore that was cut off."""
    names = (*HEADERS, DATABASE, LEASE, BACKUPS, STAGED, DECIDED)
    with said_plainly():
        return any((folder / name).exists() for name in names)


def is_inside_vault(place: Path) -> bool:
    """Tell whether a folder, there or not, is that of a vault or lies in one."""
    place = place.resolve()
    return any((folder / name).is_file() for folder in (place, *place.parents) for name in HEADERS)


def refuse_nested(folder: Path) -> None:
    """Raise Refused for a new folder inside that of a vault: who moves or deletes one has both."""
    if is_inside_vault(folder.parent):
        raise Refused("folder_in_council")


def prepare(folder: Path) -> None:
    """Make an empty private folder on a local disk; raise Refused for any other place."""
    places.refuse_unsafe(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("folder_not_empty")
    if is_vault(folder.parent):
        make_inside(folder)
    else:
        folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    try:
        folder.chmod(_PRIVATE_FOLDER)
        sync_folder(folder.parent)
    except OSError:
        discard(folder)
        raise


def make_inside(folder: Path) -> None:
    """Make a folder of a vault or of backups, if missing: private; on Windows as what it lies in."""
    folder.mkdir(mode=_INSIDE, exist_ok=True)


def discard(folder: Path) -> None:
    """Remove a vault that could not be finished, and its folder unless something else lies in it."""
    for name in (*HEADERS, DATABASE, f"{DATABASE}-journal", LEASE):
        with suppress(OSError):
            (folder / name).unlink()
    with suppress(OSError):
        shutil.rmtree(folder / BACKUPS)
    with suppress(OSError):
        folder.rmdir()


def sweep(folder: Path) -> None:
    """Remove what a program that was killed left half done: old passwords may open it. Hold the lease."""
    with suppress(OSError):
        (folder / CHECKED).unlink(missing_ok=True)
    for name in (STAGED, TRIED):
        shutil.rmtree(folder / name, ignore_errors=True)


def new_file(file: Path) -> None:
    """Make an empty file that only its owner can read; raise FileExistsError where there is one."""
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, _PRIVATE_FILE))


def open_private(file: Path) -> int:
    """Open a file for reading and writing, made if missing; return the descriptor. Refused for a link."""
    refuse_link(file)
    return os.open(file, os.O_RDWR | os.O_CREAT | _BINARY | _NO_LINK, _PRIVATE_FILE)


def refuse_link(file: Path) -> None:
    """Raise Refused for a file that also lies, or only lies, somewhere else: it is not ours to write."""
    if file.is_symlink() or (file.exists() and file.stat().st_nlink > 1):
        raise Refused("link_in_folder", name=file.name)


def replace_file(file: Path, data: bytes) -> None:
    """Write a file so that after any power cut it holds either what it held before or all of `data`."""
    part = file.with_name(f"{file.name}.tmp")
    part.unlink(missing_ok=True)  # left by a cut; or a link, behind which lies something of somebody else
    try:
        with os.fdopen(
            os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, _PRIVATE_FILE), "wb"
        ) as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
        sync_folder(file.parent)
    finally:
        part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk; Windows does this with the rename."""
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
