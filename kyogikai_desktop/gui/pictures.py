"""Draw every window into a picture, without a screen: what the program looks like."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QSize, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from kyogikai_desktop.domain.listing import CaseQuery
from kyogikai_desktop.domain.meetings import MeetingState
from kyogikai_desktop.gui.application import make_application, now
from kyogikai_desktop.gui.main_window import MainWindow
from kyogikai_desktop.gui.start.start_page import StartPage
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.workplace import compose
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session

SIZE = QSize(1366, 768)
_SETTLE = 0.4
_NOISE = "This plugin does not support propagateSizeHints()"


@contextmanager
def _quiet() -> Iterator[None]:
    """Drop the one line that Qt's offscreen plugin writes for every window, and nothing else."""

    def pass_on(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
        if words == _NOISE:
            return
        if before:
            before(kind, context, words)
        else:
            sys.stderr.write(f"{words}\n")

    before = qInstallMessageHandler(pass_on)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


@_quiet()
def draw(session: Session, folder: Path, size: QSize = SIZE) -> int:
    """Draw the start page and every page of an open council; returns how many pictures there are."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else make_application(["pictures"])
    folder.mkdir(parents=True, exist_ok=True)
    tasks = Tasks()
    start = StartPage([], now)
    place = replace(compose(session, tasks), close=lambda _back_up: None)
    window = MainWindow(place, tasks)
    start.resize(size)
    window.resize(size)
    places = _places(session)
    start.show_council(session.vault.folder, place.council)
    start.fill_side()
    start.show()
    _keep(app, tasks, start, folder / "start.png")
    start.hide()
    window.show()
    for page, record in places:
        window.open_page(page, record)
        _keep(app, tasks, window, folder / f"{page}.png")
    tasks.drain()
    return len(places) + 1


def _keep(app: QApplication, tasks: Tasks, widget: QWidget, file: Path) -> None:
    for _ in range(3):  # what a page has read may ask for more, the minutes twice
        _settle(app, tasks)
    widget.grab().save(str(file))


def _places(session: Session) -> list[tuple[str, object]]:
    """Return every page with a record that shows it well."""
    work, meetings = Casework(session), Meetings(session).rows()
    cases = [row.id for row in work.page(CaseQuery(), 0, 12)]
    case = max(cases, key=lambda one: len(work.notes(one)), default=None)
    meeting = meetings[0].id if meetings else None
    held = next((row.id for row in meetings if row.state is MeetingState.HELD), meeting)
    return [
        ("home", None), ("cases", None), ("case", case), ("case_edit", None), ("meetings", None),
        ("meeting_plan", None), ("meeting", meeting), ("minutes", held), ("bodies", None),
        ("summary", None), ("import", None), ("accounts", None), ("backups", None), ("audit", None),
        ("audit_sheet", None), ("carry", None), ("settings", None),
    ]  # fmt: skip


def _settle(app: QApplication, tasks: Tasks) -> None:
    """Let the page read its data, however long that takes, and paint."""
    read: list[None] = []
    tasks.read(lambda: None, read.append)
    until = time.monotonic() + _SETTLE
    while not read or time.monotonic() < until:
        app.processEvents()
        time.sleep(0.01)
