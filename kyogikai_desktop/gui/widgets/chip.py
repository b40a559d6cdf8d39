"""Filter chips: a word, the chosen value in bold, and a menu of the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from kyogikai_desktop.gui.widgets.buttons import KeyButton


class Chip(KeyButton):
    """One choice of several; `chosen` carries the id ('' stands for すべて where offered)."""

    chosen = Signal(str)

    def __init__(self, word: str, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(word)
        self._current = ""
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other choices (id, words); the first is chosen unless the present one is among them."""
        self._menu.clear()
        group = QActionGroup(self._menu)
        for identifier, words in options:
            action = QAction(words.replace("&", "&&"), self._menu, checkable=True)
            action.setData(identifier)
            group.addAction(action)
            self._menu.addAction(action)
        group.triggered.connect(self._on_group_triggered)
        ids = [identifier for identifier, _words in options]
        self.choose(self._current if self._current in ids else ids[0] if ids else "")

    def current(self) -> str:
        """Return the id chosen."""
        return self._current

    def choose(self, identifier: str) -> None:
        """Choose by id, without a signal."""
        self._current = identifier
        for action in self._menu.actions():
            if action.data() == identifier:
                action.setChecked(True)
                self.set_value(action.text().replace("&&", "&"))

    def _on_group_triggered(self, action: QAction) -> None:
        if action.data() != self._current:
            self.choose(action.data())
            self.chosen.emit(self._current)
