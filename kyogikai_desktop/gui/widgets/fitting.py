"""Widgets that arrange themselves by the room they have, measured in the size of the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui import theme


class Fitting(QWidget):
    """Call `fit` after every change of the size or of the text zoom."""

    def fit(self) -> None:
        """Arrange the parts for the size of now; ask `has_width` rather than for pixels."""

    def has_width(self, width: int) -> bool:
        """Tell whether so many px are here once text has its size: larger text makes a narrower page."""
        return self.width() >= theme.px(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the new size."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the new text zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.fit()
