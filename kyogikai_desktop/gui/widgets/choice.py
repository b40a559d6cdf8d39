"""A choice of several, whose words give way instead of being cut."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from kyogikai_desktop.gui import theme

_LEAST = 120


class Choice(QComboBox):
    """A combo box that elides, and leaves the wheel to the page: it must not change what it passes over."""

    def __init__(self, words: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.addItems(list(words))

    def minimumSizeHint(self) -> QSize:
        """Ask for the longest of the choices, and make do with a few characters."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.px(_LEAST)), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame by style, and the words elided where they have no room."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        control = QStyle.ComplexControl.CC_ComboBox
        room = self.style().subControlRect(control, option, field, self).width()
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room
        )
        whole = self.currentText().replace("<", "＜")  # a tool tip would obey it
        self.setToolTip("" if option.currentText == self.currentText() else whole)
        painter = QStylePainter(self)
        painter.drawComplexControl(control, option)
        if not self.isEditable():
            painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()
