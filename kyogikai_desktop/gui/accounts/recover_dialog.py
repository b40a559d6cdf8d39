"""パスワードを忘れたとき: two recovery sheets give a custodian a new password, on any PC with the folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.gui.accounts.asking_dialog import AskingDialog
from kyogikai_desktop.gui.accounts.sheets_dialogs import sheet_rows
from kyogikai_desktop.gui.requests import OpenRequest
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.password_field import PasswordField
from kyogikai_desktop.gui.widgets.strength_meter import PASSWORD_HINT, StrengthMeter, read_new
from kyogikai_desktop.gui.widgets.text import label
from kyogikai_desktop.services.accounts import recover
from kyogikai_desktop.services.session import logins
from kyogikai_desktop.words import say

_WORDS = (
    "保護管理の人がほかにいれば、その人が「利用者」で、新しいパスワードを渡せます。"
    "いないときは、復旧シート2枚で、保護管理の人の新しいパスワードを決めます。"
    "どちらもないときは、だれにも開けません。"
)
_DONE = (
    "新しいパスワードにしました。使ったシートは人に見られたものなので、"
    "開いたあとに「利用者」で新しい復旧シートをつくってください。"
)
_WIDTH = 720


class RecoverDialog(AskingDialog):
    """Ask for two strings, the custodian and the new password; `open_wanted` carries an OpenRequest."""

    open_wanted = Signal(object)

    def __init__(self, window: QWidget, tasks: Tasks, folder: Path) -> None:
        super().__init__(
            window, "パスワードを忘れたとき", _WORDS, "新しいパスワードにする", "開いています", _WIDTH
        )
        self._tasks, self._folder = tasks, folder
        self._login, self._new, self._repeat = QComboBox(), PasswordField(), PasswordField()
        self._repeat.share_key()
        hint = "保護管理の人のもの"
        self.lay_out_rows(
            {
                **sheet_rows(),
                "login": FieldRow("利用者ID", self._login, required=True, hint=hint),
                "password": FieldRow("新しいパスワード", self._new, required=True, hint=PASSWORD_HINT),
                "repeat": FieldRow("新しいパスワード（もう一度）", self._repeat, required=True),
            }
        )
        meter = StrengthMeter()
        meter.watch(self._new, lambda: (self._login.currentText(), folder.name))
        self.fields.insertWidget(4, meter)
        self._read_logins()

    def check(self) -> None:
        """Require all five."""
        for name in ("first", "second"):
            if not self._typed(name):
                raise InvalidInput("required", name)
        if not self._login.currentText():
            raise InvalidInput("required", "login")
        read_new(self._new.text(), self._repeat.text(), "password")

    def begin(self) -> None:
        """Open by the sheets and set the password."""
        sheets, request = (self._typed("first"), self._typed("second")), self._request()
        self._tasks.write(
            partial(recover, self._folder, sheets, request.login, request.password),
            self._on_recovered,
            self.show_refusal,
        )

    def _request(self) -> OpenRequest:
        return OpenRequest(self._folder, self._login.currentText(), self._new.text())

    def _typed(self, name: str) -> str:
        editor = self.rows[name].editor
        return editor.text().strip() if isinstance(editor, LineEdit) else ""

    def _read_logins(self) -> None:
        try:
            self._login.addItems(list(logins(self._folder)))
        except AppError as error:
            self.told.show_message("over", say(error), closable=False)

    def _on_recovered(self, _none: None) -> None:
        self.show_result(label(_DONE, wrap=True))
        go = button("この協議会を開く", "primary", key="Ctrl+Enter", does=self._on_open)
        self.foot.addWidget(go)
        go.setFocus()

    def _on_open(self) -> None:
        request = self._request()
        self.accept()
        self.open_wanted.emit(request)
