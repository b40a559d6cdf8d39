"""Make anew what is derived from the records, where the check finds that it differs from them.

No record is touched. What was found stays in the log, and the state before as a backup for good.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.audit_words import details
from kyogikai_desktop.errors import AppError, Damaged
from kyogikai_desktop.records import alterations, database, search
from kyogikai_desktop.services.backups import Backups, keep_for_good
from kyogikai_desktop.services.checking import called
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.progress import Progress, quiet, within
from kyogikai_desktop.services.session import Session

STEPS = ("いまの状態を控える", "記録と違うところを調べる", "記録から作り直す")
_BACKING_UP, _COMPARING, _DERIVING = range(3)
_MOST = 20
_DERIVED = ("search_altered", "index_altered", "counts_altered")


@dataclass(frozen=True)
class Rebuilt:
    """What differed from the records, in words, and the backup of the state before."""

    found: str
    backup: Path


def can_mend(finding: AppError) -> bool:
    """Tell whether a finding of the check is about what `rebuild` makes anew."""
    return finding.key in _DERIVED


@needs(Role.CUSTODIAN)
def rebuild(session: Session, progress: Progress = quiet) -> Rebuilt:
    """Make texts to search by, their index and the counts of the list anew; on the writer's thread.

    `progress` may raise Cancelled: then nothing has changed. Raises Damaged for a database that is not
    built as it was made and for records that the program never wrote, and what making a backup raises.
    """
    altered, _whole = database.altered_structure(session.store.reader)
    if altered:
        raise Damaged("structure_altered", part=altered[0])
    before = Backups(session).make(for_good=True, progress=within(progress, _BACKING_UP)).file
    with _readable(), session.store.writing() as tx:
        comparing = partial(progress, _COMPARING)
        found = list(alterations.search_texts(tx.db, comparing))
        index = ["index"] if not found and search.pairs_missing(tx.db, comparing) else []
        counts = ["counts"] if alterations.counts_differ(tx.db) else []
        alterations.derive_again(tx.db, partial(progress, _DERIVING))
        named = (f"{name.partition(':')[0]}:{called(tx.db, name)}" for name in found[:_MOST])
        detail = (str(len(found)), " ".join(index + counts), *named)
        keep_for_good(tx, [before.name], "rebuild_derived", detail)
    return Rebuilt(details("rebuild_derived", "", detail), before)


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (ValueError, TypeError, LookupError):
        raise Damaged("rebuild_unreadable") from None
