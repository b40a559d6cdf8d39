"""Content that scrolls up and down where it is higher than its place; never sideways."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

_AROUND = 30  # px: the label above a field or the hint below it


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

    def show_part(self, part: QWidget) -> None:
        """Show all of a part that has room here; Qt is content with the cursor in it."""
        place = QRect(part.mapTo(self.inside, QPoint()), part.size())
        if place.height() + 2 * _AROUND <= self.viewport().height():
            for edge in (place.bottom(), place.top()):
                self.ensureVisible(place.left(), edge, 0, _AROUND)

    def focusNextPrevChild(self, next: bool) -> bool:
        """Show the part that Tab leads to."""
        moved = super().focusNextPrevChild(next)
        part = self.focusWidget()
        if moved and part and self.inside.isAncestorOf(part):
            self.show_part(part)
        return moved
