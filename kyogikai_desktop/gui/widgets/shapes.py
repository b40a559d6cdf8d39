"""The small shapes in front of words: they carry a state without colour."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF


class Shape(Enum):
    """The shapes of badges; each is told from the others in grey and at 12 px."""

    CHECK_DISC = "check_disc"
    HALF = "half"
    RING = "ring"
    BARRED = "barred"
    CROSS = "cross"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    DIAMOND_LINE = "diamond_line"
    DOT = "dot"
    DASH = "dash"
    SQUARE = "square"
    SQUARE_LINE = "square_line"
    SEAL = "seal"


def paint_shape(painter: QPainter, shape: Shape, rect: QRectF, ink: str, ground: str = "#FFFFFF") -> None:
    """Draw a shape into a square; `ground` is the colour of what is cut out of it (the tick)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(_pen(ink, rect.width() / 7.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _DRAWERS[shape](painter, rect, QColor(ink))
    if shape is Shape.CHECK_DISC:
        _tick(painter, rect, ground)
    painter.restore()


def _pen(ink: str | QColor, width: float) -> QPen:
    return QPen(QColor(ink), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


def _inner(rect: QRectF) -> QRectF:
    inset = rect.width() / 12
    return rect.adjusted(inset, inset, -inset, -inset)


def _disc(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(rect)


def _tick(painter: QPainter, rect: QRectF, ground: str) -> None:
    painter.setPen(_pen(ground, rect.width() / 7))
    w, left, top = rect.width(), rect.left(), rect.top()
    points = [(0.28, 0.52), (0.44, 0.68), (0.73, 0.36)]
    painter.drawPolyline(QPolygonF([QPointF(left + x * w, top + y * w) for x, y in points]))


def _ring(painter: QPainter, rect: QRectF, _ink: QColor) -> None:
    painter.drawEllipse(_inner(rect))


def _half(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    painter.drawEllipse(_inner(rect))
    painter.setBrush(ink)
    painter.drawChord(_inner(rect), 90 * 16, 180 * 16)


def _barred(painter: QPainter, rect: QRectF, _ink: QColor) -> None:
    inner = _inner(rect)
    painter.drawEllipse(inner)
    reach = inner.width() * 0.34
    painter.drawLine(inner.center() + QPointF(-reach, reach), inner.center() + QPointF(reach, -reach))


def _cross(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    painter.setPen(_pen(ink, rect.width() / 5.5))
    box = rect.adjusted(*(rect.width() * f for f in (0.14, 0.14, -0.14, -0.14)))
    painter.drawLine(box.topLeft(), box.bottomRight())
    painter.drawLine(box.topRight(), box.bottomLeft())


def _filled(points: list[tuple[float, float]], *, outline: bool = False) -> Drawer:
    def draw(painter: QPainter, rect: QRectF, ink: QColor) -> None:
        corners = [QPointF(rect.left() + x * rect.width(), rect.top() + y * rect.height()) for x, y in points]
        if not outline:
            painter.setPen(_pen(ink, rect.width() / 14))
            painter.setBrush(ink)
        painter.drawPolygon(QPolygonF(corners))

    return draw


def _dash(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    painter.setPen(_pen(ink, rect.width() / 5.5))
    middle = rect.center().y()
    painter.drawLine(QPointF(rect.left() + 1, middle), QPointF(rect.right() - 1, middle))


def _seal(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    painter.drawEllipse(_inner(rect))
    quarter = rect.width() / 3.6
    _disc(painter, rect.adjusted(quarter, quarter, -quarter, -quarter), ink)


Drawer = Callable[[QPainter, QRectF, QColor], None]

_TRIANGLE = [(0.5, 0.1), (0.98, 0.9), (0.02, 0.9)]
_DIAMOND = [(0.5, 0.02), (0.98, 0.5), (0.5, 0.98), (0.02, 0.5)]
_DIAMOND_INNER = [(0.5, 0.08), (0.92, 0.5), (0.5, 0.92), (0.08, 0.5)]
_SQUARE = [(0.08, 0.08), (0.92, 0.08), (0.92, 0.92), (0.08, 0.92)]

_DRAWERS: dict[Shape, Drawer] = {
    Shape.CHECK_DISC: _disc,
    Shape.HALF: _half,
    Shape.RING: _ring,
    Shape.BARRED: _barred,
    Shape.CROSS: _cross,
    Shape.TRIANGLE: _filled(_TRIANGLE),
    Shape.DIAMOND: _filled(_DIAMOND),
    Shape.DIAMOND_LINE: _filled(_DIAMOND_INNER, outline=True),
    Shape.DOT: _disc,
    Shape.DASH: _dash,
    Shape.SQUARE: _filled(_SQUARE),
    Shape.SQUARE_LINE: _filled(_SQUARE, outline=True),
    Shape.SEAL: _seal,
}
