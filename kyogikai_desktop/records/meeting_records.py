"""Meetings with attendance, agenda and promises as rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

import sqlalchemy as sa

from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.listing import MeetingRow, OpenTask
from kyogikai_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    ItemId,
    Meeting,
    MeetingId,
    Presence,
    Task,
    TaskId,
    Tier,
)
from kyogikai_desktop.records.schema import AGENDA_ITEMS, ATTENDANCE, BODIES, CASES, MEETINGS, TASKS
from kyogikai_desktop.records.store import Transaction, insert

_FIELDS = [f.name for f in fields(Meeting) if f.name not in ("id", "version", "attendance", "items")]
_ITEM_FIELDS = ("title", "legal_basis", "report", "points", "decision", "next_review_on")
_TASK_FIELDS = ("body", "who", "what", "due_on", "done_on")


def save(tx: Transaction, meeting: Meeting, action: str = "change_meeting") -> Meeting:
    """Store a new or changed meeting with all its parts; returns it with the ids of the parts.

    Raises Conflict if its version is not the stored one.
    """
    values = {name: getattr(meeting, name) for name in _FIELDS}

    def parts(record: int) -> None:
        _replace_parts(tx.db, record, meeting)

    if meeting.id:
        tx.change(action, "meeting", meeting.id, meeting.version, values, parts=parts)
        record = meeting.id
    else:
        record = MeetingId(tx.add("plan_meeting", "meeting", {"version": 1, **values}, parts))
    stored = get(tx.db, record)
    tx.index("meeting", record, None, texts(stored))
    return stored


def texts(meeting: Meeting) -> tuple[str, ...]:
    """Return what a meeting is found by."""
    said = (text for item in meeting.items for text in (item.title, item.report, item.points, item.decision))
    return (meeting.title, meeting.place, *said)


def _replace_parts(db: sa.Connection, meeting: int, new: Meeting) -> None:
    """Write the parts anew; ids that are known stay, so that an item keeps its identity."""
    for table in (TASKS, AGENDA_ITEMS, ATTENDANCE):
        db.execute(sa.delete(table).where(table.c.meeting == meeting))
    for seat in new.attendance:
        insert(db, ATTENDANCE, {"meeting": meeting, **{f.name: getattr(seat, f.name) for f in fields(seat)}})
    for position, item in enumerate(new.items, 1):
        _insert_item(db, meeting, position, item)


def _insert_item(db: sa.Connection, meeting: int, position: int, item: AgendaItem) -> None:
    values = {name: getattr(item, name) for name in _ITEM_FIELDS}
    row = {"meeting": meeting, "position": position, "case_id": item.case, **_known(item.id), **values}
    made = insert(db, AGENDA_ITEMS, row)
    for order, task in enumerate(item.tasks, 1):
        values = {name: getattr(task, name) for name in _TASK_FIELDS}
        insert(db, TASKS, {"meeting": meeting, "item": made, "position": order, **_known(task.id), **values})


def _known(record: int) -> dict[str, int]:
    return {"id": record} if record else {}


def get(db: sa.Connection, meeting: MeetingId) -> Meeting:
    """Return one meeting with all its parts; KeyError if there is none."""
    row = db.execute(sa.select(MEETINGS).where(MEETINGS.c.id == meeting)).mappings().first()
    if row is None:
        raise KeyError(meeting)
    return Meeting(
        id=meeting,
        version=row["version"],
        attendance=tuple(_attendance(db, meeting)),
        items=tuple(_items(db, meeting)),
        **{name: row[name] for name in _FIELDS},
    )


def _attendance(db: sa.Connection, meeting: MeetingId) -> Iterable[Attendance]:
    rows = db.execute(sa.select(ATTENDANCE).where(ATTENDANCE.c.meeting == meeting).order_by(ATTENDANCE.c.id))
    return (Attendance(row.member, row.body, row.presence, row.remark) for row in rows)


def _items(db: sa.Connection, meeting: MeetingId) -> Iterable[AgendaItem]:
    tasks: dict[int, list[Task]] = {}
    for row in db.execute(
        sa.select(TASKS).where(TASKS.c.meeting == meeting).order_by(TASKS.c.position)
    ).mappings():
        tasks.setdefault(row["item"], []).append(_task(row))
    order = sa.select(AGENDA_ITEMS).where(AGENDA_ITEMS.c.meeting == meeting).order_by(AGENDA_ITEMS.c.position)
    for row in db.execute(order).mappings():
        values = {name: row[name] for name in _ITEM_FIELDS}
        case = CaseId(row["case_id"]) if row["case_id"] else None
        yield AgendaItem(id=ItemId(row["id"]), case=case, tasks=tuple(tasks.get(row["id"], ())), **values)


def _task(row: sa.RowMapping) -> Task:
    return Task(id=TaskId(row["id"]), **{name: row[name] for name in _TASK_FIELDS})


def next_number(db: sa.Connection, fiscal_year: int, tier: Tier) -> int:
    """Return the number of the next meeting of a tier in a fiscal year."""
    same = (MEETINGS.c.fiscal_year == fiscal_year) & (MEETINGS.c.tier == tier)
    return int(db.scalar(sa.select(sa.func.max(MEETINGS.c.number)).where(same)) or 0) + 1


def rows(db: sa.Connection) -> tuple[MeetingRow, ...]:
    """Return all meetings, newest first, with counts of items, decisions and people present."""

    def counted(table: sa.Table, *tests: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
        return sa.select(sa.func.count()).where(table.c.meeting == MEETINGS.c.id, *tests).scalar_subquery()

    query = sa.select(
        MEETINGS,
        counted(AGENDA_ITEMS).label("items"),
        counted(AGENDA_ITEMS, AGENDA_ITEMS.c.decision != "").label("decided"),
        counted(ATTENDANCE, ATTENDANCE.c.presence != Presence.ABSENT).label("present"),
    ).order_by(MEETINGS.c.held_on.desc(), MEETINGS.c.id.desc())
    return tuple(
        MeetingRow(**{f.name: row[f.name] for f in fields(MeetingRow)})
        for row in db.execute(query).mappings()
    )


def of_case(db: sa.Connection, case: CaseId) -> tuple[Meeting, ...]:
    """Return the meetings whose agenda has a case, newest first, each with that case's items alone."""
    having = sa.select(AGENDA_ITEMS.c.meeting).where(AGENDA_ITEMS.c.case_id == case)
    order = sa.select(MEETINGS.c.id).where(MEETINGS.c.id.in_(having)).order_by(MEETINGS.c.held_on.desc())
    whole = [get(db, MeetingId(record)) for record in db.scalars(order).all()]
    return tuple(replace(one, items=tuple(item for item in one.items if item.case == case)) for one in whole)


