"""What keeps a case from being stored: contradictions and individual numbers, but no gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kyogikai_desktop.domain.cases import Case, CaseState
from kyogikai_desktop.domain.identifiers import refuse_my_number
from kyogikai_desktop.errors import InvalidInput

TEXT_FIELDS = (
    "number", "reporter", "complaint", "wish", "urgency_reason", "consent_note", "key_person", "course",
    "situation", "closing_note", "remarks",
)  # fmt: skip


@dataclass(frozen=True)
class FieldProblem:
    """A value to mend: the attribute's name (those of the person without prefix) and the message key."""

    field: str
    key: str


def problems(
    case: Case, today: date, not_my_number: frozenset[str] = frozenset()
) -> tuple[FieldProblem, ...]:
    """Return what keeps a case from being stored: contradictions and individual numbers, but no gaps.

    `not_my_number` names the fields whose twelve digits the user declares to be another number.
    """
    texts = _texts(case)
    found = [bad for name, text in texts if (bad := _my_number(name, text, name in not_my_number))]
    if case.received_on > today:
        found.append(FieldProblem("received_on", "date_in_future"))
    if case.person.birth.on and case.person.birth.on > case.received_on:
        found.append(FieldProblem("birth", "born_after_intake"))
    if case.chief_concern and case.chief_concern not in case.concerns:
        found.append(FieldProblem("chief_concern", "chief_not_among_concerns"))
    return (*found, *_closing_problems(case, today))


def new_problems(
    case: Case, known: Case, today: date, not_my_number: frozenset[str] = frozenset()
) -> tuple[FieldProblem, ...]:
    """Return the problems of a changed case that its stored form did not have already.

    Texts that stay need no second word that their twelve digits are another number.
    """
    stored = dict(_texts(known))
    same = frozenset(name for name, text in _texts(case) if text == stored[name])
    found = problems(case, today, not_my_number | same)
    standing = problems(known, today, frozenset(stored)) if found else ()
    return tuple(one for one in found if one not in standing)


def _closing_problems(case: Case, today: date) -> list[FieldProblem]:
    if case.state is not CaseState.CLOSED:
        return [FieldProblem("closed_on", "closed_on_but_open")] if case.closed_on else []
    if case.closed_on is None:
        return [FieldProblem("closed_on", "closing_date_missing")]
    if case.closed_on < case.received_on:
        return [FieldProblem("closed_on", "closed_before_intake")]
    return [FieldProblem("closed_on", "date_in_future")] if case.closed_on > today else []


def _texts(case: Case) -> list[tuple[str, str]]:
    person = case.person
    return [
        ("name", person.name),
        ("kana", person.kana),
        ("postal_code", person.postal_code),
        ("address", person.address),
        ("phone", person.phone),
        *((name, getattr(case, name)) for name in TEXT_FIELDS),
    ]


def _my_number(name: str, text: str, declared_other: bool) -> FieldProblem | None:
    try:
        refuse_my_number(text, name, declared_other=declared_other)
    except InvalidInput as error:
        return FieldProblem(name, error.key)
    return None
