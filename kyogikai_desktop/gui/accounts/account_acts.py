"""What a custodian does with people: let them in, give them other roles or a first password, stop them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kyogikai_desktop.domain.accounts import Account, Role
from kyogikai_desktop.gui.accounts.asking_dialog import AskingDialog, Then
from kyogikai_desktop.gui.accounts.person_dialogs import AddDialog, ResetDialog, RolesDialog
from kyogikai_desktop.gui.form_draft import keep_typed
from kyogikai_desktop.gui.tasks import Failed
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.session import Session

if TYPE_CHECKING:
    from kyogikai_desktop.gui.page import Page

_STOPPED, _BACK = "止めました。次からは開けません。", "また使えるようにしました。"


class AccountActs:
    """One dialog for each act; `refresh` is called when something may have changed."""

    def __init__(self, page: Page, session: Session, refresh: Callable[[], object]) -> None:
        self._page, self._refresh = page, refresh
        self._work = Accounts(session)
        self._drafts = Drafts(session)

    def add(self, council: str) -> None:
        """Let somebody in."""

        def add(login: str, name: str, roles: tuple[Role, ...], first: str, then: Then, no: Failed) -> None:
            self._page.write(lambda: self._work.add(login, name, roles, first), then, no)

        self._open(AddDialog(self._page, council, add), "account")

    def change_roles(self, one: Account) -> None:
        """Give somebody other roles."""

        def change(roles: tuple[Role, ...], then: Then, no: Failed) -> None:
            self._page.write(lambda: self._work.change_roles(one.login, roles), then, no)

        self._open(RolesDialog(self._page, one.name, one.roles, change), f"roles:{one.login}")

    def reset(self, one: Account, council: str) -> None:
        """Give somebody a first password again."""

        def reset(first: str, then: Then, no: Failed) -> None:
            self._page.write(lambda: self._work.reset(one.login, first), then, no)

        self._open(ResetDialog(self._page, one, council, reset))

    def switch(self, one: Account) -> None:
        """Stop somebody, or let them in again."""
        act = self._work.disable if one.is_active else self._work.enable
        self._page.write(lambda: act(one.login), self._on_switched)

    def _on_switched(self, account: Account) -> None:
        self._page.message("ok", f"{account.name}さんを{_BACK if account.is_active else _STOPPED}")
        self._refresh()

    def _open(self, dialog: AskingDialog, draft: str = "") -> None:
        if draft:
            kept = keep_typed(dialog, draft, self._drafts, self._page.tasks)
            dialog.answered.connect(kept.drop)
        dialog.finished.connect(lambda _code: self._refresh())
        dialog.open()
