"""Buttons that show their key: one primary per page, others outlined, text buttons for going elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6 import QtCore
from PySide6.QtCore import Property, QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetricsF, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyleOptionButton, QWidget

from kyogikai_desktop.gui.icons import paint_icon
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.key_chip import chip_size, key_sequence, paint_chip

Kind = Literal["outlined", "primary", "text", "quiet", "small", "large", "search"]

_ICON, _ARROW, _GAP, _PAD = 18, 14, 7, 10
_LEAST_SEARCH = 190
_LEFT = 0x81  # Qt.AlignmentFlag.AlignLeft and AlignVCenter
_SHOWN_ONLY = {"Enter", "Esc"}  # keys that the page or the list acts on itself


def _middle(box: QRectF, side: int) -> QRectF:
    return QRectF(box.left(), round(box.center().y() - side / 2), side, side)


class KeyButton(QPushButton):
    """A button with an icon, a word and the chip of its key; the accessible name is the word alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._icon = ""
        self._value = ""
        self.short = ""  # what a search button says where its words have no room
        self.setAutoDefault(False)

    def setText(self, text: str) -> None:
        """Show another word; Qt would forget the key with the old one."""
        super().setText(text)
        self.set_key(self._key)

    def get_key(self) -> str:
        """Return the key shown in the chip."""
        return self._key

    def set_key(self, key: str) -> None:
        """Show a key; it also presses the button, except Enter and Esc, which the page handles."""
        self._key = key
        self.setProperty("shortcut", QKeySequence() if key in _SHOWN_ONLY else key_sequence(key))
        self.updateGeometry()

    def get_icon_name(self) -> str:
        """Return the name of the icon."""
        return self._icon

    def set_icon_name(self, name: str) -> None:
        """Show an icon before the word."""
        self._icon = name
        self.updateGeometry()
        self.update()

    key = Property(str, get_key, set_key)
    icon_name = Property(str, get_icon_name, set_icon_name)

    def set_value(self, value: str) -> None:
        """Show a bold value behind the word, as filters do."""
        self._value = value
        self.setAccessibleName(f"{self.text()} {value}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return Qt's size for the word, and room for icon, value, chip and menu arrow beside it."""
        self.ensurePolished()
        hint = super().sizeHint()
        measured = self.text().replace("&", "") or "XXXX"  # what Qt itself measures
        beside = self._content_width() - self.fontMetrics().horizontalAdvance(measured)
        return QSize(round(hint.width() + beside), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Never cut a word, but the hint of a search button."""
        hint = self.sizeHint()
        return QSize(_LEAST_SEARCH, hint.height()) if self.property("kind") == "search" else hint

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Leave only the frame to the style."""
        super().initStyleOption(option)
        option.text = ""

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hand that points at what can be pressed."""
        self.setCursor(QtCore.Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame by style and the content by hand, centred; a search button from both ends."""
        super().paintEvent(event)
        painter = QPainter(self)  # its pen is the colour of words that the style gives the button
        if self.isChecked():
            painter.setPen(QColor(LIGHT.on_primary))
        searches = self.property("kind") == "search"
        left = _PAD if searches else (self.width() - self._content_width()) / 2
        for width, paint in self._pieces():
            at = self.width() - width - _PAD if searches and paint == self._paint_chip else left
            paint(painter, QRectF(at, 0, width, self.height()))
            left += width + _GAP

    def _pieces(self) -> list[tuple[float, Callable[[QPainter, QRectF], None]]]:
        text = self.text().replace("&", "")
        pieces = (
            (bool(self._icon), _ICON, self._paint_icon),
            (bool(text), self.fontMetrics().horizontalAdvance(text), self._paint_text),
            (
                bool(self._value),
                QFontMetricsF(self._bold()).horizontalAdvance(self._value),
                self._paint_value,
            ),
            (bool(self._key), chip_size(self._key).width(), self._paint_chip),
            (self.menu() is not None, _ARROW, self._paint_arrow),
        )
        return [(width, paint) for wanted, width, paint in pieces if wanted]

    def _content_width(self) -> float:
        widths = [width for width, _paint in self._pieces()]
        return sum(widths) + _GAP * (len(widths) - 1)

    def _paint_icon(self, painter: QPainter, box: QRectF) -> None:
        paint_icon(painter, self._icon, _middle(box, _ICON), painter.pen().color().name())

    def _paint_text(self, painter: QPainter, box: QRectF) -> None:
        text = self.text().replace("&", "")
        if self.property("kind") == "search":
            room = self.width() - box.left() - chip_size(self._key).width() - _PAD - _GAP
            if self.short and self.fontMetrics().horizontalAdvance(text) > room:
                text = self.short
            text = self.fontMetrics().elidedText(text, QtCore.Qt.TextElideMode.ElideRight, round(room))
        self._words(painter, box, text, self.font())

    def _paint_value(self, painter: QPainter, box: QRectF) -> None:
        self._words(painter, box, self._value, self._bold())

    def _paint_chip(self, painter: QPainter, box: QRectF) -> None:
        paint_chip(painter, self._key, QPointF(box.left(), box.center().y()))

    def _paint_arrow(self, painter: QPainter, box: QRectF) -> None:
        paint_icon(painter, "down", _middle(box, _ARROW), painter.pen().color().name())

    def _words(self, painter: QPainter, box: QRectF, text: str, font: QFont) -> None:
        painter.setFont(font)
        painter.drawText(box.adjusted(0, 0, 4, 0), _LEFT, text)

    def _bold(self) -> QFont:
        bold = QFont(self.font())
        bold.setBold(True)
        return bold


def button(
    text: str,
    kind: Kind = "outlined",
    *,
    key: str = "",
    icon: str = "",
    does: Callable[[], object] | None = None,
) -> KeyButton:
    """Return a button; `key` both shows and works (Enter and Esc only show), `does` runs when pressed."""
    made = KeyButton()
    made.setText(text)
    made.setProperty("kind", kind)
    made.set_key(key)
    made.set_icon_name(icon)
    if does:
        made.clicked.connect(lambda *_checked: does())
    return made
