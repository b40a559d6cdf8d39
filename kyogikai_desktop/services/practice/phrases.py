"""The sentences of `resources/practice`: themes, routes, consent, closings, and what is said in meetings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kyogikai_desktop import paths
from kyogikai_desktop.domain.cases import Consent, ContactWay

# Answers to the question for consent: how each is noted, and the line in the case's head.
Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Line:
    """A contact as it will be noted; its text may have slots such as {food}."""

    way: ContactWay
    text: str
    next_step: str = ""
    with_whom: str = ""


@dataclass(frozen=True)
class Discussion:
    """What a meeting weighs and decides; tasks are pairs of a body's short name and what it does."""

    points: str
    decision: str
    tasks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Theme:
    """A kind of case: who it happens to, how it is told, what is done. `chief` and `also` are concerns."""

    chief: str
    weight: float
    also: tuple[str, ...]
    ages: tuple[int, int]
    households: tuple[str, ...]
    leads: tuple[str, ...]
    routes: tuple[str, ...]
    kin: tuple[str, ...]
    complaints: tuple[str, ...]
    wishes: tuple[str, ...]
    urgent: tuple[str, ...]
    calm: tuple[str, ...]
    situations: tuple[str, ...]
    outcomes: tuple[str, ...]
    courses: tuple[str, ...]
    first: tuple[str, ...]
    contacts: tuple[Line, ...]
    progress: tuple[Line, ...]
    discussions: tuple[Discussion, ...]
    agreed: Answers = ()
    after_intake: tuple[str, ...] = ()
    female: float = 0.5
    protected: bool = False
    unnamed: bool = False
    parent: bool = False


@dataclass(frozen=True)
class Route:
    """A way in which cases come: who tells of them, and how the first note begins."""

    id: str
    reporters: tuple[str, ...]
    openings: tuple[Line, ...]


@dataclass(frozen=True)
class Closing:
    """A reason for closing: how often it occurs, the last contact, the closing note, the least age."""

    reason: str
    weight: float
    last: tuple[Line, ...]
    notes: tuple[str, ...]
    from_age: int = 0


@dataclass(frozen=True)
class Phrases:
    """Everything that cases are told with."""

    themes: tuple[Theme, ...]
    routes: dict[str, Route]
    answers: dict[Consent, Answers]
    closings: tuple[Closing, ...]
    early_closings: tuple[Closing, ...]
    contacts: tuple[Line, ...]
    progress: tuple[Line, ...]
    last_words: tuple[str, ...]
    after_intake: tuple[str, ...]
    tails: dict[ContactWay, tuple[str, ...]]
    seasons: dict[int, tuple[str, ...]]
    slots: dict[str, tuple[str, ...]]
    remarks: tuple[str, ...]
    unchanged: tuple[str, ...]
    again: tuple[Discussion, ...]
    ending: tuple[Discussion, ...]


@cache
def read(name: str) -> dict[str, Any]:
    """Return one of the files of `resources/practice`, for reading only."""
    return tomllib.loads((paths.resources() / "practice" / f"{name}.toml").read_text("utf-8"))


@cache
def phrases() -> Phrases:
    """Read all sentences once."""
    table = read("phrases")
    names = sorted(path.stem for path in (paths.resources() / "practice").glob("theme_*.toml"))
    return Phrases(
        themes=tuple(_theme(read(name)) for name in names),
        routes={row["id"]: _route(row) for row in table["route"]},
        answers={Consent(name): _answers(rows) for name, rows in table["consent"].items()},
        closings=tuple(_closing(row) for row in table["closing"]),
        early_closings=tuple(_closing(row) for row in table["early_closing"]),
        contacts=_lines(table["any"]["contacts"]),
        progress=_lines(table["any"]["progress"]),
        last_words=tuple(table["any"]["last"]),
        after_intake=tuple(table["any"]["after_intake"]),
        tails={ContactWay(way): tuple(texts) for way, texts in table["tails"].items()},
        seasons={int(month): tuple(texts) for month, texts in table["seasons"].items()},
        slots={name: tuple(words) for name, words in table["slots"].items()},
        remarks=tuple(table["remarks"]["home"]),
        unchanged=tuple(table["reports"]["unchanged"]),
        again=tuple(map(_discussion, table["again"])),
        ending=tuple(map(_discussion, table["ending"])),
    )


def theme_of(chief_concern: str) -> Theme:
    """Return a usual theme for a concern."""
    return next(one for one in phrases().themes if one.weight and one.chief == chief_concern)


def _theme(table: dict[str, Any]) -> Theme:
    row = dict(table)
    discussions = tuple(map(_discussion, row.pop("discussion")))
    contacts, progress = _lines(row.pop("contacts")), _lines(row.pop("progress"))
    agreed = _answers(row.pop("agreed", ()))
    return Theme(contacts=contacts, progress=progress, discussions=discussions, agreed=agreed, **_tuples(row))


def _route(row: dict[str, Any]) -> Route:
    return Route(row["id"], tuple(row.get("reporters", ("",))), _lines(row["openings"]))


def _closing(row: dict[str, Any]) -> Closing:
    return Closing(**{**_tuples(row), "last": _lines(row["last"])})


def _discussion(row: dict[str, Any]) -> Discussion:
    tasks = tuple((body, what) for body, what in row.get("tasks", ()))
    return Discussion(row["points"], row["decision"], tasks)


def _lines(rows: list[list[str]]) -> tuple[Line, ...]:
    return tuple(Line(ContactWay(way), *texts) for way, *texts in rows)


def _answers(rows: Iterable[Sequence[str]]) -> Answers:
    return tuple((note, line) for note, line in rows)


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
