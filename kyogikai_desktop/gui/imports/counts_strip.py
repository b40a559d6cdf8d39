"""The counts of all outcomes: every row of the file is in one of them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.widgets.badge import Badge, BadgeLabel
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.services.imports import Tally

_OUTCOMES = (
    Badge(Shape.CHECK_DISC, "取り込む", "ok", tinted=True),
    Badge(Shape.DIAMOND, "注意つきで取り込む", "due", tinted=True),
    Badge(Shape.CROSS, "取り込めない", "error", tinted=True),
    Badge(Shape.DASH, "データでない行", "mute", tinted=True),
)
_ROOM_FOR_SUM = 1060


class CountsStrip(QWidget):
    """取り込む 108 件　注意つき 9 件 …, and their sum."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.numbers = [label("", "large") for _outcome in _OUTCOMES]
        self._sum = label("", "caption")
        pairs = []
        for badge, number in zip(_OUTCOMES, self.numbers, strict=True):
            number.setFont(theme.digits(theme.SECTION, bold=True))
            pairs.append(row(BadgeLabel(badge), number, label("件", "caption"), spacing=5))
        self.setLayout(row(*pairs, None, self._sum, spacing=18))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the sum where there is room for it."""
        self._sum.setVisible(event.size().width() >= theme.px(_ROOM_FOR_SUM))
        super().resizeEvent(event)

    def show_tally(self, counts: Tally) -> None:
        """Show the counts."""
        plain = counts.imported - counts.warned
        numbers = (plain, counts.warned, counts.refused, counts.passed_over)
        for shown, number in zip(self.numbers, numbers, strict=True):
            shown.setText(f"{number:,}")
        self._sum.setText(f"合わせて {sum(numbers):,} 行。どの行も、かならずどれかに入ります")
