"""Answer the start page: create or open a council and lay out its workplace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from kyogikai_desktop import paths
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.gui.carrying.carry_words import TAKEN_IN
from kyogikai_desktop.gui.main_window import Workplace
from kyogikai_desktop.gui.requests import (
    CarriedRequest,
    CreateRequest,
    OpenRequest,
    RecoverRequest,
    RestoreRequest,
)
from kyogikai_desktop.gui.restoring import restore_words
from kyogikai_desktop.gui.start import recent
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.workplace import compose
from kyogikai_desktop.services import backup_files, practice, practice_note, whole_restore
from kyogikai_desktop.services.accounts import recover
from kyogikai_desktop.services.door import logins
from kyogikai_desktop.services.session import Founder, create, open_council, system_clock

_CASES, _SEED = 60, 1


class Desk:
    """The way from a request to an open council; all methods run on the writer thread."""

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks

    def logins(self, folder: Path) -> Sequence[str]:
        """Return who can open a council, without a password."""
        return logins(folder)

    def open(self, request: OpenRequest) -> Workplace:
        """Open a council."""
        return compose(open_council(request.folder, request.password, login=request.login), self._tasks)

    def create(self, request: CreateRequest) -> Workplace:
        """Create a council and open it."""
        council = Council(request.council, request.codes, request.population, request.legal_basis)
        founder = Founder(request.login, request.name, request.password)
        return compose(create(request.folder, council, founder), self._tasks)

    def backups(self, folder: Path) -> Sequence[Path]:
        """Return the backups that lie in a council's folder, newest first."""
        return backup_files.newest_backups(folder)

    def look_at(self, file: Path) -> tuple[str, Sequence[str]]:
        """Return what a backup tells of itself in words, and who can open it; no password is needed."""
        found = backup_files.contents(file)
        return restore_words.described(found, system_clock().date()), found.logins

    def restore(self, request: RestoreRequest) -> str:
        """Restore a council from a backup and return what to say of it."""
        file, folder, login, password = request.file, request.folder, request.login, request.password
        if request.sheets:
            done = whole_restore.restore_by_sheets(
                file, folder, request.sheets, login, password, progress=request.progress
            )
        else:
            done = whole_restore.restore(
                file, folder, password, login=login, today=request.today, progress=request.progress
            )
        return restore_words.done(done, by_sheets=request.sheets is not None)

    def recover(self, request: RecoverRequest) -> None:
        """Give a custodian a new password by two recovery sheets."""
        recover(request.folder, request.sheets, request.login, request.password)

    def carried(self, request: CarriedRequest) -> Workplace:
        """Open a carried file in a new folder, or take a return into the council that lies there; open it."""
        from kyogikai_desktop.services import office_copy, returning

        file, folder, password = request.file, request.folder, request.password
        login, told = request.login or None, request.progress
        if office_copy.has_council(folder):
            before = request.before or None
            returning.take_in(file, folder, password, before=before, login=login, progress=told)
            news = TAKEN_IN
        else:
            returning.open_carried(file, folder, password, login=login, progress=told)
            news = ""  # the window says that this is the carried copy
        place = compose(open_council(folder, password, login=login), self._tasks)
        return replace(place, news=news or place.news)

    def home_of(self, file: Path) -> tuple[Path, str] | None:
        """Return which council of this PC a carried file was made of, and the password of a practice one."""
        from kyogikai_desktop.services import returning

        known = [Path(one.folder) for one in recent.load(paths.state()) if one.folder]
        home = returning.home_of(file, (*known, paths.practice()))
        return (home, practice_note.password(home)) if home else None

    def practice(self) -> Workplace:
        """Open this user's practice council, creating it at the first time."""
        folder = paths.practice()
        if not practice_note.password(folder):
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            practice.create(folder, cases=_CASES, seed=_SEED).close()
        return compose(open_council(folder, practice_note.password(folder)), self._tasks)
