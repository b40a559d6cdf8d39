"""One line of text that gives way where there is no room for all of it."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from kyogikai_desktop.gui import theme

_LEAST = 48


class ElidedLabel(QLabel):
    """Show as much of a text as there is room for; where that is not all, a tool tip has the rest."""

    def __init__(self, text: str = "", role: str = "body", least: int = _LEAST) -> None:
        super().__init__(text)
        self._least = least
        self.setTextFormat(QtCore.Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """Allow a few characters only; nothing at all for no text."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.px(self._least)), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the text, elided where it has no room."""
        end = QtCore.Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), end, self.width())
        self.setToolTip("" if shown == self.text() else self.text().replace("<", "＜"))
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        one_line = QtCore.Qt.TextFlag.TextSingleLine | QtCore.Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), one_line, shown)
