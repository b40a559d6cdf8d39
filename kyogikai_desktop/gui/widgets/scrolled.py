"""Content that scrolls up and down where it is higher than its place; never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget


class Scrolled(QScrollArea):
    """Hold a layout; the keyboard goes to what is inside, not to the frame."""

    def __init__(self, content: QLayout | None = None, role: str = "scrolled") -> None:
        super().__init__()
        self.inside = QWidget()
        self.inside.setProperty("role", role)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if content:
            self.hold(content)

    def hold(self, content: QLayout) -> None:
        """Show this."""
        self.inside.setLayout(content)
        self.setWidget(self.inside)
