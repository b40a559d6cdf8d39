"""Read a ledger file, xlsx or csv, into plain cells; nothing in it is ever computed or run."""

from __future__ import annotations

import hashlib
from pathlib import Path

from kyogikai_desktop.errors import Refused
from kyogikai_desktop.interchange import ledger_csv
from kyogikai_desktop.interchange.ledger_cells import LedgerFile, Progress, Sheet, collect

MAX_FILE_BYTES = 50 * 2**20
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read(path: Path, progress: Progress | None = None) -> LedgerFile:
    """Read an .xlsx or .csv file of bounded size; raise Refused or Damaged with the reason as key."""
    data = _bytes(path)
    if path.suffix.lower() == ".csv":
        sheets: tuple[Sheet, ...] = (Sheet(path.stem, collect(ledger_csv.rows(data), progress)),)
    else:
        from kyogikai_desktop.interchange import ledger_xlsx  # openpyxl takes long to import

        sheets = ledger_xlsx.sheets(data, progress)
    return LedgerFile(path.name, sheets, hashlib.sha256(data).hexdigest())


def _bytes(path: Path) -> bytes:
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise Refused("ledger_other_format", suffix=path.suffix or "拡張子なし")
    try:
        if not path.is_file():
            raise Refused("ledger_not_readable")  # a folder, or a pipe that nobody may ever write into
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError:
        raise Refused("ledger_not_readable") from None
    if len(data) > MAX_FILE_BYTES:
        raise Refused("ledger_too_large", megabytes=MAX_FILE_BYTES // 2**20)
    if data.startswith(_OLD_EXCEL):
        raise Refused("ledger_protected")
    return data
