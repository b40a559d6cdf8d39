"""The course of support as one line, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import paint_icon
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.focus_ring import paint_ring
from kyogikai_desktop.gui.widgets.list_model import Index
from kyogikai_desktop.gui.widgets.paragraph import LINE, lay_out

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


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return entry.words()
        return entry.text if role == Qt.ItemDataRole.DisplayRole else None


class TimelineView(QListView):
    """Show entries; Enter or a double click emits `opened` with the entry's key."""

    opened = Signal(object)

    def __init__(self, name: str = "支援の経過", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = _Model(self)
        self.setAccessibleName(name)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalScrollBar().setSingleStep(LINE * 2)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Show other records, newest first; the place in the list is kept."""
        place = self.verticalScrollBar().value()
        self._model.show(entries)
        self.verticalScrollBar().setValue(place)

    def current_entry(self) -> Entry | None:
        """Return the entry under the cursor."""
        number = self.currentIndex().row()
        return self._model.entries[number] if number >= 0 else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter."""
        entry = self.current_entry()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and entry:
            self.opened.emit(entry.key)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Do nothing: letters belong to the fields."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open on a double click."""
        super().mouseDoubleClickEvent(event)
        if (entry := self.current_entry()) is not None:
            self.opened.emit(entry.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the texts out again for another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def viewportEvent(self, event: QEvent) -> bool:
        """Show no tool tips: everything stands there."""
        return event.type() == QEvent.Type.ToolTip or super().viewportEvent(event)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 400
        entry = _entry(index)
        height = _head_height() + _text_height(entry.text, _text_width(width), theme.zoom())
        return QSize(width, round(height + (LINE if entry.then else 0) + 2 * _PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self.parent()
        entry = _entry(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect)
        last = index.row() == index.model().rowCount() - 1
        _paint_line(painter, box, entry.icon, first=index.row() == 0, last=last)
        _paint_words(painter, box.adjusted(_text_left(), _PAD, -_PAD, -_PAD), entry)
        if isinstance(view, QListView) and view.hasFocus() and view.currentIndex() == index:
            paint_ring(painter, box)
        painter.restore()


def _entry(index: Index) -> Entry:
    model = index.model()
    if not isinstance(model, _Model):
        raise TypeError(type(model))
    return model.entries[index.row()]


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
