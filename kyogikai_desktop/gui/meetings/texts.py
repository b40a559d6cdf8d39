"""What stands in the fields of a meeting, as typed: nothing typed is lost because it cannot be read yet."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, time
from typing import Any, TypeVar

from kyogikai_desktop.domain import wareki
from kyogikai_desktop.domain.council import BodyId
from kyogikai_desktop.domain.meetings import AgendaItem, Meeting, Task, TaskId
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.council.roster import Roster

_TIME = re.compile(r"^(\d{1,2})(?:[:時]?(\d{2})分?|時)?$")
_PERSON = re.compile(r"^(.+)（([^（）]+)）$")


@dataclass(frozen=True)
class TaskText:
    """One line of 役割の分担: who, what, by when; `id` of the stored promise, 0 for a new one."""

    who: str = ""
    what: str = ""
    due_on: str = ""
    id: int = 0

    @property
    def empty(self) -> bool:
        """Tell whether nothing is typed in it."""
        return not (self.who or self.what or self.due_on)


@dataclass(frozen=True)
class ItemText:
    """The fields of an agenda item."""

    legal_basis: str
    report: str = ""
    points: str = ""
    decision: str = ""
    next_review_on: str = ""
    tasks: tuple[TaskText, ...] = ()


@dataclass(frozen=True)
class OpeningText:
    """The fields of the opening: times, papers, and whether secrecy was confirmed."""

    starts: str = ""
    ends: str = ""
    place: str = ""
    document_number: str = ""
    papers_out: str = ""
    papers_back: str = ""
    secrecy_confirmed: str = ""


Text = TypeVar("Text", ItemText, OpeningText)


def item_text(item: AgendaItem, roster: Roster) -> ItemText:
    """Return the texts that show a stored item."""
    tasks = tuple(
        TaskText(who_words(task, roster), task.what, _day_words(task.due_on), task.id) for task in item.tasks
    )
    return ItemText(
        item.legal_basis, item.report, item.points, item.decision, _day_words(item.next_review_on), tasks
    )


def item_of(text: ItemText, item: AgendaItem, roster: Roster, today: date) -> AgendaItem:
    """Return an item as the fields say; raise InvalidInput naming the field that cannot be read."""
    known = {task.id: task for task in item.tasks}
    tasks = tuple(
        _task(line, known.get(TaskId(line.id), Task("")), roster, today)
        for line in text.tasks
        if not line.empty
    )
    return replace(
        item,
        legal_basis=text.legal_basis,
        report=text.report,
        points=text.points,
        decision=text.decision,
        next_review_on=read_day(text.next_review_on, "next_review_on", today),
        tasks=tasks,
    )


def opening_text(meeting: Meeting) -> OpeningText:
    """Return the texts that show the opening of a stored meeting."""
    return OpeningText(
        time_words(meeting.starts),
        time_words(meeting.ends),
        meeting.place,
        meeting.document_number,
        "" if meeting.papers_out is None else str(meeting.papers_out),
        "" if meeting.papers_back is None else str(meeting.papers_back),
        "はい" if meeting.secrecy_confirmed else "",
    )


def opened(text: OpeningText, meeting: Meeting) -> Meeting:
    """Return a meeting with the opening as the fields say; raise InvalidInput naming the field."""
    return replace(
        meeting,
        starts=read_time(text.starts, "starts"),
        ends=read_time(text.ends, "ends"),
        place=text.place,
        document_number=text.document_number,
        papers_out=_count(text.papers_out, "papers_out"),
        papers_back=_count(text.papers_back, "papers_back"),
        secrecy_confirmed=bool(text.secrecy_confirmed),
    )


def merge(base: Text, mine: Text, stored: Text) -> tuple[Text, tuple[str, ...]]:
    """Return mine on top of what somebody else stored, and the fields that both have changed."""
    taken: dict[str, Any] = {}
    clashes = []
    for name in (field.name for field in fields(mine)):
        was, typed, now = getattr(base, name), getattr(mine, name), getattr(stored, name)
        taken[name] = now if typed == was else typed
        if typed not in (was, now) and now != was:
            clashes.append(name)
    return replace(mine, **taken), tuple(clashes)


def dump(text: ItemText | OpeningText) -> str:
    """Return the fields as one text for a draft."""
    return json.dumps(asdict(text), ensure_ascii=False)


def load_item(draft: str) -> ItemText:
    """Return the fields of a draft."""
    values = json.loads(draft)
    tasks = tuple(TaskText(**line) for line in values.pop("tasks"))
    return ItemText(**values, tasks=tasks)


def load_opening(draft: str) -> OpeningText:
    """Return the opening of a draft."""
    return OpeningText(**json.loads(draft))


def who_words(task: Task, roster: Roster) -> str:
    """Return 中村　さおり（地域包括）, the body alone, or the name alone."""
    body = roster.short(task.body)
    return f"{task.who}（{body}）" if task.who and body else task.who or body


def read_who(text: str, roster: Roster) -> tuple[BodyId | None, str]:
    """Return body and person that a text names; words that name no body are kept as the person."""
    names = {name: body.id for body in roster.bodies for name in (body.short_name, body.name) if name}
    if text in names:
        return names[text], ""
    person = _PERSON.match(text)
    if person and person[2] in names:
        return names[person[2]], person[1]
    return None, text


def read_day(text: str, field: str, today: date) -> date | None:
    """Return the date of a text, None for an empty one; raise InvalidInput naming the field."""
    if not text.strip():
        return None
    try:
        return wareki.parse_date(text, today)
    except InvalidInput as error:
        raise InvalidInput(error.key, field, **error.values) from None


def read_time(text: str, field: str) -> time | None:
    """Return the time of 14:00, 1400, 14時 or 14時30分; raise InvalidInput naming the field."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not plain:
        return None
    found = _TIME.match(plain)
    if not found:
        raise InvalidInput("time_unreadable", field)
    try:
        return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        raise InvalidInput("time_unreadable", field) from None


def time_words(moment: time | None) -> str:
    """Return 14:00, or an empty text."""
    return f"{moment.hour}:{moment.minute:02}" if moment else ""


def _task(line: TaskText, known: Task, roster: Roster, today: date) -> Task:
    body, who = read_who(line.who, roster)
    due_on = read_day(line.due_on, "tasks", today)
    return replace(known, what=line.what, body=body, who=who, due_on=due_on)


def _count(text: str, field: str) -> int | None:
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("部")
    if not plain:
        return None
    if not re.fullmatch(r"\d{1,4}", plain):
        raise InvalidInput("count_unreadable", field)
    return int(plain)


def _day_words(day: date | None) -> str:
    return wareki.format_date(day) if day else ""
