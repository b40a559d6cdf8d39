"""The line at the bottom of a form: what is wrong at the left, the ways on at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from kyogikai_desktop.gui.widgets.fitting import Fitting
from kyogikai_desktop.gui.widgets.text import row


class Foot(Fitting):
    """Stand below a form that scrolls; what is wrong goes above the ways on where both have no room."""

    def __init__(self, errors: QWidget, *ways: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._errors = errors
        self._ways = row(None, *ways)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(20, 9, 20, 9)
        self._box.setSpacing(8)
        self._box.addWidget(errors)
        self._box.addLayout(self._ways, 1)

    def minimumSizeHint(self) -> QSize:
        """Ask for the room of the wider part, since the other one can go above it."""
        margins = self._box.contentsMargins()
        wider = max(self._errors.minimumSizeHint().width(), self._ways.minimumSize().width())
        return QSize(wider + margins.left() + margins.right(), super().minimumSizeHint().height())

    def fit(self) -> None:
        """Put both into one line if they have room."""
        margins = self._box.contentsMargins()
        words = self._errors.sizeHint().width() + self._box.spacing() + self._ways.sizeHint().width()
        beside = words + margins.left() + margins.right() <= self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)

    def event(self, event: QEvent) -> bool:
        """Fit other words."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return super().event(event)
