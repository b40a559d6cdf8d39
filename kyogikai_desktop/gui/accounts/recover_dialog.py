"""パスワードを忘れたとき: two recovery sheets give a custodian a new password, on any PC with the folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.gui.accounts.asking_dialog import AskingDialog
from kyogikai_desktop.gui.accounts.sheets_dialogs import sheet_rows
from kyogikai_desktop.gui.requests import OpenRequest, RecoverRequest
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.choosing import choose_folder
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.password_field import PasswordField
from kyogikai_desktop.gui.widgets.strength_meter import PASSWORD_HINT, StrengthMeter, read_new
from kyogikai_desktop.gui.widgets.text import label, row

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
    """Ask for the folder, two strings, the custodian and the new password.

    `folder_chosen` asks who can open the council there, `requested` carries a RecoverRequest, and
    `open_wanted` an OpenRequest once the password is new.
    """

    folder_chosen = Signal(object)
    requested = Signal(object)
    open_wanted = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(
            window, "パスワードを忘れたとき", _WORDS, "新しいパスワードにする", "開いています", _WIDTH
        )
        self._folder, self._login = LineEdit(), QComboBox()
        self._new, self._repeat = PasswordField(), PasswordField()
        self._repeat.share_key()
        self._asked_for = ""
        self._meter = StrengthMeter()
        self._meter.watch(self._new, lambda: (self._login.currentText(), self._place().name))
        self.lay_out_rows(
            {
                "folder": FieldRow("協議会のフォルダー", self._folder_line(), required=True),
                **sheet_rows(),
                "login": FieldRow("利用者ID", self._login, required=True, hint="保護管理の人のもの"),
                "password": FieldRow("新しいパスワード", self._new, required=True, hint=PASSWORD_HINT),
                "repeat": FieldRow("新しいパスワード（もう一度）", self._repeat, required=True),
            }
        )
        both = row(self.rows["password"], self.rows["repeat"], spacing=14)
        for side, word in enumerate(("password", "repeat")):
            both.setStretch(side, 1)
            both.setAlignment(self.rows[word], Qt.AlignmentFlag.AlignTop)
        self.fields.addLayout(both)
        self.fields.addWidget(self._meter)
        self._folder.editingFinished.connect(self._on_folder_edited)

    def take_folder(self, folder: Path | None) -> None:
        """Begin with the council that was asked about, if there is one."""
        if folder:
            self._folder.setText(str(folder))
            self._on_folder_edited()
            self.rows["first"].target().setFocus()

    def show_logins(self, logins: Sequence[str]) -> None:
        """Offer the people of the council in the chosen folder."""
        self.rows["folder"].clear_error()
        self._login.clear()
        self._login.addItems(list(logins))

    def show_no_council(self, error: AppError) -> None:
        """Say beside the folder why there is nothing to open."""
        self._login.clear()
        self.show_refusal(InvalidInput(error.key, "folder", **error.values))

    def check(self) -> None:
        """Require all of it."""
        for name in ("folder", "first", "second"):
            if not self._typed(name):
                raise InvalidInput("required", name)
        if not self._login.currentText():
            raise InvalidInput("required", "login")
        read_new(self._new.text(), self._repeat.text(), "password")

    def begin(self) -> None:
        """Have it opened by the sheets, and the password set."""
        sheets = (self._typed("first"), self._typed("second"))
        login, password = self._login.currentText(), self._new.text()
        self.requested.emit(RecoverRequest(self._place(), sheets, login, password))

    def show_done(self, _none: None) -> None:
        """Say that it is done, and offer to open the council."""
        self._meter.hide()
        self.show_result(label(_DONE, wrap=True))
        go = button("この協議会を開く", "primary", key="Ctrl+Enter", does=self._on_open)
        self.foot.addWidget(go)
        go.setFocus()

    def _folder_line(self) -> QWidget:
        line = QWidget()
        line.setLayout(
            row(self._folder, button("選ぶ", key="Alt+F", icon="folder", does=self._choose_folder))
        )
        line.setFocusProxy(self._folder)
        return line

    def _place(self) -> Path:
        return Path(self._folder.text().strip()).expanduser()

    def _typed(self, name: str) -> str:
        editor = self._folder if name == "folder" else self.rows[name].editor
        return editor.text().strip() if isinstance(editor, LineEdit) else ""

    def _choose_folder(self) -> None:
        if chosen := choose_folder(self, "協議会のフォルダーを選ぶ"):
            self._folder.setText(chosen)
            self._on_folder_edited()

    def _on_folder_edited(self) -> None:
        typed = self._typed("folder")
        if typed and typed != self._asked_for:
            self._asked_for = typed
            self.folder_chosen.emit(self._place())

    def _on_open(self) -> None:
        request = OpenRequest(self._place(), self._login.currentText(), self._new.text())
        self.accept()
        self.open_wanted.emit(request)
