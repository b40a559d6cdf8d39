"""The choice of a meeting, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.listing import MeetingRow
from kyogikai_desktop.domain.meetings import MeetingId
from kyogikai_desktop.domain.wareki import fiscal_label, format_day
from kyogikai_desktop.gui.widgets.choice import Choice

_ROWS = 16


class MeetingChoice(Choice):
    """A list of all meetings to choose from; `chosen` carries the id."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("会議")
        self.setMaxVisibleItems(_ROWS)
        self.activated.connect(lambda number: self.chosen.emit(self.itemData(number)))

    def show_rows(self, rows: Sequence[MeetingRow], current: MeetingId | None) -> None:
        """Offer the meetings, with one chosen; no signal."""
        with QSignalBlocker(self):
            self.clear()
            for row in rows:
                self.addItem(_words(row), row.id)
            self.setCurrentIndex(self.findData(current))


def _words(row: MeetingRow) -> str:
    day = format_day(row.held_on, row.held_on)
    return f"{fiscal_label(row.fiscal_year)} 第{row.number}回 {row.tier.label}　{day}"
