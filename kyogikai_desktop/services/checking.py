"""Look for damage everywhere: files, both integrity checks, audit chain, content of every record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from kyogikai_desktop.errors import AppError, Damaged
from kyogikai_desktop.records import audit, database
from kyogikai_desktop.records.store import Connection
from kyogikai_desktop.services import chain
from kyogikai_desktop.services.session import system_clock
from kyogikai_desktop.vault import check
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault.open import OpenVault

LOG, CONTENT = range(2)
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
    found = [Damaged(one.key, **one.values) for one in check.file_findings(vault)]
    yield from found
    if not found:
        yield from record_findings(database.over(vault.reader()))


def record_findings(
    db: Connection, progress: Callable[[int, int, int], object] = lambda _step, _done, _total: None
) -> Iterator[AppError]:
    """Yield what is wrong with the log and the records of a database whose file is whole.

    `progress` is told the step, LOG or CONTENT, and how far that is.
    """
    yield from chain.damage(db, progress=partial(progress, LOG))
    for name in list(audit.altered(db, partial(progress, CONTENT)))[:_MOST]:
        yield Damaged("record_altered", record=name)
    yield from chain.remarks(db)
