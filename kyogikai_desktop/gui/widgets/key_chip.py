"""Key chips: the keys printed on buttons, in the key strip and in lists."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QKeySequence, QPainter

from kyogikai_desktop.gui import theme

_EDGE, _INK = 0.4, 0.85  # opacities: a chip stands back behind the word it belongs to
_CENTRED = 0x84  # Qt.AlignmentFlag.AlignCenter


def _shown(key: str) -> str:
    return "+".join({"Up": "↑", "Down": "↓"}.get(part, part) for part in key.split("+"))


def key_sequence(key: str) -> QKeySequence:
    """Return the keys to press; Enter means the large one, which Qt calls Return."""
    return QKeySequence(key.replace("Enter", "Return"))


def chip_size(key: str) -> QSize:
    """Return the room that a key chip takes."""
    metrics = QFontMetricsF(theme.font(theme.SMALL))
    return QSize(round(metrics.horizontalAdvance(_shown(key))) + 10, round(metrics.height()) + 4)


def paint_chip(painter: QPainter, key: str, at: QPointF) -> None:
    """Draw a key in a small frame with the pen at hand, its left end and its middle height at a point."""
    size = chip_size(key)
    box = QRectF(at.x() + 0.5, at.y() - size.height() / 2 + 0.5, size.width() - 1, size.height() - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(_EDGE)
    painter.drawRoundedRect(box, 4, 4)
    painter.setOpacity(_INK)
    painter.setFont(theme.font(theme.SMALL))
    painter.drawText(box, _CENTRED, _shown(key))
    painter.setOpacity(1)
