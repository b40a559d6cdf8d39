"""Twelve digits that are not an individual number: the person says so, and the log keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QBoxLayout, QWidget

from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.text import column, label, row

_WORDS = "保険や手帳など、ほかの番号のときだけ選んでください。選んだことは記録に残ります。"


class Declarations:
    """Offer the button below a field, and remember for which text it was pressed."""

    def __init__(self, rows: Mapping[str, FieldRow], declared: Callable[[], object]) -> None:
        self._rows = rows
        self._tell = declared
        self._texts: dict[str, str] = {}
        self._offers: dict[str, QWidget] = {}

    def reset(self) -> None:
        """Forget everything, for another case."""
        self._texts.clear()
        for name in list(self._offers):
            self.withdraw(name)

    def valid(self, texts: Mapping[str, str]) -> frozenset[str]:
        """Return the fields whose text is still the one that was declared."""
        return frozenset(name for name, text in self._texts.items() if texts.get(name) == text)

    def offer(self, error: InvalidInput, text: str) -> None:
        """Offer the button, if the error is about a number that may be another one."""
        field = self._rows.get(error.field)
        if error.key != "my_number" or field is None or error.field in self._offers:
            return
        press = button("マイナンバーではありません", "small", does=partial(self._declare, error.field, text))
        panel = QWidget()
        panel.setLayout(column(label(_WORDS, "caption", wrap=True), row(press, None), spacing=2))
        box = field.layout()
        if isinstance(box, QBoxLayout):
            box.insertWidget(box.count() - 1, panel)
        self._offers[error.field] = panel

    def withdraw(self, name: str) -> None:
        """Take the button of a field away."""
        panel = self._offers.pop(name, None)
        if panel:
            panel.hide()
            panel.deleteLater()

    def _declare(self, name: str, text: str) -> None:
        self._texts[name] = text
        self.withdraw(name)
        self._tell()
