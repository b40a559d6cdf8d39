"""The list of two-line rows, for keyboard and mouse, fluent with 100,000 rows."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtGui import QResizeEvent as Resize
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.cells import Group
from kyogikai_desktop.gui.widgets.focus_ring import paint_ring
from kyogikai_desktop.gui.widgets.list_header import ListHeader
from kyogikai_desktop.gui.widgets.list_model import Index, ListModel
from kyogikai_desktop.gui.widgets.row_delegate import RowDelegate

GROUP_ROW = 30
_SLOW_MS = 2000


class ListView(QTableView):
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
        super().__init__(parent)
        self._rows = model
        self._order = ("", False)
        self._empty = "ここには、まだ何もありません"
        self._place = 0
        self._low_rows: set[int] = set()
        self._loading = False
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self._set_up_frame()
        self._set_up_columns()
        self._fit()
        model.modelAboutToBeReset.connect(self._on_model_about_to_reset)
        model.modelReset.connect(self._on_model_reset)
        model.dataChanged.connect(self._on_data_changed)
        model.loading.connect(self._on_loading)
        self._slow.timeout.connect(self.viewport().update)

    def current_row(self) -> object:
        """Return the row under the cursor, or None."""
        number = self.currentIndex().row()
        row = self._rows.row(number) if number >= 0 else None
        return None if isinstance(row, Group) else row

    def go_to(self, number: int) -> None:
        """Put the cursor on a row."""
        if 0 <= number < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(number, 0))

    def set_empty_words(self, words: str) -> None:
        """Say what stands in place of rows when there are none."""
        self._empty = words

    def show_order(self, key: str, *, descending: bool = False) -> None:
        """Mark the column with this sort key as the one that orders the rows."""
        self._order = (key, descending)
        section = next((n for n, column in enumerate(self._rows.columns) if column.sort == key), -1)
        self._header.show_order(section, descending=descending)

    def _set_up_frame(self) -> None:
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _set_up_columns(self) -> None:
        self._header = ListHeader(self)
        self.setHorizontalHeader(self._header)
        self._header.setSectionsClickable(True)
        self._header.set_numeric({n for n, column in enumerate(self._rows.columns) if column.numeric})
        for number, column in enumerate(self._rows.columns):
            mode = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            self._header.setSectionResizeMode(number, mode)
        self._header.sectionClicked.connect(self._on_header_section_clicked)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.verticalScrollBar().setSingleStep(theme.row_height())
        for number, column in enumerate(self._rows.columns):
            if column.width:
                self.setColumnWidth(number, theme.px(column.width))
        self._span_groups()

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _on_header_section_clicked(self, section: int) -> None:
        if key := self._rows.columns[section].sort:
            self._sort(key)

    def _sort(self, key: str) -> None:
        current, descending = self._order
        self.show_order(key, descending=not descending if key == current else False)
        self.sort_requested.emit(*self._order)

    def _on_model_about_to_reset(self) -> None:
        self._place = max(0, self.currentIndex().row())

    def _on_model_reset(self) -> None:
        self.clearSpans()
        self._fit()
        self._raise_rows()
        last = self._rows.rowCount() - 1
        if last >= 0:
            index = self._rows.index(min(self._place, last), 0)
            if not self._rows.flags(index):
                index = self._rows.index(min(index.row() + 1, last), 0)
            self.setCurrentIndex(index)
        else:
            self.current_changed.emit(None)

    def _on_data_changed(self, first: QModelIndex, last: QModelIndex) -> None:
        self._span_groups()
        if first.row() <= self.currentIndex().row() <= last.row():
            self.current_changed.emit(self.current_row())

    def _span_groups(self) -> None:
        for number in self._rows.groups():
            if self.columnSpan(number, 0) == 1:
                self.setSpan(number, 0, 1, len(self._rows.columns))
            self.setRowHeight(number, theme.px(GROUP_ROW))
            self._low_rows.add(number)

    def _raise_rows(self) -> None:
        """Give rows that headed a group before a reset their full height again."""
        for number in self._low_rows:
            self.setRowHeight(number, theme.row_height())
        self._low_rows.clear()
        self._span_groups()

    def _on_loading(self, loading: bool) -> None:
        self._loading = loading
        if loading:
            self._slow.start()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row the cursor stands on."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.row() != previous.row():
            self.current_changed.emit(self.current_row())

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Step over group rows."""
        index = super().moveCursor(action, modifiers)
        back = action in {
            QAbstractItemView.CursorAction.MoveUp,
            QAbstractItemView.CursorAction.MovePageUp,
            QAbstractItemView.CursorAction.MoveEnd,
        }
        return self._past_groups(index, -1 if back else 1)

    def _past_groups(self, index: QModelIndex, step: int) -> QModelIndex:
        number = index.row()
        while 0 <= number < self._rows.rowCount() and not self._rows.flags(self._rows.index(number, 0)):
            number += step
        if not 0 <= number < self._rows.rowCount():
            return self.currentIndex()
        return self._rows.index(number, max(0, index.column()))

    def selectionCommand(self, index: Index, event: object = None) -> QItemSelectionModel.SelectionFlag:
        """Select the row of the cursor, always."""
        del event
        flag = QItemSelectionModel.SelectionFlag
        return flag.ClearAndSelect | flag.Rows if index.isValid() else flag.NoUpdate

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, mark on Space; the arrows and pages are Qt's."""
        row = self.current_row()
        plain = event.modifiers() in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}
        if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and row is not None:
            self.opened.emit(row)
        elif plain and event.key() == Qt.Key.Key_Space and row is not None:
            self.marked.emit(row)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: searching by letters would walk through rows that are not here."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Mark by a click on a check box, follow a click on a link."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        cell = self._rows.cell(index.row(), index.column()) if index.isValid() else None
        if cell and cell.checked is not None:
            self.marked.emit(self._rows.row(index.row()))
        elif cell and cell.link:
            self.linked.emit(self._rows.row(index.row()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row."""
        super().mouseDoubleClickEvent(event)
        row = self.current_row()
        if row is not None and self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit(row)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the orders, so that the menu key sorts too."""
        menu = QMenu(self)
        for column in self._rows.columns:
            if column.sort:
                menu.addAction(f"{column.title}で並べる", partial(self._sort, column.sort))
        if menu.actions():
            menu.exec(event.globalPos())

    def resizeEvent(self, event: Resize) -> None:
        """Show the columns that wide screens have room for."""
        for number, column in enumerate(self._rows.columns):
            if column.from_width:
                self.setColumnHidden(number, event.size().width() < theme.px(column.from_width))
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint rows, the focus ring around the current one, or words where there are no rows."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self._rows.rowCount() == 0:
            self._paint_words(painter)
        elif self.hasFocus() and self.currentIndex().isValid():
            rect = self.visualRect(self.currentIndex())
            paint_ring(painter, QRectF(0, rect.top(), self.viewport().width(), rect.height()))

    def _paint_words(self, painter: QPainter) -> None:
        waiting = "" if self._slow.isActive() else "さがしています"
        painter.setFont(theme.font())
        painter.setPen(QPen(QColor(LIGHT.text3)))
        box = QRectF(self.viewport().rect()).adjusted(16, theme.px(28), -16, 0)
        words = waiting if self._loading else self._empty
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, words)
