"""Make a case of one row of a ledger; contradictions are noted, nothing is lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.births import UNKNOWN_BIRTH, Birth, format_age
from kyogikai_desktop.domain.cases import UNNAMED, Case, CaseState, Consent, Person, Sex
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.interchange import ledger_values as values
from kyogikai_desktop.interchange.ledger_mapping import Target
from kyogikai_desktop.interchange.ledger_reader import RowReader

T = TypeVar("T")
_EXACT_YEARS = 1  # ages are counted on the birthday, on its eve, or some time ago
_ABOUT_YEARS = 5  # 昭和30年ごろ, 70代
_NOTE = re.compile(r"[(（].*", re.DOTALL)


@dataclass(frozen=True)
class LedgerCase:
    """A case as a ledger has it; the lead body comes by name, since a ledger knows no ids."""

    case: Case
    lead_body: str


def read_case(row: RowReader) -> LedgerCase | None:
    """Return the case of a row; None, with findings that say why, if it has no name or no intake date."""
    name = _name(row)
    received_on = _received_on(row)
    if name is None or received_on is None:
        return None
    person = _person(row, name, received_on)
    concerns, chief = _concerns(row)
    last, following, closed_on = _dates(row, received_on)
    reason, note = _closing(row, closed_on)
    lead_body = row.line(Target.LEAD_BODY)
    case = Case(
        received_on=received_on,
        number=_number(row),
        state=CaseState.CLOSED if closed_on else CaseState.ACTIVE,
        person=person,
        reporter=row.line(Target.REPORTER),
        route=_route(row),
        complaint=row.text(Target.COMPLAINT),
        concerns=concerns,
        chief_concern=chief,
        wish=row.text(Target.WISH),
        urgency=_coded(row, Target.URGENCY, values.read_urgency),
        consent=_coded(row, Target.CONSENT, values.read_consent) or Consent.NOT_OBTAINED,
        household=_household(row),
        key_person=row.line(Target.KEY_PERSON),
        course=row.text(Target.COURSE),
        situation=row.text(Target.SITUATION),
        last_meeting_on=last,
        next_review_on=following,
        closed_on=closed_on,
        closing_reason=reason,
        closing_note=note,
        remarks=row.remarks(),  # the last one: until here fields may be put aside
    )
    return LedgerCase(case, lead_body)


def _number(row: RowReader) -> str:
    text = row.line(Target.NUMBER)
    return "" if values.is_blank_word(text) else text


def _name(row: RowReader) -> str | None:
    whole = row.shown(Target.NAME) or not row.has(Target.FAMILY_NAME)
    parts = (Target.NAME,) if whole else (Target.FAMILY_NAME, Target.GIVEN_NAME)
    if any(map(row.is_bare_formula, parts)):
        row.find(parts[0], "row_formula_refused")
        return None
    name = "\u3000".join(filter(None, map(row.line, parts)))
    if not values.is_unnamed(name):
        return _known_name(row, parts[0], name)
    if name != UNNAMED.shown_name:
        row.keep(parts[0])
    return ""


def _known_name(row: RowReader, field: Target, name: str) -> str | None:
    if values.is_blank_word(name):
        row.find(field, "row_no_name")
        return None
    return name


def _received_on(row: RowReader) -> date | None:
    field = Target.RECEIVED_ON
    if row.is_bare_formula(field):
        row.find(field, "row_formula_refused")
        return None
    try:
        received_on = values.read_day(row.text(field), row.days.today)
    except InvalidInput as error:
        row.find(field, "row_intake_unreadable", reason=error.key, **error.values)
        return None
    if received_on is None:
        row.find(field, "row_no_intake")
    elif received_on > row.days.latest:
        row.find(field, "row_intake_in_future")
    return received_on


def _person(row: RowReader, name: str, received_on: date) -> Person:
    return Person(
        name=name,
        kana=row.line(Target.KANA),
        sex=_coded(row, Target.SEX, values.read_sex) or Sex.UNKNOWN,
        birth=_birth(row, received_on),
        postal_code=_coded(row, Target.POSTAL_CODE, values.read_postal_code) or "",
        address=row.line(Target.ADDRESS),
        phone=unicodedata.normalize("NFKC", row.line(Target.PHONE)),
        whereabouts_protected=_is_protected(row),
    )


def _is_protected(row: RowReader) -> bool:
    """Tell whether a row asks to keep somebody's whereabouts; only a plain no leaves them unprotected."""
    field = Target.PROTECTED
    parts = ["?"] if row.is_bare_formula(field) else row.text(field).split("\u3000")
    said = [values.read_protected(part) for part in parts if part.strip()]
    if None in said:
        row.put_aside(field, "row_protected_unclear")
    if said:
        return any(one is not False for one in said)
    if word := values.protecting_word(row.filled()):
        row.find(Target.ADDRESS, "row_protected_by_word", text=word)
    return bool(word)


def _birth(row: RowReader, received_on: date) -> Birth:
    birth = _stated_birth(row, received_on)
    text = row.text(Target.AGE)
    day = row.days.of_ages
    aged = values.read_age(text, day) if text else values.age_behind(row.shown(Target.BIRTH), day)
    if aged is None:
        if not values.is_blank_word(text):
            row.put_aside(Target.AGE, "row_unknown_word")
        return birth
    if birth == UNKNOWN_BIRTH:
        return aged
    if not _fits(birth, aged, row, received_on):
        told, expected = format_age(aged, day), birth.age_at(day)
        row.put_aside(
            Target.AGE if text else Target.BIRTH, "row_age_contradicts", age=told, expected=expected
        )
        return birth
    return aged if birth.is_decade else birth


