"""Before a council is open: a carried file becomes one, or a return goes into the one that it came from."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.gui.carrying.carried_fields import CarriedFields, beside_field
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.choosing import choose_file, choose_folder
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import centred, column, label, row
from kyogikai_desktop.gui.widgets.under_way import UnderWay
from kyogikai_desktop.services.returning import Step
from kyogikai_desktop.words import say

_WIDTH = 620
_WORDS = (
    "会議室のパソコンでは、持ち出しのファイル（out）を新しいフォルダーに開きます。"
    "事務所のパソコンでは、持ち帰りのファイル（return）を、持ち出し中の協議会のフォルダーに取り込みます。"
)
_STEPS = {
    Step.BACK_UP: "事務所の協議会を控えています",
    Step.UNPACK: "ファイルを開いています",
    Step.CHECK: "中身を確かめています",
    Step.EXCHANGE: "入れかえています。もうすぐ終わります",
}
_INTO = "この持ち帰りは、{folder} の協議会に取り込みます。"
_ALREADY = (
    "このパソコンには、同じ協議会が {folder} にあります。持ち出し先で使うときは、新しいフォルダーに開きます。"
)
_FILTER = "持ち出し・持ち帰りのファイル (*.carry)"


class CarriedPage(QWidget):
    """Fill in a CarriedRequest; `requested` carries it, `given_up` goes back.

    `file_chosen` asks which council of this PC the file was made of; `show_home` is the answer.
    """

    requested = Signal(object)
    file_chosen = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields = CarriedFields()
        self._errors = FormErrors(self.fields.rows)
        self._told = MessageBar(self)
        self._asked_for = ""
        self._work = UnderWay("開く・取り込むようす", _STEPS, Step.EXCHANGE, self)
        self._give_up = button("やめる", key="Esc", does=self.give_up)
        self._work.stoppable.connect(self._give_up.setEnabled)
        self._go = button("開く・取り込む", "primary", key="Ctrl+Enter", does=self.submit)
        self._lay_out()
        self.fields.file.editingFinished.connect(self._on_file_typed)
        for field in (self.fields.password, self.fields.before):
            field.returnPressed.connect(self.submit)
        QShortcut(QKeySequence("Esc"), self, self.give_up)

    def start(self, folder: Path | None) -> None:
        """Begin anew, for the council that was chosen before, if there was one."""
        self.fields.clear()
        self._asked_for = ""
        self.fields.propose(str(folder or ""))
        self._told.hide()
        self._errors.clear()
        self.show_busy(busy=False)

    def take_focus(self) -> None:
        """Put the keyboard into the first field."""
        self.fields.file.setFocus()

    def show_home(self, file: Path, home: tuple[Path, str] | None) -> None:
        """Propose the folder that a file belongs to: its council for a return, else a new one."""
        folder, password = home or (None, "")
        if folder and not _is_departure(file):
            self.fields.propose(str(folder))
            self._told.show_message("info", _INTO.format(folder=folder), closable=False)
        else:
            place = QStandardPaths.StandardLocation.DocumentsLocation
            self.fields.propose(str(Path(QStandardPaths.writableLocation(place)) / file.stem))
            if folder:
                self._told.show_message("info", _ALREADY.format(folder=folder), closable=False)
        if password and not self.fields.password.text():
            self.fields.password.setText(password)

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being unpacked and checked, and let nothing be typed meanwhile."""
        self._go.setText("確かめています" if busy else "開く・取り込む")
        self._go.setEnabled(not busy)
        for one in self.fields.rows.values():
            one.setEnabled(not busy)
        if not busy:
            self._work.end()

    def give_up(self) -> None:
        """Stop what is under way, else go back."""
        if not self._work.stop():
            self.given_up.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget the passwords once another page is shown."""
        if not event.spontaneous():
            self.fields.forget()
        super().hideEvent(event)

    def show_error(self, error: AppError) -> None:
        """Say why it was not done: beside the field where there is one."""
        self.show_busy(busy=False)
        error = beside_field(error)
        if not isinstance(error, InvalidInput) or not self._errors.show_error(error):
            self._told.show_message("over", say(error), closable=False)

    def submit(self) -> None:
        """Hand over what was filled in, unless something is missing."""
        if not self._go.isEnabled():
            return
        self._errors.clear()
        self._told.hide()
        try:
            self.fields.require()
        except InvalidInput as error:
            self._errors.show_error(error)
            return
        self.show_busy(busy=True)
        self.requested.emit(self.fields.request(self._work.begin("パスワードを確かめています")))

    def _lay_out(self) -> None:
        choose_file = button("ファイルを選ぶ", key="Alt+O", icon="folder", does=self._choose_file)
        choose_folder = button("フォルダーを選ぶ", icon="folder", does=self._choose_folder)
        form = QWidget(self)
        form.setMaximumWidth(_WIDTH)
        form.setLayout(
            column(
                label("持ち出し・持ち帰りのファイル", "title"),
                label(_WORDS, "second", wrap=True),
                self._told,
                self._beside("file", choose_file),
                self._beside("folder", choose_folder),
                *(self.fields.rows[name] for name in ("login", "password", "before")),
                self._errors,
                self._work,
                row(None, self._give_up, self._go),
                spacing=8,
            )
        )
        content = column(spacing=0)
        content.setContentsMargins(24, 12, 24, 12)
        content.addStretch(2)
        content.addLayout(centred(form))
        content.addStretch(3)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scrolled(content))

    def _beside(self, name: str, choose: QWidget) -> QHBoxLayout:
        line = row(self.fields.rows[name], choose, spacing=10)
        line.setStretch(0, 1)
        line.setAlignment(choose, Qt.AlignmentFlag.AlignVCenter)
        return line

    def _choose_file(self) -> None:
        chosen = choose_file(self, "ファイルを選ぶ", _FILTER)
        if not chosen:
            return
        self.fields.file.setText(chosen)
        self.fields.password.setFocus()
        self._on_file_typed()

    def _on_file_typed(self) -> None:
        typed = self.fields.file.text().strip()
        if typed and typed != self._asked_for:
            self._asked_for = typed
            self._told.hide()
            self.file_chosen.emit(Path(typed).expanduser())

    def _choose_folder(self) -> None:
        if chosen := choose_folder(self, "フォルダーを選ぶ"):
            self.fields.folder.setText(chosen)


def _is_departure(file: Path) -> bool:
    """Tell by its name whether a file was made to go out; what is in it takes a password to know."""
    return "-out" in file.stem
