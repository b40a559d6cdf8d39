"""Read a ledger file, xlsx or csv, into plain cells; nothing in it is ever computed or run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kyogikai_desktop.errors import Refused

MAX_FILE_BYTES = 50 * 2**20
MAX_ROWS = 200_000
MAX_LINES = 2**20  # blank ones too, as many as a sheet of a spreadsheet program can have
MAX_COLUMNS = 300
MAX_CELLS = 10_000_000
MAX_CELL_CHARACTERS = 32_767
_STEP = 1_000
_FORMULA = re.compile(r"\s*(?:=|[@+\-]\s*[A-Za-z]+\s*[(|!]|#(?:[A-Z_]+[!?]|N/A|DIV/0!)\s*$)")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"

Progress = Callable[[int, int], None]
"""Called with rows done and rows in all (0 while unknown); it may raise to cancel."""


@dataclass(frozen=True)
class Formula:
    """A formula as text, and the value that the spreadsheet program showed for it when it saved."""

    text: str
    shown: str | int | float | date | datetime | None = None


CellValue = str | int | float | date | datetime | Formula | None
Row = tuple[CellValue, ...]


@dataclass(frozen=True)
class Sheet:
    """One sheet; `rows[0]` is row 1, and rows end with their last filled cell."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class LedgerFile:
    """A file as read: its name without folders, its sheets, and the SHA-256 that tells it again."""

    name: str
    sheets: tuple[Sheet, ...]
    sha256: str

    def sheet(self, title: str) -> Sheet:
        """Return a sheet by its title; KeyError for another title."""
        return {sheet.title: sheet for sheet in self.sheets}[title]


def read(path: Path, progress: Progress | None = None) -> LedgerFile:
    """Read an .xlsx or .csv file of bounded size; raise Refused or Damaged with the reason as key."""
    data = _bytes(path)
    if path.suffix.lower() == ".csv":
        from kyogikai_desktop.interchange import ledger_csv

        sheets: tuple[Sheet, ...] = (Sheet(path.stem, collect(ledger_csv.rows(data), progress)),)
    else:
        from kyogikai_desktop.interchange import ledger_xlsx

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


def collect(rows: Iterator[list[CellValue]], progress: Progress | None) -> tuple[Row, ...]:
    """Gather rows within the bounds; blank rows count only where a filled one follows."""
    kept: list[Row] = []
    blank = filled = 0
    for number, cells in enumerate(rows, 1):
        if progress and number % _STEP == 0:
            progress(number, 0)
        if number > MAX_LINES:
            raise Refused("ledger_too_many_rows", rows=MAX_ROWS)
        row = _trimmed(cells)
        if not row:
            blank += 1
            continue
        if len(kept) + blank >= MAX_ROWS:
            raise Refused("ledger_too_many_rows", rows=MAX_ROWS)
        kept += [()] * blank
        blank = 0
        kept.append(_bounded(row, number))
        filled += len(row)
        if filled > MAX_CELLS:
            raise Refused("ledger_too_many_cells", cells=MAX_CELLS)
    return tuple(kept)


def _trimmed(cells: list[CellValue]) -> Row:
    width = len(cells)
    while width and cells[width - 1] is None:
        width -= 1
    return tuple(cells[:width])


def _bounded(row: Row, number: int) -> Row:
    if len(row) > MAX_COLUMNS:
        raise Refused("ledger_too_many_columns", row=number, columns=MAX_COLUMNS)
    if any(isinstance(cell, str) and len(cell) > MAX_CELL_CHARACTERS for cell in row):
        raise Refused("ledger_cell_too_long", row=number)
    return row


def text_cell(text: str) -> CellValue:
    """Return a text as a cell; what a spreadsheet program would run, or shows for an error, is a formula."""
    return Formula(text) if _FORMULA.match(text) else text or None
