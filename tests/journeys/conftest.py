"""The program as a journey starts it: anew, as often as wanted, on a PC of its own."""

from __future__ import annotations

from datetime import datetime

import pytest
from person import Person

from kyogikai_desktop.desk import Desk
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.gui.shell import Shell
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.vault import people
from kyogikai_desktop.vault.kdf import FLOOR

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=JST)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """New slots cost the least that is allowed."""
    monkeypatch.setattr(people, "calibrate", lambda: FLOOR)


@pytest.fixture
def start(qtbot, themed, tmp_path, monkeypatch):
    """Start the program; whoever sits at another PC sets XDG_STATE_HOME before."""
    assert themed
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    running = []

    def begin() -> Person:
        tasks = Tasks()
        shell = Shell(tasks, lambda: NOW)
        running.append(tasks)
        qtbot.addWidget(shell)
        shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        shell.set_factory(Desk(tasks))
        return Person(shell, qtbot)

    yield begin
    for tasks in running:  # the windows were closed by qtbot
        tasks.drain()
