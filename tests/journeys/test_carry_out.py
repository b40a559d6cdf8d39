"""A meeting away from the office: out by stick, two hours on the laptop, and back; by keyboard."""

from __future__ import annotations

import pytest
from derivations import derived  # noqa: F401 (fixture)
from jobs import hold_a_meeting, seat_people
from rooms import away_template, rooms, two_people  # noqa: F401 (fixtures)
from sample_council import PASSWORD, SampleCouncil, council_template, receive  # noqa: F401 (fixture)

from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.meetings import Meetings


@pytest.fixture
def sit_at(start, rooms):  # noqa: F811 (the fixture)
    """Start the program on the PC of a council, with its state folder, or after a process that left it."""

    def begin(council, left=None):
        rooms.at(council)
        return start(left[0] if left else None)

    return begin


def come_in(person, file, folder):
    person.opens_carried(file, folder, PASSWORD)
    person.until(lambda: person.shell.main is not None)


def test_a_meeting_on_the_laptop_comes_back_to_the_office(sit_at, rooms):  # noqa: F811 (the fixture)
    office, left = sit_at(rooms.office), []
    office.shell.locked.connect(left.append)
    office.unlock(rooms.office.folder, PASSWORD)
    seat_people(office.page()._session)
    office.open_page("carry")
    office.until(lambda: office.sees("持ち出しは、まだありません。"))
    office.press("Ctrl+Return")
    office.until_asked()
    office.fill("ファイルを置く場所", str(rooms.stick))
    office.fill("行き先", "市役所 第2会議室")
    office.fill("持ち帰りの予定", "+1 17:00")
    office.fill("持ち出しの許可（文書の番号）", "R8.11.1 情報管理 第12号")
    office.press("Ctrl+Return")
    office.until(lambda: left)
    office.shell.close()
    office = sit_at(rooms.office, left)
    office.until(lambda: office.sees("kyogikai-001-out.carry"))
    office.enter_password(PASSWORD)
    assert office.sees("読み取り専用：林　直樹さんが持ち出しています")
    assert office.sees("見たことは、操作の記録に残りません")
    office.shell.close()

    laptop = sit_at(rooms.laptop)
    come_in(laptop, rooms.stick / "kyogikai-001-out.carry", rooms.laptop.folder)
    assert laptop.sees("持ち出した協議会です")
    hold_a_meeting(laptop)
    laptop.open_page("carry")
    laptop.until(lambda: laptop.sees("これは持ち出した協議会です。"))
    laptop.answer_file_dialog(rooms.stick)
    laptop.press("Ctrl+Return")
    laptop.until(lambda: laptop.shell.main is None)
    back = rooms.stick / "kyogikai-001-return-1.carry"
    assert back.exists()
    laptop.shell.close()

    home = sit_at(rooms.office)
    come_in(home, back, rooms.office.folder)
    assert not home.sees("読み取り専用")
    assert home.sees("持ち帰りを取り込みました。")
    session = home.page()._session
    [meeting] = [Meetings(session).get(row.id) for row in Meetings(session).rows()]
    assert any("食事を先に" in item.decision for item in meeting.items)
    home.shell.close()


def test_of_two_laptops_the_second_is_refused_in_the_window_and_gives_back_one_case(sit_at, rooms):  # noqa: F811
    file = rooms.out()
    for name in ("one", "two"):
        laptop = rooms.open(file, SampleCouncil(rooms.stick.parent / name / "council", rooms.office.now))
        with laptop.open() as session:
            receive(session, f"{name}の人")
        rooms.back(laptop).rename(rooms.stick / f"{name}.carry")
    home = sit_at(rooms.office)
    come_in(home, rooms.stick / "one.carry", rooms.office.folder)
    home.shell.close()
    home = sit_at(rooms.office)
    home.opens_carried(rooms.stick / "two.carry", rooms.office.folder, PASSWORD)
    home.until(lambda: home.sees("「two.carry」の持ち出しは、もう持ち帰って取り込んであります。"))
    assert home.shell.main is None
    home.press("Esc")
    home.unlock(rooms.office.folder, PASSWORD)
    home.open_page("carry")
    home.until(lambda: home.sees("届いたファイルから1件だけ移す"))
    home.answer_file_dialog(rooms.stick / "two.carry")
    home.click("届いたファイルから1件だけ移す")
    home.until_asked()
    home.fill("ケースの番号", "R8-004")
    home.fill("パスワード", PASSWORD)
    home.press("Return")
    home.until(lambda: home.sees("R8-005"))
    found = Casework(home.page()._session)
    assert found.find("oneの人")
    assert found.find("twoの人")
    home.press("Esc")
    home.shell.close()
