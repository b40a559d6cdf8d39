"""The main job in the windows, by keyboard: create, import, find, meet, minutes, summary, come back."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from kyogikai_desktop.desk import Desk
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.council import Member, MemberBody, SecrecyPledge
from kyogikai_desktop.gui.shell import Shell
from kyogikai_desktop.gui.tasks import Tasks

LEDGER = Path(__file__).parents[1] / "data" / "ledger-form8.xlsx"
NOW = datetime(2026, 11, 24, 10, 42, tzinfo=JST)
PASSWORD = "夏草や 兵どもが 2026"


class Person:
    """Somebody at the desk who only has a keyboard; file dialogs are answered by name."""

    def __init__(self, shell, qtbot):
        self.shell = shell
        self.qtbot = qtbot

    def until(self, holds):
        self.qtbot.waitUntil(lambda: bool(holds()), timeout=15000)

    @property
    def place(self):
        return QApplication.activeModalWidget() or self.shell

    def press(self, keys):
        self._come_to_the_front()
        target = QApplication.focusWidget() or self.place
        QTest.keySequence(target, QKeySequence(keys))
        QApplication.processEvents()

    def type(self, text):
        self._come_to_the_front()
        QTest.keyClicks(QApplication.focusWidget(), text) if text.isascii() else self._compose(text)

    def _compose(self, text):
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            field.insert(text)
            field.textEdited.emit(field.text())
        else:
            field.insertPlainText(text)

    def tab_to(self, name):
        for _ in range(120):
            focus = QApplication.focusWidget()
            if focus and name in (focus.accessibleName(), _label_of(focus)):
                return
            QTest.keyClick(focus or self.place, Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never reached {name}")

    def sees(self, words):
        return any(
            each.isVisible() and words in str(each.text())
            for each in self.place.findChildren(QWidget)
            if callable(getattr(each, "text", None))
        )

    def _come_to_the_front(self):
        """Do what a window manager does when a dialog has gone; offscreen there is none."""
        if not self.place.isActiveWindow():
            self.place.activateWindow()
            self.until(self.place.isActiveWindow)

    def open_page(self, name, record=None):
        self._come_to_the_front()
        self.shell.main.open_page(name, record)
        QApplication.processEvents()

    def page(self):
        return self.shell.main.page()

    def answer_file_dialog(self, path):
        """Type a path into the next file dialog and accept it."""

        def answer():
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QFileDialog):
                dialog.selectFile(str(path))
                dialog.findChild(QLineEdit).setText(str(path))
                dialog.accept()
            else:
                QTimer.singleShot(50, answer)

        QTimer.singleShot(50, answer)


def _label_of(widget):
    for label in widget.window().findChildren(QLabel):
        if label.buddy() is widget:
            return re.sub(r"\(&.\)|&", "", label.text())
    return ""


@pytest.fixture
def start(qtbot, themed, tmp_path, monkeypatch):
    """Start the program anew, as often as a test asks, on a PC of its own."""
    assert themed
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    running = []

    def begin():
        tasks = Tasks()
        shell = Shell(tasks, lambda: NOW)
        qtbot.addWidget(shell)
        shell.show()
        shell.activateWindow()
        qtbot.waitUntil(shell.isActiveWindow)
        shell.set_factory(Desk(tasks))
        running.append(tasks)
        return Person(shell, qtbot)

    yield begin
    for tasks in running:
        tasks.drain()


def test_from_a_ledger_to_a_verified_preview_and_back(start, tmp_path, qtbot):
    person = start()
    folder = tmp_path / "kitanomori"
    person.press("Alt+1")
    person.until(lambda: person.sees("協議会の名前"))
    for name, words in (
        ("協議会の名前", "北の杜市 孤独・孤立対策地域協議会"),
        ("市区町村コード", "202070"),
        ("人口", "50000"),
        ("保存する場所", str(folder)),
        ("氏名", "佐々木　真由美"),
        ("利用者名（英数字）", "sasaki"),
        ("パスワード", PASSWORD),
        ("パスワード（もう一度）", PASSWORD),
    ):
        person.tab_to(name)
        person.press("Ctrl+A")
        person.type(words)
    person.press("Ctrl+Return")
    person.until(lambda: person.shell.main is not None)

    person.open_page("import")
    person.answer_file_dialog(LEDGER)
    person.press("Ctrl+O")
    person.until(lambda: person.sees("120 件を取り込む"))
    person.press("Ctrl+Return")
    person.until(lambda: person.sees("取り込みました"))

    session = person.page()._session
    _seat_people(session)
    person.press("Ctrl+K")
    person.until(lambda: QApplication.activeModalWidget() is not None)
    person.type("吉田")
    palette = QApplication.activeModalWidget()
    person.until(lambda: any("𠮷田" in palette._list.item(n).text() for n in range(palette._list.count())))
    person.press("Return")
    person.until(lambda: person.page().title == "ケース" and person.shell.main.page().isVisible())

    _hold_a_meeting(person)
    _write_minutes(person, tmp_path)
    _export_summary(person, tmp_path)
    _lock_and_come_back(person, start, folder)
    assert qtbot


def _seat_people(session):
    from kyogikai_desktop.services.council import CouncilWork

    work = CouncilWork(session)
    body = work.save_body(MemberBody("福祉総務課", joined_on=date(2024, 4, 1)))
    pledge = SecrecyPledge(date(2026, 4, 1))
    for name in ("大西　均", "佐々木　真由美"):
        work.save_member(Member(body.id, name, joined_on=date(2024, 4, 1), pledges=(pledge,)))


def _hold_a_meeting(person):
    from kyogikai_desktop.domain.listing import CaseQuery
    from kyogikai_desktop.services.casework import Casework
    from kyogikai_desktop.services.meetings import Meetings

    session = person.page()._session
    cases = tuple(row.id for row in Casework(session).page(CaseQuery(), 0, 3))
    person.open_page("meeting_plan", cases)
    person.until(lambda: person.page()._start is not None)
    person.tab_to("日")
    person.press("Ctrl+A")
    person.type("R8.11.24")
    person.press("Ctrl+S")
    work = Meetings(session)
    person.until(work.rows)
    meeting = work.rows()[0].id
    person.open_page("meeting", meeting)
    person.until(lambda: not person.page()._desk.empty)
    person.press("Alt+Shift+A")
    person.press("Ctrl+Down")
    person.tab_to("決定事項")
    person.type("食事を先にする。髙橋さんと辻󠄀さんが訪ねる。")
    person.press("Ctrl+S")
    person.until(lambda: any("食事を先に" in item.decision for item in work.get(meeting).items))
    person.press("Ctrl+Return")
    person.until(lambda: QApplication.activeModalWidget() is not None)
    person.press("Ctrl+Return")
    person.until(lambda: person.page().title == "議事録")


def _write_minutes(person, tmp_path):
    from kyogikai_desktop.documents.preview import page_count

    target = tmp_path / "kaigiroku.pdf"
    person.until(lambda: person.page()._paper is not None)
    person.answer_file_dialog(target)
    person.press("Ctrl+S")
    person.until(target.exists)
    assert page_count(target.read_bytes()) >= 1


def _export_summary(person, tmp_path):
    from kyogikai_desktop.verify.releases import verify

    out = tmp_path / "out"
    out.mkdir()
    person.open_page("summary")
    person.until(lambda: person.page()._look is not None)
    person.answer_file_dialog(out)
    person.press("Ctrl+Return")
    person.until(lambda: list(out.glob("202070_*")))
    (folder,) = out.iterdir()
    assert folder.name.endswith("_preview")
    assert verify([folder]).findings == ()


def _lock_and_come_back(person, start, folder):
    locked = []
    person.shell.locked.connect(locked.append)
    person.press("Ctrl+L")
    person.until(lambda: locked)
    again = start()
    again.until(lambda: again.sees("北の杜市 孤独・孤立対策地域協議会"))
    again.until(again.shell.start.unlock.isVisible)
    again.tab_to("パスワード")
    again.type("wrong")
    again.press("Return")
    again.until(lambda: again.sees("パスワードが違います。"))
    again.press("Ctrl+A")
    again.type(PASSWORD)
    again.press("Return")
    again.until(lambda: again.shell.main is not None)
    again.open_page("cases")
    again.until(lambda: again.sees("全 120 件"))
    again.open_page("meetings")
    again.until(lambda: again.page().title == "会議")
    assert [note.path for note in locked] == [folder]
