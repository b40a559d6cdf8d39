"""A change of a case or a note in words: which fields, and what stood there before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.cases import Case, ProgressNote
from kyogikai_desktop.domain.council import BodyId, MemberBody
from kyogikai_desktop.domain.differences import Part, compare
from kyogikai_desktop.domain.field_names import names_of
from kyogikai_desktop.domain.wareki import format_date
from kyogikai_desktop.gui.cases.case_texts import YES, CaseTexts
from kyogikai_desktop.gui.cases.case_words import moment
from kyogikai_desktop.services.history import Change, Record

_HIDDEN = "●●●●●●"
_EMPTY = "（空）"


@dataclass(frozen=True)
class FieldChange:
    """One field: its name on the forms, and both texts in parts that differ or are the same."""

    name: str
    before: tuple[Part, ...]
    after: tuple[Part, ...]


@dataclass(frozen=True)
class ChangeWords:
    """What a change is about, and its fields in the order of the forms; some are masked if `withheld`."""

    about: str
    fields: tuple[FieldChange, ...]
    withheld: bool
    change: Change


def words_of(change: Change, today: date, bodies: Mapping[BodyId, MemberBody]) -> ChangeWords:
    """Return a change in words; the bodies are those that a case may name."""
    kind = "case" if isinstance(change.after, Case) else "note"
    before, after = (_texts(one, today, bodies) if one else {} for one in (change.before, change.after))
    fields = [
        _field(name, before[key], after[key], withheld=key in change.withheld)
        for key, name in names_of(kind).items()
        if key in before and (before[key] != after[key] or key in change.withheld)
    ]
    return ChangeWords(_about(change.after, today), tuple(fields), bool(change.withheld), change)


def _field(name: str, before: str, after: str, *, withheld: bool) -> FieldChange:
    if withheld:
        mask = (Part(_HIDDEN, same=True),)
        return FieldChange(name, mask, mask)
    here, there = compare(before, after)
    empty = (Part(_EMPTY, same=True),)
    return FieldChange(name, here if before else empty, there if after else empty)


def _about(record: Record, today: date) -> str:
    if isinstance(record, Case):
        return f"ケース {record.number}"
    return f"{moment(record.at, today)} の記録（{record.way.label}）"


def _texts(record: Record, today: date, bodies: Mapping[BodyId, MemberBody]) -> dict[str, str]:
    if isinstance(record, ProgressNote):
        return _note_texts(record)
    reason = codes.table("closing_reasons").label(record.closing_reason)
    return {
        **CaseTexts(today, bodies).of(record),
        "number": record.number,
        "last_meeting_on": _day(record.last_meeting_on),
        "closed_on": _day(record.closed_on),
        "closing_reason": reason,
        "closing_note": record.closing_note,
        "whereabouts_protected": YES if record.person.whereabouts_protected else "いいえ",
    }


def _note_texts(note: ProgressNote) -> dict[str, str]:
    return {
        "at": f"{format_date(note.at.date())} {note.at:%H:%M}",
        "way": note.way.label,
        "author": note.author,
        "text": note.text,
        "minutes": "" if note.minutes is None else f"{note.minutes}分",
        "with_whom": note.with_whom,
        "next_step": note.next_step,
    }


def _day(day: date | None) -> str:
    return format_date(day) if day else ""
