"""The size of text and rows, with effect at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.preferences import ROW_HEIGHTS
from kyogikai_desktop.gui.widgets.buttons import KeyButton, button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.text import column, label, row


class DisplayCard(Card):
    """Buttons of which one is chosen in each line."""

    zoom_chosen = Signal(float)
    height_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("見やすさ", "このパソコンだけの設定です", parent=parent)
        zooms = [(f"{zoom:.0%}".replace("%", " %"), zoom) for zoom in theme.ZOOMS]
        heights = [(words, height) for height, words in ROW_HEIGHTS]
        self._zooms = _Line("文字の大きさ", zooms, self.zoom_chosen.emit)
        self._heights = _Line("一覧の行の高さ", heights, self.height_chosen.emit)
        self.body.addWidget(self._zooms)
        self.body.addWidget(self._heights)

    def show_chosen(self, zoom: float, height: int) -> None:
        """Mark what is in use now."""
        self._zooms.show_chosen(zoom)
        self._heights.show_chosen(height)


class _Line(QWidget):
    """Some words side by side, one of them chosen."""

    def __init__(
        self, name: str, options: Sequence[tuple[str, float]], choose: Callable[[float], object]
    ) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons = {value: self._button(name, words, partial(choose, value)) for words, value in options}
        self.setLayout(column(label(name, "field"), row(*self._buttons.values(), None), spacing=4))

    def show_chosen(self, value: float) -> None:
        """Mark one."""
        nearest = min(self._buttons, key=lambda one: abs(one - value))
        self._buttons[nearest].setChecked(True)

    def _button(self, name: str, words: str, does: Callable[[], object]) -> KeyButton:
        made = button(words, does=does)
        made.setCheckable(True)
        made.setAccessibleName(f"{name} {words}")
        self._group.addButton(made)
        return made
