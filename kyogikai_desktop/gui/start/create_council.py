"""The page that creates a council: its name, codes and population, where it lies, and its first user."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.identifiers import read_codes, read_population
from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.gui.forms.create_form import Ui_CreateForm
from kyogikai_desktop.gui.requests import CreateRequest
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.choosing import choose_folder
from kyogikai_desktop.gui.widgets.foot import Foot
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.strength_meter import PASSWORD_HINT, read_new
from kyogikai_desktop.gui.widgets.text import centred
from kyogikai_desktop.words import say

_WIDTH = 720
_LOST = (
    "パスワードを忘れると、復旧シートがないかぎり、だれにも開けません。記録も、控えも、読めなくなります。"
    "つくったあとに、もう1人を「利用者」で加え、2人で復旧シートをつくってください。"
    "それまでは、パスワードを紙に書き、鍵のかかる所に保管してください。"
)


class CreatePage(QWidget):
    """Fill in a CreateRequest; `requested` carries it, `given_up` goes back."""

    requested = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = QWidget()
        self._form.setMaximumWidth(_WIDTH)
        self.ui = Ui_CreateForm()
        self.ui.setupUi(self._form)
        self._errors = self._watch()
        self._create = button("協議会をつくる", "primary", key="Ctrl+Enter", does=self._on_create_clicked)
        self._fill()
        self._lay_out()
        self.ui.choose.clicked.connect(self._on_choose_clicked)
        self.ui.council.editingFinished.connect(self._on_council_editing_finished)
        QShortcut(QKeySequence("Esc"), self, self.given_up.emit)

    def take_focus(self) -> None:
        """Put the keyboard into the first field."""
        self.ui.council.setFocus()

    def show_busy(self, *, busy: bool) -> None:
        """Say that the council is being created."""
        self._create.setText("つくっています" if busy else "協議会をつくる")
        self._create.setEnabled(not busy)

    def show_error(self, error: AppError) -> None:
        """Say why it was not created: beside the field where there is one."""
        self.show_busy(busy=False)
        if not isinstance(error, InvalidInput) or not self._errors.show_error(error):
            self.ui.warning.show_message("over", say(error), closable=False)

    def request(self) -> CreateRequest:
        """Return what was filled in; raise InvalidInput for the first field that cannot be used."""
        ui = self.ui
        for name, field in (("council", ui.council), ("folder", ui.folder), ("name", ui.name)):
            if not field.text().strip():
                raise InvalidInput("required", name)
        return CreateRequest(
            council=ui.council.text().strip(),
            codes=read_codes(ui.codes.text()),
            population=read_population(ui.population.text()),
            legal_basis=ui.legal_basis.currentData(),
            folder=Path(ui.folder.text().strip()).expanduser(),
            login=ui.login.text().strip(),
            name=ui.name.text().strip(),
            password=self._password(),
        )

    def _password(self) -> str:
        if not self.ui.login.text().strip():
            raise InvalidInput("required", "login")
        return read_new(self.ui.password.text(), self.ui.repeat.text(), "password")

    def _watch(self) -> FormErrors:
        ui = self.ui
        ui.council_note.watch(ui.council, "協議会の名前", "例：北の杜市 孤独・孤立対策地域協議会")
        ui.codes_note.watch(ui.codes, "市区町村コード", "6桁。いくつかあるときは、読点で区切ります")
        ui.population_note.watch(ui.population, "人口", "公表する集計で、伏せる数を決めるのに使います")
        ui.legal_basis_note.watch(ui.legal_basis, "根拠")
        ui.folder_note.watch(ui.folder, "保存する場所", "このパソコンの中の、まだないフォルダー")
        ui.name_note.watch(ui.name, "氏名", "記録に、書いた人として残ります")
        ui.login_note.watch(ui.login, "利用者ID", "例：sasaki")
        ui.password_note.watch(ui.password, "パスワード", PASSWORD_HINT)
        ui.strength.watch(ui.password, lambda: (ui.login.text(), ui.name.text(), ui.council.text()))
        ui.repeat_note.watch(ui.repeat, "パスワード（もう一度）")
        fields = ("council", "codes", "population", "folder", "name", "login", "password", "repeat")
        return FormErrors({name: getattr(ui, f"{name}_note") for name in fields})

    def _fill(self) -> None:
        for basis in codes.legal_bases():
            self.ui.legal_basis.addItem(f"{basis.label}（{basis.article}）", basis.id)
        self.ui.repeat.share_key()
        self.ui.warning.show_message("due", _LOST, closable=False)

    def _lay_out(self) -> None:
        middle = centred(self._form)
        middle.setContentsMargins(24, 20, 24, 16)
        back = button("やめる", key="Esc", does=self.given_up.emit)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(Scrolled(middle), 1)
        box.addWidget(Foot(self._errors, back, self._create))

    def _on_council_editing_finished(self) -> None:
        if self.ui.council.text().strip() and not self.ui.folder.text():
            documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
            self.ui.folder.setText(str(Path(documents) / _as_folder(self.ui.council.text())))

    def _on_choose_clicked(self) -> None:
        chosen = choose_folder(self, "協議会のフォルダーを置く場所")
        if chosen:
            name = _as_folder(self.ui.council.text()) or "協議会"
            self.ui.folder.setText(str(Path(chosen) / name))

    def _on_create_clicked(self) -> None:
        self._errors.clear()
        try:
            request = self.request()
        except AppError as error:
            self.show_error(error)
        else:
            self.show_busy(busy=True)
            self.requested.emit(request)


def _as_folder(council: str) -> str:
    return "".join("_" if sign in '\\/:*?"<>|' else sign for sign in council.strip()).rstrip(". ")
