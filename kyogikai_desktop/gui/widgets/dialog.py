"""A dialog inside its window: what lies behind is dimmed, Esc puts the decision off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.focus_ring import FocusRing
from kyogikai_desktop.gui.widgets.text import label

_RADIUS, _AROUND = 10, 24
_DIM = QColor(27, 32, 38, 92)


class _Veil(QWidget):
    """Dim a whole window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setGeometry(window.rect())
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window again when it has grown."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dim."""
        QPainter(self).fillRect(self.rect(), _DIM)


class Dialog(QDialog):
    """A panel for a decision that cannot wait; its title says what happened. Open it with `open()`."""

    def __init__(self, window: QWidget, title: str, width: int = 758, top: int | None = None) -> None:
        super().__init__(window.window(), Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._behind = window.window()
        self._veil: _Veil | None = None
        self._top = top
        self._stands_at: QPoint | None = None
        self.setWindowTitle(title)
        self.setModal(True)
        # Corners are round where the desktop composes windows; elsewhere they stay square.
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(min(theme.px(width), window.window().width() - 40))
        self._ring = FocusRing(self)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 22, 24, 20)
        self.body.setSpacing(12)
        if top is None:
            self.body.addWidget(label(title, "large", wrap=True))

    def showEvent(self, event: QShowEvent) -> None:
        """Dim the window and stand in its middle."""
        window = self._behind
        if self._veil is None:
            self._veil = _Veil(window)
        self._veil.show()
        self._veil.raise_()
        self.take_height()
        middle = window.mapToGlobal(window.rect().center())
        top = (
            middle.y() - self.height() // 2
            if self._top is None
            else window.mapToGlobal(QPoint(0, self._top)).y()
        )
        self._stands_at = QPoint(middle.x() - self.width() // 2, top)
        self.move(self._stands_at)
        super().showEvent(event)

    def take_height(self) -> None:
        """Take the height that the content asks for, as far as the window behind has it."""
        # Not adjustSize: it asks for the height at the width that the texts would like.
        needed = self.body.totalHeightForWidth(self.width())
        self.resize(self.width(), min(needed, self._behind.height() - _AROUND))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the panel with its round corners."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(LIGHT.line2))
        painter.setBrush(QColor(LIGHT.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the dim away."""
        self._lift()
        super().hideEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take the dim away."""
        self._lift()
        super().closeEvent(event)

    def _lift(self) -> None:
        if self._veil:
            self._veil.hide()
            self._veil.deleteLater()
            self._veil = None
