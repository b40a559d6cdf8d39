"""Start Qt, show the unlock page at once, and import everything else while the password is typed."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from kyogikai_desktop import paths
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import icon
from kyogikai_desktop.gui.preferences import load_row_height, load_zoom
from kyogikai_desktop.gui.reporter import Reporter
from kyogikai_desktop.gui.shell import TITLE, Shell
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.theme import LIGHT

if TYPE_CHECKING:
    from datetime import datetime

    from kyogikai_desktop.gui.lock.note import LockNote
    from kyogikai_desktop.gui.requests import Compose

Relaunch = Callable[["LockNote"], None]


def now() -> datetime:
    """Return the time of this PC with its offset."""
    from datetime import datetime

    return datetime.now().astimezone()


def start_again(note: LockNote) -> None:
    """Start a fresh process that has never held the council's data."""
    from PySide6.QtCore import QProcess, QProcessEnvironment

    from kyogikai_desktop.gui.lock.note import VARIABLE

    environment = QProcessEnvironment.systemEnvironment()
    environment.insert(VARIABLE, note.dump())
    process = QProcess()
    process.setProgram(sys.executable)
    process.setArguments([] if getattr(sys, "frozen", False) else ["-m", "kyogikai_desktop"])
    process.setProcessEnvironment(environment)
    process.startDetached()


def make_application(argv: Sequence[str]) -> QApplication:
    """Return the application with its look."""
    app = QApplication([*argv, "-style", "Fusion"])
    app.setApplicationDisplayName(TITLE)
    app.setDesktopFileName("kyogikai-desktop")
    theme.set_row_height(app, load_row_height(paths.state()))
    theme.apply(app, load_zoom(paths.state()))
    return app


def speak_japanese(app: QApplication) -> None:
    """Give Qt's own buttons and dialogs their Japanese words."""
    from PySide6.QtCore import QLibraryInfo, QTranslator

    from kyogikai_desktop.gui.qt_words import QtWords

    words = QTranslator(app)
    if words.load("qtbase_ja", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
    app.installTranslator(QtWords(app))


def _keep_to_ourselves(app: QApplication) -> None:
    """Leave nothing on the clipboard, and keep the windows out of shared screens."""
    from kyogikai_desktop.gui.clipboard import ClipboardWatch
    from kyogikai_desktop.gui.lock.capture import exclude_from_capture

    ClipboardWatch(app)
    exclude_from_capture(app)


def _show(shell: Shell) -> None:
    """Show the window; on a screen that has no room for it with its frame, over the whole screen."""
    room = shell.screen().availableGeometry()
    if room.width() <= shell.width() or room.height() <= shell.height():
        shell.showMaximized()
    else:
        shell.show()


def _show_lock(shell: Shell) -> None:
    """Go on from the process before this one, if it left a council."""
    if any(name.startswith("KYOGIKAI_") for name in os.environ):
        from kyogikai_desktop.gui.lock.note import take

        if note := take():
            shell.show_locked(note)


def run(argv: Sequence[str], compose: Compose, relaunch: Relaunch = start_again) -> int:
    """Show the window until it is closed; `compose` runs on the writer thread after the first paint."""
    app = make_application(argv)
    reporter = Reporter(app)
    reporter.install()
    tasks = Tasks()
    shell = Shell(tasks, now)
    reporter.reported.connect(lambda place: tasks.refused.emit(AppError("unexpected", place=place)))

    def leave(note: LockNote) -> None:
        relaunch(note)
        app.quit()

    shell.locked.connect(leave)
    shell.painted.connect(gc.enable)  # turned off by app.main
    shell.painted.connect(lambda: speak_japanese(app))
    shell.painted.connect(lambda: _keep_to_ourselves(app))
    shell.painted.connect(lambda: app.setWindowIcon(icon("council", LIGHT.primary, 64)))
    shell.painted.connect(lambda: tasks.write(lambda: compose(tasks), shell.set_factory))
    _show_lock(shell)
    _show(shell)
    code = app.exec()
    tasks.drain()
    return code
