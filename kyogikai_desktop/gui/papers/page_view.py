"""Pages of a PDF in a scroll area: only what is seen is rendered, sharp at every zoom and on every screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtGui import QResizeEvent as Resize
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.focus_ring import paint_ring

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # points; every page of ours is A4
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
_PX_PER_POINT = 96 / 72
_MARGIN, _GAP = 18, 16
_WIDEST_FIT = 1.25
_KEPT_AROUND = 2
_DESK = "#DDE2E7"
_WAITING = "紙面をつくっています"


class PageView(QAbstractScrollArea):
    """Show pages below each other.

    `wanted` asks for the picture of a page (number, device pixels per point); answer with `take`.
    `moved` tells when another page, or another zoom, is in view.
    """

    wanted = Signal(int, float)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = 0
        self._zoom = 0.0
        self._pictures: dict[int, tuple[float, QImage]] = {}
        self._asked: tuple[int, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return self._pages

    @property
    def page(self) -> int:
        """Return the number of the page in view, from 0: the one that holds the middle of the window."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return max(0, min(self._pages - 1, (middle - _MARGIN) // self._step()))

    @property
    def zoom(self) -> float:
        """Return the zoom in use; 1.0 is the size of paper at 96 dpi."""
        return self._zoom or self._fitting()

    def show_pages(self, pages: int) -> None:
        """Show another document, or the changed one at the same place."""
        self._pages = pages
        self._pictures.clear()
        self._asked = None
        self._lay_out()
        self.moved.emit()

    def take(self, number: int, scale: float, picture: QImage) -> None:
        """Take the picture of a page."""
        self._asked = None
        self._pictures[number] = (scale, picture)
        self._ask()
        self.viewport().update()

    def go_to(self, number: int) -> None:
        """Show a page from its top."""
        if self._pages:
            top = max(0, min(self._pages - 1, number)) * self._step()
            self.verticalScrollBar().setValue(top)

    def zoom_by(self, step: int) -> None:
        """Zoom one step in (1) or out (-1)."""
        now = self.zoom
        larger = [zoom for zoom in ZOOMS if zoom > now + 0.01]
        smaller = [zoom for zoom in ZOOMS if zoom < now - 0.01]
        self._set_zoom((larger or [now])[0] if step > 0 else (smaller or [now])[-1])

    def fit(self) -> None:
        """Fit the width of the window."""
        self._set_zoom(0.0)

    def _set_zoom(self, zoom: float) -> None:
        page, bar = self.page, self.verticalScrollBar()
        within = (bar.value() - page * self._step()) / self._step()
        self._zoom = zoom
        self._lay_out()
        bar.setValue(round((page + within) * self._step()))
        self.moved.emit()

    def _fitting(self) -> float:
        room = self.viewport().width() - 2 * _MARGIN
        return max(ZOOMS[0], min(_WIDEST_FIT, room / (PAGE_WIDTH * _PX_PER_POINT)))

    def _size(self) -> tuple[int, int]:
        scale = self.zoom * _PX_PER_POINT
        return round(PAGE_WIDTH * scale), round(PAGE_HEIGHT * scale)

    def _step(self) -> int:
        return self._size()[1] + _GAP

    def _lay_out(self) -> None:
        width, height = self._size()
        view = self.viewport()
        tall = self._pages * (height + _GAP) - _GAP + 2 * _MARGIN
        self.verticalScrollBar().setRange(0, max(0, tall - view.height()))
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setRange(0, max(0, width + 2 * _MARGIN - view.width()))
        self.horizontalScrollBar().setPageStep(view.width())
        self._ask()
        view.update()

    def _rect(self, number: int) -> QRect:
        width, height = self._size()
        left = max(_MARGIN, (self.viewport().width() - width) // 2) - self.horizontalScrollBar().value()
        top = _MARGIN + number * self._step() - self.verticalScrollBar().value()
        return QRect(left, top, width, height)

    def _visible(self) -> list[int]:
        view = self.viewport().rect()
        return [number for number in range(self._pages) if self._rect(number).intersects(view)]

    def _scale(self) -> float:
        return self.zoom * _PX_PER_POINT * self.devicePixelRatioF()

    def _ask(self) -> None:
        """Ask for the first visible page that is not sharp yet, one at a time."""
        visible = self._visible()
        near = range(min(visible, default=0) - _KEPT_AROUND, max(visible, default=0) + _KEPT_AROUND + 1)
        self._pictures = {number: kept for number, kept in self._pictures.items() if number in near}
        scale = self._scale()
        blurred = [number for number in visible if self._pictures.get(number, (0.0,))[0] != scale]
        if blurred and self._asked != (blurred[0], scale):
            self._asked = (blurred[0], scale)
            self.wanted.emit(*self._asked)

    def _on_scrolled(self) -> None:
        self._ask()
        self.moved.emit()

    def resizeEvent(self, event: Resize) -> None:
        """Fit again."""
        super().resizeEvent(event)
        self._lay_out()
        self.moved.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the desk and the pages on it; a page that has no picture yet is a white sheet."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(_DESK))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._pages:
            painter.setPen(QColor(LIGHT.text2))
            top = self.viewport().rect().adjusted(0, 40, 0, 0)
            painter.drawText(top, Qt.AlignmentFlag.AlignHCenter, _WAITING)
        for number in self._visible():
            sheet = self._rect(number)
            painter.fillRect(sheet.translated(2, 3), QColor(LIGHT.line2))
            painter.fillRect(sheet, QColor(LIGHT.surface))
            if number in self._pictures:
                painter.drawImage(sheet, self._pictures[number][1])
        if self.hasFocus():
            paint_ring(painter, self.viewport().rect().toRectF())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with PgDn, PgUp, Home and End, zoom with +, - and 0; the arrows scroll."""
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_PageDown: lambda: self.go_to(self.page + 1),
            Qt.Key.Key_PageUp: lambda: self.go_to(self.page - 1),
            Qt.Key.Key_Home: lambda: self.go_to(0),
            Qt.Key.Key_End: lambda: self.go_to(self._pages - 1),
            Qt.Key.Key_Plus: lambda: self.zoom_by(1),
            Qt.Key.Key_Minus: lambda: self.zoom_by(-1),
            Qt.Key.Key_0: self.fit,
        }
        act = acts.get(event.key())
        if act is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            act()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll; with Ctrl, zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)
