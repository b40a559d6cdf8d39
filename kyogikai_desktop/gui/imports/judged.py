"""A ledger as the page holds it: the file, what its columns mean, and what would become of every row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from kyogikai_desktop.errors import AppError, Refused
from kyogikai_desktop.interchange.ledger_mapping import Column, Target
from kyogikai_desktop.services.imports import JudgedRow, LedgerFile, LedgerImport, Mapping, read_mapping

Report = Callable[[int, int, int], None]
STEPS = ("ファイルを読む", "1行ずつ確かめる")

# Fields that several columns may give; the first one is what a person chooses.
SOURCES: dict[Target, tuple[Target, ...]] = {
    Target.NAME: (Target.NAME, Target.FAMILY_NAME, Target.GIVEN_NAME),
    Target.BIRTH: (Target.BIRTH, Target.AGE),
}


@dataclass(frozen=True)
class Judged:
    """Rows under a mapping; `problem` says why no row could be judged, `stored` that they are imported."""

    file: LedgerFile
    mapping: Mapping
    rows: tuple[JudgedRow, ...] = ()
    problem: AppError | None = None
    stored: bool = False


def open_ledger(work: LedgerImport, path: Path, report: Report) -> Judged:
    """Read a file, guess its columns and judge its rows (reader's thread)."""
    file = work.read(path, partial(report, 0))
    return judge(work, file, work.guess(file), report)


def go_on(work: LedgerImport, path: Path, mapping: Mapping, report: Report) -> Judged:
    """Read a file again with the meanings that a person had given to its columns (reader's thread)."""
    file = work.read(path, partial(report, 0))
    return judge(work, file, work.guess(file, mapping), report)


def judge(work: LedgerImport, file: LedgerFile, mapping: Mapping, report: Report) -> Judged:
    """Judge all rows again under another mapping (reader's thread)."""
    try:
        return Judged(file, mapping, work.judge(file, mapping, partial(report, 1)))
    except Refused as error:
        return Judged(file, mapping, problem=error)


def other_sheet(work: LedgerImport, file: LedgerFile, title: str, report: Report) -> Judged:
    """Take the table of another sheet."""
    alone = replace(file, sheets=(file.sheet(title),))
    return judge(work, file, work.guess(alone), report)


def with_saved(work: LedgerImport, file: LedgerFile, path: Path, report: Report) -> Judged:
    """Take the meanings from a mapping file."""
    return judge(work, file, work.guess(file, read_mapping(path)), report)


def sources(mapping: Mapping, field: Target) -> tuple[Column, ...]:
    """Return the columns that a field is read from, in the order of the sheet."""
    found = [column for target in SOURCES.get(field, (field,)) for column in mapping.of(target)]
    return tuple(sorted(found, key=lambda column: column.index))


def with_field(mapping: Mapping, field: Target, index: int | None) -> Mapping:
    """Return the mapping with a field read from one column alone, or from none."""
    for column in sources(mapping, field):
        mapping = mapping.assign(column.index, Target.OTHER)
    return mapping if index is None else mapping.assign(index, field)


def source_text(mapping: Mapping, row: JudgedRow, field: Target) -> str:
    """Return what stands in the ledger for a field."""
    cells = (row.source[column.index] for column in sources(mapping, field) if column.index < len(row.source))
    return "　".join(cell.strip() for cell in cells if cell.strip())
