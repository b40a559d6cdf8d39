"""控えから戻す, before a council is open: a damaged one, or a PC that never saw it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyogikai_desktop.errors import AppError, Cancelled, InvalidInput, WrongPassword
from kyogikai_desktop.gui.restoring import restore_words
from kyogikai_desktop.gui.restoring.restore_fields import BY, FILE_HINT, RestoreFields
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.choosing import choose_file, choose_folder
from kyogikai_desktop.gui.widgets.foot import Foot
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.tab_strip import TabStrip
from kyogikai_desktop.gui.widgets.text import centred, column, label, row
from kyogikai_desktop.gui.widgets.under_way import UnderWay
from kyogikai_desktop.services.whole_restore import Step
from kyogikai_desktop.words import say

_WIDTH = 720
_WORDS = (
    "控えのファイルから、協議会を全部戻します。このパソコンで一度も開いていない協議会も戻せます。"
    "控えを取った日のパスワードか、その日の復旧シート2枚が要ります。"
)
_FIELDS = {
    "backup_damaged": "file",
    "backup_missing": "file",
    "backup_of_another": "file",
    "folder_not_empty": "folder",
    "folder_in_council": "folder",
    "folder_network": "folder",
    "folder_synced": "folder",
    "no_rights": "folder",
    "restore_over_open": "folder",
    "restore_may_open": "folder",
    "not_a_custodian": "login",
    "no_such_account": "login",
}


class RestorePage(QWidget):
    """Fill in a RestoreRequest; `requested` carries it, `file_chosen` asks what a file tells of itself."""

    requested = Signal(object)
    file_chosen = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = MessageBar()
        self.fields = RestoreFields()
        self._today = ""
        self._ways = TabStrip((("password", "パスワードで開く"), ("sheets", "復旧シート2枚で開く")))
        self._work = UnderWay("控えから戻すようす", restore_words.AT, Step.EXCHANGE, self)
        self._back = button("やめる", key="Esc", does=self.give_up)
        self._work.stoppable.connect(self._back.setEnabled)
        self._go = button("この控えに戻す", "primary", key="Ctrl+Enter", does=self._on_go)
        self._errors = FormErrors(self.fields.rows)
        self._lay_out()
        self._ways.chosen.connect(self._show_way)
        self.fields.file.editingFinished.connect(self._on_file_edited)
        QShortcut(QKeySequence("Esc"), self, self.give_up)
        self._show_way("password")

    def begin(self, folder: Path | None, backups: Sequence[Path] = (), today: str = "") -> None:
        """Start anew: for the folder of a broken council with its newest backup, or for a new folder."""
        self._today = today
        self.bar.hide()
        self._errors.clear()
        self.fields.forget()
        self.fields.folder.setText(str(folder or _free_folder()))
        self.fields.file.setText(str(backups[0]) if backups else "")
        self.fields.login.clear()
        self.fields.rows["file"].note.show_hint(FILE_HINT)
        self._on_file_edited()

    def take_focus(self) -> None:
        """Put the keyboard into the first field to fill."""
        (self.fields.password if self.fields.file.text() else self.fields.file).setFocus()

    def show_contents(self, words: str, logins: Sequence[str]) -> None:
        """Say what the chosen file is, and offer the people who can open it."""
        self.fields.rows["file"].note.show_hint(words)
        self.fields.offer(logins)

    def show_no_backup(self, error: AppError) -> None:
        """Say at once that the chosen file cannot be used."""
        self.fields.rows["file"].show_error(error)

    def show_busy(self, *, busy: bool) -> None:
        """Say that the council is being restored, which takes a while; let nothing be typed meanwhile."""
        self._go.setText("戻しています" if busy else "この控えに戻す")
        self._go.setEnabled(not busy)
        self._form.setEnabled(not busy)
        if not busy:
            self._work.end()

    def give_up(self) -> None:
        """Stop what is under way, else go back."""
        if not self._work.stop():
            self.given_up.emit()

    def show_error(self, error: AppError) -> None:
        """Say why it was not restored, beside the field that decides it; what was typed stays."""
        self.show_busy(busy=False)
        if isinstance(error, Cancelled):
            self.bar.show_message("info", say(error), closable=False)
            self._go.setFocus()
            return
        field = "password" if isinstance(error, WrongPassword) else _FIELDS.get(error.key, "")
        if isinstance(error, InvalidInput):
            field = "new" if error.field == "password" and self._way() == "sheets" else error.field
        if not self._errors.show_error(InvalidInput(error.key, field, **error.values)):
            self.bar.show_message("over", say(error), closable=False)

    def _lay_out(self) -> None:
        rows = self.fields.rows
        file = row(rows["file"], button("選ぶ", icon="folder", key="Alt+O", does=self._choose_file))
        folder = row(rows["folder"], button("選ぶ", icon="folder", key="Alt+F", does=self._choose_folder))
        for line in (file, folder):
            line.setStretch(0, 1)
        form = self._form = QWidget()
        form.setMaximumWidth(_WIDTH)
        rest = (rows[name] for name in ("login", *chain.from_iterable(BY.values())))
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
        middle = centred(form)
        middle.setContentsMargins(24, 20, 24, 16)
        self._work.setContentsMargins(24, 8, 24, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(Scrolled(middle), 1)
        box.addWidget(self._work)
        box.addWidget(Foot(self._errors, self._back, self._go))

    def _way(self) -> str:
        return self._ways.current()

    def _show_way(self, way: str) -> None:
        self._errors.clear()
        for name in chain.from_iterable(BY.values()):
            self.fields.rows[name].setVisible(name in BY[way])

    def _choose_file(self) -> None:
        start = str(Path(self.fields.file.text()).parent) if self.fields.file.text() else ""
        chosen = choose_file(self, "控えのファイルを選ぶ", "控え (*.bak)", start)
        if chosen:
            self.fields.file.setText(chosen)
            self._on_file_edited()
            self.take_focus()

    def _choose_folder(self) -> None:
        if chosen := choose_folder(self, "戻す先のフォルダー", self.fields.folder.text()):
            self.fields.folder.setText(chosen)

    def _on_file_edited(self) -> None:
        self.fields.rows["file"].clear_error()
        if text := self.fields.file.text().strip():
            self.file_chosen.emit(Path(text).expanduser())

    def _on_go(self) -> None:
        if not self._go.isEnabled():
            return
        self._errors.clear()
        self.bar.hide()
        try:
            self.fields.require(self._way())
        except InvalidInput as error:
            self.show_error(error)
        else:
            self.show_busy(busy=True)
            self._back.setFocus()
            progress = self._work.begin("パスワードを確かめています")
            self.requested.emit(self.fields.request(self._way(), self._today, progress))


def _free_folder() -> Path:
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    names = ("協議会", *(f"協議会 {number}" for number in range(2, 100)))
    return next(place for name in names if not (place := Path(documents) / name).exists())
