"""はじめに: somebody with a first password chooses an own one; then the whole council opens."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.settings.password_form import PasswordForm
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.services.session import Session

_WIDTH = 640
_WHY = (
    "いまのパスワードは、あなたを加えた人も知っています。あなただけが知っているパスワードに変えると、"
    "協議会の画面がそのまま開きます。ここで書いたことは、あなたの名前で残ります。"
)


class FirstLoginPage(Page):
    """Ask for the first password and, twice, for the own one."""

    key_hints = (KeyHint("Tab", "次の欄"), KeyHint("Enter", "変える"), KeyHint("F1", "ヘルプ"))

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("自分のパスワードを決める", tasks)
        self._session = session
        account = session.account
        self.form = PasswordForm(
            lambda: (account.login, account.name), writable=not session.read_only, first=True
        )
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH)
        inside.setLayout(column(label(_WHY, wrap=True), self.form, None, spacing=14))
        middle = row(inside, None)
        middle.setStretch(0, 100)
        middle.setContentsMargins(MARGIN, 14, MARGIN, 20)
        self.body.addLayout(middle)
        self.form.submitted.connect(self._change)

    def activate(self, record: object = None) -> None:
        """Put the keyboard into the first field."""
        del record
        self.form.rows["old"].target().setFocus()

    def _change(self, old: str, new: str) -> None:
        self.write(lambda: self._session.change_password(old, new), self._on_changed, self._on_refused)

    def _on_changed(self, _none: None) -> None:
        self.form.show_done()
        self.renewed.emit()

    def _on_refused(self, error: AppError) -> None:
        if not self.form.refuse(error):
            self.refuse(error)
