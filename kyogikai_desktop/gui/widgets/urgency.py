"""The urgency marks AA, A, B, C: more ink is more urgent; no traffic lights."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.theme import LIGHT

WIDTH, HEIGHT = 34, 21


def paint_urgency(painter: QPainter, mark: str, rect: QRectF) -> None:
    """Draw the mark of an urgency (AA, A, B or C) into a rectangle; other texts draw nothing."""
    if mark not in {"AA", "A", "B", "C"}:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    solid = mark in {"AA", "A"}
    edge = {"AA": LIGHT.text, "A": LIGHT.text3, "B": LIGHT.text2, "C": LIGHT.line2}[mark]
    box = rect.adjusted(1, 1, -1, -1)
    painter.setPen(QPen(QColor(edge), 1.6 if mark == "B" else 1.2))
    painter.setBrush(QColor(LIGHT.text if mark == "AA" else LIGHT.text3 if solid else LIGHT.surface))
    painter.drawRoundedRect(box, 4, 4)
    if mark == "AA":
        painter.setPen(QPen(QColor(LIGHT.surface), 1.2))
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 2.5, 2.5)
    painter.setFont(theme.font(theme.SMALL, bold=mark == "AA"))
    painter.setPen(QColor(LIGHT.surface if solid else LIGHT.text2))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, mark)
    painter.restore()


class UrgencyLabel(QLabel):
    """Show one urgency mark; a screen reader hears 緊急度 A."""

    def __init__(self, mark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_mark(mark)

    def show_mark(self, mark: str) -> None:
        """Show another mark, or nothing for an empty text."""
        self.setText(mark)
        self.setAccessibleName(f"緊急度 {mark}" if mark else "緊急度 未定")

    def sizeHint(self) -> QSize:
        """Return the fixed size of a mark."""
        return QSize(theme.px(WIDTH), theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Never squeeze a mark."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the mark at the left, in the middle of the height."""
        size = self.sizeHint()
        top = (self.height() - size.height()) / 2
        paint_urgency(QPainter(self), self.text(), QRectF(0, top, size.width(), size.height()))
