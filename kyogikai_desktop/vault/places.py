"""Tell whether a folder lies where an encrypted database gets lost: a network share, a synced folder.

File locks do not hold on shares, and a synchroniser puts back old pages between two saves.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from kyogikai_desktop.errors import Refused

_NETWORK_TYPES = {
    *("nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "ceph", "davfs", "fuse.davfs2"),
    *("fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse"),
}
_SYNCED_PREFIXES = (
    *("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "owncloud", "syncthing"),
    *("synologydrive", "box sync", "pcloud", "megasync", "yandex.disk"),
)
_SYNCED_NAMES = {"box", "my drive", "マイドライブ"}
_SYNC_MARKS = (".stfolder", ".dropbox.cache", ".owncloudsync.log", ".nextcloudsync.log")
_MOUNTS = Path("/proc/self/mountinfo")
# Windows counts signs (MAX_PATH), SQLite elsewhere bytes, and leaves room for "-journal".
_LONGEST = 259 if sys.platform == "win32" else 504
_INSIDE = len("/backups/20261127T194304Z-000001.bak.part")  # the longest name in a vault


def refuse_unsafe(folder: Path) -> None:
    """Raise Refused for a network share and for a folder that a known program keeps in sync."""
    if found := danger(folder):
        raise Refused(f"folder_{found}")


def refuse_too_long(folder: Path) -> None:
    """Raise Refused for a new folder in which the names of a vault's files would be too long."""
    if _length(folder) + _INSIDE > _LONGEST:
        raise Refused("path_too_long")


def is_too_long(file: Path) -> bool:
    """Tell whether SQLite cannot open a file, however short the last part of its name."""
    return _length(file) > _LONGEST


def _length(place: Path) -> int:
    name = str(place.resolve())
    return len(name) if sys.platform == "win32" else len(os.fsencode(name))


def danger(folder: Path) -> str:
    """Return what is wrong with a place, `network` or `synced`; an empty text for a safe one."""
    place = folder.resolve()
    if _is_on_network(place):
        return "network"
    return "synced" if _is_synced(place) else ""


def file_system(place: Path, mountinfo: str) -> str:
    """Return the type of the file system under an absolute path, from Linux's mountinfo (proc(5))."""
    found, depth = "", -1
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), left.split()[4]))
        if place.is_relative_to(point) and len(point.parts) >= depth:
            found, depth = right.split()[0], len(point.parts)
    return found


if sys.platform == "win32":
    import ctypes

    _DRIVE_REMOTE = 4

    def _is_on_network(place: Path) -> bool:
        kind = ctypes.windll.kernel32.GetDriveTypeW(place.anchor)
        return place.drive.startswith("\\\\") or kind == _DRIVE_REMOTE

else:

    def _is_on_network(place: Path) -> bool:
        mounts = _MOUNTS.read_text("utf-8", "replace") if _MOUNTS.exists() else ""
        return file_system(place, mounts) in _NETWORK_TYPES


def _is_synced(place: Path) -> bool:
    names = [part.casefold() for part in place.parts]
    if any(name in _SYNCED_NAMES or name.startswith(_SYNCED_PREFIXES) for name in names):
        return True
    return any((parent / mark).exists() for parent in (place, *place.parents) for mark in _SYNC_MARKS)
