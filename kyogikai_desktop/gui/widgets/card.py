"""Cards, and the surfaces that float above a page."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from kyogikai_desktop.gui.widgets.buttons import KeyButton
from kyogikai_desktop.gui.widgets.text import label


class Card(QFrame):
    """A white card with a title line; put content into `body`, a text button beside the title."""

    def __init__(self, title: str = "", caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(15, 12, 15, 13)
        self._box.setSpacing(6)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self.title = label(title, "section")
        self.caption = label(caption, "caption")
        if title:
            self.setAccessibleName(title)
            self._head.addWidget(self.title)
            self._head.addWidget(self.caption)
            self._head.addStretch(1)
            self._box.addLayout(self._head)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        self._box.addLayout(self.body)

    def add_to_head(self, widget: QWidget | KeyButton) -> None:
        """Put a widget at the right end of the title line."""
        self._head.addWidget(widget)


def float_above(widget: QWidget) -> None:
    """Give a floating panel its shadow: 28 px soft, 6 down."""
    shadow = QGraphicsDropShadowEffect(widget)
    shadow.setBlurRadius(28)
    shadow.setOffset(0, 6)
    shadow.setColor(QColor(0, 0, 0, 89))
    widget.setGraphicsEffect(shadow)
