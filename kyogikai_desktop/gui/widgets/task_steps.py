"""The steps of work that takes long: done, running, waiting; shape first, then words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.shapes import Shape, paint_shape
from kyogikai_desktop.gui.widgets.text import column, label, row, set_property


class TaskSteps(QWidget):
    """Steps below each other; each knows whether it waits, runs or is done."""

    def __init__(self, steps: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = [_Step(words) for words in steps]
        self.setLayout(column(*self._steps, spacing=10))

    def show_progress(self, step: int, number: str = "") -> None:
        """Show that a step runs, with a number at its right, and that those before it are done."""
        for place, line in enumerate(self._steps):
            state = Shape.CHECK_DISC if place < step else Shape.HALF if place == step else Shape.RING
            line.show_state(state, number if place == step else "")


class _Mark(QWidget):
    """Waiting, running or done."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(QSize(16, 16))
        self.state = Shape.RING

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the state."""
        ink = {Shape.RING: LIGHT.control, Shape.HALF: LIGHT.primary}.get(self.state, LIGHT.ok.ink)
        paint_shape(QPainter(self), self.state, QRectF(1, 1, 14, 14), ink)


class _Step(QWidget):
    """One step with its number at the right."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._mark = _Mark()
        self._words = label(words)
        self._number = label("", "caption")
        self.setLayout(row(self._mark, self._words, None, self._number, spacing=10))

    def show_state(self, state: Shape, number: str = "") -> None:
        """Show how far the step is."""
        self._mark.state = state
        self._mark.update()
        set_property(self._words, "role", "strong" if state is Shape.HALF else "body")
        self._number.setText("済み" if state is Shape.CHECK_DISC else number)
