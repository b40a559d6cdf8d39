"""What is said about accounts: roles, states, since when and by whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kyogikai_desktop.domain.accounts import RECOVERY, Account, AccountState, Role
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui.widgets.badge import Badge
from kyogikai_desktop.gui.widgets.cells import Cell, Column
from kyogikai_desktop.gui.widgets.shapes import Shape

ROLE_WORK = {
    Role.COORDINATOR: "ケースと構成機関を記録し、台帳を取り込みます",
    Role.FACILITATOR: "会議を準備し、進めます",
    Role.RECORDER: "会議の内容を書き、議事録をつくります",
    Role.CUSTODIAN: "利用者と控えを受けもち、集計を書き出します",
}
_STATES = {
    AccountState.ACTIVE: Badge(Shape.CHECK_DISC, AccountState.ACTIVE.label, "ok"),
    AccountState.DISABLED: Badge(Shape.BARRED, AccountState.DISABLED.label, "due", tinted=True),
    AccountState.REMOVED: Badge(Shape.SQUARE, AccountState.REMOVED.label, "mute"),
}
_FIRST = Badge(Shape.RING, "はじめのパスワード", "due", tinted=True)


def roles_words(roles: Iterable[Role]) -> str:
    """Return the roles in a few words: すべての役割, or each by its name."""
    held = tuple(roles)
    return "すべての役割" if len(held) == len(Role) else "、".join(role.label for role in held)


def state_badge(account: Account) -> Badge:
    """Return whether an account opens the council, or waits for its owner's own password."""
    return _FIRST if account.is_active and account.must_change else _STATES[account.state]


def since_words(account: Account, today: date) -> str:
    """Say who let the person in or last gave out a password, and when."""
    if account.issued_at is None:
        return ""
    day = format_day(account.issued_at.date(), today)
    if account.issued_by == account.login:
        return f"{day} に協議会をつくったとき"
    if account.issued_by == RECOVERY:
        return f"{day} に復旧シートで開き、新しいパスワードにしました"
    return f"{day} に {account.issued_by} さんがパスワードを渡しました"


def account_columns() -> tuple[Column[Account], ...]:
    """Return the columns of the list of accounts."""
    return (
        Column("氏名", 0, lambda one: Cell(one.name, one.login, bold=True, faint=one.is_removed)),
        Column("役割", 0, lambda one: Cell(roles_words(one.roles), faint=one.is_removed), from_width=520),
        Column("状態", 168, lambda one: Cell(badge=state_badge(one))),
    )
