"""Import a ledger: read, map, judge every row, then store all of it or nothing."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.cases import Case, number_for
from kyogikai_desktop.domain.council import BodyId, MemberBody
from kyogikai_desktop.domain.names import search_key
from kyogikai_desktop.domain.wareki import format_date
from kyogikai_desktop.errors import AppError, InvalidInput, Refused
from kyogikai_desktop.interchange import ledger_file, ledger_mapping, ledger_report, ledger_rows
from kyogikai_desktop.interchange.ledger_cells import LedgerFile
from kyogikai_desktop.interchange.ledger_mapping import Mapping
from kyogikai_desktop.interchange.ledger_rows import JudgedRow, Tally, tally
from kyogikai_desktop.records import case_records, council_records, import_records
from kyogikai_desktop.records.store import Transaction
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.session import Session

__all__ = [
    "JudgedRow",
    "LedgerFile",
    "LedgerImport",
    "Mapping",
    "Tally",
    "mapping_of",
    "read_mapping",
    "tally",
]

Progress = Callable[[int, int], None]
Say = Callable[[AppError], str]
_LARGEST_MAPPING = 64 * 1024
_FROM_LEDGER = "台帳の取り込みで登録しました。区分と加入日を確かめてください。"


class LedgerImport:
    """Ledgers for one open council."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store

    def read(self, path: Path, progress: Progress | None = None) -> LedgerFile:
        """Read a file; raises Refused if it was imported before."""
        file = ledger_file.read(path, progress)
        known = import_records.imported_on(self._store.reader, file.sha256)
        if known:
            raise Refused("import_again", on=format_date(known))
        return file

    def guess(self, file: LedgerFile, saved: Mapping | None = None) -> Mapping:
        """Return the likeliest mapping; a saved or kept one goes before what headings tell."""
        kept = import_records.mapping(self._store.reader)
        return ledger_mapping.guess(file, saved or (ledger_mapping.from_toml(kept) if kept else None))

    @needs(Role.COORDINATOR)
    def keep_mapping(self, mapping: Mapping) -> None:
        """Keep a mapping for the next ledger of the same kind."""
        with self._store.writing() as tx:
            import_records.save_mapping(tx, mapping.to_toml())

    def judge(
        self, file: LedgerFile, mapping: Mapping, progress: Progress | None = None
    ) -> tuple[JudgedRow, ...]:
        """Judge every row; nothing is stored."""
        taken = case_records.numbers(self._store.reader)
        return ledger_rows.judge(
            file, mapping, today=self._session.today(), taken_numbers=taken, progress=progress
        )

    @needs(Role.COORDINATOR)
    def run(
        self,
        file: LedgerFile,
        rows: tuple[JudgedRow, ...],
        progress: Progress | None = None,
        *,
        report: Callable[[tuple[JudgedRow, ...]], object] | None = None,
    ) -> tuple[JudgedRow, ...]:
        """Store the cases of judged rows in one transaction; where it fails or is stopped, nothing is.

        Returns the rows with the numbers that were dealt. `report` gets them before the commit, so that
        an import whose report cannot be written does not happen.
        """
        counts = tally(rows)
        with self._store.writing() as tx:
            stored = tuple(_stored(tx, rows, progress or (lambda _done, _total: None)))
            import_records.add(tx, file.sha256, (counts.imported, counts.warned, counts.refused))
            if report:
                report(stored)
        return stored

    def report(self, mapping: Mapping, rows: Iterable[JudgedRow], say: Say, *, stored: bool) -> bytes:
        """Return the report of every row as CSV, to be corrected and imported again.

        `say` turns a finding into its sentence; `stored` tells whether the cases are in the council.
        """
        report = ledger_report.report(mapping, rows, say, stored=stored)
        return _marked(report) if self._session.council.practice else report


def _marked(report: bytes) -> bytes:
    """Put the word of practice councils above the headings, where an import passes over it."""
    return "練習用,架空のデータです\r\n".encode("utf-8-sig") + report.removeprefix(BOM_UTF8)


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file; raises InvalidInput for anything else."""
    try:
        if not path.is_file():
            raise InvalidInput("mapping_unreadable")
        with path.open("rb") as file:
            data = file.read(_LARGEST_MAPPING + 1)
    except OSError:
        raise InvalidInput("mapping_unreadable") from None
    if len(data) > _LARGEST_MAPPING:
        raise InvalidInput("mapping_unreadable")
    return mapping_of(data.decode("utf-8", "replace"))


def mapping_of(text: str) -> Mapping:
    """Read what `Mapping.to_toml` wrote; raises InvalidInput for anything else."""
    return ledger_mapping.from_toml(text)


def _stored(tx: Transaction, rows: tuple[JudgedRow, ...], progress: Progress) -> Iterator[JudgedRow]:
    bodies = _Bodies(tx)
    total = sum(row.case is not None for row in rows)
    done = 0
    for row in rows:
        if row.case is None:
            yield row
            continue
        yield replace(row, case=_add(tx, row.case, bodies.by_name(row.lead_body_name)))
        done += 1
        progress(done, total)


def _add(tx: Transaction, case: Case, lead: BodyId | None) -> Case:
    number = case.number or number_for(case.received_on, case_records.next_serial(tx.db, case.received_on))
    return case_records.add(tx, replace(case, number=number, lead_body=lead), "import_case")


class _Bodies:
    """Member bodies by the names that a ledger uses; unknown ones are registered, to be looked over."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._known: dict[str, BodyId] = {}
        for body in council_records.bodies(tx.db):
            for name in (body.short_name, body.name):
                self._known[search_key(name)] = body.id

    def by_name(self, name: str) -> BodyId | None:
        key = search_key(name)
        if not key:
            return None
        if key not in self._known:
            body = council_records.save_body(self._tx, MemberBody(name, remarks=_FROM_LEDGER))
            self._known[key] = body.id
        return self._known[key]
