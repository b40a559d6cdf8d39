"""Lines of a badge and a sentence, as cards and dialogs show how something stands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.widgets.badge import Badge, BadgeLabel
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.gui.widgets.text import clear, column, label, row

Line = tuple[Badge, str]

_BADGE = 92


class StateLines(QWidget):
    """Some badges below each other, each with its sentence; `beside` stands at the right end of the first."""

    def __init__(self, beside: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = column(spacing=4)
        whole = row(spacing=8)
        whole.addLayout(self._box, 1)
        if beside:
            whole.addWidget(beside)
        self.setLayout(whole)

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show other lines."""
        clear(self._box)
        self._box.addStretch(1)  # what stands beside may be higher than a line
        for line in lines:
            self._box.addLayout(_line(line))
        self._box.addStretch(1)


def good(word: str) -> Badge:
    """Return the badge of what is as it should be."""
    return Badge(Shape.CHECK_DISC, word, "ok", tinted=True)


def pending(word: str) -> Badge:
    """Return the badge of what was not done yet."""
    return Badge(Shape.RING, word, "mute", tinted=True)


def warning(word: str) -> Badge:
    """Return the badge of what somebody should look at."""
    return Badge(Shape.DIAMOND, word, "due", tinted=True)


def bad(word: str) -> Badge:
    """Return the badge of what is wrong."""
    return Badge(Shape.DIAMOND, word, "over", tinted=True)


def news(word: str) -> Badge:
    """Return the badge of what is good to know."""
    return Badge(Shape.DOT, word, "info", tinted=True)


def _line(line: Line) -> QHBoxLayout:
    badge, words = line
    mark = BadgeLabel(badge)
    mark.setMinimumWidth(theme.px(_BADGE))
    made = row(mark, label(words, wrap=True), spacing=8)
    made.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    made.setStretch(1, 1)
    return made
