"""What gives the council a new key: people are taken out, or a copy was lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kyogikai_desktop.domain.accounts import Account
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.accounts.key_dialog import KeyDialog
from kyogikai_desktop.gui.accounts.remove_dialog import OldBackupsDialog, RemoveDialog
from kyogikai_desktop.services import drafts
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.approval import candidates
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.recovery_sheets import RecoverySheets
from kyogikai_desktop.services.session import Session

if TYPE_CHECKING:
    from kyogikai_desktop.gui.page import Page

Told = Callable[[int, int], object]

_REMOVED = "{} 人を外し、協議会の鍵を取りかえました。"
_HOLDERS = "復旧シートを持っている人がいたかもしれません。"
_RENEWED = "協議会の鍵を新しくしました。なくしたものの鍵では、これから書くことは開きません。"
_REPLACED = "新しい控えを取り、前の控えを消しました。"
_LEFT = "新しい控えを取りました。消せなかった控えが {} 個あります。場所を確かめてください。"


class KeyActs:
    """Acts during which nothing else runs; `refresh` is called after each, `make_sheets` where it is due."""

    def __init__(
        self,
        page: Page,
        session: Session,
        refresh: Callable[[], object],
        make_sheets: Callable[[], object],
    ) -> None:
        self._page, self._session = page, session
        self._refresh, self._make_sheets = refresh, make_sheets
        self._work, self._backups = Accounts(session), Backups(session)

    def remove(self, accounts: Sequence[Account], marked: str) -> None:
        """Ask who leaves, and take them out."""
        own = self._session.account.login
        others = [one for one in accounts if not one.is_removed and one.login != own]

        def ask(found: tuple[dict[str, int], list[str], bool]) -> None:
            unsaved, fit, sheets = found
            seconds = self._work.seconds_for_a_key()
            dialog = RemoveDialog(self._page, others, marked, seconds, unsaved, fit, sheets=sheets)
            dialog.wanted.connect(self._remove)
            dialog.open()

        self._page.read(
            lambda: (drafts.counts(self._session), self._fit_seconds(), self._sheets_exist()), ask
        )

    def renew(self) -> None:
        """Ask whether to give the council a new key, and do it."""
        dialog = KeyDialog(self._page, self._work.seconds_for_a_key())
        dialog.accepted.connect(partial(self._change, self._work.renew_key, self._on_renewed))
        dialog.open()

    def _remove(self, logins: list[str]) -> None:
        def remove(told: Told) -> None:
            self._work.remove(*logins, told=told)

        self._change(remove, partial(self._on_removed, logins))

    def _change(self, act: Callable[[Told], object], then: Callable[[], object]) -> None:
        """Do what writes the whole file anew; a lock waits for it."""
        steps = ["新しい鍵で書き直す"]
        task = self._page.follow("協議会の鍵を取りかえています", steps, stoppable=False, writes=True)

        def done(_none: object) -> None:
            task.finish()
            then()
            self._refresh()

        def failed(error: AppError) -> None:
            task.finish()
            self._page.refuse(error)
            self._refresh()

        self._page.tasks.write_alone(lambda: act(partial(task.progress, 0)), done, failed)

    def _on_renewed(self) -> None:
        self._page.message("ok", _RENEWED)

    def _on_removed(self, logins: list[str]) -> None:
        def tell(found: tuple[bool, tuple[Path, ...]]) -> None:
            sheets, files = found
            words = _REMOVED.format(len(logins))
            if sheets:
                self._page.message("due", words + _HOLDERS, "新しいシートをつくる", self._make_sheets)
            else:
                self._page.message("ok", words)
            if files:
                replace = partial(self._replace_backups, logins)
                OldBackupsDialog(self._page, files, replace).open()

        self._page.read(lambda: (self._sheets_exist(), tuple(self._backups.open_to(*logins))), tell)

    def _replace_backups(self, logins: list[str]) -> None:
        self._page.write(lambda: self._backups.replace_open_to(*logins), self._on_replaced)

    def _on_replaced(self, left: Sequence[Path]) -> None:
        self._page.message("due" if left else "ok", _LEFT.format(len(left)) if left else _REPLACED)

    def _fit_seconds(self) -> list[str]:
        return [one.login for one in candidates(self._session) if one.unfit is None]

    def _sheets_exist(self) -> bool:
        return RecoverySheets(self._session).state().exist
