"""F3 while it locks: on a disk without room it stays covered, says what to do, loses nothing, locks later."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from contextlib import suppress

import pytest
from hands import says, write
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

from kyogikai_desktop.domain.cases import Case, Person
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.gui.lock.lock_room import LockRoom
from kyogikai_desktop.gui.main_window import MainWindow
from kyogikai_desktop.gui.workplace import compose
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.session import Founder, create, open_council
from kyogikai_desktop.vault.kdf import FLOOR

pytestmark = pytest.mark.long
NOTE = "玄関先で会えた。明日また行く。" * 400  # more than fits into the free pages of the file
PASSWORD = "夏草や 兵ども 2026"


class Disk:
    """A small disk of its own where one may mount it; else no file may grow any more once it is full."""

    def __init__(self, place):
        self.place = place
        self.mounted = os.geteuid() == 0
        if self.mounted:
            subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", place], check=True)

    def fill(self):
        if not self.mounted:
            largest = max(file.stat().st_size for file in self.place.rglob("*") if file.is_file())
            resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
            return
        with (self.place / "filler").open("wb", buffering=0) as filler, suppress(OSError):
            while filler.write(b"x" * 4096):
                pass

    def make_room(self):
        (self.place / "filler").unlink(missing_ok=True)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def end(self):
        self.make_room()
        if self.mounted:
            subprocess.run(["umount", "-l", self.place], check=True)


@pytest.fixture
def disk(tmp_path):
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    place = tmp_path / "disk"
    place.mkdir()
    made = Disk(place)
    yield made
    made.end()
    signal.signal(signal.SIGXFSZ, before)


@pytest.fixture
def desk(disk, tasks, qtbot):
    """A note half written in a council on the small disk, which is full by now."""
    council = Council("北の杜市 協議会", ("202070",), 50000)
    session = create(disk.place / "council", council, Founder("hayashi", "林", PASSWORD), kdf=FLOOR)
    case = Casework(session).receive(Case(session.today(), person=Person("山﨑　みつ")))
    window = QStackedWidget()
    qtbot.addWidget(window)
    main = MainWindow(compose(session, tasks), tasks, window)
    window.addWidget(main)
    window.show()
    window.activateWindow()
    room = LockRoom(window, main, main._place, tasks, session.clock)
    main.open_page("case", case.id)
    qtbot.waitUntil(lambda: says(main, case.number))
    main.page()._overview.entry.fields.text.setPlainText(NOTE)
    yield room
    session.close()


def kept(disk):
    with open_council(disk.place / "council", PASSWORD) as again:
        [draft] = (one for one in Drafts(again).listing() if one.key.startswith("note:"))
        return Drafts(again).get(draft.key)


def test_it_stays_covered_and_locks_once_there_is_room(desk, disk, qtbot):
    disk.fill()
    locked = []
    desk.locked.connect(locked.append)
    desk._again.setInterval(50)
    desk.lock("idle")
    page = desk._cover._page
    assert desk.is_covered and not locked
    # A file that may not grow is an error of the disk and no full one: the words are others, the rest is not.
    words = "空きをつくると、下書きに残して、ロックします" if disk.mounted else "覆いの下に残っています"
    qtbot.waitUntil(lambda: says(page, words))
    QTimer.singleShot(150, disk.make_room)
    qtbot.waitUntil(lambda: bool(locked), timeout=15000)
    assert (locked[0].cause, locked[0].drafts) == ("idle", 1)
    assert NOTE in kept(disk)


def test_who_types_the_password_goes_on_where_it_was(desk, disk, qtbot):
    disk.fill()
    desk.lock("sleep")
    desk._page._password.setFocus()
    write(PASSWORD[:1])
    desk._lock_again()  # nobody is interrupted while typing
    assert desk._page._password.text() == PASSWORD[:1]
    desk._page._password.setText(PASSWORD)
    desk._page._try()
    qtbot.waitUntil(lambda: not desk.is_covered, timeout=15000)
    assert desk._main.page()._overview.entry.fields.text.toPlainText() == NOTE
    assert says(desk._main, "画面は前のままです")
    assert not desk._again.isActive()
    disk.make_room()
    desk.lock()
    assert NOTE in kept(disk)
