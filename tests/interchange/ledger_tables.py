"""Small ledgers for the tests: a table as rows of cells, judged on a fixed day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kyogikai_desktop.interchange.ledger_cells import CellValue, LedgerFile, Sheet
from kyogikai_desktop.interchange.ledger_mapping import guess
from kyogikai_desktop.interchange.ledger_rows import JudgedRow, judge

DATA = Path(__file__).parents[1] / "data"
FORM8 = DATA / "ledger-form8.xlsx"
LEGACY = DATA / "ledger-legacy-cp932.csv"
TODAY = date(2026, 11, 23)
HEAD = ("ケース番号", "受理日", "氏名")


def ledger(*rows: Sequence[CellValue], title: str = "台帳") -> LedgerFile:
    return LedgerFile("台帳.xlsx", (Sheet(title, tuple(map(tuple, rows))),), "0" * 64)


def judged(*rows: Sequence[CellValue], taken: frozenset[str] = frozenset()) -> tuple[JudgedRow, ...]:
    file = ledger(*rows)
    return judge(file, guess(file), today=TODAY, taken_numbers=taken)


def only(head: Sequence[str], cells: Sequence[CellValue]) -> JudgedRow:
    """Judge one row under number, intake date, name and the given headings."""
    return judged((*HEAD, *head), ("R8-1", "R8.4.1", "辻󠄀　健", *cells))[-1]


def keys(row: JudgedRow) -> list[str]:
    return [finding.key for finding in row.findings]
