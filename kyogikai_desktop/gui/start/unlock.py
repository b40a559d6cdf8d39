"""The unlock page: which council, why it is locked, who, and the password."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyogikai_desktop.errors import AppError, Damaged, InUse, WrongPassword
from kyogikai_desktop.gui.forms.unlock_form import Ui_UnlockForm
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.text import centred, row

if TYPE_CHECKING:
    from kyogikai_desktop.gui.widgets.back_off import BackOff
    from kyogikai_desktop.gui.widgets.message_bar import Tone

_WIDTH = 540
_WAITING = "前の画面が協議会を閉じるのを待っています。閉じしだい、開きます。"
_STILL_THERE = (
    "前の画面が、まだ閉じ終えていないのかもしれません。入力したパスワードは、そのままです。"
    "もう一度「開く」を押すと、また待ちます。"
)
_KEYBOARD_UNKNOWN = "大文字と小文字を区別します"


class UnlockPage(QWidget):
    """Ask for login and password of one council.

    `requested` carries an OpenRequest, `restore_chosen` the folder of a broken council (`tried` is the
    password it was tried with), `forgotten` the folder of one whose password is lost.
    """

    requested = Signal(object)
    restore_chosen = Signal(object)
    forgotten = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = Path()
        self.tried = ""
        self.waits = False
        self._listed = self._hurried = False
        self._until = 0.0  # when the next password may be tried
        form = QWidget(self)
        form.setMaximumWidth(_WIDTH)
        self.ui = Ui_UnlockForm()
        self.ui.setupUi(form)
        self._login = LineEdit()
        self.ui.login.setLineEdit(self._login)
        self.ui.login_note.watch(self.ui.login, "利用者ID")
        self.ui.password_note.watch(self.ui.password, "パスワード", _KEYBOARD_UNKNOWN)
        self.ui.password.keyboard_told.connect(self.ui.password_note.show_hint)
        self.ui.password.textEdited.connect(self.ui.password_note.clear_error)
        self.ui.open.clicked.connect(self._on_open_clicked)
        forgot = button("パスワードを忘れたとき", "text", does=lambda: self.forgotten.emit(self._folder))
        forgot.setAccessibleName(forgot.text())
        self.ui.box.addLayout(row(forgot, None))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 0, 24, 0)
        box.addStretch(2)
        box.addLayout(centred(form))
        box.addStretch(3)

    def show_council(self, folder: Path, council: str, locked: str = "", tone: Tone = "info") -> None:
        """Show a council, and in words when and why it was locked if it was."""
        self._folder = folder
        self.tried = ""
        self._listed = self._hurried = False
        self._until = 0.0
        self.show_busy(busy=False)
        self.ui.login.clear()
        self.ui.council.setText(council or folder.name)
        self.ui.password.clear()
        self.ui.password_note.clear_error()
        self.ui.notice.hide()
        if told := locked + _practice(folder):
            self.ui.notice.show_message(tone, told, closable=False)

    def show_logins(self, logins: Sequence[str]) -> None:
        """Offer the people who can open the council, and leave alone whoever has gone on meanwhile.

        Who has pressed Enter before the list was here is let in now, as the first of it.
        """
        typed = self.ui.login.currentText()
        self.ui.login.clear()
        self.ui.login.addItems(list(logins))
        if typed:
            self.ui.login.setCurrentText(typed)
        self._listed = True
        if self._hurried:
            self._hurried = False
            self._request()

    def take_focus(self) -> None:
        """Put the keyboard into the password: whoever types at once types nothing that can be read."""
        self.ui.password.setFocus()

    def show_busy(self, *, busy: bool) -> None:
        """Say that the council is being opened, or is no more."""
        self.waits = False
        self.ui.open.setText("開いています" if busy else "開く")
        self.ui.open.setEnabled(not busy)
        self.ui.password.setReadOnly(busy)

    def wait(self) -> None:
        """Say that the window before this one still closes the council; it `waits` until told otherwise."""
        self.waits = True
        self.ui.notice.show_message("info", _WAITING, closable=False)

    def show_error(self, error: AppError) -> None:
        """Say why it did not open: a wrong password below its field, anything else above."""
        waited = self.waits
        self.show_busy(busy=False)
        if isinstance(error, WrongPassword):
            self.ui.notice.setVisible(not waited and self.ui.notice.isVisible())
            self.ui.password_note.show_error(error)
            self.ui.password.selectAll()
            self.ui.password.setFocus()
            self._hold_back(error.values.get("wait"))
        else:
            self._tell(error, _STILL_THERE if waited and isinstance(error, InUse) else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter, but not while an input method composes."""
        if event.key() in {QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter} and not self._composing():
            self._on_open_clicked()
        else:
            super().keyPressEvent(event)

    def _tell(self, error: AppError, more: str) -> None:
        """Say it above the fields; where the council is broken, with the way to its backups."""
        from kyogikai_desktop.words import say

        if isinstance(error, Damaged):
            self.tried = self.ui.password.text()
            self.ui.notice.show_message(
                "over", say(error), "控えから戻す", self._on_restore, key="Alt+R", closable=False
            )
        else:
            self.ui.notice.show_message("over", say(error) + more, closable=False)

    def _hold_back(self, seconds: object) -> None:
        """Say on the button for how long the next try waits, after wrong passwords."""
        if isinstance(seconds, int | float) and seconds > 0:
            self._until = monotonic() + seconds
            self._back_off.count_down()

    @cached_property
    def _back_off(self) -> BackOff:
        from kyogikai_desktop.gui.widgets.back_off import BackOff

        return BackOff(self.ui.open, self.ui.open.text(), lambda: self._until - monotonic())

    def _on_restore(self) -> None:
        self.restore_chosen.emit(self._folder)

    def _composing(self) -> bool:
        return self.ui.password.composing or self._login.composing

    def _on_open_clicked(self) -> None:
        if not self.ui.open.isEnabled():
            return
        if not self.ui.password.text():
            self.ui.password_note.show_error("パスワードが入っていません。入力すると開けます。")
            self.ui.password.setFocus()
            return
        self.show_busy(busy=True)
        if self._listed or self.ui.login.currentText().strip():
            self._request()
        else:
            self._hurried = True

    def _request(self) -> None:
        from kyogikai_desktop.gui.requests import OpenRequest

        login = self.ui.login.currentText().strip()
        self.requested.emit(OpenRequest(self._folder, login, self.ui.password.text()))


def _practice(folder: Path) -> str:
    """Say of a practice council that it is one, and the password, which nobody has chosen."""
    from kyogikai_desktop.services import practice_note

    password = practice_note.password(folder)
    return f"練習用の協議会です。パスワードは「{password}」です。" if password else ""
