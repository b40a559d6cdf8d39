"""Key chips: the keys printed on buttons, in the key strip and in lists."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeySequence, QPainter, QPen

from kyogikai_desktop.gui import theme


def _shown(key: str) -> str:
    return "+".join({"Up": "↑", "Down": "↓"}.get(part, part) for part in key.split("+"))


def key_sequence(key: str) -> QKeySequence:
    """Return the keys to press; Enter means the large one, which Qt calls Return."""
    return QKeySequence(key.replace("Enter", "Return"))


def chip_size(key: str) -> QSize:
    """Return the room that a key chip takes."""
    metrics = QFontMetricsF(theme.font(theme.SMALL))
    return QSize(round(metrics.horizontalAdvance(_shown(key))) + 10, round(metrics.height()) + 4)


def paint_chip(painter: QPainter, key: str, at: QPointF, ink: str, edge: str) -> None:
    """Draw a key as a small frame, its left end at a point and its middle at the point's height."""
    size = chip_size(key)
    box = QRectF(at.x() + 0.5, at.y() - size.height() / 2 + 0.5, size.width() - 1, size.height() - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), 1))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(theme.font(theme.SMALL))
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _shown(key))
