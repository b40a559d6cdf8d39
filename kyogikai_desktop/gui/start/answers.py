"""What the start page asks before a council is open, beside opening one: answered off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from kyogikai_desktop import paths
from kyogikai_desktop.gui.requests import RecoverRequest, RestoreRequest, SessionFactory
from kyogikai_desktop.gui.start import recent
from kyogikai_desktop.gui.start.start_page import StartPage
from kyogikai_desktop.gui.tasks import Tasks

WhenReady = Callable[[Callable[[SessionFactory], None]], None]


class Answers(QObject):
    """Backups, carried files, lost passwords. `open_wanted` carries an OpenRequest."""

    open_wanted = Signal(object)

    def __init__(self, start: StartPage, tasks: Tasks, when_ready: WhenReady) -> None:
        super().__init__(start)
        self._start = start
        self._tasks = tasks
        self._when_ready = when_ready
        start.home_requested.connect(self._on_home_requested)
        start.backups_requested.connect(self._on_backups_requested)
        start.contents_requested.connect(self._on_contents_requested)
        start.restore_requested.connect(self._on_restore_requested)
        start.forgotten.connect(self._on_forgotten)

    def _on_forgotten(self, folder: Path | None) -> None:
        from kyogikai_desktop.gui.accounts.recover_dialog import RecoverDialog

        dialog, tasks = RecoverDialog(self._start.window()), self._tasks

        def show_logins(chosen: Path, factory: SessionFactory) -> None:
            tasks.read(partial(factory.logins, chosen), dialog.show_logins, dialog.show_no_council)

        def recover(request: RecoverRequest, factory: SessionFactory) -> None:
            tasks.write(partial(factory.recover, request), dialog.show_done, dialog.show_refusal)

        dialog.folder_chosen.connect(lambda chosen: self._when_ready(partial(show_logins, chosen)))
        dialog.requested.connect(lambda request: self._when_ready(partial(recover, request)))
        dialog.open_wanted.connect(self.open_wanted)
        dialog.take_folder(folder)
        dialog.open()

    def _on_backups_requested(self, folder: Path | None) -> None:
        self._when_ready(
            lambda factory: self._tasks.read(
                lambda: factory.backups(folder) if folder else (),
                partial(self._start.show_restore, folder),
                self._start.show_error,
            )
        )

    def _on_contents_requested(self, file: Path) -> None:
        page = self._start.restoring
        self._when_ready(
            lambda factory: self._tasks.read(
                lambda: factory.look_at(file),
                lambda found: page.show_contents(*found),
                page.show_no_backup,
                topic="backup",
            )
        )

    def _on_home_requested(self, file: Path) -> None:
        self._when_ready(
            lambda factory: self._tasks.read(
                lambda: factory.home_of(file),
                partial(self._start.carried.show_home, file),
                lambda _error: None,  # of a file that is none of ours it is told when it is to be opened
                topic="home",
            )
        )

    def _on_restore_requested(self, request: RestoreRequest) -> None:
        def restored(words: str) -> None:
            self._start.restoring.show_busy(busy=False)
            self._start.restoring.begin(None)  # forgets what was typed
            self._start.show_council(request.folder, recent.name_of(paths.state(), request.folder))
            self._start.show_told(words)

        self._when_ready(
            lambda factory: self._tasks.write(
                lambda: factory.restore(request), restored, self._start.restoring.show_error
            )
        )
