"""Change the own password: the old one, the new one twice, and what is lost with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.errors import AppError, InvalidInput, WrongPassword
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.password_field import PasswordField
from kyogikai_desktop.gui.widgets.strength_meter import PASSWORD_HINT, Known, StrengthMeter, read_new
from kyogikai_desktop.gui.widgets.text import label, row

_LOST = (
    "パスワードを忘れたときは、保護管理の人が新しいものを渡せます。保護管理の人が忘れたときは、"
    "ほかの保護管理の人か、復旧シート2枚が要ります。どちらもないと、だれにも開けません。"
)


class PasswordForm(Card):
    """Three fields; `submitted` carries the old and the new password. Nothing of it is drafted.

    `known` returns what a guesser knows of the person; `first` asks for the first password instead.
    """

    submitted = Signal(str, str)

    def __init__(
        self, known: Known, *, writable: bool, first: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("パスワード", "" if first else "あなたが、この協議会を開くときのもの", parent=parent)
        old = "はじめのパスワード（渡されたもの）" if first else "いまのパスワード"
        self.rows = {
            "old": FieldRow(old, PasswordField()),
            "new": FieldRow("新しいパスワード", PasswordField(), hint=PASSWORD_HINT),
            "repeat": FieldRow("新しいパスワード（もう一度）", PasswordField()),
        }
        self.errors = FormErrors(self.rows)
        self._meter = StrengthMeter()
        self._meter.watch(_field(self.rows["new"]), known)
        self._told = label("", "caption", wrap=True)
        self._change = button(
            "パスワードを変える", "primary" if first else "outlined", icon="key", does=self.submit
        )
        self._change.setEnabled(writable)
        self._lay_out()

    def submit(self) -> None:
        """Hand over both passwords, unless a field is wrong."""
        self.errors.clear()
        try:
            old, new = self._read()
        except InvalidInput as error:
            self.errors.show_error(error)
            return
        self.show_busy(busy=True)
        self.submitted.emit(old, new)

    def show_busy(self, *, busy: bool) -> None:
        """Say that the password is being changed; it takes about a second on purpose."""
        self._change.setText("変えています" if busy else "パスワードを変える")
        self._change.setEnabled(not busy)

    def show_done(self) -> None:
        """Empty the fields."""
        self.show_busy(busy=False)
        for one in self.rows.values():
            _field(one).clear()

    def refuse(self, error: AppError) -> bool:
        """Show an error beside its field; False if it belongs to none."""
        self.show_busy(busy=False)
        if isinstance(error, WrongPassword):
            return self.errors.show_error(InvalidInput(error.key, "old"))
        return isinstance(error, InvalidInput) and self.errors.show_error(error)

    def _read(self) -> tuple[str, str]:
        old, new, repeat = (_field(one).text() for one in self.rows.values())
        if not old:
            raise InvalidInput("required", "old")
        return old, read_new(new, repeat, "new")

    def _lay_out(self) -> None:
        warning = MessageBar(self)
        warning.show_message("due", _LOST, closable=False)
        self.body.addWidget(warning)
        for name, one in self.rows.items():
            one.setMaximumWidth(420)
            field = _field(one)
            field.share_key()
            field.keyboard_told.connect(self._told.setText)
            field.returnPressed.connect(self.submit)
            self.body.addWidget(one)
            if name == "new":
                self.body.addWidget(self._meter)
        foot = row(self.errors, self._told, self._change)
        foot.setStretch(1, 1)
        self.body.addLayout(foot)


def _field(one: FieldRow) -> PasswordField:
    assert isinstance(one.editor, PasswordField)  # noqa: S101 (made above)
    return one.editor
