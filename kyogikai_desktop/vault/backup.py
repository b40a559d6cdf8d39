"""One backup file: an encrypted copy of the database, and behind it the header that opens it.

Layout: database pages | header | length of the header (4) | HMAC-SHA256 of all before (32) | mark (8).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from kyogikai_desktop.errors import Damaged, Refused
from kyogikai_desktop.vault import check, connect, header, kdf, rotation
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.folder import make_inside, new_file, sync_folder
from kyogikai_desktop.vault.header import Header
from kyogikai_desktop.vault.keys import EpochKeys
from kyogikai_desktop.vault.opened import OpenVault

_MARK = b"KYOGBAK1"
_LENGTH = struct.Struct(">I")
_MAC_SIZE = 32
_TAIL = _LENGTH.size + _MAC_SIZE + len(_MARK)
_CHUNK = 1024 * 1024

Told = Callable[[int, int], object]  # bytes of the database done, bytes in all; it may raise to stop


@dataclass(frozen=True)
class Backup:
    """What one backup file holds: `database_size` bytes of database, then a header, sealed by `mac`."""

    file: Path
    database_size: int
    header: bytes
    mac: bytes


def quiet(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def copy(vault: OpenVault, folder: Path, now: datetime, name: str = "", told: Told = quiet) -> Path:
    """Write a new backup file into a folder; it has its name only after it was opened and checked.

    Without a name of its own it follows the backups that lie there; `now` carries its time zone. Raises
    Damaged where the vault itself does not pass the check, NoSpace, and whatever `told` does; then there is
    no file.
    """
    vault.require_in_place()

    def fill(part: Path) -> None:
        _copy_database(vault, part, told)
        _append_header(part, vault.header_bytes, vault.keys)

    return _write(folder, now, fill, vault.keys, name)


def duplicate(backup: Path, folder: Path, keys: EpochKeys, now: datetime, told: Told = quiet) -> Path:
    """Copy a backup file to another place; it has its name there only after it was read back.

    Raises what `told` does; then there is no file.
    """

    def fill(part: Path) -> None:
        total = backup.stat().st_size
        told(0, total)
        with backup.open("rb") as source:
            copy_bytes(source, part, wanted=lambda done: told(done, total))

    return _write(folder, now, fill, keys)


def copy_bytes(
    source: BinaryIO,
    target: Path,
    size: int | None = None,
    wanted: Callable[[int], object] = lambda _size: None,
) -> None:
    """Write the first `size` bytes of a stream, or all, into a new private file and flush it."""
    new_file(target)
    left = sys.maxsize if size is None else size
    with target.open("r+b") as out:
        while chunk := source.read(min(left, _CHUNK)):
            out.write(chunk)
            left -= len(chunk)
            wanted(out.tell())
        out.flush()
        os.fsync(out.fileno())


def read(file: Path) -> Backup:
    """Find the parts of a backup file; raise Damaged where it is cut or none, Refused where there is none."""
    with said_plainly():
        if not file.is_file():
            raise Refused("backup_missing")
        return _parts(file)


def header_of(found: Backup) -> Header:
    """Read the header that a backup carries, unproven; raise Damaged for one that nobody can read."""
    try:
        return header.parse(found.header)
    except Damaged:
        raise Damaged("backup_damaged") from None


def is_authentic(backup: Backup, keys: EpochKeys) -> bool:
    """Tell whether a holder of the epoch's key wrote every byte of this backup."""
    sealed = backup.database_size + len(backup.header) + _LENGTH.size
    return hmac.compare_digest(backup.mac, _mac(backup.file, sealed, keys))


def sha256(file: Path) -> str:
    """Return the SHA-256 of a file in hex, as registers and receipts quote it."""
    with said_plainly(), file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _parts(file: Path) -> Backup:
    with file.open("rb") as stream:
        end = stream.seek(0, os.SEEK_END)
        start = stream.seek(max(end - _TAIL, 0))
        tail = stream.read()
        if end < _TAIL or not tail.endswith(_MARK):
            raise Damaged("backup_damaged")
        [length] = _LENGTH.unpack_from(tail)
        if length > min(header.LARGEST, start):
            raise Damaged("backup_damaged")
        stream.seek(start - length)
        return Backup(file, start - length, stream.read(length), tail[_LENGTH.size : -len(_MARK)])


def _write(
    folder: Path, now: datetime, fill: Callable[[Path], None], keys: EpochKeys, name: str = ""
) -> Path:
    with said_plainly():
        if not folder.parent.is_dir() or (os.path.lexists(folder) and not folder.is_dir()):
            raise Refused("backup_place_missing")
        make_inside(folder)
        for left_over in folder.glob("*.bak.part"):
            if rotation.parse(left_over.stem):  # what others call so is theirs
                left_over.unlink()
        following = rotation.following((file.name for file in folder.iterdir()), now)
        target = folder / (name or str(following))
        part = target.with_name(f"{target.name}.part")
        part.unlink(missing_ok=True)
        try:
            fill(part)
            if not is_authentic(read(part), keys):
                raise Damaged("backup_damaged")
            part.replace(target)
            sync_folder(folder)
        except (Damaged, Refused):
            if not os.path.lexists(part):  # the stick is gone, and nothing is wrong with the council
                raise Refused("backup_place_missing") from None
            raise
        finally:
            part.unlink(missing_ok=True)
    return target


def copy_pages(vault: OpenVault, target: Path, wanted: Callable[[int], object] = lambda _size: None) -> None:
    """Copy the encrypted database into a new private file, as it is at one moment; nothing is checked.

    `wanted` is told the bytes copied so far and may raise to stop it.
    """
    # While a reader holds the file, no commit can change it, so that the encrypted pages are copied as they
    # are. SQLite's own copy would decrypt and encrypt each of them, in more time than both checks take.
    with closing(vault.connect()) as held, vault.database.open("rb") as pages:
        held.execute("BEGIN")
        held.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        copy_bytes(pages, target, wanted=wanted)
        held.execute("COMMIT")


def _copy_database(vault: OpenVault, part: Path, told: Told) -> None:
    found = _copied(vault, part, told)
    if [finding.key for finding in found] == [check.FREE] and not vault.read_only:
        check.rewrite_free_pages(vault.writer())
        part.unlink()
        found = _copied(vault, part, told)
    for finding in found:
        raise Damaged(finding.key, **finding.values)


def _copied(vault: OpenVault, part: Path, told: Told) -> tuple[check.Finding, ...]:
    total = vault.database.stat().st_size
    copy_pages(vault, part, lambda done: told(min(done, total), total))
    with closing(connect.connect(part, vault.keys, read_only=True)) as copied:
        found = check.database_findings(copied, part, vault.keys, lambda: told(total, total))
    told(total, total)
    return found


def _append_header(part: Path, data: bytes, keys: EpochKeys) -> None:
    with part.open("ab") as stream:
        stream.write(data + _LENGTH.pack(len(data)))
        stream.flush()
        stream.write(_mac(part, stream.tell(), keys) + _MARK)
        stream.flush()
        os.fsync(stream.fileno())


def _mac(file: Path, size: int, keys: EpochKeys) -> bytes:
    key = keys.backup()
    mac = hmac.new(key, digestmod="sha256")
    kdf.wipe(key)
    with file.open("rb") as stream:
        while size > 0:
            chunk = stream.read(min(size, _CHUNK))
            if not chunk:
                break
            mac.update(chunk)
            size -= len(chunk)
    return mac.digest()
