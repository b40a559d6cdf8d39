"""What both dialogs ask that open a backup beside the live council: the password of its day."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyogikai_desktop.errors import AppError, InvalidInput, WrongPassword
from kyogikai_desktop.gui.widgets.back_off import BackOff, Waiting, no_wait
from kyogikai_desktop.gui.widgets.buttons import KeyButton, button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.password_field import PasswordField
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.words import say

_HINT = "この控えを取った日の、あなたのパスワードです。そのあとに変えたときは、前のものを入れます。"


class BesideDialog(GrowingDialog):
    """Ask for the password and do something; a refusal is told here and what was typed stays.

    `waiting` tells for how many seconds the next try has to wait after wrong passwords.
    """

    def __init__(
        self, window: QWidget, title: str, words: str, verb: str, waiting: Waiting = no_wait
    ) -> None:
        super().__init__(window, title, 600)
        self._verb = verb
        self.password = PasswordField()
        self.rows = {"password": FieldRow("パスワード", self.password, required=True, hint=_HINT)}
        self.told = MessageBar(self)
        self.fields = QVBoxLayout()
        self.fields.setSpacing(10)
        self.go = button(verb, "primary", key="Enter", does=self.submit)
        self._back_off = BackOff(self.go, verb, waiting)
        self.put_off = button("閉じる", key="Esc", does=self.reject)
        self.body.addWidget(label(words, "second", wrap=True))
        self.body.addWidget(self.told)
        self.body.addLayout(self.fields)
        self._foot = row(None, self.put_off, self.go)
        self.body.addLayout(self._foot)
        self.password.returnPressed.connect(self.submit)

    def lay_out_fields(self) -> None:
        """Put the rows below each other, and the keyboard into the first."""
        self.errors = FormErrors(self.rows)
        for one in self.rows.values():
            self.fields.addWidget(one)
        next(iter(self.rows.values())).target().setFocus()
        self._back_off.count_down()

    def submit(self) -> None:
        """Do it, unless a field is empty or the next try waits; opening takes about a second on purpose."""
        if not self.go.isEnabled():
            return
        self.errors.clear()
        self.told.hide()
        for name, text in self.typed().items():
            if not text:
                self.errors.show_error(InvalidInput("required", name))
                return
        self._show_busy(busy=True)
        self.begin()

    def typed(self) -> dict[str, str]:
        """Return what must not be empty, by field."""
        return {"password": self.password.text()}

    def begin(self) -> None:
        """Do what the dialog is for; `show_refusal` or a result comes back."""
        raise NotImplementedError

    def show_refusal(self, error: AppError) -> None:
        """Say why it could not be done."""
        self._show_busy(busy=False)
        if isinstance(error, WrongPassword):
            self.errors.show_error(InvalidInput(error.key, "password"))
            self._back_off.count_down()
        else:
            self.told.show_message("over", say(error), closable=False)

    def show_result(self, result: QWidget, following: KeyButton | None = None, *, eager: bool = True) -> None:
        """Show what came of it in place of the fields; unless `eager`, what follows gets no keyboard."""
        for one in self.rows.values():
            one.hide()
        self.password.clear()
        self.go.hide()
        self.fields.addWidget(result)
        if following:
            self._foot.addWidget(following)
        # Never both: a button that is not shown yet takes the keyboard back once it is.
        (following if following and eager else self.put_off).setFocus()

    def _show_busy(self, *, busy: bool) -> None:
        self.go.setText("開いています" if busy else self._verb)
        self.go.setEnabled(not busy)
