"""A meeting away from the office: out by stick, two hours on the laptop, and back; by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from rooms import away_template, rooms, two_people  # noqa: F401 (fixtures)
from sample_council import PASSWORD, council_template  # noqa: F401 (fixture)
from test_windows import NOW, Person, _hold_a_meeting, _seat_people

from kyogikai_desktop.desk import Desk
from kyogikai_desktop.gui.shell import Shell
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.services.meetings import Meetings


@pytest.fixture
def sit_at(qtbot, themed, rooms):  # noqa: F811 (the fixture)
    """Start the program on the PC of a council, with the state folder of that PC."""
    assert themed
    running = []

    def begin(council):
        rooms.at(council)
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


def fill(person, **texts):
    person._come_to_the_front()
    for name, words in texts.items():
        person.tab_to(name)
        person.press("Ctrl+A")
        person.type(words)


def open_file(person, file, folder):
    person.until(lambda: person.sees("持ち出し・持ち帰りのファイル"))
    person.press("Alt+M")
    person.until(lambda: person.sees("会議室のパソコンでは"))
    fill(person, ファイル=str(file), フォルダー=str(folder), パスワード=PASSWORD)
    person.press("Ctrl+Return")
    person.until(lambda: person.shell.main is not None)


def unlock(person, folder):
    person._come_to_the_front()
    person.shell.start.show_council(folder, "北の杜市協議会")
    person.until(person.shell.start.unlock.ui.login.count)
    person.tab_to("パスワード")
    person.type(PASSWORD)
    person.press("Return")
    person.until(lambda: person.shell.main is not None)


def test_a_meeting_on_the_laptop_comes_back_to_the_office(sit_at, rooms):  # noqa: F811 (the fixture)
    office = sit_at(rooms.office)
    unlock(office, rooms.office.folder)
    _seat_people(office.page()._session)
    office.open_page("carry")
    office.until(lambda: office.sees("持ち出しは、まだありません。"))
    office.press("Ctrl+Return")
    office.until(lambda: QApplication.activeModalWidget() is not None)
    fill(office, ファイルを置く場所=str(rooms.stick), 行き先="市役所 第2会議室", 持ち帰りの予定="+1 17:00")
    office.tab_to("持ち出しの許可（文書の番号）")
    office.type("R8.11.1 情報管理 第12号")
    office.press("Ctrl+Return")
    office.until(lambda: office.shell.main is None)
    assert office.sees("kyogikai-001-out.carry")
    unlock(office, rooms.office.folder)
    assert office.sees("読み取り専用：林　直樹さんが持ち出しています")
    office.shell.close()

    laptop = sit_at(rooms.laptop)
    open_file(laptop, rooms.stick / "kyogikai-001-out.carry", rooms.laptop.folder)
    assert laptop.sees("持ち出した協議会です")
    _hold_a_meeting(laptop)
    laptop.open_page("carry")
    laptop.until(lambda: laptop.sees("これは持ち出した協議会です。"))
    laptop.answer_file_dialog(rooms.stick)
    laptop.press("Space")
    laptop.until(lambda: laptop.shell.main is None)
    back = rooms.stick / "kyogikai-001-return-1.carry"
    assert back.exists()
    laptop.shell.close()

    home = sit_at(rooms.office)
    open_file(home, back, rooms.office.folder)
    assert not home.sees("読み取り専用")
    session = home.page()._session
    [meeting] = [Meetings(session).get(row.id) for row in Meetings(session).rows()]
    assert any("食事を先に" in item.decision for item in meeting.items)
    home.shell.close()
