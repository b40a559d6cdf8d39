"""The one window: the start page, and the main window of the council that is open."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from kyogikai_desktop import paths
from kyogikai_desktop.errors import AppError, InUse
from kyogikai_desktop.gui.start import recent
from kyogikai_desktop.gui.start.start_page import StartPage
from kyogikai_desktop.gui.tasks import Tasks

if TYPE_CHECKING:
    from datetime import datetime

    from kyogikai_desktop.gui.lock.lock_room import LockRoom
    from kyogikai_desktop.gui.lock.note import LockNote
    from kyogikai_desktop.gui.main_window import MainWindow, Workplace
    from kyogikai_desktop.gui.requests import (
        CarriedRequest,
        CreateRequest,
        OpenRequest,
        SessionFactory,
    )
    from kyogikai_desktop.gui.widgets.focus_ring import FocusRing

TITLE = "協議会デスクトップ"
_SIZE = (1366, 768)
_PAUSE_MS, _PATIENCE = 500, 60


class Shell(QStackedWidget):
    """Open, create, lock and close.

    `painted` comes after the first paint; `locked` when the council is closed, with a LockNote.
    """

    painted = Signal()
    locked = Signal(object)

    def __init__(self, tasks: Tasks, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._now = now
        self._factory: SessionFactory | None = None
        self._waiting: list[Callable[[SessionFactory], None]] = []
        self._folder: Path | None = None
        self._main: MainWindow | None = None
        self._lock: LockRoom | None = None
        self._place: Workplace | None = None
        self._painted = False
        self._after_lock = False
        self._patience = _PATIENCE
        self.start = StartPage(recent.load(paths.state()), now, self)
        self.setWindowTitle(TITLE)
        self.addWidget(self.start)
        self._connect()
        self.painted.connect(self.start.fill_side)
        self.painted.connect(self._answer)
        self.painted.connect(self._raise_ring)
        self.start.begin()
        self.resize(*_SIZE)

    @cached_property
    def _ring(self) -> FocusRing:
        from kyogikai_desktop.gui.widgets.focus_ring import FocusRing

        return FocusRing(self)

    @property
    def main(self) -> MainWindow | None:
        """Return the main window while a council is open."""
        return self._main

    def _raise_ring(self) -> None:
        self._ring.raise_()

    def set_factory(self, factory: SessionFactory) -> None:
        """Take what opens councils; what was asked for meanwhile is done now."""
        self._factory = factory
        for use in self._waiting:
            use(factory)
        self._waiting.clear()

    def open(self, request: OpenRequest) -> None:
        """Open a council."""
        self._folder = request.folder
        self._patience = _PATIENCE
        self._use(lambda factory: factory.open(request))

    def create_council(self, request: CreateRequest) -> None:
        """Create a council and open it."""
        self._folder = request.folder
        self._use(lambda factory: factory.create(request))

    def open_carried(self, request: CarriedRequest) -> None:
        """Open a carried file, or take a return in."""
        self._folder = request.folder if request.folder != paths.practice() else None
        self._use(lambda factory: factory.carried(request))

    def practise(self) -> None:
        """Open the practice council."""
        self.start.welcome.show_busy(busy=True)
        self._folder = None
        self._use(lambda factory: factory.practice())

    def lock(self) -> None:
        """Cover all windows at once, keep typed input as drafts, close the council; nothing holds this up."""
        if self._lock:
            self._lock.lock()

    def show_locked(self, note: LockNote) -> None:
        """Show the council that was left a moment ago, in the process before this one."""
        self._after_lock = True
        if note.folder:
            self.start.show_council(
                note.path, recent.name_of(paths.state(), note.path), note.words(), note.tone
            )
        elif note.told:
            self.start.show_welcome()
            self.start.show_told(note.told, note.tone)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the window has been painted for the first time."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep typed input as drafts and close the council; stay if they cannot be kept."""
        if self._lock and not self._lock.close():
            event.ignore()
            return
        self._forget_council()
        super().closeEvent(event)

    def _connect(self) -> None:
        self.start.open_requested.connect(self.open)
        self.start.create_requested.connect(self.create_council)
        self.start.practice_requested.connect(self.practise)
        self.start.carried_requested.connect(self.open_carried)
        self.start.logins_requested.connect(self._on_logins_requested)

    def _on_logins_requested(self, folder: Path) -> None:
        # Without them the field is typed into, and opening says what is wrong.
        self._when_ready(
            lambda factory: self._tasks.read(
                partial(factory.logins, folder),
                self.start.unlock.show_logins,
                lambda _error: self.start.unlock.show_logins(()),
                topic="logins",
            )
        )

    def _answer(self) -> None:
        from kyogikai_desktop.gui.start.answers import Answers

        Answers(self.start, self._tasks, self._when_ready).open_wanted.connect(self.open)

    def _use(self, work: Callable[[SessionFactory], Workplace]) -> None:
        self._when_ready(
            lambda factory: self._tasks.write(
                lambda: work(factory), self._enter, partial(self._on_not_opened, work)
            )
        )

    def _on_not_opened(self, work: Callable[[SessionFactory], Workplace], error: AppError) -> None:
        # The process before this one may need a moment to close what it has covered.
        if isinstance(error, InUse) and self._after_lock and self._patience:
            self._patience -= 1
            self.start.unlock.wait()
            QTimer.singleShot(_PAUSE_MS, self, lambda: self._try_again(work))
        else:
            self.start.show_error(error)

    def _try_again(self, work: Callable[[SessionFactory], Workplace]) -> None:
        if self.start.unlock.waits:  # nobody has turned to another council meanwhile
            self._use(work)

    def _when_ready(self, use: Callable[[SessionFactory], None]) -> None:
        if self._factory is None:
            self._waiting.append(use)
        else:
            use(self._factory)

    def _enter(self, place: Workplace) -> None:
        from kyogikai_desktop.gui.lock.lock_room import LockRoom
        from kyogikai_desktop.gui.main_window import MainWindow

        folder = str(self._folder or "")
        recent.remember(paths.state(), folder, place.council, self._now(), practice=place.practice)
        self.start.unlock.ui.password.clear()
        before, self._place = self._main, place
        if before is not None:
            before.deleteLater()
        self._main = MainWindow(place, self._tasks, self)
        self._main.renewed.connect(self._on_renewed)
        self.addWidget(self._main)
        self.setCurrentWidget(self._main)
        self._raise_ring()
        self._lock = LockRoom(self, self._main, place, self._tasks, self._now)
        self._lock.locked.connect(self._on_locked)
        if place.returns_to:
            self._main.come_back(place.returns_to)

    def _on_renewed(self) -> None:
        """Go on in the same open council with the pages that it offers now."""
        if self._place and self._place.renew:
            self._tasks.write(self._place.renew, self._enter)

    def _on_locked(self, note: LockNote) -> None:
        self._forget_council()
        self.locked.emit(note._replace(folder=str(self._folder or "")))

    def _forget_council(self) -> None:
        if self._main:
            self.setCurrentWidget(self.start)
            self.start.setEnabled(False)
            self._main.hide()
            self._main.deleteLater()
        self._main = self._lock = self._place = None
