"""The cells of a ledger file: what one holds, and how many there may be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from kyogikai_desktop.errors import Refused

MAX_ROWS = 200_000
MAX_LINES = 2**20  # blank ones too, as many as a sheet of a spreadsheet program can have
MAX_COLUMNS = 300
MAX_CELLS = 10_000_000
MAX_CELL_CHARACTERS = 32_767
_STEP = 1_000
_FORMULA = re.compile(r"\s*(?:=|[@+\-]\s*[A-Za-z]+\s*[(|!]|#(?:[A-Z_]+[!?]|N/A|DIV/0!)\s*$)")

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
