"""控えから戻す, before a council is open: a damaged one, or a PC that never saw it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFileDialog, QProgressBar, QScrollArea, QVBoxLayout, QWidget

from kyogikai_desktop.errors import AppError, InvalidInput, WrongPassword
from kyogikai_desktop.gui.requests import RestoreRequest
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.password_field import PasswordField
from kyogikai_desktop.gui.widgets.strength_meter import LEAST_PASSWORD, read_new
from kyogikai_desktop.gui.widgets.tab_strip import TabStrip
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.words import say

_WIDTH = 720
_WORDS = (
    "控えのファイルから、協議会を全部戻します。このパソコンで一度も開いていない協議会も戻せます。"
    "控えを取った日のパスワードか、その日の復旧シート2枚が要ります。"
)
_FILE_HINT = "名前の終わりが .bak のファイル。USB メモリーなどから選びます"
_FIELDS = {
    "backup_damaged": "file",
    "backup_missing": "file",
    "backup_of_another": "file",
    "folder_not_empty": "folder",
    "folder_network": "folder",
    "folder_synced": "folder",
    "no_rights": "folder",
    "restore_over_open": "folder",
    "restore_may_open": "folder",
    "not_a_custodian": "login",
    "no_such_account": "login",
}

Way = Literal["password", "sheets"]


class RestorePage(QWidget):
    """Fill in a RestoreRequest; `requested` carries it, `file_chosen` asks what a file tells of itself."""

    requested = Signal(object)
    file_chosen = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = MessageBar()
        self.file, self.folder = LineEdit(), LineEdit()
        self.login, self.password = QComboBox(editable=True), PasswordField()
        self.first, self.second = LineEdit(), LineEdit()
        self.new, self.repeat = PasswordField(), PasswordField()
        self._today = ""
        self._ways = TabStrip((("password", "パスワードで開く"), ("sheets", "復旧シート2枚で開く")))
        self._busy = QProgressBar(textVisible=False)
        self._go = button("この控えに戻す", "primary", key="Ctrl+Enter", does=self._on_go)
        self.rows = self._rows()
        self._errors = FormErrors(self.rows)
        self._lay_out()
        self._ways.chosen.connect(self._show_way)
        self.file.editingFinished.connect(self._on_file_edited)
        QShortcut(QKeySequence("Esc"), self, self.given_up.emit)
        self._show_way("password")

    def begin(self, folder: Path | None, backups: Sequence[Path] = (), today: str = "") -> None:
        """Start anew: for the folder of a broken council with its newest backup, or for a new folder."""
        self._today = today
        self.bar.hide()
        self._errors.clear()
        for field in (self.password, self.first, self.second, self.new, self.repeat):
            field.clear()
        self.folder.setText(str(folder or _free_folder()))
        self.file.setText(str(backups[0]) if backups else "")
        self.login.clear()
        self.rows["file"].note.show_hint(_FILE_HINT)
        self._on_file_edited()

    def take_focus(self) -> None:
        """Put the keyboard into the first field to fill."""
        (self.password if self.file.text() else self.file).setFocus()

    def show_contents(self, words: str, logins: Sequence[str]) -> None:
        """Say what the chosen file is, and offer the people who can open it."""
        typed = self.login.currentText()
        self.rows["file"].note.show_hint(words)
        self.login.clear()
        self.login.addItems(list(logins))
        if typed in logins:
            self.login.setCurrentText(typed)

    def show_no_backup(self, error: AppError) -> None:
        """Say at once that the chosen file cannot be used."""
        self.rows["file"].show_error(error)

    def show_busy(self, *, busy: bool) -> None:
        """Say that the council is being restored; large ones take a while."""
        self._go.setText("戻しています" if busy else "この控えに戻す")
        self._go.setEnabled(not busy)
        self._busy.setVisible(busy)

    def show_error(self, error: AppError) -> None:
        """Say why it was not restored, beside the field that decides it; what was typed stays."""
        self.show_busy(busy=False)
        field = "password" if isinstance(error, WrongPassword) else _FIELDS.get(error.key, "")
        if isinstance(error, InvalidInput):
            field = "new" if error.field == "password" and self._way() == "sheets" else error.field
        if not self._errors.show_error(InvalidInput(error.key, field, **error.values)):
            self.bar.show_message("over", say(error), closable=False)

    def request(self) -> RestoreRequest:
        """Return what was filled in; raise InvalidInput for the first field that cannot be used."""
        for name in ("file", "folder", "login", *self._asked()):
            field = self.rows[name].editor
            text = field.currentText() if isinstance(field, QComboBox) else field.text()  # type: ignore[attr-defined]
            if not text.strip():
                raise InvalidInput("required", name)
        by_sheets = self._way() == "sheets"
        if by_sheets:
            read_new(self.new.text(), self.repeat.text(), "new")
        return RestoreRequest(
            file=Path(self.file.text().strip()).expanduser(),
            folder=Path(self.folder.text().strip()).expanduser(),
            login=self.login.currentText().strip(),
            password=self.new.text() if by_sheets else self.password.text(),
            sheets=(self.first.text(), self.second.text()) if by_sheets else None,
            today=self._today,
        )

    def _rows(self) -> dict[str, FieldRow]:
        own = "控えを取った日の、この人のパスワードです"
        new = f"{LEAST_PASSWORD}文字以上。保護管理の人の、新しいパスワードになります"
        sheet = "もう1枚の人と開くときの文字。大文字と小文字、空白は区別しません"
        return {
            "file": FieldRow("控えのファイル", self.file, required=True, hint=_FILE_HINT),
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

    def _lay_out(self) -> None:
        self.repeat.share_key()
        self.new.share_key()
        self._busy.setRange(0, 0)
        self._busy.hide()
        file = row(self.rows["file"], button("選ぶ", icon="folder", key="Alt+O", does=self._choose_file))
        folder = row(
            self.rows["folder"], button("選ぶ", icon="folder", key="Alt+F", does=self._choose_folder)
        )
        for line in (file, folder):
            line.setStretch(0, 1)
        form = QWidget()
        form.setMaximumWidth(_WIDTH)
        rest = (self.rows[name] for name in ("login", "password", "first", "second", "new", "repeat"))
        form.setLayout(
            column(
                label("控えから戻す", "title"),
                label(_WORDS, "second", wrap=True),
                self.bar,
                file,
                folder,
                self._ways,
                *rest,
                None,
                spacing=10,
            )
        )
        middle = row(None, form, None)
        middle.setStretch(1, 100)
        middle.setContentsMargins(24, 20, 24, 16)
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        inside.setLayout(middle)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        back = button("やめる", key="Esc", does=self.given_up.emit)
        foot = row(self._errors, None, back, self._go)
        foot.setContentsMargins(24, 10, 24, 10)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(scroll, 1)
        box.addWidget(self._busy)
        box.addLayout(foot)

    def _way(self) -> str:
        return self._ways.current()

    def _asked(self) -> tuple[str, ...]:
        return ("password",) if self._way() == "password" else ("first", "second", "new", "repeat")

    def _show_way(self, _way: str) -> None:
        self._errors.clear()
        for name in ("password", "first", "second", "new", "repeat"):
            self.rows[name].setVisible(name in self._asked())

    def _choose_file(self) -> None:
        start = str(Path(self.file.text()).parent) if self.file.text() else ""
        chosen, _ = QFileDialog.getOpenFileName(self, "控えのファイルを選ぶ", start, "控え (*.bak)")
        if chosen:
            self.file.setText(chosen)
            self._on_file_edited()
            self.take_focus()

    def _choose_folder(self) -> None:
        if chosen := QFileDialog.getExistingDirectory(self, "戻す先のフォルダー", self.folder.text()):
            self.folder.setText(chosen)

    def _on_file_edited(self) -> None:
        self.rows["file"].clear_error()
        if text := self.file.text().strip():
            self.file_chosen.emit(Path(text).expanduser())

    def _on_go(self) -> None:
        if not self._go.isEnabled():
            return
        self._errors.clear()
        self.bar.hide()
        try:
            request = self.request()
        except InvalidInput as error:
            self.show_error(error)
        else:
            self.show_busy(busy=True)
            self.requested.emit(request)


def _free_folder() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    names = ("協議会", *(f"協議会 {number}" for number in range(2, 100)))
    return next(place for name in names if not (place := Path(documents) / name).exists())
