"""What a page shows before there is anything: a drawing, one sentence, one thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kyogikai_desktop.gui.icons import pixmap
from kyogikai_desktop.gui.widgets.text import label

_DRAWING = 104
_INK = "#8496A9"


class EmptyState(QWidget):
    """A line drawing, what is missing, what this is for, and buttons (the first is the primary one)."""

    def __init__(
        self, icon: str, title: str, words: str, *actions: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        drawing = QLabel(self)
        drawing.setPixmap(pixmap(icon, _INK, _DRAWING, self.devicePixelRatioF()))
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 20, 20, 60)
        box.setSpacing(8)
        box.addStretch(1)
        for part in (drawing, label(title, "large"), label(words, "second")):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        for action in actions:
            row.addWidget(action)
        row.addStretch(1)
        box.addSpacing(12)
        box.addLayout(row)
        box.addStretch(2)
