"""A council in the list of those opened on this PC."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.start.recent import Recent
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.shapes import Shape, paint_shape
from kyogikai_desktop.gui.widgets.stripes import paint_stripes

_PRACTICE = "架空のデータです。失敗しても何も起きません"
_HEIGHT, _BAND, _RADIUS = 66, 8, 8


class CouncilCard(QAbstractButton):
    """Name of the council and when it was last opened; practice councils wear their stripes.

    Of `twins`, several copies under one name, each says the folder in which it lies.
    """

    def __init__(self, recent: Recent, now: datetime, *, twins: bool = False) -> None:
        super().__init__()
        self.recent = recent
        self._caption = _PRACTICE if recent.practice else _when(recent, now)
        if twins:
            self._caption = f"{Path(recent.folder).name}　{self._caption}"
            self.setToolTip(recent.folder)
        self.setText(recent.council)
        self.setAccessibleName(f"{recent.council} {self._caption}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of a card."""
        return QSize(320, theme.px(_HEIGHT) + (_BAND if self.recent.practice else 0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card: frame, stripes, words, and a tick on the chosen one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        outline = QPainterPath()
        outline.addRoundedRect(box, _RADIUS, _RADIUS)
        painter.fillPath(outline, QColor(LIGHT.surface))
        if self.recent.practice:
            painter.setClipPath(outline)
            paint_stripes(painter, QRect(0, 0, self.width(), _BAND + 1))
            painter.setClipping(False)
        chosen = self.isChecked()
        painter.setPen(QPen(QColor(LIGHT.primary if chosen else LIGHT.line2), 2 if chosen else 1))
        painter.drawPath(outline)
        self._paint_words(painter, box.adjusted(15, _BAND if self.recent.practice else 0, -15, 0))

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        if self.isChecked():
            mark = QRectF(box.right() - 18, box.center().y() - 9, 18, 18)
            paint_shape(painter, Shape.CHECK_DISC, mark, LIGHT.primary)
            box = box.adjusted(0, 0, -28, 0)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        lines = (
            (self.text(), theme.font(bold=True), LIGHT.text, 0.34),
            (self._caption, theme.font(theme.SMALL), LIGHT.text3, 0.69),
        )
        for words, font, ink, share in lines:
            line = QRectF(box.left(), box.top() + box.height() * share - 12, box.width(), 24)
            shown = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.setFont(font)
            painter.setPen(QColor(ink))
            painter.drawText(line, left, shown)


def _when(recent: Recent, now: datetime) -> str:
    try:
        opened = datetime.fromisoformat(recent.opened).astimezone(now.tzinfo)
    except ValueError:
        return ""
    day = "今日" if opened.date() == now.date() else f"{opened.month}月{opened.day}日"
    if opened.year != now.year:
        day = f"{opened.year}年{day}"
    return f"最後に開いた日時　{day} {opened.hour}:{opened.minute:02}"
