"""The page 設定: the council's data, the own password, the size of text and rows."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication, QWidget

from kyogikai_desktop import paths
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.errors import AppError, Conflict
from kyogikai_desktop.gui import preferences, theme
from kyogikai_desktop.gui.draft_keeper import DraftKeeper
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.settings.council_form import CouncilForm
from kyogikai_desktop.gui.settings.display_card import DisplayCard
from kyogikai_desktop.gui.settings.lock_card import LockCard
from kyogikai_desktop.gui.settings.password_form import PasswordForm
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.conflict_dialog import ConflictDialog
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import column, row
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.locking import Locking, LockTimes
from kyogikai_desktop.services.permission import why_not
from kyogikai_desktop.services.session import Session

_WIDTH = 820
_DRAFT = "settings:council"


class SettingsPage(Page):
    """Four cards; the council is saved by Ctrl+S, the password by its own button, the rest at once."""

    key_hints = (KeyHint("Ctrl+S", "協議会を保存"), KeyHint("Tab", "次の欄"), KeyHint("F1", "ヘルプ"))

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("設定", tasks)
        self._session = session
        self._work = CouncilWork(session)
        self._locking = Locking(session)
        self._drafts = Drafts(session)
        writable = not session.read_only
        may = self.may(session, CouncilWork.save_council, "協議会の名前や人口を書く", "Ctrl+S")
        self.council = CouncilForm(writable=may)
        self.password = PasswordForm(self._known, writable=writable)
        self.lock = LockCard(custodian=why_not(session, Locking.set_times) is None, writable=writable)
        self.display = DisplayCard()
        self._keeper = DraftKeeper(self._drafts, tasks, self._draft, self)
        self._keeper.key = _DRAFT
        self._lay_out()
        self._connect()

    def activate(self, record: object = None) -> None:
        """Read the council, unless something typed here waits to be saved."""
        del record
        if not self.unsaved():
            self.read(lambda: (self._work.council(), self._drafts.get(_DRAFT)), self._show, topic="settings")
        self.read(self._locking.times, self.lock.show_times, topic="lock times")
        self.display.show_chosen(theme.zoom(), preferences.load_row_height(paths.state()))
        self.council.rows["name"].target().setFocus()

    def unsaved(self) -> bool:
        """Tell whether the council's data were changed here."""
        return bool(self._draft())

    def _draft(self) -> str:
        return self.council.draft() if self.council.stored.name else ""

    def leave(self) -> None:
        """Keep what was typed as a draft; passwords never."""
        self._keeper.flush()

    def _lay_out(self) -> None:
        cards = QWidget()
        cards.setMaximumWidth(_WIDTH)
        cards.setLayout(column(self.council, self.password, self.lock, self.display, None, spacing=14))
        middle = row(cards, None)
        middle.setStretch(0, 100)
        middle.setContentsMargins(MARGIN, 14, MARGIN, 20)
        self.body.addWidget(Scrolled(middle))

    def _connect(self) -> None:
        self.council.submitted.connect(self._save)
        self.council.edited.connect(self._on_council_edited)
        self.password.submitted.connect(self._change_password)
        self.display.zoom_chosen.connect(self._choose_zoom)
        self.display.height_chosen.connect(self._choose_height)
        self.lock.chosen.connect(self._set_lock)

    def _show(self, found: tuple[Council, str]) -> None:
        council, draft = found
        self.council.show_council(council)
        if draft:
            self.council.restore(draft)
            words = "前に入力した下書きの続きです。まだ保存していません。"
            self.message("info", words, "下書きを捨てる", partial(self._throw_away, council), key="Alt+R")

    def _throw_away(self, council: Council) -> None:
        self.council.show_council(council)
        self._keeper.drop()
        self.bar.hide()

    def _on_council_edited(self) -> None:
        if self.unsaved():
            self._keeper.touch()

    def _save(self, council: Council) -> None:
        self.write(lambda: self._work.save_council(council), self._on_saved, self._on_save_failed)

    def _on_saved(self, council: Council) -> None:
        self._keeper.drop()
        self.council.show_council(council)
        self.bar.hide()
        self.tell_saved(self._session.clock())

    def _on_save_failed(self, error: AppError) -> None:
        if isinstance(error, Conflict) and isinstance(error.stored, Council):
            self._ask(error, error.stored)
        elif not self.council.refuse(error):
            self.refuse(error)

    def _ask(self, conflict: Conflict, stored: Council) -> None:
        differences = self.council.differences(conflict)
        if not differences:
            self._on_saved(stored)
            return
        sentence = "協議会の設定を、あなたが開いたあとに、ほかの窓で変えています。どちらも消えていません。"
        dialog = ConflictDialog(self, sentence, differences)
        dialog.decided.connect(partial(self.council.settle, stored))
        dialog.open()

    def _known(self) -> tuple[str, ...]:
        account = self._session.account
        return (account.login, account.name, self.council.stored.name)

    def _change_password(self, old: str, new: str) -> None:
        self.write(
            lambda: self._session.change_password(old, new),
            self._on_password_changed,
            self._on_password_refused,
        )

    def _on_password_changed(self, _done: None) -> None:
        self.password.show_done()
        self.message("ok", "パスワードを変えました。次に開くときから、新しいほうを使います。")

    def _on_password_refused(self, error: AppError) -> None:
        if not self.password.refuse(error):
            self.refuse(error)

    def _set_lock(self, times: LockTimes) -> None:
        self.write(lambda: self._locking.set_times(times), self._on_lock_set, self._on_lock_refused)

    def _on_lock_set(self, times: LockTimes) -> None:
        self.lock.show_times(times)
        self.bar.hide()
        self.tell_saved(self._session.clock())

    def _on_lock_refused(self, error: AppError) -> None:
        self.read(self._locking.times, self.lock.show_times, topic="lock times")
        self.refuse(error)

    def _choose_zoom(self, zoom: float) -> None:
        preferences.choose_zoom(_app(), paths.state(), zoom)

    def _choose_height(self, height: int) -> None:
        preferences.choose_row_height(_app(), paths.state(), height)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101 (this is a widget of it)
    return app
