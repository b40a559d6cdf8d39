"""One line of the palette, and how it is painted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import paint_icon
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.key_chip import chip_size, paint_chip
from kyogikai_desktop.gui.widgets.list_model import Index

LINE = Qt.ItemDataRole.UserRole
_ROW, _GROUP = 44, 28

_RIGHT = 96  # px: for the chip of a key
_ONE_LINE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class Line:
    """A heading, or something to open or to do; `run` does it."""

    words: str
    caption: str = ""
    icon: str = ""
    key: str = ""
    run: Callable[[], object] = field(default=lambda: None)
    heading: bool = False

    @property
    def height(self) -> int:
        """Return the height of the line in px."""
        return theme.px(_GROUP if self.heading else _ROW)


class LineDelegate(QStyledItemDelegate):
    """Paint headings and lines."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line."""
        return QSize(200, index.data(LINE).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        line: Line = index.data(LINE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.heading:
            painter.setPen(QColor(LIGHT.text3))
            painter.setFont(theme.font(theme.SMALL))
            painter.drawText(box.adjusted(12, 4, 0, 0), Qt.AlignmentFlag.AlignVCenter, line.words)
        else:
            _paint_line(painter, box, line, chosen=bool(option.state & QStyle.StateFlag.State_Selected))
        painter.restore()


def _paint_line(painter: QPainter, box: QRectF, line: Line, *, chosen: bool) -> None:
    middle = box.center().y()
    if chosen:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.selection))
        painter.drawRoundedRect(box, 6, 6)
        painter.setBrush(QColor(LIGHT.primary))
        painter.drawRoundedRect(QRectF(box.left(), box.top() + 8, 4, box.height() - 16), 2, 2)
    paint_icon(painter, line.icon, QRectF(box.left() + 16, round(middle - 9), 18, 18))
    font, small = theme.font(bold=bool(line.caption)), theme.font(theme.SMALL)
    painter.setFont(font)
    painter.setPen(QColor(LIGHT.text))
    end = QFontMetricsF(small).horizontalAdvance(line.caption) + _RIGHT
    room = box.adjusted(48, 0, -end, 0)
    words = QFontMetricsF(font).elidedText(line.words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _ONE_LINE, words)
    left = 48 + QFontMetricsF(font).horizontalAdvance(words) + 14
    painter.setFont(small)
    painter.setPen(QColor(LIGHT.text3))
    painter.drawText(box.adjusted(left, 0, 0, 0), _ONE_LINE, line.caption)
    key = line.key or ("Enter" if chosen else "")
    if key:
        at = QPointF(box.right() - chip_size(key).width() - 14, middle)
        painter.setPen(QColor(LIGHT.text2))
        paint_chip(painter, key, at)
