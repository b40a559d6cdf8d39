"""Back to a backup from the start page: it says what it is at, and Esc stops it with nothing changed."""

from __future__ import annotations

from threading import Event

import pytest
from hands import press, says, show_alone
from PySide6.QtWidgets import QProgressBar

from kyogikai_desktop.gui.requests import RestoreRequest
from kyogikai_desktop.gui.restoring.restore_page import RestorePage
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.session import open_council
from kyogikai_desktop.services.whole_restore import Step, restore

PASSWORD = "夏草や 兵ども 2026"


@pytest.fixture
def backup(session, tmp_path):
    return Backups(session).make(tmp_path / "usb").copies[0]


@pytest.fixture
def page(qtbot, backup, tmp_path):
    made = RestorePage()
    show_alone(qtbot, made)
    made.begin(tmp_path / "new", [backup])
    made.show_contents("", ["hayashi"])
    made.fields.password.setText(PASSWORD)
    return made


@pytest.fixture
def go_on(page, tasks):
    """Restore as the program does, but wait at the check of the content until somebody goes on."""
    gate, done = Event(), []

    def work(request: RestoreRequest):
        def told(step, done, total):
            request.progress(step, done, total)
            if step == Step.CHECK:
                assert gate.wait(20)

        return restore(request.file, request.folder, request.password, login=request.login, progress=told)

    page.requested.connect(lambda request: tasks.write(lambda: work(request), done.append, page.show_error))
    gate.done = done
    yield gate
    gate.set()


def test_a_restore_is_stopped_by_esc_and_can_begin_again(qtbot, page, go_on, tmp_path):
    given_up = []
    page.given_up.connect(lambda: given_up.append(True))
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: says(page, "中身を確かめています"))
    assert page.findChild(QProgressBar).isVisible()
    assert not page.fields.password.isEnabled()
    press("Escape")
    assert says(page, "やめています")
    go_on.set()
    qtbot.waitUntil(lambda: says(page, "やめました。何も変わっていません。"))
    assert not given_up
    assert not page.findChild(QProgressBar).isVisible()
    assert not (tmp_path / "new").exists()
    assert page.fields.password.text() == PASSWORD
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: bool(go_on.done), timeout=15000)
    open_council(tmp_path / "new", PASSWORD).close()


def test_esc_before_anything_was_begun_goes_back(qtbot, page):
    with qtbot.waitSignal(page.given_up):
        press("Escape")
