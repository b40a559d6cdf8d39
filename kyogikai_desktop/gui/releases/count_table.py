"""A table of counts as its receiver sees it: what is withheld is hatched, zero and nine alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.focus_ring import paint_ring
from kyogikai_desktop.gui.widgets.list_model import Index

WITHHELD = "出さない"
_ROW, _NUMBERS, _HATCH, _PAD = 42, 220, 9, 14
_WITHHELD_ROLE = Qt.ItemDataRole.UserRole
_LINE = "#AEB7C0"


def paint_hatching(painter: QPainter, box: QRectF) -> None:
    """Fill a box with slanted lines (Qt's own pattern is too fine on sharp screens)."""
    painter.save()
    painter.setClipRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(_LINE), 1.2))
    left = box.left() - box.height()
    while left < box.right():
        painter.drawLine(QPointF(left, box.bottom()), QPointF(left + box.height(), box.top()))
        left += _HATCH
    painter.restore()


class Hatching(QWidget):
    """A piece of hatching, for the legend."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(28, 18)

    def paintEvent(self, _event: object) -> None:
        """Paint a framed piece."""
        painter = QPainter(self)
        paint_hatching(painter, QRectF(self.rect()))
        painter.setPen(QColor(LIGHT.line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class CountTable(QTableWidget):
    """Names and counts; `chosen` carries the number of the row that has the cursor."""

    chosen = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self.setAccessibleName(name)
        self.setItemDelegate(_CountDelegate(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(_ROW))
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(1, theme.px(_NUMBERS))
        self.currentCellChanged.connect(self._on_current_cell_changed)

    def show_counts(self, rows: Sequence[tuple[str, int | None]]) -> None:
        """Show names and counts; None is withheld."""
        self.setRowCount(len(rows))
        for place, (name, count) in enumerate(rows):
            shown = QTableWidgetItem(WITHHELD if count is None else f"{count:,}")
            shown.setData(_WITHHELD_ROLE, count is None)
            self.setItem(place, 0, QTableWidgetItem(name))
            self.setItem(place, 1, shown)
        self.setFixedHeight(len(rows) * theme.px(_ROW))

    def _on_current_cell_changed(self, place: int, _column: int, before: int, _before_column: int) -> None:
        if place >= 0 and place != before:
            self.chosen.emit(place)

    def focusInEvent(self, event: object) -> None:
        """Explain the row under the cursor when the keyboard comes here."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        if self.currentRow() >= 0:
            self.chosen.emit(self.currentRow())
        else:
            self.setCurrentCell(0, 1)


class _CountDelegate(QStyledItemDelegate):
    """Paint a name, a number at the right, or hatching."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        box = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, QColor(LIGHT.selection if selected else LIGHT.surface))
        if index.data(_WITHHELD_ROLE):
            _paint_withheld(painter, box)
        else:
            _paint_words(painter, box, str(index.data()), number=index.column() == 1)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), QColor(LIGHT.line))
        table = self.parent()
        if selected and index.column() == 1 and isinstance(table, QWidget) and table.hasFocus():
            paint_ring(painter, box)
        painter.restore()


def _paint_words(painter: QPainter, box: QRectF, words: str, *, number: bool) -> None:
    painter.setFont(theme.digits(theme.SECTION, bold=True) if number else theme.font())
    painter.setPen(QColor(LIGHT.text))
    side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
    painter.drawText(box.adjusted(_PAD, 0, -_PAD, 0), side | Qt.AlignmentFlag.AlignVCenter, words)


def _paint_withheld(painter: QPainter, box: QRectF) -> None:
    painter.fillRect(box, QColor(LIGHT.alt))
    paint_hatching(painter, box.adjusted(3, 3, -3, -4))
    font = theme.font()
    width, height = QFontMetricsF(font).horizontalAdvance(WITHHELD) + 12, QFontMetricsF(font).height() + 6
    plate = QRectF(box.right() - _PAD - width + 6, box.center().y() - height / 2, width, height)
    painter.fillRect(plate, QColor(LIGHT.surface))
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.text2))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, WITHHELD)
