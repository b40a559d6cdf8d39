"""Pages of the case list: counted and cut in SQL, so that 100,000 cases open like 1,000."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from kyogikai_desktop.domain.births import Birth
from kyogikai_desktop.domain.cases import CaseId, CaseState, Consent
from kyogikai_desktop.domain.listing import CaseQuery, CaseRow, Sort, View
from kyogikai_desktop.domain.reviews import SOON_DAYS
from kyogikai_desktop.records import search
from kyogikai_desktop.records.schema import BODIES, CASE_COUNTS, CASES

_PLAIN = (
    "id number name kana sex state urgency concerns chief_concern consent key_person course"
    " next_review_on last_meeting_on closed_on whereabouts_protected"
).split()
_EXPOSED = """
SELECT DISTINCT seen.id, seen.number FROM case_links AS link
JOIN cases AS seen ON seen.id IN (link.case_id, link.other)
JOIN cases AS hidden ON hidden.id = link.case_id + link.other - seen.id
WHERE link.kind = 'household' AND hidden.whereabouts_protected AND NOT seen.whereabouts_protected
    AND seen.address || seen.phone <> ''
ORDER BY seen.id
"""
_BIRTH = ("birth_on", "birth_about_year", "birth_age", "birth_age_as_of")


@dataclass(frozen=True)
class Exposed:
    """A case that may tell where somebody of its household hides."""

    case: CaseId
    number: str


def count(db: sa.Connection, query: CaseQuery, today: date) -> int:
    """Return how many cases a query shows."""
    if query.view is View.DUE or search.case_ids(query.text) is not None:
        counted = sa.select(sa.func.count()).where(*_where(CASES, query, today))
    else:
        counted = sa.select(sa.func.sum(CASE_COUNTS.c.cases)).where(*_where(CASE_COUNTS, query, today))
    return int(db.scalar(counted) or 0)


def count_undated(db: sa.Connection) -> int:
    """Return how many open cases have no date for their next review."""
    undated = (CASES.c.is_open == 1, CASES.c.review_key == "")
    return int(db.scalar(sa.select(sa.func.count()).select_from(CASES).where(*undated)) or 0)


def exposed(db: sa.Connection) -> tuple[Exposed, ...]:
    """Return the cases whose whereabouts may tell where somebody hides: see `cases.gives_away`."""
    return tuple(Exposed(CaseId(record), number) for record, number in db.exec_driver_sql(_EXPOSED))


def page(db: sa.Connection, query: CaseQuery, today: date, offset: int, limit: int) -> tuple[CaseRow, ...]:
    """Return the rows of a query from an offset on, in its order."""
    ids = list(
        db.scalars(
            sa.select(CASES.c.id)
            .where(*_where(CASES, query, today))
            .order_by(*_order(query))
            .offset(offset)
            .limit(sa.bindparam(None, limit, sa.Integer, literal_execute=True))
        )
    )
    columns = [CASES.c[name] for name in (*_PLAIN, *_BIRTH)]
    lead = sa.func.coalesce(sa.func.nullif(BODIES.c.short_name, ""), BODIES.c.name, "").label("lead")
    joined = CASES.outerjoin(BODIES, BODIES.c.id == CASES.c.lead_body)
    rows = db.execute(sa.select(*columns, lead).select_from(joined).where(CASES.c.id.in_(ids))).mappings()
    found = {row["id"]: _row(row) for row in rows}
    return tuple(found[record] for record in ids)


def _row(row: sa.RowMapping) -> CaseRow:
    birth = Birth(*(row[name] for name in _BIRTH))
    return CaseRow(birth=birth, lead_body=row["lead"], **{name: row[name] for name in _PLAIN})


def _where(table: sa.Table, query: CaseQuery, today: date) -> list[sa.ColumnElement[bool]]:
    tests: list[sa.ColumnElement[bool]] = [table.c.is_open == int(query.view is not View.CLOSED)]
    if query.view is View.DUE:
        # Called likely, so that other orders keep to their own index and need no sorting.
        tests.append(sa.func.likely(CASES.c.review_key <= str(today + timedelta(days=SOON_DAYS))))
    if query.view is View.CONSENT:
        tests.append(table.c.consent.in_([Consent.NOT_OBTAINED, Consent.EXPLAINED]))
    if query.view is View.INTAKE:
        tests.append(table.c.state == CaseState.INTAKE)
    if query.lead_body:
        tests.append(table.c.lead_body == query.lead_body)
    if query.urgencies:
        tests.append(table.c.urgency.in_(query.urgencies))
    found = search.case_ids(query.text)
    if found is not None:
        tests.append(CASES.c.id.in_(found))
    return tests


def _order(query: CaseQuery) -> list[sa.ColumnElement[Any]]:
    columns = {
        Sort.REVIEW: [CASES.c.closed_on if query.view is View.CLOSED else CASES.c.review_key],
        Sort.URGENCY: [CASES.c.urgency_rank, CASES.c.review_key],
        Sort.KANA: [CASES.c.kana_key],
        Sort.NUMBER: [CASES.c.received_on],
    }[query.sort]
    turned = query.descending != (query.view is View.CLOSED and query.sort is Sort.REVIEW)
    return [column.desc() if turned else column.asc() for column in (*columns, CASES.c.id)]
