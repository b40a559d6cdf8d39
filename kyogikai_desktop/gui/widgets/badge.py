"""Badges: shape, word and colour of a state, painted in lists and shown as a label."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from kyogikai_desktop.domain.reviews import Due, review_state
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.shapes import Shape, paint_shape

_PAD, _GAP = 7, 5


@dataclass(frozen=True)
class Badge:
    """A state in a shape and a word; `tone` names a token, `tinted` gives it a coloured ground."""

    shape: Shape
    words: str
    tone: str = "mute"
    tinted: bool = False


_KINDS = {
    badge.words: badge
    for badge in (
        Badge(Shape.CHECK_DISC, "同意あり", "ok"),
        Badge(Shape.HALF, "説明ずみ", "due"),
        Badge(Shape.RING, "未取得", "due"),
        Badge(Shape.BARRED, "同意なし", "mute"),
        Badge(Shape.BARRED, "拒否", "mute"),
        Badge(Shape.CROSS, "撤回", "over"),
        Badge(Shape.CHECK_DISC, "提出済み", "ok"),
        Badge(Shape.DIAMOND, "期限が近い", "due", tinted=True),
        Badge(Shape.RING, "未提出", "over", tinted=True),
        Badge(Shape.SQUARE, "退任・守秘", "mute"),
        Badge(Shape.HALF, "決裁待ち", "due", tinted=True),
        Badge(Shape.HALF, "承認前", "due", tinted=True),
        Badge(Shape.HALF, "途中", "due", tinted=True),
        Badge(Shape.CHECK_DISC, "済み", "ok", tinted=True),
        Badge(Shape.CHECK_DISC, "できた", "ok", tinted=True),
        Badge(Shape.SEAL, "封印", "mute", tinted=True),
        Badge(Shape.SQUARE, "行政機関", "mute"),
        Badge(Shape.SQUARE_LINE, "法人", "mute"),
        Badge(Shape.DIAMOND_LINE, "その他", "mute"),
        Badge(Shape.CHECK_DISC, "出席", "ok"),
        Badge(Shape.HALF, "遅参", "due"),
        Badge(Shape.HALF, "早退", "due"),
        Badge(Shape.RING, "欠席", "mute"),
        Badge(Shape.BARRED, "不可", "over"),
        Badge(Shape.BARRED, "退席", "over"),
        Badge(Shape.DOT, "支援中", "info", tinted=True),
        Badge(Shape.SQUARE_LINE, "練習用", "due", tinted=True),
    )
}

_DUE = {
    Due.NO_DATE: (Shape.DASH, "error", True),
    Due.OVER: (Shape.TRIANGLE, "over", True),
    Due.SOON: (Shape.DIAMOND, "due", True),
    Due.LATER: (Shape.DOT, "mute", False),
}


def state(words: str) -> Badge:
    """Return the badge of a consent, pledge, phase, body class or attendance by its word."""
    return _KINDS.get(words, Badge(Shape.DOT, words))


def due(day: date | None, today: date) -> Badge:
    """Return the badge of a date to keep (review, promise): overdue, soon, far or not set."""
    found = review_state(day, today)
    shape, tone, tinted = _DUE[found.due]
    return Badge(shape, found.label, tone, tinted)


def badge_size(badge: Badge, font: QFont) -> QSize:
    """Return the room that a badge takes in a font."""
    metrics = QFontMetricsF(font)
    pad = _PAD if badge.tinted else 0
    width = 2 * pad + _shape_side(metrics) + _GAP + metrics.horizontalAdvance(badge.words)
    return QSize(round(width) + 1, round(metrics.height() + 6))


def paint_badge(painter: QPainter, badge: Badge, at: QPointF, font: QFont) -> None:
    """Draw a badge with its left end at a point and its middle at the point's height."""
    size = badge_size(badge, font)
    tint = LIGHT.tone(badge.tone)
    box = QRectF(at.x(), at.y() - size.height() / 2, size.width(), size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if badge.tinted:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tint.ground))
        painter.drawRoundedRect(box, 4, 4)
    side = _shape_side(QFontMetricsF(font))
    left = box.left() + (_PAD if badge.tinted else 0)
    ground = tint.ground if badge.tinted else LIGHT.surface
    paint_shape(painter, badge.shape, QRectF(left, box.center().y() - side / 2, side, side), tint.ink, ground)
    painter.setFont(font)
    painter.setPen(QColor(tint.ink))
    words = QRectF(left + side + _GAP, box.top(), box.width(), box.height())
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, badge.words)
    painter.restore()


def _shape_side(metrics: QFontMetricsF) -> float:
    return round(metrics.height() * 0.82)


class BadgeLabel(QLabel):
    """Show one badge; a screen reader finds its words as the text of a label."""

    def __init__(self, badge: Badge | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._badge: Badge | None = None
        self.show_badge(badge)

    def show_badge(self, badge: Badge | None) -> None:
        """Show another badge, or nothing."""
        self._badge = badge
        self.setText(badge.words if badge else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the badge's own size."""
        return badge_size(self._badge, _font()) if self._badge else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """Never squeeze a badge."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the badge at the left, in the middle of the height."""
        if self._badge:
            paint_badge(QPainter(self), self._badge, QPointF(0, self.height() / 2), _font())


def _font() -> QFont:
    return theme.font(theme.SMALL)
