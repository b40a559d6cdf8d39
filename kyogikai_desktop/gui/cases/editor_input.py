"""What stands in the form of a case against what is stored: changes, problems, drafts, differences."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from kyogikai_desktop.domain.case_rules import problems
from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.council import MemberBody
from kyogikai_desktop.domain.field_names import FIELD_NAMES
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.cases.case_form import CaseForm
from kyogikai_desktop.gui.cases.case_texts import WHEREABOUTS, CaseTexts
from kyogikai_desktop.gui.cases.section_list import SectionState
from kyogikai_desktop.gui.widgets.conflict_dialog import Difference
from kyogikai_desktop.services.casework import Whereabouts

_JOINABLE = frozenset(("complaint", "wish", "consent_note", "course", "situation", "remarks"))
_SHOWN_AT = {"chief_concern": "concerns"}


@dataclass(frozen=True)
class Draft:
    """What was typed into the form of a case that had this version."""

    version: int
    texts: dict[str, str]

    def dump(self) -> str:
        """Return the draft as it is kept; nothing typed is an empty text."""
        return json.dumps([self.version, self.texts], ensure_ascii=False) if self.texts else ""

    @classmethod
    def load(cls, text: str) -> Draft:
        """Read a kept draft."""
        version, texts = json.loads(text)
        return cls(version, {name: value for name, value in texts.items() if name in FIELD_NAMES})


class CaseInput:
    """A form and the case that it began with; `case` is None once it was stored."""

    def __init__(self, form: CaseForm, today: date) -> None:
        self.case: Case | None = None
        self._form = form
        self._today = today
        self._begun: dict[str, str] = {}
        self._translate = CaseTexts(today, {})

    def begin(self, case: Case, bodies: tuple[MemberBody, ...]) -> None:
        """Show a case in a council of these bodies."""
        self._translate = CaseTexts(self._today, {body.id: body for body in bodies})
        self._form.offer_bodies(body.name for body in bodies if body.is_member_on(self._today))
        self.show(case)

    def show(self, case: Case) -> None:
        """Show a case as it is stored now; what is typed from here on counts as changed."""
        self.case = case
        self._form.put(self._translate.of(case))
        self._begun = self._form.texts()

    def add(self, case: Case, texts: dict[str, str]) -> None:
        """Show fields of the case that were withheld at first."""
        self.case = case
        self._form.put(texts)
        self._begun |= texts

    def settle(self, stored: Case, values: tuple[tuple[str, str], ...]) -> None:
        """Go on from the stored case with what was decided."""
        self.show(stored)
        self._form.put(dict(values))

    def end(self) -> None:
        """Forget the case: it was stored or given up."""
        self.case, self._begun = None, {}

    def typed(self) -> dict[str, str]:
        """Return the texts that are not as they were at the beginning."""
        if self.case is None:
            return {}
        return {name: text for name, text in self._form.texts().items() if text != self._begun[name]}

    def judged(self, declared: frozenset[str]) -> tuple[Case, list[InvalidInput]]:
        """Return the case with what was typed, and all that keeps it from being stored, by field."""
        made, wrong = self._translate.changed(self.case or Case(self._today), self.typed())
        unread = {error.field for error in wrong}
        for found in problems(made, self._today, declared):
            field = _SHOWN_AT.get(found.field, found.field)
            if field not in unread:
                wrong.append(InvalidInput(found.key, field))
        return made, wrong

    def differences(self, stored: Case, *, withheld: bool) -> list[Difference]:
        """Return the fields in which a stored case and the form differ; what is withheld does not count."""
        theirs, yours, typed = self._translate.of(stored), self._form.texts(), self.typed()
        hidden = {*WHEREABOUTS, "whereabouts_protected"} if withheld else set()
        return [
            Difference(
                name,
                FIELD_NAMES[name],
                theirs[name],
                yours[name],
                joinable=name in _JOINABLE,
                untouched=name not in typed,
            )
            for name in yours
            if theirs[name] != yours[name] and name not in hidden
        ]

    def states(self) -> list[SectionState]:
        """Return how far each section is."""
        return self._form.states(self._translate.of(Case(self._today)))


def with_whereabouts(case: Case, found: Whereabouts) -> Case:
    """Return a case with its revealed whereabouts."""
    known = {name: getattr(found, name) for name in WHEREABOUTS}
    return replace(case, person=replace(case.person, **known))
