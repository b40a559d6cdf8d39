"""Look for damage everywhere: files, both integrity checks, audit chain, content of every record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from kyogikai_desktop.domain.wareki import format_short
from kyogikai_desktop.errors import AppError, Damaged, Remark
from kyogikai_desktop.records import audit, database
from kyogikai_desktop.records.store import Connection
from kyogikai_desktop.services.restores import restores
from kyogikai_desktop.services.session import system_clock
from kyogikai_desktop.vault import check
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault.open import OpenVault
from kyogikai_desktop.verify import audit_chain

_MOST = 20


def check_folder(
    folder: Path, password: str, now: datetime | None = None, *, login: str | None = None
) -> tuple[AppError, ...]:
    """Return what is wrong with a council's folder, in the order of finding; nothing is changed.

    Key files are looked at before unlocking, which mends them. Raises WrongPassword, and Damaged for a
    vault that cannot be opened any more.
    """
    found = [Damaged(one.key, **one.values) for one in check.raw_findings(folder)]
    with vaults.unlock(folder, password, login=login, now=now or system_clock()) as vault:
        return (*found, *check_vault(vault))


def check_vault(vault: OpenVault) -> Iterator[AppError]:
    """Yield what is wrong with an open vault."""
    damage = [Damaged(one.key, **one.values) for one in check.file_findings(vault)]
    yield from damage
    if not damage:
        yield from _record_findings(database.over(vault.reader()))


def _record_findings(db: Connection) -> Iterator[AppError]:
    rows, keys = audit.chain(db)
    for finding in audit_chain.verify(rows, keys)[:_MOST]:
        yield Damaged("audit_damaged", finding=str(finding))
    for name in list(audit.altered(db))[:_MOST]:
        yield Damaged("record_altered", record=name)
    for at, since, to in restores(db):
        yield Remark("restored", on=format_short(at.date()), since=since or "？", to=to)
