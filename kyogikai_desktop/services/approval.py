"""Acts that need two people: the second unlocks the own slot there and then.

Used for recovery sheets, and for whatever else one person must not do alone. Practice councils are exempt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import combinations

from kyogikai_desktop.domain.accounts import STRANGER_FOR, Account, are_apart
from kyogikai_desktop.domain.audit_words import APPROVED, APPROVED_YOUNG
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.wareki import format_date
from kyogikai_desktop.errors import AppError, Refused
from kyogikai_desktop.records import account_records, audit_rows
from kyogikai_desktop.records.store import Connection
from kyogikai_desktop.services import door
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.session import Session

# What gives an account a password that somebody else knows, or has chosen.
_GIVEN = ("add_account", "reset_password", "recover")


@dataclass(frozen=True)
class Approver:
    """The second person: login, and the password that was typed there and then."""

    login: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class Candidate:
    """Somebody who could be the second person; `unfit` says why not, where that is known beforehand."""

    login: str
    name: str = ""
    unfit: AppError | None = None


def candidates(session: Session) -> tuple[Candidate, ...]:
    """Return the other people who can open the council, those too that do not count as second person."""
    return tuple(
        Candidate(one.login, one.name, _unfit(session, one))
        for one in account_records.all_of(session.store.reader)
        if one.is_active and one.login != session.account.login
    )


def approved(
    session: Session, approver: Approver | None, attempts: Attempts | None = None
) -> tuple[str, ...]:
    """Return what the log is to say of the second person; nothing in a practice council.

    Raises Refused, saying who could approve, and WrongPassword, which is logged with the next right one.
    """
    if session.council.practice:
        return ()
    second = _second(session, approver)
    password = approver.password if approver else ""
    door.prove(session, second.login, password, attempts or Attempts(session.clock))
    apart = _has_two_apart(_aged(session), session.clock())
    return (f"{APPROVED if apart else APPROVED_YOUNG}{second.login}",)


def approved_unless_alone(
    session: Session, approver: Approver | None, attempts: Attempts | None = None
) -> tuple[str, ...]:
    """Return what `approved` does; a council of one person may do it alone."""
    return approved(session, approver, attempts) if needs_second(session) else ()


def needs_second(session: Session) -> bool:
    """Tell whether there is anybody to approve: two or more accounts, and no practice council.

    Those that are disabled count, since one custodian alone can disable all others.
    """
    people = account_records.all_of(session.store.reader)
    return not session.council.practice and sum(not one.is_removed for one in people) > 1


def _active(session: Session) -> list[Account]:
    return [one for one in account_records.all_of(session.store.reader) if one.is_active]


def _second(session: Session, approver: Approver | None) -> Account:
    active = _active(session)
    if len(active) == 1:
        raise Refused("second_account_missing")
    if approver is None:
        raise Refused("approver_missing")
    found = next((one for one in active if one.login == approver.login), None)
    if found is None or found.login == session.account.login:
        raise Refused("approver_unfit")
    if unfit := _unfit(session, found):
        raise unfit
    return found


def _unfit(session: Session, second: Account) -> Refused | None:
    """Return why an active account does not count as second person, or None where it does."""
    if second.must_change:
        return Refused("approver_first_password")
    people, now = _aged(session), session.clock()  # in this order: else a moment is missing from their age
    second, first = (
        next(one for one in people if one.id == wanted.id) for wanted in (second, session.account)
    )
    strict = _has_two_apart(people, now)
    if not second.vouches_for(first, now) and second.issued_at:
        key = "approver_too_new" if strict else "approver_newcomer"
        return Refused(key, until=format_date((second.issued_at + STRANGER_FOR).astimezone(JST).date()))
    if strict and not are_apart(first, second, people, now):
        return Refused("approver_not_apart")
    return None


def _aged(session: Session) -> list[Account]:
    """Return all accounts, none older than the log has witnessed: see docs/adr/0011."""
    db, now = session.store.reader, session.clock()
    return [_as_witnessed(db, one, now) for one in account_records.all_of(db)]


def _as_witnessed(db: Connection, account: Account, now: datetime) -> Account:
    given = account.issued_at
    if given is None or now - given < STRANGER_FOR:
        return account
    seen = audit_rows.witnessed(db, f"account:{account.id}", _GIVEN, STRANGER_FOR)
    return account if seen >= STRANGER_FOR else replace(account, issued_at=max(given, now - seen))


def _has_two_apart(people: Sequence[Account], now: datetime) -> bool:
    """Tell whether there are two accounts that nobody alone can use; a young council has none yet."""
    own = [one for one in people if not (one.is_removed or one.must_change)]
    return any(are_apart(*pair, people, now) for pair in combinations(own, 2))
