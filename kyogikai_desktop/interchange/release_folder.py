"""The folder of a release: its files, sealed by a signed manifest and written as a whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kyogikai_desktop.domain.release import Release
from kyogikai_desktop.errors import NoSpace, Refused
from kyogikai_desktop.interchange.summary_csv import summary_csv
from kyogikai_desktop.interchange.summary_json import canonical, summary_json

FINGERPRINT_DIGITS = 32
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True)
class ReleaseFile:
    """One file of a release."""

    name: str
    content: bytes


@dataclass(frozen=True)
class SealedRelease:
    """The released bytes: kept for ever, and written again as they are."""

    folder: str
    files: tuple[ReleaseFile, ...]


def fingerprint(signing_key: bytes) -> str:
    """Return what a receipt prints of a 32-byte Ed25519 private key: half the hash of its public half."""
    digits = hashlib.sha256(_public(signing_key)).hexdigest()[:FINGERPRINT_DIGITS]
    return "-".join(digits[place : place + 4] for place in range(0, FINGERPRINT_DIGITS, 4))


def seal(release: Release, signing_key: bytes, ledger: int) -> SealedRelease:
    """Make the files of a release; `ledger` is its number in the council's ledger, 0 for a preview."""
    summary = summary_json(release)
    files = (ReleaseFile("summary.json", summary), ReleaseFile("summary.csv", summary_csv(summary)))
    manifest: dict[str, object] = {
        "files": {file.name: hashlib.sha256(file.content).hexdigest() for file in files},
        "key": _public(signing_key).hex(),
        "ledger": 0 if release.preview else ledger,
    }
    signature = Ed25519PrivateKey.from_private_bytes(signing_key).sign(canonical(manifest))
    sealed = ReleaseFile("manifest.json", canonical({**manifest, "signature": signature.hex()}))
    name = f"{release.codes[0]}_{release.period.id}" + ("_preview" if release.preview else "")
    return SealedRelease(name, (*files, sealed))


def _public(signing_key: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(signing_key).public_key().public_bytes_raw()


def write_release(sealed: SealedRelease, parent: Path) -> Path:
    """Write a sealed release below a folder, which is made if need be, and return its own folder.

    The same release written before is left alone; another one of that name is never replaced
    (Refused). Nothing stays behind after a failure.
    """
    target = parent / sealed.folder
    part = parent / f".{sealed.folder}.{secrets.token_hex(4)}.part"
    try:
        if target.exists():
            _require_same(target, sealed)
            return target
        part.mkdir(parents=True)
        for file in sealed.files:
            _write_synced(part / file.name, file.content)
        part.rename(target)
    except OSError as error:
        if error.errno in _FULL:
            raise NoSpace("release_no_space") from error
        raise Refused("release_folder_unwritable") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return target


def _require_same(target: Path, sealed: SealedRelease) -> None:
    for file in sealed.files:
        path = target / file.name
        if not path.is_file() or path.read_bytes() != file.content:
            raise Refused("release_folder_differs", folder=sealed.folder)


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
