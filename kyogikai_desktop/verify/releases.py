"""Verify released folders without a vault: format, signature, thresholds, and what can be worked out.

Independent of the program's own release code: needs only the standard library and `cryptography`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kyogikai_desktop.verify.release_folder import LARGEST, ReleaseFolder, listing, read_folder
from kyogikai_desktop.verify.release_totals import audit


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and where."""

    where: str
    what: str

    def __str__(self) -> str:
        """Return the line that a user reads."""
        return f"{self.where}: {self.what}"


@dataclass(frozen=True)
class Report:
    """The findings, any of which fails the verification, and remarks that fail nothing."""

    findings: tuple[Finding, ...]
    remarks: tuple[Finding, ...]


def verify(folders: Sequence[Path], key: str | None = None) -> Report:
    """Verify releases one by one and together; a folder may also hold the folders of several.

    `key` is the fingerprint from the receipt; without it a signature proves integrity only.
    """
    found = (folder for given in folders for folder in _release_folders(given.absolute()))
    opened = {folder: read_folder(folder) for folder in found}
    findings = [
        Finding(f"{folder.name}/{name}", what)
        for folder, release in opened.items()
        for name, what in release.findings
    ]
    findings += _key_findings(opened, key)
    findings += _set_findings(opened.values())
    return Report(tuple(findings), tuple(_remarks(opened, key)))


def _release_folders(folder: Path) -> list[Path]:
    inside = listing(folder)
    if inside & {*LARGEST}:
        return [folder]
    # What a write that was cut off left behind begins with a dot and is no release.
    below = [folder / name for name in sorted(inside) if not name.startswith(".")]
    return [one for one in below if listing(one) & {*LARGEST}] or [folder]


def _key_findings(opened: dict[Path, ReleaseFolder], key: str | None) -> Iterator[Finding]:
    if key is None:
        return
    wanted = "".join(key.split()).replace("-", "").lower()
    for folder, release in opened.items():
        if release.fingerprint != wanted:
            yield Finding(f"{folder.name}/manifest.json", "署名の鍵が、受領書の指紋と違います")


def _set_findings(opened: Iterable[ReleaseFolder]) -> Iterator[Finding]:
    """Audit the releases of each council together; copies count once."""
    groups: dict[object, list[ReleaseFolder]] = defaultdict(list)
    for release in opened:
        groups[release.group].append(release)
    for members in groups.values():
        distinct = {release.content: release.totals for release in members}
        ordered = sorted(filter(None, distinct.values()), key=lambda one: (one.start, one.after))
        yield from (Finding(period, what) for period, what in audit(ordered))
        if len({release.fingerprint for release in members if release.totals}) > 1:
            yield Finding(ordered[-1].period, "署名の鍵が、ほかの公表と違います")


def _remarks(opened: dict[Path, ReleaseFolder], key: str | None) -> Iterator[Finding]:
    for folder, release in opened.items():
        if release.preview:
            yield Finding(folder.name, "見本です。公表したものではありません")
    if key is None:
        for fingerprint in sorted({release.fingerprint for release in opened.values()} - {""}):
            groups = "-".join(fingerprint[place : place + 4] for place in range(0, 32, 4))
            yield Finding("署名の鍵", f"{groups}（受領書の指紋と同じか、見比べてください）")
