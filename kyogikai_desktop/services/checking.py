"""Look for damage everywhere: files, both integrity checks, audit chain, content of every record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from kyogikai_desktop.errors import AppError, Damaged
from kyogikai_desktop.records import audit, database
from kyogikai_desktop.records.store import Connection
from kyogikai_desktop.services import chain
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.session import system_clock, unlocked
from kyogikai_desktop.vault import check
from kyogikai_desktop.vault.opened import OpenVault

LOG, CONTENT = range(2)
_MOST = 20


def check_folder(
    folder: Path, password: str, *, login: str | None = None, attempts: Attempts | None = None
) -> tuple[AppError, ...]:
    """Return what is wrong with a council's folder, in the order of finding; nothing is changed.

    Key files are looked at before unlocking, which mends them. Raises WrongPassword, Damaged for a
    vault that cannot be opened any more, and TooNew.
    """
    found: list[AppError] = [Damaged(one.key, **one.values) for one in check.raw_findings(folder)]
    attempts = attempts or Attempts(system_clock)
    with unlocked(folder, password, login, system_clock, attempts) as vault:
        database.version_of(vault.reader())
        found += check_vault(vault)
        if not any(isinstance(one, Damaged) for one in found):
            found += chain.on_this_pc(database.over(vault.reader()), vault.vault_id)
        return tuple(found)


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
    for name in database.altered_structure(db)[:_MOST]:
        yield Damaged("structure_altered", part=name)
    yield from chain.remarks(db)
