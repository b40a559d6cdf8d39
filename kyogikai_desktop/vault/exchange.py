"""Exchange a vault's files for a whole new set, so that a cut at any moment leaves the old or the new one.

The new set is made complete in `restoring/`. Renaming that folder to `restored/` decides; what is left to do
then are renames that can be done again, by the restore itself or by whoever opens the vault next.
"""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

from kyogikai_desktop.vault.folder import DATABASE, DECIDED, HEADERS, LEASE, STAGED, make_inside, sync_folder

_ASIDE = "before"
_JOURNAL = f"{DATABASE}-journal"


def is_pending(folder: Path) -> bool:
    """Tell whether an exchange was decided that nobody has finished."""
    return (folder / DECIDED).is_dir()


def headers(folder: Path) -> Path:
    """Return where the header files lie that count: those of a decided exchange, while it has any."""
    decided = folder / DECIDED
    return decided if any((decided / name).is_file() for name in HEADERS) else folder


def is_left_over(folder: Path) -> bool:
    """Tell whether nothing lies in a folder but what was cut off on its way into a new one."""
    names = {file.name for file in folder.iterdir()} if folder.is_dir() else set()
    return bool(names) and names <= {STAGED, LEASE}


def decide(folder: Path) -> None:
    """Make the staged files, complete and flushed, the ones that count."""
    (folder / STAGED).replace(folder / DECIDED)
    sync_folder(folder)


def finish(folder: Path) -> Path | None:
    """Put the new files in place; return the folder `before-restore-N` where the old ones lie, if any.

    The caller holds the lease. Doing it twice, or after a cut, does no harm, nor where nothing was decided.
    """
    if not is_pending(folder):
        return None
    new = folder / DECIDED
    aside = new / _ASIDE
    make_inside(aside)
    for name in HEADERS:
        _exchange(folder, name)
    if (new / DATABASE).exists():
        # The old journal goes first: beside the new file, SQLite would roll the old pages back into it.
        _move(folder / _JOURNAL, aside / _JOURNAL)
    _exchange(folder, DATABASE)
    kept = _keep(aside, folder)
    shutil.rmtree(new)
    sync_folder(folder)
    return kept


def _exchange(folder: Path, name: str) -> None:
    new = folder / DECIDED
    if (new / name).exists():
        _move(folder / name, new / _ASIDE / name)
        _move(new / name, folder / name)


def _move(source: Path, target: Path) -> None:
    if source.exists():
        source.replace(target)
        sync_folder(target.parent)
        sync_folder(source.parent)


def _keep(aside: Path, folder: Path) -> Path | None:
    if not any(aside.iterdir()):
        return None
    free = (folder / f"before-restore-{number}" for number in count(1))
    kept = next(place for place in free if not place.exists())
    _move(aside, kept)
    return kept
