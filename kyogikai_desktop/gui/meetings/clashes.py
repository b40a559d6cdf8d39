"""Show and settle what two windows have changed in the same fields of a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from kyogikai_desktop.domain.codes import legal_basis
from kyogikai_desktop.domain.meetings import Meeting
from kyogikai_desktop.gui.meetings import texts
from kyogikai_desktop.gui.meetings.edits import Edit, ItemEdit, OpeningEdit, item_in
from kyogikai_desktop.gui.meetings.texts import ItemText, OpeningText, TaskText
from kyogikai_desktop.gui.widgets.conflict_dialog import Difference

_NAMES = {
    "report": "報告",
    "points": "論点",
    "decision": "決定事項",
    "next_review_on": "次の見直し",
    "legal_basis": "この議題の根拠",
    "tasks": "役割の分担",
    "starts": "始まり",
    "ends": "終わり",
    "place": "場所",
    "document_number": "文書番号",
    "papers_out": "配った資料",
    "papers_back": "集めた資料",
    "secrecy_confirmed": "守秘の確認",
}
_JOINABLE = {"report", "points", "decision"}
Text = TypeVar("Text", ItemText, OpeningText)


def differences(edit: Edit, stored: Meeting, fields: Iterable[str]) -> list[Difference]:
    """Return the fields that clash, both values in words."""
    mine, theirs = _texts(edit, stored)
    return [
        Difference(name, _NAMES[name], _words(theirs, name), _words(mine, name), name in _JOINABLE)
        for name in fields
    ]


def settled(edit: Edit, base: Meeting, stored: Meeting, chosen: Iterable[tuple[str, str]]) -> Edit:
    """Return the edit with what was chosen, on top of the stored meeting."""
    merged, _clashes = edit.merged(base, stored)
    if isinstance(merged, ItemEdit):
        theirs = texts.item_text(item_in(stored, merged.item), merged.roster)
        return replace(merged, text=_chosen(merged.text, theirs, chosen))
    assert isinstance(merged, OpeningEdit)  # noqa: S101 (seats never clash)
    return replace(merged, text=_chosen(merged.text, texts.opening_text(stored), chosen))


def _chosen(mine: Text, theirs: Text, chosen: Iterable[tuple[str, str]]) -> Text:
    for name, words in chosen:
        if words == _words(theirs, name):
            mine = replace(mine, **{name: getattr(theirs, name)})
        elif words != _words(mine, name):
            mine = replace(mine, **{name: words})  # type: ignore[arg-type]  # both joined: only texts are
    return mine


def _texts(edit: Edit, stored: Meeting) -> tuple[ItemText | OpeningText, ItemText | OpeningText]:
    if isinstance(edit, ItemEdit):
        return edit.text, texts.item_text(item_in(stored, edit.item), edit.roster)
    assert isinstance(edit, OpeningEdit)  # noqa: S101 (seats never clash)
    return edit.text, texts.opening_text(stored)


def _words(text: ItemText | OpeningText, name: str) -> str:
    value = getattr(text, name)
    if name == "legal_basis":
        return legal_basis(value).label
    if name == "tasks":
        return "\n".join(map(_line, value))
    return str(value)


def _line(task: TaskText) -> str:
    return "　".join(part for part in (task.who, task.what, task.due_on) if part)
