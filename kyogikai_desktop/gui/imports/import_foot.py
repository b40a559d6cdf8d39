"""The foot of the import: what has been written so far, and the table of reasons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.imports.judged import Judged
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.services.imports import JudgedRow, tally

_NOTHING_YET = "まだ何も書き込んでいません。取り込みは一度に行い、途中でやめたときは元のままです。"
_READ_ONLY = "読み取り専用のため、取り込めません。"
_STORED = "取り込みずみです。"


class ImportFoot(QWidget):
    """Say that nothing is stored yet, or that it is; `report_wanted` asks for the table of reasons."""

    report_wanted = Signal()

    def __init__(self, *, read_only: bool) -> None:
        super().__init__()
        self._read_only = read_only
        self._note = label("", "caption", wrap=True)
        self._report = button("理由の表を書き出す", "text", icon="save", does=self.report_wanted.emit)
        line = row(self._note, self._report)
        line.setStretch(0, 1)
        line.setContentsMargins(MARGIN, 0, MARGIN, 8)
        self.setLayout(line)

    def show_judged(self, judged: Judged | None) -> None:
        """Say how far a ledger is."""
        self._report.setVisible(bool(judged and judged.rows))
        words = _READ_ONLY if self._read_only else _NOTHING_YET
        self._note.setText(_STORED if judged and judged.stored else words)


def outcome_words(rows: Sequence[JudgedRow]) -> str:
    """Say in numbers what an import has done, and what to do about the rest."""
    counts = tally(rows)
    if not counts.refused:
        return f"{counts.imported:,} 件を取り込みました。"
    whole = counts.imported + counts.refused
    return (
        f"{whole:,} 行のうち {counts.imported:,} 件を取り込みました。"
        f"{counts.refused:,} 件は取り込めませんでした。理由の表を直すと、続きから取り込めます。"
    )
