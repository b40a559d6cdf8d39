"""A dialog that asks, does it off the GUI thread, says refusals beside the fields, and may show a result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.words import say

Then = Callable[[Any], object]

# Refusals that name no field, and the field that they belong to.
_PLACES = {
    "login_taken": "login",
    "no_such_account": "login",
    "last_custodian": "roles",
    "not_a_custodian": "login",
}


class AskingDialog(GrowingDialog):
    """Show rows and a verb; `begin` does it and answers by `show_done` or `show_refusal`.

    `answered` tells that a result stands in place of the fields.
    """

    answered = Signal()

    def __init__(
        self, window: QWidget, title: str, words: str, verb: str, busy: str, width: int = 620
    ) -> None:
        super().__init__(window, title, width)
        self._verb, self._busy = verb, busy
        self.rows: Mapping[str, FieldRow] = {}
        self.told = MessageBar(self)
        self.fields = column(spacing=10)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(busy)
        self._bar.hide()
        self.go = button(verb, "primary", key="Ctrl+Enter", does=self.submit)
        self.put_off = button("やめておく", key="Esc", does=self.reject)
        self.foot: QHBoxLayout = row(None, self.put_off, self.go)
        if words:
            self.body.addWidget(label(words, "second", wrap=True))
        self.body.addWidget(self.told)
        self.body.addLayout(self.fields)
        self.body.addWidget(self._bar)
        self.body.addLayout(self.foot)

    def lay_out_rows(self, rows: Mapping[str, FieldRow]) -> None:
        """Put the rows below each other, and the keyboard into the first."""
        self.rows = rows
        self.errors = FormErrors(rows)
        for one in rows.values():
            self.fields.addWidget(one)
        next(iter(rows.values())).target().setFocus()

    def submit(self) -> None:
        """Do it, unless a field is wrong."""
        if not self.go.isEnabled():
            return
        self.told.hide()
        self.errors.clear()
        try:
            self.check()
        except InvalidInput as error:
            self.show_refusal(error)
            return
        self.show_busy(busy=True)
        self.begin()

    def check(self) -> None:
        """Raise InvalidInput for a field that cannot be used."""

    def begin(self) -> None:
        """Do what the dialog is for."""
        raise NotImplementedError

    def show_refusal(self, error: AppError) -> None:
        """Say why it was not done, beside the field where it belongs to one; what was typed stays."""
        self.show_busy(busy=False)
        field = error.field if isinstance(error, InvalidInput) else _PLACES.get(error.key, "")
        if not self.errors.show_error(InvalidInput(error.key, field, **error.values)):
            self.told.show_message("over", say(error), closable=False)

    def show_busy(self, *, busy: bool) -> None:
        """Say that it goes on."""
        self.go.setText(self._busy if busy else self._verb)
        self._bar.setVisible(busy)
        for one in (self.go, self.put_off):
            one.setEnabled(not busy)

    def reject(self) -> None:
        """Go away, but not while it is being done: nobody could tell then whether it was."""
        if self.put_off.isEnabled():
            super().reject()

    def show_result(self, result: QWidget) -> None:
        """Show what came of it in place of the fields."""
        self.show_busy(busy=False)
        for one in self.rows.values():
            one.hide()
        self.go.hide()
        self.fields.addWidget(result)
        self.answered.emit()
        self.put_off.setText("閉じる")
        self.put_off.setFocus()
