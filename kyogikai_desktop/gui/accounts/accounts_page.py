"""The page 利用者: who may open the council, as what; they come and go here. And the recovery sheets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QScrollArea, QWidget

from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.domain.accounts import Account, Role
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.accounts.account_card import AccountCard
from kyogikai_desktop.gui.accounts.account_words import account_columns
from kyogikai_desktop.gui.accounts.asking_dialog import Refuse, Then
from kyogikai_desktop.gui.accounts.person_dialogs import AddDialog, ResetDialog, RolesDialog
from kyogikai_desktop.gui.accounts.remove_dialog import OldBackupsDialog, RemoveDialog
from kyogikai_desktop.gui.accounts.sheets_card import SheetsCard
from kyogikai_desktop.gui.accounts.sheets_dialogs import ProveDialog, SheetsDialog
from kyogikai_desktop.gui.approval_dialog import Question, ask_second
from kyogikai_desktop.gui.page import MARGIN, Command, Page
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.text import column, row
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.approval import Approver
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.recovery_sheets import DrawnSheets, RecoverySheets, SheetState, render
from kyogikai_desktop.services.session import Session

_SIDE, _NARROW_SIDE, _NARROW = 400, 330, 1040
_TWO = Question(
    "復旧シートをつくる",
    "シートが2枚あれば、だれのパスワードも知らずに開けます。"
    "1人がひそかにつくることのないよう、2人で行い、記録に残します。",
    "2人でつくる",
)


class AccountsPage(Page):
    """All may look; custodians let people in, give them other roles, and take them out."""

    key_hints = (
        KeyHint("Ctrl+N", "人を加える"),
        KeyHint("↑↓", "選ぶ"),
        KeyHint("F2", "役割を変える"),
        KeyHint("Alt+D", "外す"),
        KeyHint("Alt+S", "復旧シート"),
        KeyHint("F1", "ヘルプ"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("利用者", tasks)
        self._session = session
        self._work, self._sheets = Accounts(session), RecoverySheets(session)
        self._may = session.account.is_custodian and not session.read_only
        self._accounts: tuple[Account, ...] = ()
        self._state, self._council = SheetState(), ""
        self._model = ListModel(account_columns(), tasks, self)
        self._list = ListView(self._model, "利用者の一覧")
        self._card = AccountCard(session.account.login, session.today(), may_change=self._may)
        self._sheets_card = SheetsCard(session.today(), may_make=self._may)
        self._lay_out()
        self._connect()

    def activate(self, record: object = None) -> None:
        """Read who there is."""
        del record
        self._refresh()
        self._list.setFocus()

    def commands(self) -> Sequence[Command]:
        """Return what a custodian can do."""
        if not self._may:
            return ()
        return (
            Command("人を加える", self._add, "編集", shown_key="Ctrl+N", icon="plus"),
            Command("復旧シートをつくる", self._make_sheets, "ファイル", shown_key="Alt+S", icon="key"),
        )

    def fit(self) -> None:
        """Give the list what narrow windows have."""
        self._side.setFixedWidth(theme.px(_SIDE if self.has_width(_NARROW) else _NARROW_SIDE))

    def _lay_out(self) -> None:
        if self._may:
            self.head.add(button("人を加える", "primary", key="Ctrl+N", icon="plus", does=self._add))
        inside = QWidget()
        inside.setProperty("role", "scrolled")
        inside.setLayout(column(self._card, self._sheets_card, None, spacing=12))
        self._side = QScrollArea()
        self._side.setWidgetResizable(True)
        self._side.setWidget(inside)
        whole = row(self._list, self._side, spacing=14)
        whole.setStretch(0, 1)
        whole.setContentsMargins(MARGIN, 14, MARGIN, 14)
        self.body.addLayout(whole)

    def _connect(self) -> None:
        self._list.current_changed.connect(self._on_current_changed)
        self._list.opened.connect(lambda _one: self._change_roles())
        self._card.roles_wanted.connect(self._change_roles)
        self._card.switch_wanted.connect(self._switch)
        self._card.reset_wanted.connect(self._reset)
        self._card.remove_wanted.connect(self._remove)
        self._sheets_card.make_wanted.connect(self._make_sheets)
        self._sheets_card.prove_wanted.connect(self._prove_sheets)

    def _refresh(self) -> None:
        self.read(
            lambda: (self._work.listing(), self._sheets.state(), self._session.council.name),
            self._show,
            topic="accounts",
        )

    def _show(self, found: tuple[tuple[Account, ...], SheetState, str]) -> None:
        self._accounts, self._state, self._council = found
        here = self._chosen()
        self._model.show(sorted(self._accounts, key=lambda one: one.is_removed))
        if here:
            self._list.go_to(self._model.find(lambda one: one.id == here.id))
        active = [one for one in self._accounts if one.is_active]
        self.head.caption.setText(f"{len(active)} 人が使えます")
        self._card.show_account(self._chosen())
        self._sheets_card.show_state(self._state, alone=len(active) == 1)

    def _chosen(self) -> Account | None:
        found = self._list.current_row()
        return found if isinstance(found, Account) else None

    def _on_current_changed(self, _row: object) -> None:
        self._card.show_account(self._chosen())

    def _add(self) -> None:
        if not self._may:
            return

        def add(login: str, name: str, roles: tuple[Role, ...], first: str, then: Then, no: Refuse) -> None:
            self.write(lambda: self._work.add(login, name, roles, first), then, no)

        self._open(AddDialog(self, self._council, add))

    def _change_roles(self) -> None:
        one = self._chosen()
        if one is None or not self._may or one.is_removed:
            return

        def change(roles: tuple[Role, ...], then: Then, no: Refuse) -> None:
            self.write(lambda: self._work.change_roles(one.login, roles), then, no)

        self._open(RolesDialog(self, one.name, one.roles, change))

    def _reset(self) -> None:
        if one := self._chosen():
            login = one.login

            def reset(first: str, then: Then, no: Refuse) -> None:
                self.write(lambda: self._work.reset(login, first), then, no)

            self._open(ResetDialog(self, one, self._council, reset))

    def _switch(self) -> None:
        if one := self._chosen():
            act = self._work.disable if one.is_active else self._work.enable
            self.write(lambda: act(one.login), self._on_switched)

    def _on_switched(self, account: Account) -> None:
        words = "止めました。次からは開けません。" if not account.is_active else "また使えるようにしました。"
        self.message("ok", f"{account.name}さんを{words}")
        self._refresh()

    def _remove(self) -> None:
        if one := self._chosen():
            others = [
                each
                for each in self._accounts
                if not each.is_removed and each.login != self._session.account.login
            ]
            seconds = self._work.seconds_to_remove()
            dialog = RemoveDialog(self, others, one.login, seconds, sheets=self._state.exist)
            dialog.wanted.connect(self._start_removing)
            dialog.open()

    def _start_removing(self, logins: list[str]) -> None:
        task = self.follow("協議会の鍵を取りかえています", ["新しい鍵で書き直す"], stoppable=False)

        def work() -> None:
            self._work.remove(*logins, told=partial(task.progress, 0))

        def failed(error: AppError) -> None:
            task.finish()
            self.refuse(error)
            self._refresh()

        def done(_none: None) -> None:
            task.finish()
            self._on_removed(logins)

        self.tasks.write_alone(work, done, failed)

    def _on_removed(self, logins: list[str]) -> None:
        words = f"{len(logins)} 人を外し、協議会の鍵を取りかえました。"
        if self._state.exist:
            words += "復旧シートを持っている人がいたかもしれません。"
            self.message("due", words, "新しいシートをつくる", self._make_sheets)
        else:
            self.message("ok", words)
        self._refresh()
        backups = Backups(self._session)
        self.read(lambda: backups.open_to(*logins), partial(self._offer, logins))

    def _offer(self, logins: list[str], files: Sequence[Path]) -> None:
        if not files:
            return

        def replace() -> None:
            self.write(lambda: Backups(self._session).replace_open_to(*logins), self._on_replaced)

        OldBackupsDialog(self, files, replace).open()

    def _on_replaced(self, left: Sequence[Path]) -> None:
        words = "新しい控えを取り、前の控えを消しました。"
        if left:
            words = (
                f"新しい控えを取りました。消せなかった控えが {len(left)} 個あります。場所を確かめてください。"
            )
        self.message("due" if left else "ok", words)

    def _make_sheets(self) -> None:
        def draw(approver: Approver | None, then: Then, no: Refuse) -> None:
            self.write(lambda: self._sheets.draw(approver), then, no)

        if self._may:
            ask_second(self, self._session, _TWO, draw, self._on_drawn)

    def _on_drawn(self, drawn: DrawnSheets) -> None:
        def keep(then: Then, no: Refuse) -> None:
            self.write(lambda: self._sheets.keep(drawn), then, no)

        def show(pages: list[RenderedPdf]) -> None:
            dialog = SheetsDialog(self, self.tasks, pages, keep)
            dialog.accepted.connect(self._on_sheets_kept)
            dialog.open()

        self.read(lambda: [render(self._session, sheet) for sheet in drawn.sheets], show)

    def _on_sheets_kept(self) -> None:
        words = "新しい復旧シートを使い始めました。前のシートでは、もう開けません。"
        self.message("ok", words, "紙で確かめる", self._prove_sheets)
        self._refresh()

    def _prove_sheets(self) -> None:
        def prove(first: str, second: str, then: Then, no: Refuse) -> None:
            self.write(lambda: self._sheets.prove(first, second), then, no)

        dialog = ProveDialog(self, prove)
        dialog.accepted.connect(partial(self.message, "ok", "この2枚で、協議会を開けます。"))
        self._open(dialog)

    def _open(self, dialog: AddDialog | ResetDialog | RolesDialog | ProveDialog) -> None:
        dialog.finished.connect(lambda _code: self._refresh())
        dialog.open()
