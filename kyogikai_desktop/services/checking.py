"""Look for damage everywhere: files, both integrity checks, audit chain, content of every record."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path

from kyogikai_desktop.errors import AppError, Damaged, Remark
from kyogikai_desktop.records import alterations, audit, audit_log, database, search
from kyogikai_desktop.records.content import SETTINGS
from kyogikai_desktop.records.store import Connection
from kyogikai_desktop.services import chain
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.door import require_own, unlocked
from kyogikai_desktop.services.progress import Progress, quiet
from kyogikai_desktop.services.session import system_clock
from kyogikai_desktop.vault import check, places
from kyogikai_desktop.vault.opened import OpenVault

LOG, CONTENT, HISTORY, DERIVED = range(4)
_MOST = 20
_NUMBERED = ("case", "note", "link", "meeting")
_CONTENT = (
    (CONTENT, "record_altered", audit.altered),
    (HISTORY, "history_altered", alterations.histories),
    (DERIVED, "search_altered", alterations.search_texts),
)


def check_folder(
    folder: Path,
    password: str,
    *,
    login: str | None = None,
    attempts: Attempts | None = None,
    progress: Progress = quiet,
) -> tuple[AppError, ...]:
    """Return what is wrong with a council's folder, in the order of finding; nothing is changed.

    Key files are looked at before unlocking, which mends them. Raises WrongPassword, Damaged for a
    vault that cannot be opened any more, TooNew, and Refused as `require_own` does. `progress` is told the
    step, 0 for the file and then as `record_findings` counts them, and how far that is.
    """
    found: list[AppError] = [Damaged(one.key, **one.values) for one in check.raw_findings(folder)]
    attempts = attempts or Attempts(system_clock)
    with unlocked(folder, password, login, system_clock, attempts) as vault:
        database.version_of(vault.reader())
        require_own(vault)
        found += check_vault(vault, progress)
        if not any(isinstance(one, Damaged) for one in found):
            found += chain.on_this_pc(database.over(vault.reader()), vault.vault_id)
        if danger := places.danger(folder):
            found.append(Remark(f"open_in_{danger}"))
        return tuple(found)


def check_vault(vault: OpenVault, progress: Progress = quiet) -> Iterator[AppError]:
    """Yield what is wrong with an open vault; `progress` is told as by `check_folder`."""
    progress(0, 0, 0)
    found = [Damaged(one.key, **one.values) for one in check.file_findings(vault, lambda: progress(0, 0, 0))]
    yield from found
    if not found:
        told = lambda step, done, total: progress(step + 1, done, total)  # noqa: E731
        yield from record_findings(database.over(vault.reader()), told)


def called(db: Connection, name: str) -> str:
    """Return the number that the office knows a record (kind:id) by; names of people are in no error."""
    kind, _, record = name.partition(":")
    known = None
    with suppress(ValueError):  # of an altered meeting, nobody may know which one it is
        known = audit_log.about(db, [name]).get(name) if kind in _NUMBERED else None
    return known.words if known else "" if kind == SETTINGS else f"{record} 番"


def record_findings(db: Connection, progress: Progress = quiet) -> Iterator[AppError]:
    """Yield what is wrong with the log and the records of a database whose file is whole.

    `progress` is told the step, LOG to DERIVED, and how far that is. Where a table is not as it was made,
    nothing but that is found.
    """
    altered, whole = database.altered_structure(db)
    if whole:
        yield from chain.damage(db, progress=partial(progress, LOG))
        yield from _content_findings(db, progress)
    yield from (Damaged("structure_altered", part=name) for name in altered[:_MOST])
    if whole:
        yield from chain.remarks(db)


def _content_findings(db: Connection, progress: Progress) -> Iterator[AppError]:
    told: set[str] = set()
    for step, key, altered in _CONTENT:
        # What is derived from an altered record differs from it anyway, where it can be read at all.
        found = (name for name in _readable(altered(db, partial(progress, step)), told) if name not in told)
        told |= (names := set(islice(found, _MOST)))
        yield from (Damaged(key, record=name, called=called(db, name)) for name in sorted(names))
    # The index is of the texts, the last that were looked at; one that was altered is in no index.
    if not names and search.pairs_missing(db, partial(progress, DERIVED)):
        yield Damaged("index_altered")
    if alterations.counts_differ(db):
        yield Damaged("counts_altered")


def _readable(found: Iterator[str], told: Collection[str]) -> Iterator[str]:
    """Yield names until a record comes that the program never wrote, which the content has told of before."""
    try:
        yield from found
    except (ValueError, TypeError, LookupError):
        if not told:
            raise
