"""The lease: one process at a time holds a vault. The operating system's lock decides, the file tells who."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kyogikai_desktop.errors import InUse
from kyogikai_desktop.vault import folder
from kyogikai_desktop.vault.header import checked_login

_LARGEST = 4096
# Windows keeps others from reading a locked byte, so the lock lies far behind the text.
_LOCKED_BYTE = 1 << 30


@dataclass(frozen=True)
class Lease:
    """An exclusive hold on a vault folder; it also ends with the process, however that ends."""

    descriptor: int

    def is_of(self, file: Path) -> bool:
        """Tell whether the file of this name still is the one that is held."""
        try:
            return os.path.samestat(os.fstat(self.descriptor), file.stat())
        except OSError:
            return False

    def release(self) -> None:
        """Give the folder free; the file stays, since a removed name could be locked twice."""
        with suppress(OSError):
            os.ftruncate(self.descriptor, 0)
        os.close(self.descriptor)


def acquire(file: Path, login: str, now: datetime) -> Lease:
    """Hold the vault, or raise InUse with who holds it since when; OSError where the folder is read-only.

    What a dead process left in the file does not count: its lock went with it.
    """
    descriptor = folder.open_private(file)
    try:
        _lock(descriptor)
    except OSError:
        in_use = _holder(descriptor)
        os.close(descriptor)
        raise in_use from None
    # On a full disk nobody can be told who, but the lock holds and the vault can be read.
    with suppress(OSError):
        _tell(descriptor, {"login": login, "since": now.isoformat(), "pid": os.getpid()})
    return Lease(descriptor)


def _holder(descriptor: int) -> InUse:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        told = json.loads(os.read(descriptor, _LARGEST))
        return InUse("in_use", who=checked_login(told["login"]), since=datetime.fromisoformat(told["since"]))
    except Exception:  # whatever lies in the file, the answer is the same
        return InUse("in_use_unknown")


def _tell(descriptor: int, holder: dict[str, object]) -> None:
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(holder).encode())


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
