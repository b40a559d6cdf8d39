"""At the door: a password opens a council or proves who one is; wrong ones cost waiting and are logged."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kyogikai_desktop.domain.accounts import Account
from kyogikai_desktop.domain.clock import Clock, stamp
from kyogikai_desktop.errors import AppError, Damaged, Refused, WrongPassword
from kyogikai_desktop.records import account_records, council_records, database
from kyogikai_desktop.records.store import Connection
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault.opened import OpenVault

if TYPE_CHECKING:
    from kyogikai_desktop.services.session import Session


def logins(folder: Path) -> tuple[str, ...]:
    """Return the logins of a council's key file, the founder's first; no password is needed."""
    return tuple(slot.login for slot in vaults.peek(folder))


def unlocked(folder: Path, password: str, login: str | None, clock: Clock, attempts: Attempts) -> OpenVault:
    """Unlock a vault; a wrong password is remembered for the log, and tells how long the next one waits."""
    council = vaults.identity(folder)
    attempts.wait(council)
    try:
        return vaults.unlock(folder, password, login=login, now=clock())
    except WrongPassword as error:
        known = logins(folder)
        attempts.note(council, login if login in known else known[0] if login is None else "")
        error.values["wait"] = attempts.remaining(council)
        raise


def account_of(db: Connection, vault: OpenVault) -> Account:
    """Return the account that opened a vault; raise Refused for a disabled one, Damaged for half a vault."""
    if council_records.is_unfinished(db):
        raise Damaged("council_unfinished")
    account = account_records.of_slot(db, vault.slot_id)
    if account is None or not account.is_active:
        raise Refused("account_disabled")
    return account


def require_own(vault: OpenVault) -> None:
    """Raise Refused where the password that opened a vault is a first one, or of a disabled account.

    A council that is too damaged to say so lets everybody who can open it look into that.
    """
    with suppress(Damaged):
        if account_of(database.over(vault.reader()), vault).must_change:
            raise Refused("password_must_change")


def prove(session: Session, login: str, password: str, attempts: Attempts) -> None:
    """Raise WrongPassword unless this is the password of a login; wrong ones of before enter the log."""
    with attempts.trying(session.vault.vault_id, login):
        session.vault.prove(login, password)
    log_failures(session, attempts)


def log_failures(session: Session, attempts: Attempts) -> None:
    """Enter the wrong passwords of before into the log, after a right one; the waiting begins anew.

    Where they cannot be written, as on a full disk, they wait for the next right one: they keep nobody out.
    """
    council = session.vault.vault_id
    if not (failures := attempts.failures(council)):
        return
    with suppress(AppError):
        with session.store.writing() as tx:
            for failure in failures:
                name = f"login:{failure.login}" if failure.login else ""
                tx.note("failed_login", name, (stamp(failure.at),))
        attempts.forget(council)
