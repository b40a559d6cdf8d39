"""A field for several lines that knows when it is left and whether an input method is composing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

_FRAME = 18


class TextArea(QPlainTextEdit):
    """Text of some lines; Tab goes on to the next field, `editing_finished` tells that it was left."""

    editing_finished = Signal()

    def __init__(self, name: str, lines: int = 3, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self._lines = lines
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of the lines."""
        return QSize(320, self.fontMetrics().lineSpacing() * self._lines + _FRAME)

    def minimumSizeHint(self) -> QSize:
        """Keep all lines; get narrower where needed."""
        return QSize(160, self.sizeHint().height())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember whether there is preedit text."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field was left."""
        super().focusOutEvent(event)
        self.editing_finished.emit()
