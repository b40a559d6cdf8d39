"""What stands in the form of a case against what is stored: changes, problems, drafts, differences."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kyogikai_desktop.domain.cases import Case, problems
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.cases.case_texts import WHEREABOUTS, CaseTexts
from kyogikai_desktop.gui.cases.field_names import FIELD_NAMES
from kyogikai_desktop.gui.widgets.conflict_dialog import Difference

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


def changes(texts: Mapping[str, str], begun: Mapping[str, str]) -> dict[str, str]:
    """Return the texts that are not as they were at the beginning."""
    return {name: text for name, text in texts.items() if text != begun.get(name)}


def judge(
    case: Case, typed: Mapping[str, str], translate: CaseTexts, declared: frozenset[str]
) -> tuple[Case, list[InvalidInput]]:
    """Return the case with what was typed, and all that keeps it from being stored, by field."""
    made, wrong = translate.changed(case, typed)
    unread = {error.field for error in wrong}
    for found in problems(made, translate.today, declared):
        field = _SHOWN_AT.get(found.field, found.field)
        if field not in unread:
            wrong.append(InvalidInput(found.key, field))
    return made, wrong


def differences(
    stored: Mapping[str, str], yours: Mapping[str, str], typed: Collection[str], *, withheld: bool
) -> list[Difference]:
    """Return the fields in which the stored case and the form differ; withheld whereabouts do not count."""
    hidden = {*WHEREABOUTS, "whereabouts_protected"} if withheld else set()
    return [
        Difference(
            name,
            FIELD_NAMES[name],
            stored[name],
            yours[name],
            joinable=name in _JOINABLE,
            untouched=name not in typed,
        )
        for name in yours
        if stored[name] != yours[name] and name not in hidden
    ]
