"""Paint one entry of the timeline: a line with the way in a disc, and the words beside."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import paint_icon
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.focus_ring import paint_ring
from kyogikai_desktop.gui.widgets.list_model import Index
from kyogikai_desktop.gui.widgets.paragraph import LINE, lay_out

ENTRY = Qt.ItemDataRole.UserRole

_DISC, _LEFT, _PAD = 32, 18, 10
_MOST_CHARACTERS = 52  # in a line; longer ones are hard to follow


@dataclass(frozen=True)
class Entry:
    """One record: icon of the way, date and time, way + minutes + author, text, what comes next, a tag.

    `key` is what `opened` carries.
    """

    icon: str
    when: str
    who: str
    text: str
    then: str = ""
    tag: str = ""
    key: object = None
    faint: bool = False

    def words(self) -> str:
        """Return the record in one text for screen readers."""
        return "、".join(part for part in (self.when, self.who, self.tag, self.text, self.then) if part)


class EntryDelegate(QStyledItemDelegate):
    """Paint entries of any length; the height follows from the width of the view."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of an entry."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 400
        entry: Entry = index.data(ENTRY)
        height = _head_height() + _text_height(entry.text, _text_width(width), theme.zoom())
        return QSize(width, round(height + (LINE if entry.then else 0) + 2 * _PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint line, disc, words and the focus ring."""
        view = self.parent()
        entry: Entry = index.data(ENTRY)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        last = index.row() == index.model().rowCount() - 1
        _paint_line(painter, box, entry.icon, first=index.row() == 0, last=last)
        _paint_words(painter, box.adjusted(_text_left(), _PAD, -_PAD, -_PAD), entry)
        if isinstance(view, QListView) and view.hasFocus() and view.currentIndex() == index:
            paint_ring(painter, box)
        painter.restore()


def _text_left() -> int:
    return _LEFT + _DISC + 12


def _text_width(width: float) -> float:
    return min(width - _text_left() - _PAD, _most_width())


def _most_width() -> float:
    return _MOST_CHARACTERS * QFontMetricsF(theme.font()).horizontalAdvance("あ")


def _head_height() -> float:
    return QFontMetricsF(theme.font()).height() + 6


def _paint_line(painter: QPainter, box: QRectF, icon: str, *, first: bool, last: bool) -> None:
    middle = box.left() + _LEFT + _DISC / 2
    disc = QRectF(box.left() + _LEFT, box.top() + 4, _DISC, _DISC)
    painter.setPen(QPen(QColor(LIGHT.line2), 2))
    top = disc.center().y() if first else box.top()
    painter.drawLine(QPointF(middle, top), QPointF(middle, disc.center().y() if last else box.bottom()))
    painter.setPen(QPen(QColor(LIGHT.line2), 1))
    painter.setBrush(QColor(LIGHT.surface))
    painter.drawEllipse(disc)
    paint_icon(painter, icon, disc.adjusted(7, 7, -7, -7), LIGHT.primary)


def _paint_words(painter: QPainter, box: QRectF, entry: Entry) -> None:
    head = _head_height()
    bold, small = theme.font(bold=True), theme.font(theme.SMALL)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    _draw(painter, QRectF(box.left(), box.top(), box.width(), head), entry.when, bold, LIGHT.text)
    after = box.left() + QFontMetricsF(bold).horizontalAdvance(entry.when) + 12
    _draw(painter, QRectF(after, box.top(), box.right() - after, head), entry.who, small, LIGHT.text3)
    after += QFontMetricsF(small).horizontalAdvance(entry.who) + 12
    if entry.tag:
        width = QFontMetricsF(small).horizontalAdvance(entry.tag) + 14
        tag = QRectF(after, box.top() + 1, width, head - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.mute.ground))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(QColor(LIGHT.text2))
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, entry.tag)
    width = min(box.width(), _most_width())
    layout, height = lay_out(entry.text, width, theme.font())
    painter.setPen(QColor(LIGHT.text3 if entry.faint else LIGHT.text))
    layout.draw(painter, QPointF(box.left(), box.top() + head))
    if entry.then:
        line = QRectF(box.left(), box.top() + head + height, box.width(), LINE)
        paint_icon(painter, "next", QRectF(line.left() - 2, line.center().y() - 7, 14, 14), LIGHT.text3)
        painter.setFont(small)
        painter.setPen(QColor(LIGHT.text2))
        painter.drawText(line.adjusted(16, 0, 0, 0), left, entry.then)


def _draw(painter: QPainter, box: QRectF, text: str, font: QFont, ink: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


@lru_cache(maxsize=2000)
def _text_height(text: str, width: float, _zoom: float) -> float:
    return lay_out(text, width, theme.font())[1]
