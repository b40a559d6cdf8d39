"""What is typed to go back to a backup before a council is open, and the request that it makes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QComboBox

from kyogikai_desktop.domain import passwords
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.requests import RestoreRequest
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.password_field import PasswordField
from kyogikai_desktop.gui.widgets.strength_meter import read_new
from kyogikai_desktop.services.progress import Progress

Way = Literal["password", "sheets"]

FILE_HINT = "名前の終わりが .bak のファイル。USB メモリーなどから選びます"
BY: dict[str, tuple[str, ...]] = {"password": ("password",), "sheets": ("first", "second", "new", "repeat")}


class RestoreFields:
    """The inputs with their rows; which of them are asked for depends on the way (`BY`)."""

    def __init__(self) -> None:
        self.file, self.folder = LineEdit(), LineEdit()
        self.login, self.password = QComboBox(editable=True), PasswordField()
        self.first, self.second = LineEdit(), LineEdit()
        self.new, self.repeat = PasswordField(), PasswordField()
        for field in (self.new, self.repeat):
            field.share_key()
        self.rows = self._rows()

    def forget(self) -> None:
        """Take away what is secret."""
        for field in (self.password, self.first, self.second, self.new, self.repeat):
            field.clear()

    def offer(self, logins: Sequence[str]) -> None:
        """Offer the people who can open the file; who was typed stays, where that is one of them."""
        typed = self.login.currentText()
        self.login.clear()
        self.login.addItems(list(logins))
        if typed in logins:
            self.login.setCurrentText(typed)

    def require(self, way: str) -> None:
        """Raise InvalidInput for the first field that cannot be used."""
        for name in ("file", "folder", "login", *BY[way]):
            field = self.rows[name].editor
            text = field.currentText() if isinstance(field, QComboBox) else field.text()  # type: ignore[attr-defined]
            if not text.strip():
                raise InvalidInput("required", name)
        if way == "sheets":
            read_new(self.new.text(), self.repeat.text(), "new")

    def request(self, way: str, today: str, progress: Progress) -> RestoreRequest:
        """Return what was filled in, once nothing that is required is missing."""
        by_sheets = way == "sheets"
        return RestoreRequest(
            file=Path(self.file.text().strip()).expanduser(),
            folder=Path(self.folder.text().strip()).expanduser(),
            login=self.login.currentText().strip(),
            password=self.new.text() if by_sheets else self.password.text(),
            sheets=(self.first.text(), self.second.text()) if by_sheets else None,
            today=today,
            progress=progress,
        )

    def _rows(self) -> dict[str, FieldRow]:
        own = "控えを取った日の、この人のパスワードです"
        new = f"{passwords.LEAST}文字以上。保護管理の人の、新しいパスワードになります"
        sheet = "もう1枚の人と開くときの文字。大文字と小文字、空白は区別しません"
        return {
            "file": FieldRow("控えのファイル", self.file, required=True, hint=FILE_HINT),
            "folder": FieldRow(
                "戻す先のフォルダー", self.folder, required=True, hint="壊れた協議会か、まだないフォルダー"
            ),
            "login": FieldRow("利用者ID", self.login, required=True),
            "password": FieldRow("パスワード", self.password, required=True, hint=own),
            "first": FieldRow("1枚目のシートの文字", self.first, required=True, hint=sheet),
            "second": FieldRow("2枚目のシートの文字", self.second, required=True, hint=sheet),
            "new": FieldRow(
                "新しいパスワード",
                self.new,
                required=True,
                hint=new,
            ),
            "repeat": FieldRow("新しいパスワード（もう一度）", self.repeat, required=True),
        }
