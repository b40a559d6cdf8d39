"""The head of a page: its title row and the tabs below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyogikai_desktop.gui.widgets.elided import ElidedLabel
from kyogikai_desktop.gui.widgets.tab_strip import TabStrip
from kyogikai_desktop.gui.widgets.text import label, row

MARGIN = 20  # px on both sides of everything on a page


class PageHead(QWidget):
    """The title row (title, caption, buttons at the right) and, below it, the tabs."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = label(title, "title")
        self.caption = ElidedLabel("", "second")
        self._left, self._right = row(self.title, self.caption, None, spacing=10), row(spacing=10)
        self._row = row(self._left, self._right, spacing=10)
        self._row.setStretch(0, 1)
        self._row.setAlignment(self._right, Qt.AlignmentFlag.AlignRight)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(MARGIN, 12, MARGIN, 10)
        self._box.setSpacing(4)
        self._box.addLayout(self._row)

    def add(self, widget: QWidget) -> None:
        """Put a button or a badge at the right end of the title row."""
        self._right.addWidget(widget)

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a badge directly behind the title and its caption."""
        self._left.insertWidget(self._left.count() - 1, widget)

    def event(self, event: QEvent) -> bool:
        """Give the buttons a line of their own where there is no room for them beside the title."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            parts = (self._left, self._right)
            needed = sum(part.minimumSize().width() for part in parts) + self._row.spacing() + 2 * MARGIN
            way = self._row.Direction
            self._row.setDirection(way.LeftToRight if needed <= self.width() else way.TopToBottom)
        return super().event(event)

    def set_tabs(self, tabs: TabStrip) -> None:
        """Put tabs below the title row."""
        self._box.setContentsMargins(MARGIN, 12, MARGIN, 0)
        tabs.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(tabs, 0, Qt.AlignmentFlag.AlignLeft)
