"""The two-tone focus ring (#1B2026 inside #FFC700), drawn over whatever has the keyboard.

Source: デジタル庁デザインシステム, focus indicator.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from kyogikai_desktop.gui.theme import LIGHT

_OUTSIDE = 4
_UNFRAMED = 7  # a check box has no frame of its own that the ring may stand on
_RINGED = ("QAbstractButton", "QComboBox", "QLineEdit", "QPlainTextEdit", "QTextEdit", "QAbstractSpinBox")


def paint_ring(painter: QPainter, rect: QRectF, radius: float = 6) -> None:
    """Draw the ring just inside a rectangle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(LIGHT.focus), 3))
    painter.drawRoundedRect(rect.adjusted(1.5, 1.5, -1.5, -1.5), radius, radius)
    painter.setPen(QPen(QColor(LIGHT.text), 2))
    painter.drawRoundedRect(rect.adjusted(4, 4, -4, -4), radius - 2, radius - 2)


class FocusRing(QWidget):
    """One overlay for a whole window; it follows the widget that has the keyboard."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._followed: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_app_focus_changed)
            self._on_app_focus_changed(None, app.focusWidget())

    def _on_app_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        self._followed = now if now is not None and self._wants(now) else None
        self._watch()
        if self._followed:
            self._place()
            self.raise_()
        self.setVisible(self._followed is not None)

    def _wants(self, widget: QWidget) -> bool:
        ringed = any(widget.inherits(kind) for kind in _RINGED)
        return ringed and not widget.property("bare") and self.window().isAncestorOf(widget)

    def _watch(self) -> None:
        """Hear of the followed widget and of all it stands in: where those scroll, it moves too."""
        for one in self._watched:
            if isValid(one):
                one.removeEventFilter(self)
        self._watched = []
        place = self._followed
        while place is not None and place is not self.window():
            place.installEventFilter(self)
            self._watched.append(place)
            place = place.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move along with the followed widget."""
        kind = event.type()
        if kind in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Paint}:
            self._place()
        elif watched is self._followed and kind in {QEvent.Type.Hide, QEvent.Type.Destroy}:
            self.hide()
            self._followed = None
        return False

    def _place(self) -> None:
        followed = self._followed
        if followed is None:
            return
        part = followed.visibleRegion().boundingRect()
        seen = not part.isEmpty()
        self.setVisible(seen)
        corner = followed.mapTo(self.window(), part.topLeft())
        unframed = followed.inherits("QCheckBox") or followed.inherits("QRadioButton")
        away = _UNFRAMED if unframed else _OUTSIDE
        box = QRect(corner, part.size()).adjusted(-away, -away, away, away)
        if seen and box != self.geometry():
            self.setGeometry(box)
            self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring around the followed widget."""
        paint_ring(QPainter(self), QRectF(self.rect()), 8)
