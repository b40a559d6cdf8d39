"""One folder of a release, read within bounds: what its files say, and whether manifest and files agree."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from kyogikai_desktop.verify.release_format import MANIFEST, SUMMARY, csv_rows, faults, totals
from kyogikai_desktop.verify.release_totals import Totals
from kyogikai_desktop.verify.strict_json import Shape, canonical, misfit, parse

LARGEST = {
    "manifest.json": 1 << 16,
    "summary.json": 1 << 20,
    "summary.csv": 1 << 20,
    "summary.xlsx": 1 << 24,
    "summary.pdf": 1 << 24,
}
REQUIRED = ("manifest.json", "summary.json", "summary.csv")
MOST_ENTRIES = 10_000


class Fault(Exception):
    """Say what is wrong with one file, in words."""


@dataclass(frozen=True)
class ReleaseFolder:
    """What could be read of a release; a document that is not as it must be is None."""

    manifest: dict[str, Any] | None
    summary: dict[str, Any] | None
    findings: tuple[tuple[str, str], ...]

    @property
    def fingerprint(self) -> str:
        """Return 32 hexadecimal digits for the key of the manifest, or nothing where there is none."""
        if self.manifest is None:
            return ""
        return hashlib.sha256(bytes.fromhex(self.manifest["key"])).hexdigest()[:32]

    @property
    def preview(self) -> bool:
        """Tell whether this is a preview, which is outside the council's ledger."""
        return self.summary is not None and self.summary["preview"]

    @property
    def content(self) -> bytes:
        """Return what two copies of one release have in common."""
        return canonical([self.manifest, self.summary])

    @property
    def group(self) -> object:
        """Return the same for all releases of one council; a preview stands alone."""
        if self.summary is None or self.preview:
            return self.content
        return (*self.summary["council"]["codes"], self.summary["practice"])

    @property
    def totals(self) -> Totals | None:
        """Return the totals where both documents could be read."""
        if self.manifest is None or self.summary is None:
            return None
        return totals(self.summary, self.manifest["ledger"])


def read_folder(folder: Path) -> ReleaseFolder:
    """Read and check a folder by itself; findings are pairs of a file name and what is wrong with it."""
    findings: list[tuple[str, str]] = []
    files: dict[str, bytes] = {}
    documents: dict[str, dict[str, Any] | None] = {"manifest.json": None, "summary.json": None}
    inside = listing(folder)
    for name in (name for name in LARGEST if name in inside or name in REQUIRED):
        try:
            files[name] = _content(folder / name)
            if name in documents:
                documents[name] = _document(files[name], MANIFEST if name == "manifest.json" else SUMMARY)
        except Fault as fault:
            findings.append((name, str(fault)))
    manifest, summary = documents["manifest.json"], documents["summary.json"]
    if manifest is not None:
        findings += _manifest_findings(manifest, files, inside)
    if summary is not None:
        findings += [("summary.json", fault) for fault in faults(summary)]
        if manifest is not None and (manifest["ledger"] == 0) != summary["preview"]:
            findings.append(("manifest.json", "公表の番号が、見本かどうかと合いません"))
        if "summary.csv" in files and not _csv_fits(files["summary.csv"], summary):
            findings.append(("summary.csv", "summary.json と同じ内容ではありません"))
    return ReleaseFolder(manifest, summary, tuple(findings))


def listing(folder: Path) -> frozenset[str]:
    """Return the names in a folder; none if it cannot be read."""
    try:
        return frozenset(path.name for path in islice(folder.iterdir(), MOST_ENTRIES))
    except OSError:
        return frozenset()


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise Fault("ありません")
        with path.open("rb") as file:
            content = file.read(LARGEST[path.name] + 1)
    except OSError as error:
        raise Fault("読めません") from error
    if len(content) > LARGEST[path.name]:
        raise Fault("大きすぎます")
    return content


def _document(content: bytes, shape: Shape) -> dict[str, Any]:
    try:
        value = parse(content)
    except ValueError as error:
        raise Fault("決まった書き方の JSON ではありません") from error
    place = misfit(value, shape)
    if place is not None or not isinstance(value, dict):
        raise Fault(f"決まった形ではありません（{place or 'はじめ'}）")
    return value


def _manifest_findings(
    manifest: dict[str, Any], files: dict[str, bytes], inside: frozenset[str]
) -> Iterator[tuple[str, str]]:
    listed = manifest["files"]
    if not _signature_fits(manifest):
        yield "manifest.json", "署名が合いません。作られたあとで変わっています"
    if not {*REQUIRED} <= {"manifest.json", *listed} <= {*LARGEST} or "manifest.json" in listed:
        yield "manifest.json", "ファイルの一覧が正しくありません"
    for name, content in files.items():
        if name in listed and hashlib.sha256(content).hexdigest() != listed[name]:
            yield name, "作られたあとで変わっています"
    for name in {*LARGEST} & {*listed} - inside - {*REQUIRED}:
        yield name, "ありません"
    if not inside <= {"manifest.json", *listed}:
        yield "manifest.json", "一覧にないファイルが、フォルダーにあります"


def _signature_fits(manifest: dict[str, Any]) -> bool:
    signed = canonical({key: value for key, value in manifest.items() if key != "signature"})
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(manifest["key"]))
        key.verify(bytes.fromhex(manifest["signature"]), signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _csv_fits(content: bytes, summary: dict[str, Any]) -> bool:
    try:
        text = content.decode("utf-8")
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return False
    return text.startswith("\ufeff") and rows == csv_rows(summary)
