"""The page 利用者: who may open the council, as what; they come and go here. And the recovery sheets."""

from __future__ import annotations

from collections.abc import Sequence

from kyogikai_desktop.domain.accounts import Account
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.accounts.account_acts import AccountActs
from kyogikai_desktop.gui.accounts.account_card import AccountCard
from kyogikai_desktop.gui.accounts.account_words import account_columns
from kyogikai_desktop.gui.accounts.key_acts import KeyActs
from kyogikai_desktop.gui.accounts.sheet_acts import SheetActs
from kyogikai_desktop.gui.accounts.sheets_card import SheetsCard
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.permission import why_not
from kyogikai_desktop.services.recovery_sheets import RecoverySheets, SheetState
from kyogikai_desktop.services.session import Session

_SIDE, _NARROW_SIDE, _NARROW = 400, 330, 1040
_LOST = "パソコン、USB メモリー、控えをなくしたり盗まれたりしたら、鍵を新しくします。"


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
        self._acts = AccountActs(self, session, self._refresh)
        self._sheets = SheetActs(self, session, self._refresh)
        self._keys = KeyActs(self, session, self._refresh, self._make_sheets)
        self._may = self.may(session, Accounts.add, keys="Ctrl+N F2 Alt+D Alt+S")
        self._accounts: tuple[Account, ...] = ()
        self._council = ""
        self._model = ListModel(account_columns(), tasks, self)
        self._list = ListView(self._model, "利用者の一覧")
        own, custodian = session.account.login, why_not(session, Accounts.add) is None
        self._card = AccountCard(own, session.today(), custodian=custodian, may_change=self._may)
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
        self._side = Scrolled(column(self._card, self._sheets_card, self._key_card(), None, spacing=12))
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
        self._sheets_card.prove_wanted.connect(self._sheets.prove)

    def _key_card(self) -> Card:
        card = Card("協議会の鍵")
        card.body.addWidget(label(_LOST, "second", wrap=True))
        renew = button("鍵を新しくする", key="Alt+Y", icon="lock", does=self._keys.renew)
        card.body.addLayout(row(renew, None))
        if not self._may:
            card.hide()
        return card

    def _refresh(self) -> None:
        work, sheets = Accounts(self._session), RecoverySheets(self._session)
        self.read(
            lambda: (work.listing(), sheets.state(), self._session.council.name),
            self._show,
            topic="accounts",
        )

    def _show(self, found: tuple[tuple[Account, ...], SheetState, str]) -> None:
        self._accounts, state, self._council = found
        here = self._chosen()
        self._model.show(sorted(self._accounts, key=lambda one: one.is_removed))
        if here:
            self._list.go_to(self._model.find(lambda one: one.id == here.id))
        active = [one for one in self._accounts if one.is_active]
        self.head.caption.setText(f"{len(active)} 人が使えます")
        self._card.show_account(self._chosen())
        self._sheets_card.show_state(state, alone=len(active) == 1)

    def _chosen(self) -> Account | None:
        found = self._list.current_row()
        return found if isinstance(found, Account) else None

    def _on_current_changed(self, _row: object) -> None:
        self._card.show_account(self._chosen())

    def _add(self) -> None:
        if self._may:
            self._acts.add(self._council)

    def _change_roles(self) -> None:
        one = self._chosen()
        if one and self._may and not one.is_removed:
            self._acts.change_roles(one)

    def _reset(self) -> None:
        if one := self._chosen():
            self._acts.reset(one, self._council)

    def _switch(self) -> None:
        if one := self._chosen():
            self._acts.switch(one)

    def _remove(self) -> None:
        if one := self._chosen():
            self._keys.remove(self._accounts, one.login)

    def _make_sheets(self) -> None:
        if self._may:
            self._sheets.make()
