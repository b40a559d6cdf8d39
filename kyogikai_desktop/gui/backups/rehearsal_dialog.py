"""ためしに開く: a backup is opened beside the live council and compared with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from kyogikai_desktop.gui.backups.backup_words import compared
from kyogikai_desktop.gui.backups.beside_dialog import BesideDialog
from kyogikai_desktop.gui.tasks import Failed
from kyogikai_desktop.gui.widgets.back_off import Waiting, no_wait
from kyogikai_desktop.gui.widgets.state_lines import StateLines
from kyogikai_desktop.gui.widgets.text import column, label
from kyogikai_desktop.services.restores import Rehearsal
from kyogikai_desktop.words import kind_words

Rehearse = Callable[[str, Callable[[Rehearsal], object], Failed], object]


class RehearsalDialog(BesideDialog):
    """Ask for the password, then show both totals; nothing of the live council changes."""

    def __init__(self, window: QWidget, of: str, rehearse: Rehearse, waiting: Waiting = no_wait) -> None:
        words = f"{of} の控えを、いまの協議会とは別に開いて、中身をくらべます。いまの記録は変わりません。"
        super().__init__(window, "控えをためしに開く", words, "ためしに開く", waiting)
        self._rehearse = rehearse
        self.lay_out_fields()

    def begin(self) -> None:
        """Open the backup."""
        self._rehearse(self.password.text(), self.show_found, self.show_refusal)

    def show_found(self, found: Rehearsal) -> None:
        """Show the totals side by side and what they mean."""
        lines = StateLines()
        lines.show_lines(compared(found))
        result = QWidget()
        result.setLayout(column(lines, _table(found), spacing=12))
        self.show_result(result)


def _table(found: Rehearsal) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(28)
    grid.setVerticalSpacing(5)
    rows = [(kind_words(one.kind), f"{one.in_backup:,}", f"{one.live:,}") for one in found.counts]
    for at, texts in enumerate([("種類", "控え", "いま"), *rows]):
        same = texts[1] == texts[2]
        for place, text in enumerate(texts):
            cell = label(text, "field" if at == 0 else "body" if same or place == 0 else "strong")
            side = Qt.AlignmentFlag.AlignRight if place else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(cell, at, place, side)
    grid.setColumnStretch(3, 1)
    return table
