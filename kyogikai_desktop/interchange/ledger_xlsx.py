"""Read the cells of an .xlsx file from a stranger: bounded before it is unpacked, formulas kept as text."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from kyogikai_desktop.errors import Damaged, Refused
from kyogikai_desktop.interchange.ledger_cells import (
    CellValue,
    Formula,
    Progress,
    Row,
    Sheet,
    collect,
    text_cell,
)

MAX_UNPACKED_BYTES = 128 * 2**20
_MAX_STYLES_BYTES = 16 * 2**20  # the part that takes longest to read, at once and not to be stopped
_STYLES = "xl/styles.xml"
# Bounded: where no tag ever ends, each would else be followed to the end of the part.
_MERGED = re.compile(rb'<(?:\w{1,20}:)?mergeCell\s[^>]{0,200}?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_MAX_MERGES = 20_000
_MAX_MERGED_HEIGHT = 100


def sheets(data: bytes, progress: Progress | None) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook; raise Damaged for anything that is not a sound workbook."""
    _require_bounded(data)
    marked = _read(data, progress, values=False)
    if not any(isinstance(cell, Formula) for sheet in marked for row in sheet.rows for cell in row):
        return marked
    return tuple(map(_with_values, marked, _read(data, progress, values=True)))


def _require_bounded(data: bytes) -> None:
    # zipfile never unpacks more of an entry than its directory declares, so the declared sum is a bound.
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Damaged("ledger_damaged") from None
    styles = sum(entry.file_size for entry in entries if entry.filename == _STYLES)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES or styles > _MAX_STYLES_BYTES:
        raise Refused("ledger_unpacks_too_large", megabytes=MAX_UNPACKED_BYTES // 2**20)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused("ledger_protected")


def _read(data: bytes, progress: Progress | None, *, values: bool) -> tuple[Sheet, ...]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of styles and dates that it leaves out
        return tuple(
            Sheet(title, _merged_down(collect(rows, progress), merges))
            for title, rows, merges in _opened(data, values=values)
        )


def _opened(data: bytes, *, values: bool) -> Iterator[tuple[str, Iterator[list[CellValue]], list[bytes]]]:
    try:
        book: Any = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values)
        found = [(sheet, _merges(data, sheet._worksheet_path)) for sheet in book.worksheets]
    except Exception:
        # openpyxl raises whatever a broken file provokes.
        raise Damaged("ledger_damaged") from None
    for sheet, merges in found:
        sheet.reset_dimensions()
        yield sheet.title, _rows(sheet.iter_rows()), merges


def _rows(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[CellValue]]:
    while True:
        try:
            row = [_plain(cell.value, cell.data_type) for cell in next(rows)]
        except StopIteration:
            return
        except Exception:
            raise Damaged("ledger_damaged") from None
        yield row


def _plain(value: object, data_type: str) -> CellValue:
    if data_type in "fe":
        return Formula(str(getattr(value, "text", None) or value))
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.replace(tzinfo=None)
    if isinstance(value, date | int | float) and not isinstance(value, bool):
        return value
    if value is None:
        return (
            "" if data_type in ("s", "str") else None
        )  # a formula that shows nothing has the type of a text
    return text_cell(str(value))


def _merges(data: bytes, part: str) -> list[bytes]:
    # openpyxl's streaming reader leaves merged ranges out; they follow the cells in the sheet's part.
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _, _, tail = archive.read(part).rpartition(b"sheetData>")
    return _MERGED.findall(tail)[:_MAX_MERGES]


def _merged_down(rows: tuple[Row, ...], merges: list[bytes]) -> tuple[Row, ...]:
    """Repeat a value that is merged over several rows in each of them, as a reader of the paper does."""
    spread: dict[int, list[CellValue]] = {}
    for merge in merges:
        column, top, _, bottom = (bound or 1 for bound in range_boundaries(merge.decode()))
        value = _at(rows, top, column)
        if value is None or bottom - top >= _MAX_MERGED_HEIGHT:
            continue
        for number in range(top + 1, min(bottom, len(rows)) + 1):
            cells = spread.setdefault(number, list(rows[number - 1]))
            cells += [None] * (column - len(cells))
            cells[column - 1] = value
    return tuple(tuple(spread.get(number, row)) for number, row in enumerate(rows, 1))


def _at(rows: tuple[Row, ...], number: int, column: int) -> CellValue:
    row = rows[number - 1] if number <= len(rows) else ()
    return row[column - 1] if column <= len(row) else None


def _with_values(marked: Sheet, shown: Sheet) -> Sheet:
    rows = (
        tuple(_with_value(cell, _at(shown.rows, number, column)) for column, cell in enumerate(row, 1))
        for number, row in enumerate(marked.rows, 1)
    )
    return Sheet(marked.title, tuple(rows))


def _with_value(cell: CellValue, shown: CellValue) -> CellValue:
    if not isinstance(cell, Formula) or isinstance(shown, Formula):
        return cell
    return None if shown == "" else Formula(cell.text, shown)
