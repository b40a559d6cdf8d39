"""What stands over the windows while they are covered: words, and the password where the process stays."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.password_field import PasswordField
from kyogikai_desktop.gui.widgets.text import column, label, row

_WIDTH = 540


class CoverPage(QWidget):
    """`tried` carries a password that was typed to look behind the cover."""

    tried = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "title")
        self._words = label("", "second", wrap=True)
        self._password = PasswordField()
        self._field = FieldRow("パスワード", self._password)
        self._open = button("ロックを解く", "primary", key="Enter", does=self._try)
        self._form = QWidget()
        self._form.setLayout(column(self._field, row(self._open, None), spacing=12))
        inside = QWidget()
        inside.setFixedWidth(_WIDTH)
        inside.setLayout(column(self._title, self._words, self._form, spacing=14))
        box = QVBoxLayout(self)
        box.addStretch(2)
        box.addLayout(row(None, inside, None))
        box.addStretch(3)
        self._password.returnPressed.connect(self._try)

    @property
    def is_used(self) -> bool:
        """Tell whether somebody is typing the password."""
        return bool(self._password.text()) or self._password.composing

    def show_words(self, title: str, words: str) -> None:
        """Say what is going on; nobody is asked for anything."""
        self._title.setText(title)
        self._words.setText(words)
        self._form.hide()

    def ask(self, words: str) -> None:
        """Say why the council could not be closed, and ask for the password."""
        self.show_words("ロックしています", words)
        self._password.clear()
        self._field.clear_error()
        self._form.show()
        self._set_busy(busy=False)
        self._password.setFocus()

    def refuse(self, error: AppError) -> None:
        """Say what is wrong with the password."""
        self._set_busy(busy=False)
        self._field.show_error(error)
        self._password.selectAll()
        self._password.setFocus()

    def _set_busy(self, *, busy: bool) -> None:
        self._open.setEnabled(not busy)
        self._password.setReadOnly(busy)

    def _try(self) -> None:
        if self._password.composing or not self._open.isEnabled() or not self._password.text():
            return
        self._set_busy(busy=True)
        self.tried.emit(self._password.text())
