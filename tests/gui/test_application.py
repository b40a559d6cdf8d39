from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest
from this_pc import STATE

from kyogikai_desktop.gui import preferences, theme
from kyogikai_desktop.gui.application import now
from kyogikai_desktop.gui.reporter import Reporter
from kyogikai_desktop.gui.start import recent

HEAVY = (
    "sqlalchemy",
    "sqlcipher3",
    "reportlab",
    "openpyxl",
    "cryptography",
    "pypdfium2",
    "dataclasses",
    "datetime",
)

FIRST_WINDOW = f"""
import sys
from PySide6 import QtCore
from kyogikai_desktop.gui import application
from kyogikai_desktop.gui.shell import Shell
from kyogikai_desktop.gui.tasks import Tasks

app = application.make_application(["program"])
tasks = Tasks()
shell = Shell(tasks, application.now)
shell.painted.disconnect()  # what is put off until now
shell.painted.connect(app.quit)
shell.show()
app.exec()
tasks.drain()
print([name for name in {HEAVY!r} if name in sys.modules], "Qt" in vars(QtCore))
"""

LOCKED = """
from kyogikai_desktop.gui import application
from kyogikai_desktop.gui.main_window import Workplace
from kyogikai_desktop.gui.page import Page, PageSpec
from kyogikai_desktop.gui.shell import Shell

class Factory:
    def __init__(self, tasks):
        self.tasks = tasks

    def practice(self):
        self.tasks.write(lambda: None, lambda _none: shell().main.SIGNAL)
        home = PageSpec("home", "ホーム", lambda: Page("ホーム", self.tasks), "home", "main")
        closing = lambda _back_up: print("closed")
        return Workplace("協議会", "佐々木", "担当", [home], lambda text: [], closing, practice=True)

def shell():
    return next(one for one in application.QApplication.topLevelWidgets() if isinstance(one, Shell))

def compose(tasks):
    tasks.write(lambda: None, lambda _none: shell().practise())
    return Factory(tasks)

def relaunch(note):
    print("relaunch", repr(note.folder), len(note.at), note.cause, note.told)

print(application.run(["program"], compose, relaunch))
"""


@pytest.fixture
def environment(tmp_path):
    return {**os.environ, STATE: str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}


def run(source, environment):
    done = subprocess.run(
        [sys.executable, "-c", source],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.stdout.strip(), done.stderr


@pytest.mark.parametrize("known", [True, False], ids=["unlock", "first-start"])
def test_the_first_window_is_painted_before_anything_heavy_is_imported(tmp_path, environment, known):
    """The enums of the namespace Qt count as heavy: they take a tenth of a bare start."""
    if known:
        recent.remember(tmp_path / "kyogikai-desktop", "/offices/council", "北の杜市", now(), practice=False)
    printed, errors = run(FIRST_WINDOW, environment)
    assert printed == "[] False", errors


@pytest.mark.parametrize(
    ("signal", "told"),
    [("lock_requested.emit()", "key "), ("council_left.emit('戻しました')", "left 戻しました")],
)
def test_whoever_leaves_a_council_goes_on_in_a_fresh_process(environment, signal, told):
    printed, errors = run(LOCKED.replace("SIGNAL", signal), environment)
    assert printed.split("\n") == ["closed", f"relaunch '' 5 {told}", "0"], errors


@pytest.fixture
def reporter():
    return Reporter()


def fail(words):
    raise ValueError(words)


def report(reporter, words):
    try:
        fail(words)
    except ValueError as error:
        reporter.report(type(error), error, error.__traceback__)


def test_an_unexpected_error_is_told_once_and_without_what_was_typed(reporter, caplog):
    told = []
    reporter.reported.connect(told.append)
    for _repaint in range(3):
        report(reporter, "𠮷田 博 060-3811-8133")
    assert len(told) == 1
    assert told[0].startswith("test_application.py:")
    assert "ValueError" in caplog.text
    assert "𠮷田" not in caplog.text


def test_not_even_what_nobody_can_catch_is_told_with_its_words(reporter, caplog, monkeypatch):
    for hook in ("excepthook", "unraisablehook"):
        monkeypatch.setattr(sys, hook, getattr(sys, hook))
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    reporter.install()

    class Leaving:
        def __del__(self):
            fail("𠮷田 博 060-3811-8133")

    Leaving()
    assert "ValueError" in caplog.text
    assert "𠮷田" not in caplog.text


def test_the_text_zoom_is_kept_for_the_next_start(themed, tmp_path):
    try:
        preferences.step_zoom(themed, tmp_path, 1)
        preferences.step_zoom(themed, tmp_path, 1)
        assert preferences.load_zoom(tmp_path) == pytest.approx(theme.zoom()) == pytest.approx(1.25)
        for _step in range(9):
            preferences.step_zoom(themed, tmp_path, 1)
        assert theme.zoom() == pytest.approx(1.4)
    finally:
        theme.apply(themed)


@pytest.mark.parametrize("kept", ["", "zoom", "zoom 9", "zoom large", "zoom 1.1 1.25", "[]"])
def test_a_zoom_that_cannot_be_read_is_the_usual_one(tmp_path, kept):
    (tmp_path / "view.txt").write_text(kept, "utf-8")
    assert preferences.load_zoom(tmp_path) == 1.0


def test_nothing_of_a_council_is_kept_with_the_zoom(themed, tmp_path):
    preferences.step_zoom(themed, tmp_path, 0)
    assert (tmp_path / "view.txt").read_text("utf-8") == "zoom 1.0"


def test_now_knows_its_offset():
    assert now().utcoffset() is not None
