"""A judged ledger on the page: counts, tabs, the list with its choices, what stands out in a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from kyogikai_desktop.gui.imports.columns_pane import ColumnsPane
from kyogikai_desktop.gui.imports.counts_strip import CountsStrip
from kyogikai_desktop.gui.imports.field_bar import FieldBar
from kyogikai_desktop.gui.imports.findings_card import FindingsCard
from kyogikai_desktop.gui.imports.judged import Judged, with_field
from kyogikai_desktop.gui.imports.row_cells import RowCells
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.tab_strip import TabStrip
from kyogikai_desktop.gui.widgets.text import column
from kyogikai_desktop.interchange.ledger_mapping import Target
from kyogikai_desktop.interchange.ledger_rows import Outcome
from kyogikai_desktop.services.imports import JudgedRow, Mapping, tally

_COLUMNS = "columns"
_TABS: dict[str, tuple[str, tuple[Outcome, ...]]] = {
    "all": ("すべて", tuple(Outcome)),
    "warned": ("注意あり", (Outcome.WARNED,)),
    "refused": ("取り込めない", (Outcome.REFUSED,)),
    "imported": ("取り込む", (Outcome.IMPORTED,)),
    "passed": ("データでない行", (Outcome.PASSED_OVER,)),
}


class LedgerPane(QWidget):
    """Show a Judged; `mapped` carries another Mapping that a person chose."""

    mapped = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judged: Judged | None = None
        self._cells = RowCells()
        self.counts = CountsStrip()
        tabs = [(name, words) for name, (words, _outcomes) in _TABS.items()]
        self.tabs = TabStrip([*tabs, (_COLUMNS, "列の対応")])
        self._model = ListModel(self._cells.columns(), tasks, self)
        self.list = ListView(self._model, "台帳の行")
        self.fields = FieldBar(self.list)
        self.columns = ColumnsPane()
        self.findings = FindingsCard()
        self._stack = QStackedWidget()
        self._lay_out()
        self.tabs.chosen.connect(lambda _tab: self._show_tab())
        self.list.current_changed.connect(self._on_list_current_changed)
        self.fields.chosen.connect(self._on_field_chosen)
        self.columns.chosen.connect(self._on_column_chosen)

    def show_judged(self, judged: Judged) -> None:
        """Show the rows under their mapping; where none could be judged, the columns."""
        self._judged = judged
        self._cells.mapping, self._cells.stored = judged.mapping, judged.stored
        self.counts.show_tally(tally(judged.rows))
        for name in _TABS:
            self.tabs.set_count(name, f"{len(self._rows(name)):,}")
        self.tabs.set_count(_COLUMNS, len(judged.mapping.columns))
        self.fields.show_mapping(judged.mapping)
        self.columns.show_judged(judged)
        self.fields.setEnabled(not judged.stored)
        self.columns.setEnabled(not judged.stored)
        if judged.problem:
            self.tabs.choose(_COLUMNS)
        self._show_tab()

    def go_to_first(self) -> None:
        """Show all rows, with the cursor on the first one that holds a case."""
        self.tabs.choose("all")
        self.list.go_to(self._model.find(lambda row: row.outcome is not Outcome.PASSED_OVER))
        self.list.setFocus()

    def go_to_finding(self, step: int) -> None:
        """Put the cursor on the next (1) or previous (-1) row that has something to say."""
        rows = self._rows(self.tabs.current()) if self.tabs.current() in _TABS else ()
        number = self.list.currentIndex().row() + step
        while 0 <= number < len(rows) and rows[number].outcome not in (Outcome.WARNED, Outcome.REFUSED):
            number += step
        self.list.go_to(number)
        self.list.setFocus()

    def _lay_out(self) -> None:
        inside = column(self.fields, self.list, spacing=0)
        inside.setStretch(1, 1)
        rows = QWidget()
        rows.setLayout(inside)
        self._stack.addWidget(rows)
        self._stack.addWidget(self.columns)
        framed = column(self.tabs, self._stack, spacing=0)
        framed.setContentsMargins(1, 1, 1, 1)
        framed.setStretch(1, 1)
        card = QFrame()
        card.setProperty("role", "card")
        card.setLayout(framed)
        whole = column(self.counts, card, self.findings, spacing=10)
        whole.setStretch(1, 1)
        whole.setContentsMargins(MARGIN, 10, MARGIN, 10)
        self.setLayout(whole)

    def _rows(self, tab: str) -> Sequence[JudgedRow]:
        rows = self._judged.rows if self._judged else ()
        outcomes = _TABS[tab][1]
        return rows if tab == "all" else [row for row in rows if row.outcome in outcomes]

    def _show_tab(self) -> None:
        tab = self.tabs.current()
        self._stack.setCurrentIndex(int(tab == _COLUMNS))
        self.findings.setVisible(tab != _COLUMNS)
        if tab != _COLUMNS:
            self._model.show(self._rows(tab))

    def _on_list_current_changed(self, row: object) -> None:
        stored = bool(self._judged and self._judged.stored)
        self.findings.show_row(row if isinstance(row, JudgedRow) else None, stored=stored)

    def _on_field_chosen(self, field: Target, index: int | None) -> None:
        if self._judged:
            self._offer(with_field(self._judged.mapping, field, index))

    def _on_column_chosen(self, index: int, target: Target) -> None:
        if self._judged:
            self._offer(self._judged.mapping.assign(index, target))

    def _offer(self, mapping: Mapping) -> None:
        self.mapped.emit(mapping)
