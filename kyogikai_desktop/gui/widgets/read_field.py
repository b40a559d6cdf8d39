"""A field that reads what was typed when one leaves it, and shows the reading beside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.text import label

_ROOM = 168


class ReadField(QWidget):
    """Free text, read by a function of the domain; `problem` carries an AppError, or None if all is well."""

    problem = Signal(object)
    changed = Signal()

    def __init__(
        self,
        read: Callable[[str], Any],
        reading: Callable[[Any], str],
        example: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._read = read
        self._reading_of = reading
        self.line = LineEdit(self)
        self.line.setPlaceholderText(example)
        self.line.set_room(_ROOM)
        self.setFocusProxy(self.line)
        self._beside = label("", "caption", wrap=True)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.line)
        box.addWidget(self._beside, 1)
        self.line.editingFinished.connect(self._on_line_editing_finished)
        self.line.textEdited.connect(self._on_line_text_edited)

    def text(self) -> str:
        """Return what stands in the field, as typed."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """Put a text into the field and read it."""
        self.line.setText(text)
        self.line.setCursorPosition(0)
        self._on_line_editing_finished()

    def _on_line_text_edited(self) -> None:
        self._beside.setText("")

    def _on_line_editing_finished(self) -> None:
        try:
            self._beside.setText(self._reading_of(self._read(self.text())))
        except AppError as error:
            self._beside.setText("")
            self.problem.emit(error)
        else:
            self.problem.emit(None)
            self.changed.emit()
