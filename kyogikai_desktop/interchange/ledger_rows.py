"""Judge every row of a ledger: imported, imported with a warning, refused, or passed over."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import date

from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.labels import Labelled
from kyogikai_desktop.domain.names import search_key
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.interchange.ledger_case import read_case
from kyogikai_desktop.interchange.ledger_cells import LedgerFile, Progress, Row, Sheet
from kyogikai_desktop.interchange.ledger_mapping import Mapping, Target, is_ledger
from kyogikai_desktop.interchange.ledger_reader import Days, RowFinding, RowReader
from kyogikai_desktop.interchange.ledger_values import (
    has_day,
    is_remark,
    is_sum,
    read_day,
    text_of,
    without_my_number,
)

_STEP = 200
REASONS_TO_REFUSE = frozenset(
    {
        "row_no_name",
        "row_no_intake",
        "row_intake_unreadable",
        "row_formula_refused",
        "row_number_twice",
        "row_number_taken",
    }
)
_AS_OF = re.compile(r"([^\s（(]{4,30})(?:現在|時点)")


class Outcome(Labelled):
    """Where a row of the file ends, with the words of the badge and of the report."""

    IMPORTED = "imported", "取り込む"
    WARNED = "warned", "注意つきで取り込む"
    REFUSED = "refused", "取り込めない"
    PASSED_OVER = "passed_over", "データでない行"


@dataclass(frozen=True)
class JudgedRow:
    """One row of the file (`row` is 1-based) with its outcome, the reasons, and the case it gives.

    `source` holds the cells as text, without individual numbers. The lead body comes by name only.
    """

    sheet: str
    row: int
    outcome: Outcome
    source: tuple[str, ...]
    findings: tuple[RowFinding, ...] = ()
    case: Case | None = None
    lead_body_name: str = ""


@dataclass(frozen=True)
class Tally:
    """The counts of an import; those warned are among the imported, rows passed over count nowhere."""

    imported: int
    warned: int
    refused: int
    passed_over: int


def tally(rows: Iterable[JudgedRow]) -> Tally:
    """Count the outcomes."""
    counts = Counter(row.outcome for row in rows)
    imported = counts[Outcome.IMPORTED] + counts[Outcome.WARNED]
    return Tally(imported, counts[Outcome.WARNED], counts[Outcome.REFUSED], counts[Outcome.PASSED_OVER])


def judge(
    file: LedgerFile,
    mapping: Mapping,
    *,
    today: date,
    taken_numbers: Set[str],
    progress: Progress | None = None,
) -> tuple[JudgedRow, ...]:
    """Judge every row of every sheet under a mapping found in this file; nothing is stored.

    Raises Refused if the mapping names no column for the name or for the intake date.
    """
    if mapping.missing:
        raise Refused("ledger_columns_missing", columns="、".join(field.label for field in mapping.missing))
    judged: list[JudgedRow] = []
    total = sum(len(sheet.rows) for sheet in file.sheets)
    for row in _judged(file, mapping, today, taken_numbers):
        judged.append(row)
        if progress and len(judged) % _STEP == 0:
            progress(len(judged), total)
    return tuple(judged)


def number_key(number: str) -> str:
    """Fold a case number: width, case and spaces do not make another number."""
    return "".join(unicodedata.normalize("NFKC", number).casefold().split())


def _judged(file: LedgerFile, mapping: Mapping, today: date, taken_numbers: Set[str]) -> Iterator[JudgedRow]:
    for sheet in file.sheets:
        if sheet.title != mapping.sheet:
            yield from _other_sheet(sheet)
            continue
        judge_of_rows = _Judge(sheet, mapping, today, taken_numbers)
        yield from (judge_of_rows.row(number, row) for number, row in enumerate(sheet.rows, 1))


def _other_sheet(sheet: Sheet) -> Iterator[JudgedRow]:
    finding = RowFinding(Target.OTHER, "passed_other_ledger" if is_ledger(sheet) else "passed_other_sheet")
    for number, row in enumerate(sheet.rows, 1):
        yield JudgedRow(sheet.title, number, Outcome.PASSED_OVER, _source(row), (finding,))


def _source(row: Row) -> tuple[str, ...]:
    return tuple(without_my_number(text_of(cell)) for cell in row)


class _Judge:
    """Judges the rows of one table, remembering the numbers and persons of the rows before."""

    def __init__(self, sheet: Sheet, mapping: Mapping, today: date, taken_numbers: Set[str]) -> None:
        self._sheet = sheet
        self._mapping = mapping
        self._days = Days(today, _as_of(sheet.rows[: mapping.header_rows[0] - 1], today))
        self._headers = {sheet.rows[number - 1] for number in mapping.header_rows}
        self._taken = frozenset(map(number_key, taken_numbers)) - {""}
        self._rows_by_number: dict[str, int] = {}
        self._rows_by_person: dict[tuple[str, date], int] = {}

    def row(self, number: int, row: Row) -> JudgedRow:
        """Judge one row."""
        source = _source(row)
        reader = RowReader(self._mapping, row, source, self._days)
        passed = self._passed_over(number, row, reader)
        if passed:
            finding = RowFinding(Target.OTHER, passed)
            return JudgedRow(self._sheet.title, number, Outcome.PASSED_OVER, source, (finding,))
        found = read_case(reader)
        is_free = self._is_number_free(reader, found.case.number if found else reader.shown(Target.NUMBER))
        if not found or not is_free:
            reasons = tuple(finding for finding in reader.findings if finding.key in REASONS_TO_REFUSE)
            return JudgedRow(self._sheet.title, number, Outcome.REFUSED, source, reasons)
        self._remember(reader, found.case, number)
        outcome = Outcome.WARNED if reader.findings else Outcome.IMPORTED
        findings = tuple(reader.findings)
        return JudgedRow(self._sheet.title, number, outcome, source, findings, found.case, found.lead_body)

    def _is_number_free(self, reader: RowReader, number: str) -> bool:
        key = number_key(number)
        if key in self._taken:
            reader.find(Target.NUMBER, "row_number_taken")
        elif key in self._rows_by_number:
            reader.find(Target.NUMBER, "row_number_twice", row=self._rows_by_number[key])
        else:
            return True
        return False

    def _remember(self, reader: RowReader, case: Case, number: int) -> None:
        if case.number:
            self._rows_by_number[number_key(case.number)] = number
        elif self._mapping.of(Target.NUMBER):
            reader.find(Target.NUMBER, "row_no_number")
        person = case.person
        if person.kana and person.birth.on:
            first = self._rows_by_person.setdefault((search_key(person.kana), person.birth.on), number)
            if first != number:
                reader.find(Target.KANA, "row_same_person", row=first)

    def _passed_over(self, number: int, row: Row, reader: RowReader) -> str:
        """Return the key that says why a row is no data, or an empty text."""
        if number in self._mapping.header_rows or row in self._headers:
            return "passed_header"
        filled = reader.filled()
        if number < self._mapping.header_rows[0]:
            return "passed_title" if filled else "passed_blank"
        return self._passed_before(reader) or _passed_below(reader, filled)

    def _passed_before(self, reader: RowReader) -> str:
        """Say why a row of our own report is not for importing again."""
        if reader.shown(Target.OUTCOME) == Outcome.PASSED_OVER.label:
            return "passed_before"
        imported_as = number_key(reader.shown(Target.IMPORTED_AS))
        return "passed_imported_before" if imported_as in self._taken else ""


def _passed_below(reader: RowReader, filled: list[str]) -> str:
    if not filled:
        return "passed_blank"
    if has_day(reader.shown(Target.RECEIVED_ON), reader.days.today):
        return ""
    if any(map(is_sum, filled[:2])):
        return "passed_sum"
    return "passed_remark" if is_remark(filled[0]) or not reader.filled(meaning=True) else ""


def _as_of(rows: tuple[Row, ...], today: date) -> date | None:
    """Return the day that a title states: 令和８年11月20日現在."""
    for found in _AS_OF.finditer("\n".join(text_of(cell) for row in rows for cell in row)):
        if has_day(found[1], today):
            return read_day(found[1], today)
    return None
