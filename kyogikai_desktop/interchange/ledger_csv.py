"""Read the cells of a .csv file from a stranger: its letters, its separator, its rows, each within bounds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from kyogikai_desktop.errors import AppError, Damaged, Refused
from kyogikai_desktop.interchange.csv_safe import safe_cell
from kyogikai_desktop.interchange.ledger_cells import MAX_COLUMNS, CellValue, text_cell
from kyogikai_desktop.interchange.ledger_mapping import SEARCHED_ROWS, is_heading

_SEPARATORS = ",\t;"  # where nothing tells them apart, the first
_LONGEST_LINE = 2**20
_LONGEST_HEADING = 100
_SEARCHED_LINES = 10 * SEARCHED_ROWS


def rows(data: bytes) -> Iterator[list[CellValue]]:
    """Yield the cells of each row; raise Refused or Damaged with the reason as key."""
    encoding = _encoding(data)
    for cells in _records(_lines(data, encoding), _separator(data, encoding)):
        if not any(
            cells[MAX_COLUMNS:]
        ):  # sheets with marked empty columns are saved with 16,383 commas a row
            del cells[MAX_COLUMNS:]
        yield [text_cell(_as_typed(cell)) if cell else None for cell in cells] if any(cells) else []


def _records(lines: Iterable[str], separator: str) -> Iterator[list[str]]:
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        yield from reader
    except csv.Error:
        raise Damaged("ledger_csv_broken", line=reader.line_num) from None


def _lines(data: bytes, encoding: str) -> Iterator[str]:
    text = io.TextIOWrapper(io.BytesIO(data), encoding, newline="")
    number = 0
    while line := text.readline(_LONGEST_LINE):
        number += 1
        if len(line) == _LONGEST_LINE:
            raise Refused("ledger_line_too_long", row=number)
        yield line


def _separator(data: bytes, encoding: str) -> str:
    """Return the sign that parts the first rows into most known headings, or else into several cells."""
    lines = list(islice(_lines(data, encoding), _SEARCHED_LINES))

    def fit(separator: str) -> tuple[int, bool]:
        found: list[list[str]] = []
        with suppress(AppError):  # under a wrong separator, the quotes do not fit
            found += islice(_records(lines, separator), SEARCHED_ROWS)
        headings = (sum(map(_is_heading, cells[:MAX_COLUMNS])) for cells in found)
        return max(headings, default=0), sum(len(cells) > 1 for cells in found) * 2 > len(found)

    return max(_SEPARATORS, key=fit)


def _is_heading(cell: str) -> bool:
    return len(cell) <= _LONGEST_HEADING and is_heading(cell)


def _as_typed(cell: str) -> str:
    """Take away the apostrophe that our own report puts before a cell that looks like a formula."""
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell


def _encoding(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x1b$" in data:
        raise Refused("ledger_encoding")  # UTF-16; ISO-2022-JP, which would pass for UTF-8
    if _fits(data, "utf-8-sig"):
        return "utf-8-sig"
    if _is_damaged_utf8(data) or not _fits(data, "cp932"):
        raise Refused("ledger_encoding")
    return "cp932"


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell whether most of it is UTF-8: the rest would pass for CP932 and come out as gibberish."""
    guessed = data.decode("utf-8", "replace")
    return guessed.count("\ufffd") * 10 < sum(character > "\x7f" for character in guessed)
