"""The list of two-line rows, for keyboard and mouse, fluent with 100,000 rows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from kyogikai_desktop.gui.widgets.cells import Group
from kyogikai_desktop.gui.widgets.list_model import Index, ListModel
from kyogikai_desktop.gui.widgets.row_table import RowTable

_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}


class ListView(RowTable):
    """Show a ListModel. Signals carry the row itself.

    `opened`: Enter or double click; `marked`: Space or a click on a check box; `linked`: a click on a cell
    drawn as a link; `current_changed`: another row (or None); `sort_requested`: key and descending.
    """

    opened = Signal(object)
    marked = Signal(object)
    linked = Signal(object)
    current_changed = Signal(object)
    sort_requested = Signal(str, bool)

    def __init__(self, model: ListModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self._order = ("", False)
        self._place = 0
        self.header.sectionClicked.connect(self._on_header_section_clicked)
        model.modelAboutToBeReset.connect(self._on_model_about_to_be_reset)
        model.modelReset.connect(self._return_to_place)
        model.dataChanged.connect(self._on_model_data_changed)

    def current_row(self) -> object:
        """Return the row under the cursor, or None."""
        number = self.currentIndex().row()
        row = self.rows.row(number) if number >= 0 else None
        return None if isinstance(row, Group) else row

    def go_to(self, number: int) -> None:
        """Put the cursor on a row."""
        if 0 <= number < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(number, 0))

    def show_order(self, key: str, *, descending: bool = False) -> None:
        """Mark the column with this sort key as the one that orders the rows."""
        self._order = (key, descending)
        section = next((n for n, column in enumerate(self.rows.columns) if column.sort == key), -1)
        self.header.show_order(section, descending=descending)

    def _on_header_section_clicked(self, section: int) -> None:
        if key := self.rows.columns[section].sort:
            self._sort(key)

    def _sort(self, key: str) -> None:
        current, descending = self._order
        self.show_order(key, descending=not descending if key == current else False)
        self.sort_requested.emit(*self._order)

    def _on_model_about_to_be_reset(self) -> None:
        self._place = max(0, self.currentIndex().row())

    def _return_to_place(self) -> None:
        last = self.rows.rowCount() - 1
        if last < 0:
            self.current_changed.emit(None)
            return
        index = self.rows.index(min(self._place, last), 0)
        if not self.rows.flags(index):
            index = self.rows.index(min(index.row() + 1, last), 0)
        self.setCurrentIndex(index)

    def _on_model_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.row() <= self.currentIndex().row() <= last.row():
            self.current_changed.emit(self.current_row())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row the cursor stands on."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.row() != previous.row():
            self.current_changed.emit(self.current_row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, mark on Space; the arrows and pages are Qt's."""
        row = self.current_row()
        plain = event.modifiers() in _PLAIN
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row is not None:
            self.opened.emit(row)
        elif plain and event.key() == Qt.Key.Key_Space and row is not None:
            self.marked.emit(row)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Mark by a click on a check box, follow a click on a link."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        cell = self.rows.cell(index.row(), index.column()) if index.isValid() else None
        if cell and cell.checked is not None:
            self.marked.emit(self.rows.row(index.row()))
        elif cell and cell.link:
            self.linked.emit(self.rows.row(index.row()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row."""
        super().mouseDoubleClickEvent(event)
        row = self.current_row()
        if row is not None and self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the orders, so that the menu key sorts too."""
        menu = QMenu(self)
        for column in self.rows.columns:
            if column.sort:
                menu.addAction(f"{column.title}で並べる", partial(self._sort, column.sort))
        if menu.actions():
            menu.exec(event.globalPos())
