"""One backup file: an encrypted copy of the database, and behind it the header that opens it.

Layout: database pages | header | length of the header (4) | HMAC-SHA256 of all before (32) | mark (8).
"""

from __future__ import annotations

import hmac
import os
import struct
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kyogikai_desktop.errors import Damaged
from kyogikai_desktop.vault import check, connect, header, kdf
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.folder import sync_folder
from kyogikai_desktop.vault.keys import EpochKeys
from kyogikai_desktop.vault.open import OpenVault

_MARK = b"KYOGBAK1"
_LENGTH = struct.Struct(">I")
_MAC_SIZE = 32
_TAIL = _LENGTH.size + _MAC_SIZE + len(_MARK)
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class Backup:
    """What one backup file holds: `database_size` bytes of database, then a header, sealed by `mac`."""

    file: Path
    database_size: int
    header: bytes
    mac: bytes


def copy(vault: OpenVault, folder: Path, now: datetime) -> Path:
    """Write a new backup file into a folder; it has its name only after it was opened and checked.

    `now` carries its time zone. Raises Damaged where the vault itself does not pass the check, NoSpace.
    """
    with said_plainly():
        folder.mkdir(mode=0o700, exist_ok=True)
        target = _new_name(folder, now)
        part = target.with_name(f"{target.name}.part")
        part.unlink(missing_ok=True)
        try:
            _copy_database(vault, part)
            _append_header(part, vault.header_bytes, vault.keys)
            if not is_authentic(read(part), vault.keys):
                raise Damaged("backup_damaged")
            part.replace(target)
            sync_folder(folder)
        finally:
            part.unlink(missing_ok=True)
    return target


def read(file: Path) -> Backup:
    """Find the parts of a backup file; raise Damaged where it is cut or none."""
    with said_plainly(), file.open("rb") as stream:
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


def is_authentic(backup: Backup, keys: EpochKeys) -> bool:
    """Tell whether a holder of the epoch's key wrote every byte of this backup."""
    sealed = backup.database_size + len(backup.header) + _LENGTH.size
    return hmac.compare_digest(backup.mac, _mac(backup.file, sealed, keys))


def _new_name(folder: Path, now: datetime) -> Path:
    # The number makes the name new even where the clock stands still or was put back.
    numbers = [int(file.stem.rpartition("-")[2]) for file in folder.glob("*Z-[0-9]*[0-9].bak")]
    return folder / f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{max(numbers, default=0) + 1:06}.bak"


def _copy_database(vault: OpenVault, part: Path) -> None:
    with closing(vault.connect()) as source, closing(connect.blank(part, vault.keys)) as target:
        source.backup(target)
    with closing(connect.connect(part, vault.keys, read_only=True)) as copied:
        for finding in check.database_findings(copied, part, vault.keys):
            raise Damaged(finding.key, **finding.values)


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
