"""A case as the texts of its form, and back: only what was typed anew changes the case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.births import format_typed, parse_birth
from kyogikai_desktop.domain.cases import Case, CaseState, Consent, Person, Sex, Urgency
from kyogikai_desktop.domain.council import BodyId, MemberBody
from kyogikai_desktop.domain.wareki import format_date, parse_date
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.cases.concerns_field import concerns_text, read_concerns

YES = "はい"
NOT_DECIDED = "決まっていません"
WHEREABOUTS = ("postal_code", "address", "phone")
STATES = (CaseState.INTAKE, CaseState.ACTIVE)
_DATES = ("received_on", "wish_heard_on", "next_review_on")
_PLAIN = (
    "reporter", "complaint", "wish", "urgency_reason", "consent_note", "key_person", "course", "situation",
    "remarks",
)  # fmt: skip
_LABELLED: Mapping[str, type[StrEnum]] = {"sex": Sex, "consent": Consent, "state": CaseState}
_CODED = {"route": "routes", "household": "households"}
_PERSON_PLAIN = ("name", "kana", *WHEREABOUTS)
_PERSON = frozenset(field.name for field in fields(Person))


def urgency_words(grade: Urgency | None) -> str:
    """Return A（1週間以内）, or that it is not decided."""
    return f"{grade.value}（{grade.label}）" if grade else NOT_DECIDED


@dataclass(frozen=True)
class CaseTexts:
    """Translate on a day, with the bodies of the council."""

    today: date
    bodies: Mapping[BodyId, MemberBody]

    def of(self, case: Case) -> dict[str, str]:
        """Return what the form shows, by attribute."""
        person = case.person
        lead = self.bodies.get(case.lead_body) if case.lead_body else None
        return {
            **{name: getattr(case, name) for name in _PLAIN},
            **{name: getattr(person, name) for name in _PERSON_PLAIN},
            **{name: _day(getattr(case, name)) for name in _DATES},
            "birth": format_typed(person.birth, self.today),
            "sex": person.sex.label,
            "whereabouts_protected": YES if person.whereabouts_protected else "",
            "household": codes.table("households").label(case.household),
            "route": codes.table("routes").label(case.route) or NOT_DECIDED,
            "concerns": concerns_text(case.concerns, case.chief_concern),
            "urgency": urgency_words(case.urgency),
            "consent": case.consent.label,
            "lead_body": lead.name if lead else NOT_DECIDED,
            "state": case.state.label,
        }

    def changed(self, case: Case, texts: Mapping[str, str]) -> tuple[Case, list[InvalidInput]]:
        """Return the case with the texts that differ from its own, and what could not be read."""
        known = self.of(case)
        values: dict[str, Any] = {}
        wrong = []
        for name in (name for name, text in texts.items() if text != known[name]):
            try:
                values |= self._read(name, texts[name])
            except InvalidInput as error:
                wrong.append(InvalidInput(error.key, name, **error.values))
        own = {name: values.pop(name) for name in list(values) if name in _PERSON}
        return replace(case, person=replace(case.person, **own), **values), wrong

    def _read(self, name: str, text: str) -> dict[str, Any]:
        if name in _DATES:
            return {name: self._read_day(name, text)}
        if name == "concerns":
            chosen, chief = read_concerns(text)
            return {"concerns": chosen, "chief_concern": chief}
        return {name: self._read_value(name, text)}

    def _read_value(self, name: str, text: str) -> object:
        if name in _LABELLED:
            return next(member for member in _LABELLED[name] if getattr(member, "label", "") == text)
        if name in _CODED:
            found = codes.table(_CODED[name]).by_text(text)
            return found.id if found else text.replace(NOT_DECIDED, "")
        readers: dict[str, Callable[[str], object]] = {
            "birth": lambda typed: parse_birth(typed, self.today),
            "urgency": _urgency,
            "lead_body": self._body,
            "whereabouts_protected": bool,
        }
        return readers.get(name, str)(text)

    def _body(self, name: str) -> BodyId | None:
        return next((body.id for body in self.bodies.values() if body.name == name), None)

    def _read_day(self, name: str, text: str) -> date | None:
        if text.strip():
            return parse_date(text, self.today)
        if name == "received_on":
            raise InvalidInput("intake_date_missing")
        return None


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _urgency(text: str) -> Urgency | None:
    return next((grade for grade in Urgency if urgency_words(grade) == text), None)
