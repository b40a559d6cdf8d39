"""The audit log for who answers for it: pages of rows, who and what they name, and a table to take along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

from kyogikai_desktop.domain.accounts import Account, Role
from kyogikai_desktop.domain.audit_acts import ACTS
from kyogikai_desktop.domain.audit_log import LogQuery, LogRow
from kyogikai_desktop.domain.audit_words import person
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.listing import AuditRow
from kyogikai_desktop.domain.names import clean_line
from kyogikai_desktop.domain.wareki import format_short
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.interchange.log_csv import log_csv
from kyogikai_desktop.records import account_records, audit_log, audit_rows, backup_records
from kyogikai_desktop.records.audit_log import About
from kyogikai_desktop.records.store import Connection
from kyogikai_desktop.services import output
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.progress import Progress, quiet
from kyogikai_desktop.services.session import Session

_AT_ONCE, _NEVER = 2000, 2**63 - 1
# Whoever works with cases may read whose they are; a custodian alone sees their numbers.
_KNOWS_NAMES = {Role.COORDINATOR, Role.FACILITATOR, Role.RECORDER}


class AuditLog:
    """The log of one open council; only a custodian reads it, and that is logged too."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store

    # Reading: safe on the reader's thread.

    @needs(Role.CUSTODIAN)
    def count(self, query: LogQuery) -> int:
        """Return how many rows a query has."""
        return audit_log.count(self._store.reader, query)

    @needs(Role.CUSTODIAN)
    def pages(self, query: LogQuery) -> LogPages:
        """Return what gives the rows of a query, newest first."""
        return LogPages(self, query)

    def people(self) -> tuple[Account, ...]:
        """Return all accounts, also of who has left: the log names them."""
        return account_records.all_of(self._store.reader)

    def numbered(self, number: str) -> CaseId:
        """Return the case of a number as it is typed; raise Refused for one that no case has."""
        found = backup_records.numbered(self._store.reader, clean_line(number))
        if found is None:
            raise Refused("no_such_number")
        return found

    def case_words(self, case: CaseId) -> str:
        """Return what stands for a case in a filter: its number, and the name for who works with cases."""
        name = f"case:{case}"
        return self._words(audit_log.about(self._store.reader, [name]).get(name))

    @needs(Role.CUSTODIAN)
    def newest(self, query: LogQuery, limit: int) -> tuple[LogRow, ...]:
        """Return the first rows of a query with the names that go with them, newest first."""
        db = self._store.reader
        return self._named(db, audit_log.newest(db, query, limit))

    @needs(Role.CUSTODIAN)
    def numbers(self, query: LogQuery, top: int) -> Sequence[int]:
        """Return the numbers of all rows of a query up to one, newest first."""
        return audit_log.numbers(self._store.reader, query, top)

    @needs(Role.CUSTODIAN)
    def rows(self, numbers: Sequence[int]) -> tuple[LogRow, ...]:
        """Return the rows of some numbers with the names that go with them, newest first."""
        db = self._store.reader
        return self._named(db, audit_rows.numbered(db, numbers))

    # Writing: on the writer's thread.

    @needs(Role.CUSTODIAN)
    def note_view(self, case: CaseId | None = None) -> None:
        """Log that somebody opened the log, for a case where it was about one."""
        if not self._session.read_only:
            with self._store.writing() as tx:
                tx.note("view_log", f"case:{case}" if case else "")

    @needs(Role.CUSTODIAN)
    def note_export(self, query: LogQuery) -> None:
        """Log that the rows of a query go to a file; do it first: its own row belongs to the file, too."""
        with self._store.writing() as tx:
            total = audit_log.count(tx.db, query)
            tx.note("export_log", f"case:{query.case}" if query.case else "", (str(total),))

    @needs(Role.CUSTODIAN)
    def drop_export(self, query: LogQuery) -> None:
        """Log that a file came to no end, of which `note_export` has said that it is made."""
        with self._store.writing() as tx:
            tx.note("export_log_dropped", f"case:{query.case}" if query.case else "")

    # On the thread that reads for long.

    @needs(Role.CUSTODIAN)
    def write_file(self, query: LogQuery, path: Path, progress: Progress = quiet) -> int:
        """Write the rows of a query as CSV, without names of cases and reasons; return how many.

        Raises Refused for who is no custodian, NoSpace, Cancelled; then no file is left.
        """
        rows = list(self._cells(query, audit_log.count(self._store.reader, query), progress))
        council = self._session.council
        output.save(path, log_csv(rows, council.name, practice=council.practice))
        return len(rows)

    def _cells(self, query: LogQuery, total: int, progress: Progress) -> Iterator[tuple[str, ...]]:
        done, db = 0, self._store.reader
        progress(0, done, total)
        for rows in audit_log.every(db, query, _AT_ONCE):
            yield from map(_cells, self._named(db, rows))
            done += len(rows)
            progress(0, min(done, total), total)

    def _named(self, db: Connection, rows: Iterable[AuditRow]) -> tuple[LogRow, ...]:
        rows = tuple(rows)
        names = {one.login: one.name for one in account_records.all_of(db)}
        known = audit_log.about(db, {row.object for row in rows})
        return tuple(
            LogRow(row, person(row.actor, names), self._words(found), found.case if found else None)
            for row in rows
            for found in (known.get(row.object),)
        )

    def _words(self, found: About | None) -> str:
        if found is None:
            return ""
        may_read = found.case is None or _KNOWS_NAMES & set(self._session.account.roles)
        return f"{found.words}　{found.name}".strip() if may_read else found.words


class LogPages:
    """The rows of a query from any offset on, as they were when the first were read.

    The first page comes at once. What lies behind it is found once for all: then any page is as near.
    """

    def __init__(self, log: AuditLog, query: LogQuery) -> None:
        self._log = log
        self._query = query
        self._top = _NEVER

    @cached_property
    def _numbers(self) -> Sequence[int]:
        return self._log.numbers(self._query, self._top)

    def fetch(self, offset: int, limit: int) -> list[LogRow]:
        """Return rows from an offset on."""
        if offset or self._top < _NEVER:
            return list(self._log.rows(self._numbers[offset : offset + limit]))
        rows = list(self._log.newest(self._query, limit))
        if rows:
            self._top = rows[0].row.seq  # what is written from now on would move every page
        return rows


def _cells(row: LogRow) -> tuple[str, ...]:
    at, action = row.row.at.astimezone(JST), row.row.action
    group = ACTS[action].group.label if action in ACTS else ""
    # What leaves the council has the number of a case alone, and of a reason only that there is one.
    about = row.about.partition("　")[0] if row.case else row.about
    beside = row.details
    if action == "reveal_whereabouts":
        beside = "理由あり" if beside else "理由なし"
    moment = f"{format_short(at.date())} {at:%H:%M:%S}"
    return str(row.row.seq), moment, row.row.actor, row.person, group, row.words, about, beside
