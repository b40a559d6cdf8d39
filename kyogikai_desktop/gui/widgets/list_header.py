"""The header of a list: small words, the sorted column bold with an arrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import paint_icon
from kyogikai_desktop.gui.theme import LIGHT

_PAD = 10


class ListHeader(QHeaderView):
    """Titles of fixed columns; the order is the page's business, the header only shows it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sorted = -1
        self._descending = False
        self._numeric: set[int] = set()
        self.setMinimumSectionSize(20)
        self.setHighlightSections(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_order(self, section: int, *, descending: bool) -> None:
        """Mark a column as the one that orders the rows."""
        self._sorted, self._descending = section, descending
        self.viewport().update()

    def set_numeric(self, sections: set[int]) -> None:
        """Set the titles over numbers to the right, as the numbers are."""
        self._numeric = sections

    def sizeHint(self) -> QSize:
        """Return the height of the header."""
        return QSize(super().sizeHint().width(), theme.px(30))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one title."""
        painter.save()
        painter.fillRect(rect, QColor(LIGHT.alt))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(LIGHT.line))
        chosen = section == self._sorted
        font = theme.font(theme.SMALL, bold=chosen)
        title = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.text if chosen else LIGHT.text3))
        numeric = section in self._numeric
        box = QRectF(rect).adjusted(_PAD, 0, -_PAD if numeric else -_PAD / 2, 0)
        side = Qt.AlignmentFlag.AlignRight if numeric else Qt.AlignmentFlag.AlignLeft
        title = QFontMetricsF(font).elidedText(title, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, title)
        if chosen:
            left = box.left() + QFontMetricsF(font).horizontalAdvance(title) + 6
            arrow = QRectF(left, box.center().y() - 6, 12, 12)
            paint_icon(painter, "down" if self._descending else "up", arrow)
        painter.restore()