def open_tasks(db: sa.Connection) -> tuple[OpenTask, ...]:
    """Return the promises that are not kept yet, the earliest date first, undated ones on top."""
    joined = (
        TASKS.join(AGENDA_ITEMS, AGENDA_ITEMS.c.id == TASKS.c.item)
        .join(MEETINGS, MEETINGS.c.id == TASKS.c.meeting)
        .outerjoin(CASES, CASES.c.id == AGENDA_ITEMS.c.case_id)
        .outerjoin(BODIES, BODIES.c.id == TASKS.c.body)
    )
    columns = [
        AGENDA_ITEMS.c.case_id, MEETINGS.c.id.label("meeting_id"), MEETINGS.c.held_on,
        sa.func.coalesce(CASES.c.number, "").label("number"),
        sa.func.coalesce(CASES.c.name, "").label("name"),
        sa.func.coalesce(BODIES.c.name, "").label("body_name"),
    ]  # fmt: skip
    query = sa.select(TASKS, *columns).select_from(joined).where(TASKS.c.done_on.is_(None))
    found = db.execute(query.order_by(TASKS.c.due_on, TASKS.c.id)).mappings()
    return tuple(
        OpenTask(
            _task(r), r["body_name"], r["case_id"], r["number"], r["name"], r["meeting_id"], r["held_on"]
        )
        for r in found
    )
