"""A masked phone or address: 060-●●●●-8133 with 見る; what is revealed hides itself again."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kyogikai_desktop.gui.clipboard import copy_briefly
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import announce
from kyogikai_desktop.gui.widgets.text import label

SHOWN_SECONDS = 20
CLIPBOARD_SECONDS = 10


class MaskedField(QWidget):
    """Ask by `reveal_requested`; whoever hears it logs the reveal and calls `reveal` with the text."""

    reveal_requested = Signal()

    def __init__(self, name: str, masked: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._masked = masked
        self._left = 0
        self._clock = QTimer(self, interval=1000)
        self._words = label(masked, wrap=True)
        self._count = label("", "caption")
        self._show = button("見る", "small", icon="eye", does=self.reveal_requested.emit)
        self._show.setAccessibleName(f"{name}を見る")
        self._copy = button("写す", "small", does=self._copy_text)
        self._copy.hide()
        self._count.hide()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        for part in (self._words, self._count, self._copy, self._show):
            box.addWidget(part)
        box.setStretch(0, 1)
        self._clock.timeout.connect(self._on_clock_timeout)

    def reveal(self, text: str) -> None:
        """Show the text for 20 seconds."""
        self._words.setText(text)
        self._left = SHOWN_SECONDS
        self._tell()
        self._copy.show()
        self._show.hide()
        self._clock.start()
        announce(self, f"{SHOWN_SECONDS}秒のあいだ表示します")

    def hide_text(self) -> None:
        """Show the mask again."""
        self._clock.stop()
        self._words.setText(self._masked)
        self._count.hide()
        self._copy.hide()
        self._show.show()

    def _on_clock_timeout(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._tell()
        else:
            self.hide_text()

    def _tell(self) -> None:
        self._count.setText(f"あと {self._left}秒")
        self._count.show()

    def _copy_text(self) -> None:
        copy_briefly(self._words.text(), CLIPBOARD_SECONDS)
