"""Buttons that show their key: one primary per page, others outlined, text buttons for going elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Property, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import paint_icon
from kyogikai_desktop.gui.theme import LIGHT

Kind = Literal["outlined", "primary", "text", "quiet", "small", "large"]

_ICON, _GAP = 18, 8
_SHOWN_ONLY = {"Enter", "Esc"}  # keys that the page or the list acts on itself


def chip_size(key: str) -> QSize:
    """Return the room that a key chip takes."""
    metrics = QFontMetricsF(theme.font(theme.SMALL))
    return QSize(round(metrics.horizontalAdvance(key)) + 10, round(metrics.height()) + 4)


def paint_chip(painter: QPainter, key: str, at: QPointF, ink: str, edge: str) -> None:
    """Draw a key as a small frame, its left end at a point and its middle at the point's height."""
    size = chip_size(key)
    box = QRectF(at.x() + 0.5, at.y() - size.height() / 2 + 0.5, size.width() - 1, size.height() - 1)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), 1))
    painter.drawRoundedRect(box, 4, 4)
    painter.setFont(theme.font(theme.SMALL))
    painter.setPen(QColor(ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key)


class KeyButton(QPushButton):
    """A button with an icon, a word and the chip of its key; the accessible name is the word alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._icon = ""
        self._value = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def get_key(self) -> str:
        """Return the key shown in the chip."""
        return self._key

    def set_key(self, key: str) -> None:
        """Show a key; it also presses the button, except Enter and Esc, which the page handles."""
        self._key = key
        self.setShortcut(QKeySequence() if key in _SHOWN_ONLY else QKeySequence(key))
        self.updateGeometry()

    def get_icon_name(self) -> str:
        """Return the name of the icon."""
        return self._icon

    def set_icon_name(self, name: str) -> None:
        """Show an icon before the word."""
        self._icon = name
        self.updateGeometry()

    key = Property(str, get_key, set_key)
    icon_name = Property(str, get_icon_name, set_icon_name)

    def set_value(self, value: str) -> None:
        """Show a bold value behind the word, as filters do."""
        self._value = value
        self.setAccessibleName(f"{self.text()} {value}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return icon, word, value, chip and menu arrow side by side within the button's frame."""
        self.ensurePolished()
        option = self._option()
        content = QSize(round(sum(self._widths())), self.fontMetrics().height())
        return self.style().sizeFromContents(QStyle.ContentsType.CT_PushButton, option, content, self)

    def minimumSizeHint(self) -> QSize:
        """Never cut a word."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame by style and the content by hand, centred."""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, self._option())
        icon, text, value, chip, arrow = self._widths()
        middle = self.height() / 2
        left = (self.width() - (icon + text + value + chip + arrow)) / 2
        ink = self._ink()
        if self._icon:
            paint_icon(painter, self._icon, QRectF(left, middle - _ICON / 2, _ICON, _ICON), ink)
        self._words(painter, QRectF(left + icon, 0, text, self.height()), self.text(), self.font(), ink)
        left += icon + text
        if value:
            bold = QFont(self.font())
            bold.setBold(True)
            self._words(painter, QRectF(left + _GAP, 0, value, self.height()), self._value, bold, ink)
        if chip:
            filled = ink == LIGHT.on_primary
            edge = "#6F9AC9" if filled else LIGHT.line2
            paint_chip(
                painter, self._key, QPointF(left + value + _GAP, middle), ink if filled else LIGHT.text3, edge
            )
        if arrow:
            arrow_box = QRectF(left + value + chip + _GAP - 2, middle - 7, 14, 14)
            paint_icon(painter, "down", arrow_box, ink)

    def _words(self, painter: QPainter, box: QRectF, text: str, font: QFont, ink: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextHideMnemonic | Qt.AlignmentFlag.AlignLeft
        painter.drawText(box.adjusted(0, 0, 4, 0), flags, text)

    def _widths(self) -> tuple[float, float, float, float, float]:
        bold = QFont(self.font())
        bold.setBold(True)
        icon = _ICON + (6 if self.text() else 0) if self._icon else 0
        text = self.fontMetrics().horizontalAdvance(self.text().replace("&", ""))
        value = QFontMetricsF(bold).horizontalAdvance(self._value) + _GAP if self._value else 0
        chip = chip_size(self._key).width() + _GAP if self._key else 0
        return icon, text, value, chip, 14 + _GAP if self.menu() else 0

    def _ink(self) -> str:
        if not self.isEnabled():
            return LIGHT.text3
        kind = self.property("kind")
        if kind in {"primary", "large"} or self.isChecked():
            return LIGHT.on_primary
        return LIGHT.link if kind == "text" else LIGHT.text

    def _option(self) -> QStyleOptionButton:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        return option


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
