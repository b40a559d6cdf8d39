"""A desk left alone with a note and a dialog half filled: it locks, and nothing that was typed is lost."""

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from this_pc import STATE

from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.cases import Person as Somebody
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.session import Founder, create, open_council
from kyogikai_desktop.vault.kdf import FLOOR

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=JST)
PASSWORD = "natsukusa ya 2026"
NOTE, REVIEW = "眠れないと話した。髙橋さんへ連絡する。", "食事がとれているかを先に見る"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    founder = Founder("hayashi", "林　直樹", PASSWORD)
    council = Council("北の杜市協議会", ("202070",), 50_000)
    with create(tmp_path / "council", council, founder, clock=lambda: NOW, kdf=FLOOR) as session:
        Casework(session).receive(Case(date(2026, 11, 2), person=Somebody("𠮷田　ハル")))
    return tmp_path / "council"


@pytest.fixture
def sit_down(start, folder):
    """Start the program anew and open the council, as often as a test asks."""

    def begin():
        person = start()
        person.unlock(folder, PASSWORD)
        return person

    return begin


def half_filled(person):
    """Begin a note and, over it, a review; leave both."""
    person.open_page("case", 1)
    person.until(lambda: person.sees("R8-001"))
    person.press("F4")
    person.until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit))
    person.type(NOTE)
    person.press("F5")
    person.until_asked()
    person.until(lambda: isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit))
    field = next(iter(QApplication.activeModalWidget().findChildren(QPlainTextEdit)), None)
    (field or QApplication.focusWidget()).setFocus()
    person.type(REVIEW)


def test_the_idle_desk_locks_and_both_are_gone_on_with(sit_down, folder, qtbot):
    person = sit_down()
    half_filled(person)
    room = person.shell._lock
    with qtbot.waitSignal(person.shell.locked) as locked:
        room.idle.idle.emit()
    note = locked.args[0]
    assert (note.cause, note.minutes, note.at) == ("idle", 5, "10:42")
    assert QApplication.activeModalWidget() is None
    assert not any("眠れない" in text for text in _texts())
    with open_council(folder, PASSWORD, clock=lambda: NOW) as session:
        assert not Casework(session).notes(1)  # nothing was recorded that nobody recorded

    again = sit_down()
    again.open_page("home")
    again.until(lambda: again.sees("R8-001 の支援の記録"))
    again.until(lambda: again.sees("R8-001 の見直し"))
    again.open_page("case", 1)
    again.until(lambda: any(NOTE in text for text in _texts()))
    again.press("F4")
    again.press("Ctrl+Return")
    with open_council_when_closed(again, folder) as session:
        assert [one.text for one in Casework(session).notes(1)] == [NOTE]


def _texts():
    visible = (
        one for one in QApplication.allWidgets() if isinstance(one, QPlainTextEdit) and one.isVisible()
    )
    return [one.toPlainText() for one in visible]


def open_council_when_closed(person, folder):
    person.until(lambda: not any(NOTE in text for text in _texts()))
    person.shell.close()
    return open_council(folder, PASSWORD, clock=lambda: NOW)
