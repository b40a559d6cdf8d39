"""A password field: 表示 (Alt+V) inside, and what is known about Caps Lock and kana input."""

from __future__ import annotations

from PySide6 import QtCore
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.line_edit import LineEdit


class PasswordField(LineEdit):
    """Dots instead of letters; `keyboard_told` carries a sentence about the keyboard as one types."""

    keyboard_told = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._show = button("表示", "small", key="Alt+V", does=self.toggle)
        self._show.setParent(self)
        self._show.setProperty("focusPolicy", 0)  # Qt.FocusPolicy.NoFocus
        self._show.setAccessibleName("パスワードを表示")
        self._show.adjustSize()
        self.setTextMargins(0, 0, self._show.sizeHint().width() + 4, 0)

    def toggle(self) -> None:
        """Show the letters, or the dots again."""
        hidden = self.echoMode() == QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._show.setText("隠す" if hidden else "表示")

    def share_key(self) -> None:
        """Leave Alt+V to another password field of the same form."""
        self._show.set_key("")
        self._show.adjustSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right end."""
        super().resizeEvent(event)
        size = self._show.sizeHint()
        self._show.setGeometry(
            self.width() - size.width() - 7, (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Type, and tell what the letter says about the keyboard."""
        shift = QtCore.Qt.KeyboardModifier.ShiftModifier
        told = _keyboard(event.text(), shifted=bool(event.modifiers() & shift))
        super().keyPressEvent(event)
        if told:
            self.keyboard_told.emit(told)


def _keyboard(text: str, *, shifted: bool) -> str:
    """Return what a typed character tells: Qt knows no Caps Lock state, but letters give it away."""
    if len(text) != 1 or not text.isprintable():
        return ""
    if not text.isascii():
        return "全角・かなで入力中です。半角のパスワードなら、かな入力を切ってください。"
    if not text.isalpha():
        return ""
    if text.isupper() != shifted:
        return "半角の英字で入力中　Caps Lock が入っています"
    return "半角の英字で入力中（かな入力は切れています）　Caps Lock は切れています"
