"""Standing phrases (定型文) from `resources/templates/phrases.toml`, put in where the cursor stands."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from PySide6.QtWidgets import QMenu, QWidget

from kyogikai_desktop import paths


@dataclass(frozen=True)
class PhraseGroup:
    """Phrases for one field: its name and the sentences."""

    title: str
    phrases: tuple[str, ...]


@cache
def phrase_groups() -> tuple[PhraseGroup, ...]:
    """Return the phrases in the order of the file."""
    with (paths.resources() / "templates" / "phrases.toml").open("rb") as file:
        groups = tomllib.load(file)["group"]
    return tuple(PhraseGroup(group["title"], tuple(group["phrases"])) for group in groups)


def phrase_menu(parent: QWidget, put: Callable[[str], object]) -> QMenu:
    """Return a menu of all phrases; `put` takes the one chosen."""
    menu = QMenu(parent)
    for group in phrase_groups():
        menu.addAction(group.title).setEnabled(False)
        for phrase in group.phrases:
            menu.addAction(phrase.replace("&", "&&"), partial(put, phrase))
    return menu
