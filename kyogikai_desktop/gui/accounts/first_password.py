"""The first password of a person: typed or proposed, and shown once so that it can be handed over."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain import passwords
from kyogikai_desktop.gui.clipboard import copy_briefly
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.password_field import PasswordField
from kyogikai_desktop.gui.widgets.strength_meter import PASSWORD_HINT, Known, StrengthMeter
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.services import first_passwords

_CLIPBOARD_SECONDS = 60
_HAND_OVER = (
    "本人に、口頭か紙で渡してください。本人がはじめて開くと、自分だけのパスワードに変える画面になります。"
    "この画面を閉じると、もう表示できません。"
)


class FirstPassword(QWidget):
    """A password field with a proposal, and the meter below."""

    def __init__(self, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = PasswordField()
        meter = StrengthMeter()
        meter.watch(self.field, known)
        propose = button("案を入れる", key="Alt+G", does=self._propose)
        line = row(self.field, propose)
        line.setStretch(0, 1)
        self.setLayout(column(line, meter, spacing=4))
        self.setFocusProxy(self.field)

    def row(self) -> FieldRow:
        """Return the field with its label and hint."""
        return FieldRow("はじめのパスワード", self, required=True, hint=PASSWORD_HINT)

    def chosen(self) -> str:
        """Return the password; raise InvalidInput where it is too short."""
        return passwords.checked(self.field.text())

    def _propose(self) -> None:
        self.field.setText(first_passwords.proposed())
        if self.field.echoMode() == PasswordField.EchoMode.Password:
            self.field.toggle()


class ShownOnce(QWidget):
    """A first password in large letters, in kana where it can be read aloud, and a way to copy it."""

    def __init__(self, told: str, password: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._password = password
        shown = label(password, "title")
        shown.setAccessibleName(f"はじめのパスワード {password}")
        aloud = label(first_passwords.read_aloud(password), "second")
        aloud.setVisible(bool(aloud.text()))
        copy = button("写す", key="Alt+C", does=self._copy)
        self._copied = label("", "caption")
        self.setLayout(
            column(
                label(told, wrap=True),
                label("はじめのパスワード", "field"),
                shown,
                aloud,
                row(copy, self._copied, None),
                label(_HAND_OVER, "second", wrap=True),
                spacing=8,
            )
        )

    def _copy(self) -> None:
        copy_briefly(self._password, _CLIPBOARD_SECONDS)
        self._copied.setText(f"写しました。{_CLIPBOARD_SECONDS}秒たつと、消えます。")
