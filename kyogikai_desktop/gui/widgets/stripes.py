"""The stripes of everything that is only practice."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QPainter, QPen

from kyogikai_desktop.gui.theme import LIGHT

_STEP = 10


def paint_stripes(painter: QPainter, rect: QRect) -> None:
    """Fill a rectangle with slanted stripes of the practice colours."""
    painter.save()
    painter.setClipRect(rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(rect, QColor(LIGHT.stripe))
    painter.setPen(QPen(QColor(LIGHT.stripe_dark), 2.4))
    height = rect.height()
    for left in range(rect.left() - height, rect.right() + height, _STEP):
        painter.drawLine(QPointF(left, rect.bottom() + 2), QPointF(left + height + 2, rect.top() - 1))
    painter.restore()
