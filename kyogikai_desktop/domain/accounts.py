"""Accounts: the people who open the vault, what they may do, and who may vouch for whom."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType

from kyogikai_desktop.domain.labels import Labelled
from kyogikai_desktop.errors import InvalidInput, Refused

AccountId = NewType("AccountId", int)

STRANGER_FOR = timedelta(days=30)
RECOVERY = "recovery"  # who acts, in the log, where two recovery sheets opened the council: nobody's login


class Role(Labelled):
    """What an account may do; the program enforces it, not cryptography."""

    COORDINATOR = "coordinator", "調整機関・担当"
    FACILITATOR = "facilitator", "会議の進行"
    RECORDER = "recorder", "議事録"
    CUSTODIAN = "custodian", "保護管理"


class AccountState(Labelled):
    """Whether an account opens the council: now, later again, or never again."""

    ACTIVE = "active", "使用中"
    DISABLED = "disabled", "停止中"
    REMOVED = "removed", "外した人"


@dataclass(frozen=True)
class Account:
    """An account: login and slot of the key file, and the name that only the database knows.

    `issued_by` is the login of who made it or last gave it a password; `must_change` is set until its owner
    has chosen an own one. A removed account stays, since the log names it; its login is not given again.
    """

    login: str
    slot_id: str
    name: str
    roles: tuple[Role, ...] = tuple(Role)
    state: AccountState = AccountState.ACTIVE
    must_change: bool = False
    issued_by: str = ""
    issued_at: datetime | None = None
    id: AccountId = AccountId(0)
    version: int = 0

    @property
    def is_active(self) -> bool:
        """Tell whether this account opens the council."""
        return self.state is AccountState.ACTIVE

    @property
    def is_removed(self) -> bool:
        """Tell whether this person left for good."""
        return self.state is AccountState.REMOVED

    @property
    def is_custodian(self) -> bool:
        """Tell whether this account may look after the others."""
        return self.is_active and Role.CUSTODIAN in self.roles

    def require(self, *roles: Role) -> None:
        """Raise Refused unless this account has one of the roles, and a password of its own."""
        if self.must_change:
            raise Refused("password_must_change")
        if not set(roles) & set(self.roles):
            raise Refused("role_missing", roles="、".join(role.label for role in roles))

    def vouches_for(self, first: Account, now: datetime) -> bool:
        """Tell whether this account can be the second person beside a first one.

        Whoever made an account or reset its password can use it, for 30 days and until it has an own one.
        """
        if not self.is_active or self.must_change or self.login == first.login:
            return False
        by_first = self.issued_by == first.login and self.issued_at is not None
        return not (by_first and self.issued_at and now - self.issued_at < STRANGER_FOR)


def hands(account: Account, known: Iterable[Account], now: datetime) -> frozenset[str]:
    """Return the logins of who can use an account: its own, for 30 days who gave its password, and so on."""
    by_login = {one.login: one for one in known}
    found: set[str] = set()
    at: Account | None = account
    while at and at.login not in found:
        found.add(at.login)
        is_young = at.issued_at is not None and now - at.issued_at < STRANGER_FOR
        at = by_login.get(at.issued_by) if is_young else None
    return frozenset(found)


def are_apart(one: Account, other: Account, known: Iterable[Account], now: datetime) -> bool:
    """Tell whether nobody alone can use both accounts, be it that one person made the two of them."""
    known = tuple(known)
    return hands(one, known, now).isdisjoint(hands(other, known, now))


def require_new_login(login: str, known: Iterable[Account]) -> None:
    """Raise InvalidInput for a login that somebody has or had, or that looks like it in the log."""
    wanted = _looks(login)
    found = next((one for one in known if _looks(one.login) == wanted), None)
    if found or wanted == RECOVERY:
        raise InvalidInput("login_used" if found and found.is_removed else "login_taken", "login")


def _looks(login: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", login).casefold().split())


def require_custodian(after: Iterable[Account]) -> None:
    """Raise Refused if nobody would be left to look after the accounts."""
    if not any(account.is_custodian for account in after):
        raise Refused("last_custodian")


def roles(names: Iterable[str]) -> tuple[Role, ...]:
    """Read the names of roles; raises InvalidInput for an unknown one or none at all."""
    try:
        wanted = {Role(name.strip()) for name in names}
    except ValueError:
        raise InvalidInput("role_unknown", "roles") from None
    if not wanted:
        raise InvalidInput("role_none", "roles")
    return tuple(role for role in Role if role in wanted)
