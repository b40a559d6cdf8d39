"""所在を守る: told on the first page while somebody's address may tell where another person hides."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.text import label
from kyogikai_desktop.services.households import Exposed

_WORDS = (
    "同じ世帯の人の住所から、所在を守っている人の居場所が分かることがあるケースが {count:,} 件あります。"
    "同じ所に住んでいるかを、ケースの「つながり」で決めてください。"
)


class ExposedHint(Card):
    """Say how many cases there are, and lead to one after the other."""

    def __init__(self, go: Callable[[str, object], object], parent: QWidget | None = None) -> None:
        super().__init__("所在を守る", parent=parent)
        self._go = go
        self._found: Sequence[Exposed] = ()
        self._words = label("", "second", wrap=True)
        self._open = button("", "text", icon="eye", does=self._go_to_first)
        self.add_to_head(self._open)
        self.body.addWidget(self._words)
        self.hide()

    def show_found(self, found: Sequence[Exposed]) -> None:
        """Show the card while there is something to decide."""
        self._found = found
        self._words.setText(_WORDS.format(count=len(found)))
        self._open.setText(f"{found[0].number} を開く" if found else "")
        self.setVisible(bool(found))

    def _go_to_first(self) -> None:
        if self._found:
            self._go("case", self._found[0].case)
