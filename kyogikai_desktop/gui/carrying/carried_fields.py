"""What is typed to open a carried file or to take one in, and the request that it makes."""

from __future__ import annotations

from pathlib import Path

from kyogikai_desktop.errors import AppError, InvalidInput, WrongPassword
from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.requests import CarriedRequest
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.password_field import PasswordField

_FOLDER = "開くときは新しいもの、取り込むときは持ち出し中の協議会"
_MEDIUM = "媒体の中の、名前が .carry で終わるもの"
_BEFORE = "持ち出し先でパスワードを変えたときだけ、変える前のものを入れます。"
_BLAMED = {
    "carry_damaged": "file",
    "carry_missing": "file",
    "carry_no_departure": "file",
    "carry_no_return": "file",
    "carry_return_not_made": "file",
    "carry_return_needs_office": "folder",
    "carry_no_office": "folder",
    "carry_of_another": "folder",
    "carry_late_here": "folder",
    "carry_late_back": "folder",
    "folder_not_empty": "folder",
    "folder_in_council": "folder",
}


class CarriedFields:
    """The inputs with their rows."""

    def __init__(self) -> None:
        self.file, self.folder, self.login = LineEdit(), LineEdit(), LineEdit()
        self.password, self.before = PasswordField(), PasswordField()
        self.before.share_key()
        self._proposed = ""
        self.rows = {
            "file": FieldRow("ファイル", self.file, required=True, hint=_MEDIUM),
            "folder": FieldRow("フォルダー", self.folder, required=True, hint=_FOLDER),
            "login": FieldRow("利用者ID", self.login, hint="空のときは、協議会をつくった人です。"),
            "password": FieldRow("パスワード", self.password, required=True),
            "before": FieldRow("前のパスワード", self.before, optional=True, hint=_BEFORE),
        }

    def clear(self) -> None:
        """Empty all fields."""
        for field in (self.file, self.folder, self.login, self.password, self.before):
            field.clear()

    def forget(self) -> None:
        """Take away what is secret."""
        self.password.clear()
        self.before.clear()

    def propose(self, folder: str) -> None:
        """Fill in a folder, unless the person has typed another one."""
        if self.folder.text() in ("", self._proposed):
            self.folder.setText(folder)
            self._proposed = folder
            if self.folder.hasFocus():  # whoever is about to type here types over it
                self.folder.selectAll()

    def require(self) -> None:
        """Raise InvalidInput for the first field that has to be filled in and is not."""
        required = (("file", self.file), ("folder", self.folder), ("password", self.password))
        for name, field in required:
            if not field.text().strip():
                raise InvalidInput("required", name)

    def request(self, progress: Progress) -> CarriedRequest:
        """Return what was filled in."""
        file, folder = (Path(field.text().strip()).expanduser() for field in (self.file, self.folder))
        secrets = self.password.text(), self.before.text()
        return CarriedRequest(file, folder, self.login.text().strip(), *secrets, progress)


def beside_field(error: AppError) -> AppError:
    """Return an error as one of the field that decides it, where there is such a field."""
    field = "password" if isinstance(error, WrongPassword) else _BLAMED.get(error.key)
    return InvalidInput(error.key, field, **error.values) if field else error
