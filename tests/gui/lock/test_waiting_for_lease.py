"""After a lock the next process waits for the lease: a second holder of a real one lets go, or does not."""

from __future__ import annotations

import pytest
from hands import press, write
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from this_pc import STATE

from kyogikai_desktop.desk import Desk
from kyogikai_desktop.gui import shell as shells
from kyogikai_desktop.gui.lock.note import LockNote
from kyogikai_desktop.gui.shell import Shell
from kyogikai_desktop.services.session import open_council

PASSWORD = "夏草や 兵ども 2026"


@pytest.fixture
def shell(session, tasks, qtbot, tmp_path, monkeypatch):
    """The process after a lock, with the password typed; the one before has not closed the council yet."""
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    monkeypatch.setattr(shells, "_PAUSE_MS", 50)
    made = Shell(tasks, session.clock)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.set_factory(Desk(tasks))
    made.show_locked(LockNote(str(session.vault.folder), "14:51", "idle", 5, 1))
    form = made.start.unlock.ui
    qtbot.waitUntil(lambda: form.login.currentText() == "hayashi" and form.password.hasFocus())
    form.password.setText(PASSWORD)
    yield made
    made.close()


def test_what_was_asked_for_opens_as_soon_as_the_process_before_has_closed_it(shell, session, qtbot):
    form = shell.start.unlock.ui
    press("Return")
    qtbot.waitUntil(lambda: "閉じるのを待っています" in form.notice.words)
    assert (form.password.text(), form.open.isEnabled()) == (PASSWORD, False)
    assert shell.main is None
    QTimer.singleShot(200, session.close)
    qtbot.waitUntil(lambda: shell.main is not None)


def test_the_end_of_patience_says_who_has_it_and_waits_again_when_asked(shell, session, qtbot, monkeypatch):
    monkeypatch.setattr(shells, "_PATIENCE", 2)
    form = shell.start.unlock.ui
    press("Return")
    qtbot.waitUntil(form.open.isEnabled)
    assert "hayashiさんが 14:51 から開いています" in form.notice.words
    assert "もう一度「開く」を押すと、また待ちます" in form.notice.words
    assert form.password.text() == PASSWORD
    press("Return")
    qtbot.waitUntil(lambda: "閉じるのを待っています" in form.notice.words)
    session.close()
    qtbot.waitUntil(lambda: shell.main is not None)


def test_a_wrong_password_is_told_once_the_wait_is_over(shell, session, qtbot):
    form = shell.start.unlock.ui
    form.password.setText("冬草や")
    press("Return")
    qtbot.waitUntil(form.notice.isVisible)
    qtbot.waitUntil(lambda: "閉じるのを待っています" in form.notice.words)
    session.close()
    qtbot.waitUntil(lambda: form.password_note.wrong)
    assert not form.notice.isVisible()
    assert QApplication.focusWidget() is form.password
    write(PASSWORD)
    press("Return")
    qtbot.waitUntil(lambda: shell.main is not None)


def test_who_turns_to_another_council_is_not_taken_back(shell, session, qtbot, tmp_path):
    press("Return")
    qtbot.waitUntil(lambda: shell.start.unlock.waits)
    shell.start.show_council(tmp_path / "another", "南の杜市")
    session.close()
    qtbot.wait(150)
    assert shell.main is None
    open_council(session.vault.folder, PASSWORD, clock=session.clock).close()
