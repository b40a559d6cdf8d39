"""The strip at the foot of the window: the keys of the page at the left, what is saved at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import pixmap
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.key_chip import chip_size, paint_chip
from kyogikai_desktop.gui.widgets.text import label, set_property

MOST = 6
_HEIGHT = 32
_GAP, _BETWEEN = 8, 18


@dataclass(frozen=True)
class KeyHint:
    """A key and what it does here."""

    key: str
    words: str


class KeyHints(QWidget):
    """Keys in a row; as many as fit, six at most."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hints: tuple[KeyHint, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_hints(self, hints: Sequence[KeyHint]) -> None:
        """Show other keys."""
        self._hints = tuple(hints[:MOST])
        self.setAccessibleName("、".join(f"{hint.key} {hint.words}" for hint in self._hints))
        self.update()

    def sizeHint(self) -> QSize:
        """Return a height for one line."""
        return QSize(200, theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """Ask for that height always, and for no width."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint chips and words until the room ends."""
        painter = QPainter(self)
        font = theme.font(theme.SMALL)
        metrics = QFontMetricsF(font)
        left, middle = 0.0, self.height() / 2
        for hint in self._hints:
            chip, words = chip_size(hint.key).width(), metrics.horizontalAdvance(hint.words)
            if left + chip + _GAP + words > self.width():
                return
            painter.fillRect(QRectF(left + 1, middle - 8, chip - 2, 16), QColor(LIGHT.surface))
            painter.setPen(QColor(LIGHT.text2))
            paint_chip(painter, hint.key, QPointF(left, middle))
            box = QRectF(left + chip + _GAP, 0, words + 4, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, hint.words)
            left += chip + _GAP + words + _BETWEEN


class KeyStrip(QWidget):
    """Keys, long tasks made small, and the saved state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(_HEIGHT))
        self._hints = KeyHints(self)
        self._mark = QLabel(self)
        self._saved = label("", "caption")
        self._lock = label("", "caption")
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(14, 0, 14, 0)
        self._box.setSpacing(6)
        self._box.addWidget(self._hints, 1)
        self._box.addWidget(self._mark)
        self._box.addWidget(self._saved)
        self._box.addWidget(self._lock)

    def show_hints(self, hints: Sequence[KeyHint]) -> None:
        """Show the keys of a page."""
        self._hints.show_hints(hints)

    def show_saved(self, words: str) -> None:
        """Show that and when something was saved: 保存済み 10:42."""
        mark = pixmap("check", LIGHT.ok.ink, 14, self.devicePixelRatioF())
        self._mark.setPixmap(mark)
        self._mark.setVisible(bool(words))
        self._saved.setText(words)

    def show_lock(self, words: str, *, warns: bool = False) -> None:
        """Show when the council locks by itself; longer than usual is a warning."""
        if words != self._lock.text():
            self._lock.setText(words)
            set_property(self._lock, "role", "strong" if warns else "caption")

    def add_task(self, widget: QWidget) -> None:
        """Keep a long task that was made small."""
        self._box.insertWidget(1, widget)

    def changeEvent(self, event: QEvent) -> None:
        """Grow with the text zoom."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.setFixedHeight(theme.px(_HEIGHT))
