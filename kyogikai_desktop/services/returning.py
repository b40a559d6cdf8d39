"""Open a carried file on another PC, and take its return into the office's closed council."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from enum import IntEnum
from pathlib import Path

from kyogikai_desktop.domain.carrying import Carry, CarryState
from kyogikai_desktop.domain.clock import Clock
from kyogikai_desktop.errors import AppError, Damaged, Refused
from kyogikai_desktop.records import (
    carry_records,
    council_records,
    database,
)
from kyogikai_desktop.records.store import Store, Transaction
from kyogikai_desktop.services import anchors
from kyogikai_desktop.services.anchors import Seen
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.carrying import MOVERS
from kyogikai_desktop.services.door import account_of
from kyogikai_desktop.services.office_copy import has_council, is_departure, look_into
from kyogikai_desktop.services.progress import Progress, copying, quiet
from kyogikai_desktop.services.session import clock_of, system_clock
from kyogikai_desktop.vault import backup
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault import restore as unpacking
from kyogikai_desktop.vault.backup import Backup
from kyogikai_desktop.vault.opened import OpenVault
from kyogikai_desktop.vault.restore import Source

Enter = Callable[[Transaction], Carry]
_CALLED = {"backup_missing": "carry_missing", "backup_damaged": "carry_damaged"}


class Step(IntEnum):
    """What an arrival or a return is at; once the files are being exchanged it cannot be stopped."""

    BACK_UP = 0
    UNPACK = 1
    CHECK = 2
    EXCHANGE = 3


def home_of(file: Path, folders: Iterable[Path]) -> Path | None:
    """Return which folder holds the council that a file was made of, unproven; None where no folder does.

    Raises Damaged or Refused for a file that is none of ours.
    """
    _, council = _read(file)
    for folder in folders:
        with suppress(AppError):
            if has_council(folder) and vaults.identity(folder) == council:
                return folder
    return None


def open_carried(
    file: Path,
    folder: Path,
    password: str,
    *,
    login: str | None = None,
    clock: Clock = system_clock,
    attempts: Attempts | None = None,
    progress: Progress = quiet,
) -> Carry:
    """Unpack a carried file into a new folder, which is written from then on.

    Raises WrongPassword, Damaged, NoSpace, Cancelled, and Refused for any other file; nothing is left then.
    What an arrival left that was cut off is taken away.
    """
    (found, council), entered = _read(file), list[Carry]()

    def prepared(vault: OpenVault) -> None:
        progress(Step.CHECK, 0, 0)
        entered.append(_entered(vault, clock, _arrive)[0])

    told = copying(progress, Step.UNPACK, Step.CHECK)
    with _named(file, folder), (attempts or Attempts(clock)).trying(council, ""):
        if has_council(folder):
            raise Refused("folder_not_empty")
        with _carried(file):
            unpacking.put(Source(found, password, login), folder, prepared, clock(), told)
    return entered[0]


def take_in(
    file: Path,
    folder: Path,
    password: str,
    *,
    before: str | None = None,
    login: str | None = None,
    clock: Clock = system_clock,
    attempts: Attempts | None = None,
    progress: Progress = quiet,
) -> Carry:
    """Put what came back in the place of the office's copy, which is backed up first.

    Where the password was changed on the way, `before` is the one that opens the office's copy; where that
    is missing or wrong, InvalidInput names it. Raises Refused for whatever is no continuation of that copy,
    WrongPassword, Damaged, InUse, NoSpace, Cancelled, with nothing changed; what came back then stays as it
    is.
    """
    (found, council), entered = _read(file), list[tuple[Carry, Seen]]()
    with _named(file, folder), (attempts or Attempts(clock)).trying(council, ""):
        source = Source(found, password, login)
        saving = copying(progress, Step.BACK_UP, Step.BACK_UP)
        office = look_into(source, folder, before, clock, saving)

        def prepared(vault: OpenVault) -> None:
            progress(Step.CHECK, 0, 0)
            entered.append(_entered(vault, clock, office.take_in))
            progress(Step.EXCHANGE, 0, 0)

        told = copying(progress, Step.UNPACK, Step.CHECK)
        with _carried(file):
            aside = unpacking.replace(source, folder, prepared, clock(), told)
    if aside:
        shutil.rmtree(aside, ignore_errors=True)  # all of it lies in the backup
    [(carry, newest)] = entered
    anchors.remember(council, newest)
    return carry


def _read(file: Path) -> tuple[Backup, str]:
    """Return a carried file with the id of its council; raise as `_carried` says it."""
    with _carried(file):
        found = backup.read(file)
        return found, unpacking.vault_id(found)


@contextmanager
def _carried(file: Path) -> Iterator[None]:
    """Call a file that is missing or damaged what it is here, and no backup."""
    try:
        yield
    except (Refused, Damaged) as error:
        error.key = _CALLED.get(error.key, error.key)
        error.values |= {"file": file.name}
        raise


@contextmanager
def _named(file: Path, folder: Path) -> Iterator[None]:
    """Let a refusal say which file and which folder it is about, by their last names."""
    try:
        yield
    except Refused as error:
        error.values |= {"file": file.name, "folder": folder.name}
        raise


def _arrive(tx: Transaction) -> Carry:
    carry = carry_records.current(tx.db)
    if carry is None or not is_departure(carry):
        back = carry is not None and carry.state is CarryState.BACK
        raise Refused("carry_return_needs_office" if back else "carry_no_departure")
    return carry_records.change(tx, carry.following(CarryState.HERE), "carry_open")


def _entered(vault: OpenVault, clock: Clock, enter: Enter) -> tuple[Carry, Seen]:
    """Write what happened into an unpacked copy; return the carry and how the log stands."""
    database.migrate(vault.writer(), lambda: None)
    with database.over(vault.reader()) as db:
        clock = clock_of(council_records.council(db), clock)
    with closing(Store(vault, vault.login, clock)) as store, store.writing() as tx:
        account_of(tx.db, vault).require(*MOVERS)
        return enter(tx), anchors.state(tx.db)
