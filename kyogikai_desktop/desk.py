"""Answer the start page: create or open a council and lay out its workplace."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kyogikai_desktop import paths
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.gui.main_window import Workplace
from kyogikai_desktop.gui.requests import CreateRequest, OpenRequest
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.workplace import compose
from kyogikai_desktop.services import practice, practice_note
from kyogikai_desktop.services.session import Founder, create, logins, open_council

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

    def practice(self) -> Workplace:
        """Open this user's practice council, creating it at the first time."""
        folder = paths.state() / "practice-council"
        if not practice_note.password(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            practice.create(folder, cases=_CASES, seed=_SEED).close()
        return compose(open_council(folder, practice_note.password(folder)), self._tasks)
