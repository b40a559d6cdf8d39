"""The bar above the pages: turn them, see which one this is, zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.papers.page_view import PageView
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.text import label, row


class ViewBar(QWidget):
    """‹ › 1／4 ページ　－ 100 % ＋　幅に合わせる, for one view."""

    def __init__(self, view: PageView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._view = view
        self.page = label("", "body")
        self.zoom = label("", "second")
        self._previous = button("", icon="previous", does=lambda: view.go_to(view.page - 1))
        self._next = button("", icon="next", does=lambda: view.go_to(view.page + 1))
        self._previous.setAccessibleName("前のページ")
        self._next.setAccessibleName("次のページ")
        smaller = button("－", does=lambda: view.zoom_by(-1))
        larger = button("＋", does=lambda: view.zoom_by(1))
        smaller.setAccessibleName("小さく")
        larger.setAccessibleName("大きく")
        fit = button("幅に合わせる", does=view.fit)
        zooming = (smaller, self.zoom, larger, fit)
        line = row(self._previous, self._next, self.page, None, *zooming)
        line.setContentsMargins(14, 7, 14, 7)
        self.setLayout(line)
        view.moved.connect(self._on_view_moved)

    def _on_view_moved(self) -> None:
        pages, page = self._view.pages, self._view.page
        self.page.setText(f"{page + 1}／{pages} ページ" if pages else "")
        self.zoom.setText(f"{self._view.zoom:.0%}".replace("%", " %"))
        self._previous.setEnabled(page > 0)
        self._next.setEnabled(page < pages - 1)
