"""What is to be done by when: reviews and promises together, the earliest date first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kyogikai_desktop.domain.listing import CaseQuery, CaseRow, MeetingRow, OpenTask, View
from kyogikai_desktop.domain.meetings import MeetingState
from kyogikai_desktop.domain.names import shown
from kyogikai_desktop.domain.reviews import SOON_DAYS
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui.cases.case_words import concerns_line, joined
from kyogikai_desktop.gui.widgets.cells import Group
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.services.backup_state import BackupState
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.households import Exposed, Households
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.recovery_sheets import RecoverySheets, SheetState
from kyogikai_desktop.services.session import Session

_MOST_REVIEWS = 300


@dataclass(frozen=True)
class Todo:
    """One thing to do; `page` and `record` lead to it, `day` is None for a promise without a date."""

    day: date | None
    icon: str
    title: str
    caption: str
    who: str
    about: str
    page: str
    record: int


@dataclass(frozen=True)
class Overview:
    """All that the first page shows; `more` reviews are due beyond those among the todos."""

    todos: tuple[Todo, ...]
    more: int
    open_cases: int
    undated: int
    cases: int
    bodies: int
    next_meeting: MeetingRow | None
    backups: BackupState
    practice: bool
    sheets: SheetState
    exposed: tuple[Exposed, ...]

    @property
    def empty(self) -> bool:
        """Tell whether the council has nothing in it yet."""
        return self.cases == 0


def overview(session: Session) -> Overview:
    """Read everything that the first page shows (reader's thread)."""
    work, meetings, today = Casework(session), Meetings(session), session.today()
    undated = work.count_undated()
    due = work.count(CaseQuery(View.DUE)) - undated
    # In the order of reviews the undated ones come first; the page names them by their number.
    reviews = work.page(CaseQuery(View.DUE), undated, _MOST_REVIEWS)
    soon = today + timedelta(days=SOON_DAYS)
    promises = [one for one in meetings.open_tasks() if one.task.due_on is None or one.task.due_on <= soon]
    todos = [*map(_review, reviews), *(_promise(one, today) for one in promises)]
    open_cases = work.count(CaseQuery(View.OPEN))
    return Overview(
        todos=tuple(sorted(todos, key=lambda todo: todo.day or date.max)),
        more=max(0, due - len(reviews)),
        open_cases=open_cases,
        undated=undated,
        cases=open_cases + work.count(CaseQuery(View.CLOSED)),
        bodies=len(CouncilWork(session).bodies()),
        next_meeting=_next_meeting(meetings.rows()),
        backups=Backups(session).state(),
        practice=session.council.practice,
        sheets=RecoverySheets(session).state(),
        exposed=Households(session).exposed(),
    )


def grouped(todos: Iterable[Todo], today: date) -> Iterator[Group | Todo]:
    """Put the todos under their headings: by today, in the days to come, without a date."""
    known = list(todos)
    now = [todo for todo in known if todo.day and todo.day <= today]
    soon = [todo for todo in known if todo.day and todo.day > today]
    undated = [todo for todo in known if todo.day is None]
    for title, shape, tone, rows in (
        ("今日・期限をすぎたもの", Shape.TRIANGLE, "over", now),
        (f"これから {SOON_DAYS} 日のあいだ", Shape.DIAMOND, "due", soon),
        ("日が決まっていない約束", Shape.DASH, "error", undated),
    ):
        if rows:
            yield Group(title, str(len(rows)), shape, tone)
            yield from rows


def _review(row: CaseRow) -> Todo:
    urgency = f"緊急度 {row.urgency}" if row.urgency else ""
    return Todo(
        day=row.next_review_on,
        icon="review",
        title=f"見直し：{_called(row.name)}",
        caption=joined(urgency, concerns_line(row.concerns, row.chief_concern)),
        who=row.number,
        about=row.lead_body or "主担当は決まっていません",
        page="case",
        record=row.id,
    )


def _promise(one: OpenTask, today: date) -> Todo:
    about = joined(one.case_number, _called(one.name)) if one.case else ""
    return Todo(
        day=one.task.due_on,
        icon="promise",
        title=f"約束：{one.task.what}",
        caption=f"{format_day(one.held_on, today)}の会議での約束",
        who=one.body or one.task.who,
        about=about,
        page="case" if one.case else "meeting",
        record=one.case or one.meeting,
    )


def _called(name: str) -> str:
    return f"{shown(name)}さん" if name else shown(name)


def _next_meeting(rows: Iterable[MeetingRow]) -> MeetingRow | None:
    planned = [row for row in rows if row.state is MeetingState.PLANNED]
    return min(planned, key=lambda row: row.held_on, default=None)
