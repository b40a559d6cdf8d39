"""The history of a case: who did what when, and what stood there before and after a change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.audit_log import LogRow
from kyogikai_desktop.domain.audit_words import person
from kyogikai_desktop.domain.cases import Case, CaseId, ProgressNote
from kyogikai_desktop.domain.names import clean_line
from kyogikai_desktop.errors import Damaged, InvalidInput
from kyogikai_desktop.records import account_records, alterations, audit, audit_rows, case_records
from kyogikai_desktop.records.content import REVISED
from kyogikai_desktop.records.store import Connection
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.session import Session

_WHEREABOUTS = frozenset(("postal_code", "address", "phone"))
# Somebody may have taken an address out of any of them when a person came under protection.
_TEXTS = frozenset(
    (
        *("name", "kana", "kana_key", "reporter", "complaint", "wish", "urgency_reason", "consent_note"),
        *("household", "key_person", "course", "situation", "closing_note", "remarks"),
        *("text", "with_whom", "next_step"),
    )
)
_OF: dict[str, Callable[[Mapping[str, Any]], Case | ProgressNote]] = {
    "case": case_records.case_of,
    "note": case_records.note_of,
}

Record = Case | ProgressNote


@dataclass(frozen=True)
class Change:
    """What a case or a note said before and after a row of the log; before its first version there is None.

    `withheld` are fields that changed and are blank in both; `reveal` shows them, where `protected` for a
    reason alone.
    """

    case: CaseId
    before: Record | None
    after: Record
    withheld: frozenset[str] = frozenset()
    protected: bool = False


class History:
    """The histories of the cases of one open council, for whoever may open the cases."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store

    # Reading: safe on the reader's thread.

    def count(self, case: CaseId) -> int:
        """Return how many rows of the log are about a case or its notes."""
        return audit_rows.count_of_case(self._store.reader, case)

    def rows(self, case: CaseId, offset: int = 0, limit: int = 200) -> tuple[LogRow, ...]:
        """Return rows about a case and its notes from an offset on, newest first, with who acted."""
        db = self._store.reader
        names = {one.login: one.name for one in account_records.all_of(db)}
        found = audit_rows.page_of_case(db, case, offset, limit)
        return tuple(LogRow(row, person(row.actor, names), case=case) for row in found)

    def change(self, seq: int) -> Change | None:
        """Return what a row of the log changed in a case or a note; None where that was nothing.

        Withheld are whereabouts, and of a person who is or was protected every text that was written anew.
        Raises Damaged where the stored versions are not those that the log tells of.
        """
        return _change(self._store.reader, seq, revealed=False)

    # Writing: on the writer's thread.

    @needs(*Role)
    def reveal(self, seq: int, reason: str = "") -> Change | None:
        """Return a change with nothing withheld and log it; that of a protected person needs a reason."""
        said = clean_line(reason)
        with self._store.writing() as tx:
            found = _change(tx.db, seq, revealed=True)
            if found and found.protected and not said:
                raise InvalidInput("reveal_reason_missing", "reason")
            if found:
                tx.note("reveal_whereabouts", f"case:{found.case}", (said,))
        return found


def _change(db: Connection, seq: int, *, revealed: bool) -> Change | None:
    kind, record = audit.changed_by(db, seq) or ("", 0)
    if kind not in REVISED:
        return None
    versions = alterations.versions(db, kind, record)
    after = next(values for number, values in versions if number == seq)
    _, before = next(versions, (0, None))
    case = CaseId(after["case_id"] if kind == "note" else record)
    protected = _protected(db, case)
    hidden = frozenset() if revealed else _WHEREABOUTS | (_TEXTS if protected else frozenset())
    made = Change(case, None, _OF[kind](_blank(after, hidden)), protected=protected)
    if before is None:
        return made
    withheld = frozenset(name for name in hidden & after.keys() if before[name] != after[name])
    return replace(made, before=_OF[kind](_blank(before, hidden)), withheld=withheld)


def _protected(db: Connection, case: CaseId) -> bool:
    """Tell whether the whereabouts of a case are protected, or were at any time as far as anybody knows."""
    try:
        versions = list(alterations.versions(db, "case", case))
    except Damaged:
        return True
    return any(values["whereabouts_protected"] for _, values in versions)


def _blank(values: Mapping[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    return {name: "" if name in hidden else value for name, value in values.items()}
