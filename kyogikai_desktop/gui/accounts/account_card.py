"""選んだ人: who this is, and what a custodian can do."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.accounts import Account
from kyogikai_desktop.gui.accounts.account_words import roles_words, since_words, state_badge
from kyogikai_desktop.gui.widgets.badge import BadgeLabel
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.text import column, label, row

_FOR_CUSTODIANS = "利用者を変えられるのは、「保護管理」の役割の人です。"
_OWN = "自分を止めたり外したりはできません。パスワードは「設定」で変えられます。"


class AccountCard(Card):
    """Show an account; signals ask for what the page does."""

    roles_wanted = Signal()
    switch_wanted = Signal()
    reset_wanted = Signal()
    remove_wanted = Signal()

    def __init__(
        self, own: str, today: date, *, custodian: bool, may_change: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__("選んだ人", parent=parent)
        self._own, self._today, self._may = own, today, may_change
        self._limit = "" if custodian else _FOR_CUSTODIANS  # a copy that is only read says so on top
        self._name, self._badge = label("", "large", wrap=True), BadgeLabel()
        self._login, self._roles = label("", "second"), label("", wrap=True)
        self._since, self._why = label("", "caption", wrap=True), label("", "caption", wrap=True)
        self._change = button("役割を変える", key="F2", icon="pen", does=self.roles_wanted.emit)
        self._switch = button("止める", key="Alt+T", does=self.switch_wanted.emit)
        self._reset = button("パスワードを渡し直す", key="Alt+P", icon="key", does=self.reset_wanted.emit)
        self._remove = button("外す", key="Alt+D", does=self.remove_wanted.emit)
        head = row(self._name, self._badge)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        for part in (self._login, self._roles, self._since):
            self.body.addWidget(part)
        self.body.addSpacing(4)
        acts = (self._change, self._reset, self._switch, self._remove)
        self.body.addLayout(column(*(row(one, None) for one in acts), spacing=6))
        self.body.addWidget(self._why)

    def show_account(self, account: Account | None) -> None:
        """Show somebody, and close what cannot be done."""
        self.setVisible(account is not None)
        if account is None:
            return
        self._name.setText(account.name)
        self._badge.show_badge(state_badge(account))
        self._login.setText(f"利用者ID　{account.login}")
        self._roles.setText(roles_words(account.roles))
        self._since.setText(since_words(account, self._today))
        self._switch.setText("止める" if account.is_active else "また使えるようにする")
        stays, own = self._may and not account.is_removed, account.login == self._own
        self._change.setEnabled(stays)
        for one in (self._switch, self._reset, self._remove):
            one.setEnabled(stays and not own)
        for one in (self._change, self._switch, self._reset, self._remove):
            one.setVisible(self._may and not account.is_removed)
        self._why.setText(_OWN if self._may and own else self._limit)
        self._why.setVisible(bool(self._why.text()))
