"""The program as a journey starts it: anew, as often as wanted, on a PC of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from colleagues import let_in, weeks_pass
from office import HAYASHI, MORI, NOW
from person import Person
from this_pc import STATE

from kyogikai_desktop.desk import Desk
from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.gui.lock.note import LockNote
from kyogikai_desktop.gui.shell import Shell
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.services.session import Founder, create
from kyogikai_desktop.vault import people
from kyogikai_desktop.vault.kdf import FLOOR


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """New slots cost the least that is allowed."""
    monkeypatch.setattr(people, "calibrate", lambda: FLOOR)


@pytest.fixture
def start(qtbot, themed, tmp_path, monkeypatch):
    """Start the program, fresh or after a process that left a council.

    Whoever sits at another PC sets STATE before.
    """
    assert themed
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    running = []

    def begin(left: LockNote | None = None) -> Person:
        tasks = Tasks()
        shell = Shell(tasks, lambda: NOW)
        running.append(tasks)
        qtbot.addWidget(shell)
        shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        shell.set_factory(Desk(tasks))
        if left:
            shell.show_locked(left)
        return Person(shell, qtbot)

    yield begin
    for tasks in running:  # the windows were closed by qtbot
        tasks.drain()


@pytest.fixture
def council_of_two(tmp_path):
    """A council whose founder let Mori in two months ago."""
    founder = Founder("hayashi", "林　直樹", HAYASHI)
    council = Council("北の杜市協議会", ("202070",), 50_000)
    before = datetime.now(JST) - timedelta(days=60)
    with create(tmp_path / "council", council, founder, clock=lambda: before, kdf=FLOOR) as session:
        let_in(session, "mori", "森　千代", MORI, (Role.RECORDER, Role.CUSTODIAN))
        weeks_pass(session, before)
    return tmp_path / "council"
