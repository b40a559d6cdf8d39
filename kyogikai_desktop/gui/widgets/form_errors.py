"""The foot of a form: how many places need a change, and the way to the next one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldNote, FieldRow
from kyogikai_desktop.gui.widgets.text import label


class FormErrors(QWidget):
    """直すところが 3 か所あります → 次の場所へ (Alt+↓). `rows` are keyed by the attribute that they edit."""

    def __init__(self, rows: Mapping[str, FieldRow | FieldNote], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self._words = label("", "error")
        self._next = button("次の場所へ", "text", key="Alt+Down", does=self.go_to_next)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._words)
        box.addWidget(self._next)
        box.addStretch(1)
        self.refresh()

    def show_error(self, error: InvalidInput) -> bool:
        """Show an error beside its field and go there; False if no field here has that name."""
        found = self._rows.get(error.field)
        if found is None:
            return False
        found.show_error(error)
        self.refresh()
        self._focus(found)
        return True

    def clear(self) -> None:
        """Take all errors away."""
        for field in self._rows.values():
            field.clear_error()
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        count = len(self._wrong())
        self._words.setText(f"直すところが {count} か所あります" if count else "")
        self._next.setVisible(count > 0)

    def go_to_next(self) -> None:
        """Put the keyboard into the next field that needs a change."""
        wrong = self._wrong()
        focused = [number for number, field in enumerate(wrong) if field.target().hasFocus()]
        if wrong:
            self._focus(wrong[(focused[0] + 1) % len(wrong)] if focused else wrong[0])

    def _wrong(self) -> list[FieldRow | FieldNote]:
        return [field for field in self._rows.values() if field.wrong]

    def _focus(self, field: FieldRow | FieldNote) -> None:
        field.target().setFocus()
        parent = field.parentWidget()
        while parent and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(field)
