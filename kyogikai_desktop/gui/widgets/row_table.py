"""The frame of the two-line lists: fixed columns, group rows over the whole width, one ring per row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.focus_ring import paint_ring
from kyogikai_desktop.gui.widgets.list_header import ListHeader
from kyogikai_desktop.gui.widgets.list_model import Index, ListModel
from kyogikai_desktop.gui.widgets.row_delegate import RowDelegate

GROUP_ROW = 30
_SLOW_MS = 2000


class RowTable(QTableView):
    """Show a ListModel by rows; words stand in place of rows that are not there."""

    def __init__(self, model: ListModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self.header = ListHeader(self)
        self._empty = "ここには、まだ何もありません"
        self._loading = False
        self._low_rows: set[int] = set()
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_MS)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self._set_up_frame()
        self._set_up_columns()
        self._fit()
        model.modelReset.connect(self._on_model_reset)
        model.dataChanged.connect(self._span_groups)
        model.loading.connect(self._on_loading)
        self._slow.timeout.connect(self.viewport().update)

    def set_empty_words(self, words: str) -> None:
        """Say what stands in place of rows when there are none."""
        self._empty = words

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
        self.setHorizontalHeader(self.header)
        self.header.setSectionsClickable(True)
        self.header.set_numeric({n for n, column in enumerate(self.rows.columns) if column.numeric})
        for number, column in enumerate(self.rows.columns):
            mode = QHeaderView.ResizeMode.Fixed if column.width else QHeaderView.ResizeMode.Stretch
            self.header.setSectionResizeMode(number, mode)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        self.verticalScrollBar().setSingleStep(theme.row_height())
        for number, column in enumerate(self.rows.columns):
            if column.width:
                self.setColumnWidth(number, theme.px(column.width))
        self._span_groups()

    def _on_model_reset(self) -> None:
        self.clearSpans()
        # What headed a group before is an ordinary row now.
        for number in self._low_rows:
            self.setRowHeight(number, theme.row_height())
        self._low_rows.clear()
        self._fit()

    def _span_groups(self) -> None:
        for number in self.rows.groups():
            if self.columnSpan(number, 0) == 1:
                self.setSpan(number, 0, 1, len(self.rows.columns))
            self.setRowHeight(number, theme.px(GROUP_ROW))
            self._low_rows.add(number)

    def _on_loading(self, loading: bool) -> None:
        self._loading = loading
        if loading:
            self._slow.start()

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
        while 0 <= number < self.rows.rowCount() and not self.rows.flags(self.rows.index(number, 0)):
            number += step
        if not 0 <= number < self.rows.rowCount():
            return self.currentIndex()
        return self.rows.index(number, max(0, index.column()))

    def selectionCommand(self, index: Index, event: object = None) -> QItemSelectionModel.SelectionFlag:
        """Select the row of the cursor, always."""
        del event
        flag = QItemSelectionModel.SelectionFlag
        return flag.ClearAndSelect | flag.Rows if index.isValid() else flag.NoUpdate

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: searching by letters would walk through rows that are not here."""

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns that wide screens have room for; the current row stays in sight."""
        for number, column in enumerate(self.rows.columns):
            if column.from_width:
                self.setColumnHidden(number, event.size().width() < theme.px(column.from_width))
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():
            self.scrollTo(self.currentIndex())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint rows, the focus ring around the current one, or words where there are no rows."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        if self.rows.rowCount() == 0:
            self._paint_words(painter)
        elif self.hasFocus() and self.currentIndex().isValid():
            rect = self.visualRect(self.currentIndex())
            paint_ring(painter, QRectF(0, rect.top(), self.viewport().width(), rect.height()))

    def _paint_words(self, painter: QPainter) -> None:
        waiting = "" if self._slow.isActive() else "さがしています"
        painter.setFont(theme.font())
        painter.setPen(QColor(LIGHT.text3))
        box = QRectF(self.viewport().rect()).adjusted(16, theme.px(28), -16, 0)
        words = waiting if self._loading else self._empty
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, words)
