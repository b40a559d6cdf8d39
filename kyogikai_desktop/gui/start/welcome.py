"""The first start: create a council, open one, or try the practice council."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.icons import pixmap
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.buttons import KeyButton, Kind, button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.text import centred, column, label, row
from kyogikai_desktop.words import say

_WIDTH = 680


class WelcomePage(QWidget):
    """Three ways in, each with what it is for."""

    create_chosen = Signal()
    open_chosen = Signal()
    practice_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = MessageBar()
        self._practice = _choice("練習用の協議会を試す", "Alt+3", "outlined")
        self._create = _choice("協議会をつくる", "Alt+1", "primary")
        self._open = _choice("ある協議会を開く", "Alt+2", "outlined")
        for chosen, told in (
            (self._create, self.create_chosen),
            (self._open, self.open_chosen),
            (self._practice, self.practice_chosen),
        ):
            chosen.clicked.connect(told)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        middle.setLayout(
            column(
                label("はじめに選んでください", "title"),
                label("あとから、いつでもほかのものを選べます。", "second"),
                self.bar,
                _card("plus", "新しい協議会", "台帳を取り込んで、ケースと会議を扱います。", self._create),
                _card("folder", "すでにある協議会", "フォルダーを選び、パスワードで開きます。", self._open),
                _card("people", "練習", "架空のケース 60 件で、ひととおり試せます。", self._practice),
                spacing=12,
            )
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 16, 24, 16)
        box.addStretch(2)
        box.addLayout(centred(middle))
        box.addStretch(3)

    def take_focus(self) -> None:
        """Put the keyboard on the first choice."""
        self._create.setFocus()

    def show_busy(self, *, busy: bool) -> None:
        """Say that the practice council is being made ready."""
        self._practice.setText("用意しています" if busy else "練習用の協議会を試す")
        for choice in (self._create, self._open, self._practice):
            choice.setEnabled(not busy)

    def show_error(self, error: AppError) -> None:
        """Say why it did not work."""
        self.show_busy(busy=False)
        self.bar.show_message("over", say(error))


def _choice(words: str, key: str, kind: Kind) -> KeyButton:
    return button(words, kind, key=key)


def _card(icon: str, title: str, words: str, choice: KeyButton) -> Card:
    card = Card()
    picture = QLabel()
    picture.setPixmap(pixmap(icon, LIGHT.primary, 26, card.devicePixelRatioF()))
    text = column(label(title, "section"), label(words, "caption", wrap=True), spacing=3)
    line = row(picture, text, choice, spacing=16)
    line.setStretch(1, 1)
    line.setContentsMargins(4, 4, 4, 4)
    card.body.addLayout(line)
    return card
