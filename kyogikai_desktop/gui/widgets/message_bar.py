"""A sentence inside the page: what happened, what it means, what to do; it stays until done or closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import pixmap
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.buttons import KeyButton, button
from kyogikai_desktop.gui.widgets.field_row import announce
from kyogikai_desktop.gui.widgets.text import label, set_property

Tone = Literal["info", "due", "over", "error", "ok"]

_ICONS = {"ok": "check", "info": "info"}


class MessageBar(QFrame):
    """One sentence with an icon, at most one button, and a way to close it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = QLabel(self)
        self._words = label("", wrap=True)
        self._button: KeyButton | None = None
        self._close = button("", "quiet", icon="close", does=self.hide)
        self._close.setAccessibleName("閉じる")
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(14, 4, 6, 4)
        self._box.setSpacing(10)
        self._box.addWidget(self._icon)
        self._box.addWidget(self._words, 1)
        self._box.addWidget(self._close)
        self.setMinimumHeight(theme.px(44))
        self.hide()

    @property
    def words(self) -> str:
        """Return the sentence shown."""
        return self._words.text()

    def show_message(
        self,
        tone: Tone,
        words: str,
        action: str = "",
        does: Callable[[], object] | None = None,
        *,
        key: str = "",
        closable: bool = True,
    ) -> None:
        """Show a sentence in place of the one before."""
        set_property(self, "tone", tone)
        ink = LIGHT.tone(tone).ink
        self._icon.setPixmap(pixmap(_ICONS.get(tone, "warning"), ink, 20, self.devicePixelRatioF()))
        self._words.setText(words)
        self._close.setVisible(closable)
        self._put_button(action, does, key)
        self.show()
        announce(self, words)

    def _put_button(self, action: str, does: Callable[[], object] | None, key: str) -> None:
        if self._button:
            self._button.hide()
            self._button.deleteLater()
            self._button = None
        if action and does:
            self._button = button(action, "small", key=key, does=does)
            self._box.insertWidget(2, self._button)
            # Before the cross, as they are read; else the keyboard wraps to the menu once the button is gone.
            QWidget.setTabOrder(self._close, self._button)
            QWidget.setTabOrder(self._button, self._close)
            self._button.show()
