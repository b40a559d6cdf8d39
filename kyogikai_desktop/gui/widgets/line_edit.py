"""One-line fields that know whether an input method is composing."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import paint_icon
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.key_chip import chip_size, paint_chip


class LineEdit(QLineEdit):
    """A line of text; `composing` is true while the input method shows text that is not typed yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self._room = 0

    def set_room(self, width: int, policy: QSizePolicy.Policy = QSizePolicy.Policy.Fixed) -> None:
        """Keep to a width in px that grows with the text zoom (or, as Maximum, to no more than that)."""
        self._room = width
        self.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the width that was set, or Qt's own."""
        hint = super().sizeHint()
        return QSize(theme.px(self._room), hint.height()) if self._room else hint

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether there is preedit text."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)


class SearchField(LineEdit):
    """A field to search in, with a lens at the left and its key at the right; Esc empties it."""

    left_downwards = Signal()

    def __init__(self, hint: str, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setTextMargins(26, 0, chip_size(key).width() + 4 if key else 0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field on Esc; the down arrow leaves towards the list below."""
        if event.key() == QtCore.Qt.Key.Key_Escape and self.text() and not self.composing:
            self.clear()
        elif event.key() == QtCore.Qt.Key.Key_Down and not self.composing:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lens and, while the field is empty, the key."""
        super().paintEvent(event)
        painter = QPainter(self)
        middle = self.height() / 2
        paint_icon(painter, "search", QRectF(10, middle - 9, 18, 18))
        if self._key and not self.text():
            left = self.width() - chip_size(self._key).width() - 8
            painter.setPen(QColor(LIGHT.text3))
            paint_chip(painter, self._key, QPointF(left, middle))
