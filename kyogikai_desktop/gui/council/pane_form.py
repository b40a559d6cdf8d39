"""A form inside a pane: fields in two columns, 保存する and the way back below, and what it shows as text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.conflict_dialog import Difference
from kyogikai_desktop.gui.widgets.date_field import DateField
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.field_texts import on_edit, put_texts, texts_of
from kyogikai_desktop.gui.widgets.foot import Foot
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import label
from kyogikai_desktop.words import say


class PaneForm(QFrame):
    """Edit one record. `submitted` carries what to save; `closed` leaves the rest to the draft."""

    submitted = Signal(object)
    closed = Signal()
    edited = Signal()
    thrown_away = Signal()

    # Refusals that belong to a field.
    places: Mapping[str, str] = {}

    def __init__(self, title: str, base: Any, rows: Mapping[str, FieldRow], words: str = "") -> None:  # noqa: ANN401 (any record)
        super().__init__()
        self.setProperty("role", "surface")
        self.base = base
        self.rows = rows
        self._bar = MessageBar(self)
        self._errors = FormErrors(rows, self)
        self._lay_out(title, words)
        put_texts(rows, self.texts_for(base))
        for one in rows.values():
            one.clear_error()
            on_edit(one.editor, self.edited.emit)
        next(iter(rows.values())).target().setFocus()

    def texts_for(self, record: Any) -> dict[str, str]:  # noqa: ANN401
        """Return the texts in which the fields show a record."""
        raise NotImplementedError

    def record(self) -> object:
        """Return what the fields say; raise InvalidInput naming the field."""
        raise NotImplementedError

    def day(self, name: str) -> date | None:
        """Return the date in a field; raise InvalidInput naming it."""
        editor = self.rows[name].editor
        assert isinstance(editor, DateField)  # noqa: S101 (named by the form itself)
        try:
            return editor.value()
        except InvalidInput as error:
            raise InvalidInput(error.key, name, **error.values) from None

    def draft(self) -> str:
        """Return what was typed, or an empty text if nothing differs from what is stored."""
        texts = texts_of(self.rows)
        return json.dumps(texts, ensure_ascii=False) if texts != self.texts_for(self.base) else ""

    def restore(self, draft: str) -> None:
        """Go on with a draft, and say so."""
        put_texts(self.rows, json.loads(draft))
        words = "前に入力した下書きの続きです。まだ保存していません。"
        self._bar.show_message("info", words, "下書きを捨てる", self._throw_away)

    def submit(self) -> None:
        """Hand over what the fields say, unless one of them cannot be read."""
        self._errors.clear()
        try:
            record = self.record()
        except InvalidInput as error:
            self.refuse(error)
        else:
            self.submitted.emit(record)

    def refuse(self, error: AppError) -> None:
        """Show why it was not saved, beside the field where it belongs to one."""
        field = error.field if isinstance(error, InvalidInput) else self.places.get(error.key, "")
        if not self._errors.show_error(InvalidInput(error.key, field, **error.values)):
            self._bar.show_message("over", say(error))

    def differences(self, stored: object) -> list[Difference]:
        """Return the fields in which a stored record differs from what was typed."""
        theirs, mine = self.texts_for(stored), texts_of(self.rows)
        return [
            Difference(name, self.rows[name].name, theirs[name], mine[name])
            for name in self.rows
            if theirs[name] != mine[name]
        ]

    def settle(self, stored: object, chosen: tuple[tuple[str, str], ...]) -> None:
        """Take over what was decided about a conflict and save on top of the stored record."""
        self.base = stored
        put_texts(self.rows, dict(chosen))
        self.submit()

    def _throw_away(self) -> None:
        put_texts(self.rows, self.texts_for(self.base))
        self._errors.clear()
        self._bar.hide()
        self.thrown_away.emit()

    def _lay_out(self, title: str, words: str) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        grid.addWidget(label(title, "large"), 0, 0, 1, 2)
        if words:
            grid.addWidget(label(words, "second", wrap=True), 1, 0, 1, 2)
        for number, one in enumerate(self.rows.values()):
            grid.addWidget(one, 2 + number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(2 + len(self.rows), 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self._bar, Scrolled(grid), self._foot()):
            box.addWidget(part)
        box.setStretch(1, 1)

    def _foot(self) -> QWidget:
        close = button("下書きのままにする", key="Esc", does=self.closed.emit)
        save = button("保存する", "primary", key="Ctrl+S", does=self.submit)
        return Foot(self._errors, close, save)
