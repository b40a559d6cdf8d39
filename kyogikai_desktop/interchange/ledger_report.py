"""Write what became of every row of a ledger as a CSV that can be corrected and imported again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.interchange.csv_safe import safe_cell
from kyogikai_desktop.interchange.ledger_mapping import Column, Mapping
from kyogikai_desktop.interchange.ledger_rows import JudgedRow

OWN_COLUMNS = ("元の行", "取り込みの結果", "取り込んだ番号", "取り込みの理由")
"""The report's own headings; `ledger_headers.toml` knows them, so that the next import skips them."""

Say = Callable[[AppError], str]


def report(mapping: Mapping, rows: Iterable[JudgedRow], say: Say, *, stored: bool) -> bytes:
    """Return the report: UTF-8 with BOM, own columns first, then the ledger's under their headings.

    `stored` tells that the cases were imported, with the numbers that `rows` hold now; a later import
    of the report passes over the rows whose numbers it finds in the council.
    """
    columns = [column for column in mapping.columns if column.header not in OWN_COLUMNS]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(safe_cell, (*OWN_COLUMNS, *(column.header for column in columns))))
    for row in rows:
        writer.writerow(map(safe_cell, (*_own(mapping, row, say, stored=stored), *_source(row, columns))))
    return text.getvalue().encode("utf-8-sig")


def _own(mapping: Mapping, row: JudgedRow, say: Say, *, stored: bool) -> tuple[str, str, str, str]:
    place = str(row.row) if row.sheet == mapping.sheet else f"{row.sheet} {row.row}"
    number = row.case.number if row.case and stored else ""
    reasons = "".join(say(finding.error) for finding in row.findings)
    return place, row.outcome.label, number, reasons


def _source(row: JudgedRow, columns: list[Column]) -> list[str]:
    """Return the cells under the ledger's headings, and those of another sheet that go beyond them."""
    beyond = row.source[max((column.index for column in columns), default=-1) + 1 :]
    return [*(_cell(row.source, column.index) for column in columns), *beyond]


def _cell(source: tuple[str, ...], index: int) -> str:
    return source[index] if index < len(source) else ""
