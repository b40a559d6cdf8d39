"""The head of a page: its title row and the tabs below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kyogikai_desktop.gui.widgets.elided import ElidedLabel
from kyogikai_desktop.gui.widgets.tab_strip import TabStrip
from kyogikai_desktop.gui.widgets.text import label

MARGIN = 20  # px on both sides of everything on a page


class PageHead(QWidget):
    """The title row (title, caption, buttons at the right) and, below it, the tabs."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = label(title, "title")
        self.caption = ElidedLabel("", "second")
        self._row = QHBoxLayout()
        self._row.setSpacing(10)
        self._row.addWidget(self.title)
        self._row.addWidget(self.caption)
        self._row.addStretch(1)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(MARGIN, 12, MARGIN, 10)
        self._box.setSpacing(4)
        self._box.addLayout(self._row)

    def add(self, widget: QWidget) -> None:
        """Put a button or a badge at the right end of the title row."""
        self._row.addWidget(widget)

    def add_beside_title(self, widget: QWidget) -> None:
        """Put a badge directly behind the title and its caption."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def set_tabs(self, tabs: TabStrip) -> None:
        """Put tabs below the title row."""
        self._box.setContentsMargins(MARGIN, 12, MARGIN, 0)
        tabs.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(tabs, 0, Qt.AlignmentFlag.AlignLeft)
