"""Tabs that are views of the same things, each with its number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.focus_ring import paint_ring

_GAP, _BETWEEN, _HEIGHT = 6, 24, 38


class TabStrip(QTabBar):
    """Tabs by id; `chosen` carries the id. The arrow keys move while the strip has the keyboard."""

    chosen = Signal(str)

    def __init__(self, tabs: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids = [identifier for identifier, _words in tabs]
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setAccessibleName("表示の切り替え")
        for _identifier, words in tabs:
            self.addTab(words)
        self.currentChanged.connect(self._on_current_changed)

    def current(self) -> str:
        """Return the id of the tab shown."""
        return self._ids[self.currentIndex()]

    def choose(self, identifier: str) -> None:
        """Show a tab by its id."""
        self.setCurrentIndex(self._ids.index(identifier))

    def set_count(self, identifier: str, count: int | str) -> None:
        """Show a number behind a tab's words."""
        number = self._ids.index(identifier)
        self.setTabData(number, str(count))
        self.setAccessibleTabName(number, f"{self.tabText(number)} {count}")
        self.setTabText(number, self.tabText(number))  # lays the tabs out again for the new width
        self.updateGeometry()
        self.update()

    def _on_current_changed(self, number: int) -> None:
        if number >= 0:
            self.chosen.emit(self._ids[number])

    def tabSizeHint(self, index: int) -> QSize:
        """Return the room for words and number; the current tab is bold and needs no jump."""
        words = QFontMetricsF(theme.font(bold=True)).horizontalAdvance(self.tabText(index))
        count = self.tabData(index)
        number = QFontMetricsF(theme.font(theme.SMALL)).horizontalAdvance(count) + _GAP if count else 0
        return QSize(round(words + number) + _BETWEEN, theme.px(_HEIGHT))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Never cut the words of a tab."""
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tabs: words, number, and a bar below the current one."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(self.count()):
            self._paint_tab(painter, number, current=number == self.currentIndex())
        if self.hasFocus():
            paint_ring(painter, QRectF(self.tabRect(self.currentIndex())).adjusted(-2, 0, -8, 0))

    def _paint_tab(self, painter: QPainter, number: int, *, current: bool) -> None:
        box = QRectF(self.tabRect(number)).adjusted(4, 0, -_BETWEEN + 4, -6)
        font = theme.font(bold=current)
        painter.setFont(font)
        painter.setPen(QColor(LIGHT.primary if current else LIGHT.text2))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box.adjusted(0, 0, _BETWEEN, 0), left, self.tabText(number))
        end = box.left() + QFontMetricsF(font).horizontalAdvance(self.tabText(number))
        if count := self.tabData(number):
            small = theme.font(theme.SMALL)
            painter.setFont(small)
            painter.setPen(QColor(LIGHT.text3))
            painter.drawText(QRectF(end + _GAP, box.top() + 1, 80, box.height()), left, count)
            end += _GAP + QFontMetricsF(small).horizontalAdvance(count)
        if current:
            bar = QRectF(box.left() - 4, self.height() - 4, end - box.left() + 8, 4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(LIGHT.primary))
            painter.drawRoundedRect(bar, 2, 2)