def _stated_birth(row: RowReader, received_on: date) -> Birth:
    try:
        birth = values.read_birth(row.text(Target.BIRTH), row.days.of_ages)
    except InvalidInput as error:
        row.put_aside(Target.BIRTH, "row_date", reason=error.key, **error.values)
        return UNKNOWN_BIRTH
    if (birth.on or date.min) > received_on or (birth.about_year or 0) > received_on.year:
        row.put_aside(Target.BIRTH, "row_born_after_intake")
        return UNKNOWN_BIRTH
    return birth


def _fits(birth: Birth, aged: Birth, row: RowReader, received_on: date) -> bool:
    margin = _EXACT_YEARS if birth.exact else _ABOUT_YEARS
    margin += _ABOUT_YEARS if aged.is_decade else 0
    youngest = birth.age_at(row.days.as_of or received_on) or 0
    oldest = birth.age_at(row.days.of_ages) or 0
    return youngest - margin <= (aged.age_at(row.days.of_ages) or 0) <= oldest + margin


def _coded(row: RowReader, field: Target, read: Callable[[str], T | None]) -> T | None:
    """Read a word of a fixed set; a note in brackets behind it is kept, an unknown word is put aside."""
    text = row.line(field)
    found = read(text)
    if found is None and (head := _NOTE.sub("", text)) != text:
        found = read(head)
        if found is not None:
            row.keep(field)
    if found is None and not values.is_blank_word(text):
        row.put_aside(field, "row_unknown_word")
    return found


def _route(row: RowReader) -> str:
    word, digits = _in_table(row, Target.ROUTE), _in_table(row, Target.ROUTE_CODE)
    if word and digits and word != digits:
        row.put_aside(Target.ROUTE_CODE, "row_codes_differ")
    for field, own, other in ((Target.ROUTE, word, digits), (Target.ROUTE_CODE, digits, word)):
        if own is None and other:
            row.keep(field)
        elif own is None:
            row.put_aside(field, "row_unknown_word")
    return word or digits or ("other" if None in (word, digits) else "")


def _in_table(row: RowReader, field: Target) -> str | None:
    """Return the id of a word of `routes.toml`, an empty text for an empty cell, None for an unknown word."""
    text = row.line(field)
    found = codes.table("routes").by_text(text)
    return found.id if found else ("" if values.is_blank_word(text) else None)


def _household(row: RowReader) -> str:
    text = row.line(Target.HOUSEHOLD)
    found = codes.table("households").by_text(text)
    if found or values.is_blank_word(text):
        return found.id if found else ""
    row.put_aside(Target.HOUSEHOLD, "row_unknown_word")
    return "other"


def _concerns(row: RowReader) -> tuple[tuple[str, ...], str]:
    """Return the concerns and the most pressing one: marked ◎, or the only one that the complaint names."""
    listed = values.read_concerns(row.text(Target.CONCERNS))
    if listed.unknown:
        row.put_aside(Target.CONCERNS, "row_unknown_concern", unknown="、".join(listed.unknown))
    complaint = values.read_concerns(row.shown(Target.COMPLAINT))
    named = () if complaint.unknown else complaint.ids
    chief = listed.chief or complaint.chief or (named[0] if len(named) == 1 else "")
    return tuple(dict.fromkeys((*listed.ids, *named, *filter(None, (chief,))))), chief


def _dates(row: RowReader, received_on: date) -> tuple[date | None, date | None, date | None]:
    """Return last meeting, next review and closing; one that intake or today contradicts is put aside."""
    last = _plausible(row, Target.LAST_MEETING_ON, received_on, row.days.latest)
    following = _plausible(row, Target.NEXT_REVIEW_ON, received_on, date.max)
    closed_on = _plausible(row, Target.CLOSED_ON, received_on, row.days.latest)
    # Two dates that contradict only each other both stay: nobody can tell which one is wrong.
    if last and following and following < last:
        row.find(Target.NEXT_REVIEW_ON, "row_review_before_meeting")
    if last and closed_on and closed_on < last:
        row.find(Target.CLOSED_ON, "row_closed_before_meeting")
    return last, following, closed_on


def _plausible(row: RowReader, field: Target, earliest: date, latest: date) -> date | None:
    day = row.day(field)
    if day and not earliest <= day <= latest:
        row.put_aside(field, "row_before_intake" if day < earliest else "row_in_future")
        return None
    return day


def _closing(row: RowReader, closed_on: date | None) -> tuple[str, str]:
    """Return the code of the closing reason and the note that explains it."""
    text = row.line(Target.CLOSING_REASON)
    if values.is_blank_word(text):
        return "", ""
    if closed_on is None:
        row.put_aside(Target.CLOSING_REASON, "row_reason_without_date")
        return "", ""
    found = codes.table("closing_reasons").by_text(text)
    if found is None:
        row.find(Target.CLOSING_REASON, "row_unknown_closing_reason")
    return (found.id, "") if found else ("other", text)
