"""A carry-out when something comes between: the lock, a stick pulled out, a file of an earlier time."""

from __future__ import annotations

from threading import Event

import pytest
from derivations import derived  # noqa: F401 (fixture)
from PySide6.QtCore import QTimer
from rooms import PLAN, away_template, rooms, two_people  # noqa: F401 (fixtures)
from sample_council import PASSWORD, SampleCouncil, council_template, receive  # noqa: F401 (fixture)

from kyogikai_desktop.gui.carrying.working_dialog import WorkingDialog
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.casework import Casework

pytestmark = pytest.mark.long

NOTE = "配食の人と話した。"


@pytest.fixture
def sit_at(start, rooms):  # noqa: F811 (the fixture)
    """Start the program on the PC of a council, with its state folder, or after a process that left it."""

    def begin(council, left=None):
        rooms.at(council)
        return start(left)

    return begin


@pytest.fixture
def leaves(sit_at, rooms):  # noqa: F811 (the fixture)
    """Take the council out beside a half written note, and lock while the file is written."""

    def act(meanwhile=lambda: None):
        office, told = sit_at(rooms.office), []
        office.shell.locked.connect(told.append)
        office.unlock(rooms.office.folder, PASSWORD)
        office.open_page("case", 1)
        office.until(lambda: office.sees("R8-001"))
        office.press("F4")
        office.type(NOTE)
        fill_in(office, rooms.stick)
        written = Event()
        office.shell._tasks.write(written.wait, lambda _done: None)
        office.press("Ctrl+Return")
        office.until(lambda: isinstance(office.place, WorkingDialog))
        meanwhile()
        QTimer.singleShot(300, written.set)
        office.shell._lock.idle.idle.emit()
        office.until(lambda: told)
        office.shell.close()
        return sit_at(rooms.office, told[0])

    return act


def fill_in(office, stick):
    office.open_page("carry")
    office.until(lambda: office.sees("持ち出しは、まだありません。"))
    office.press("Ctrl+Return")
    office.until_asked()
    office.fill("ファイルを置く場所", str(stick))
    office.fill("行き先", "市役所 第2会議室")
    office.fill("持ち帰りの予定", "+1 17:00")
    office.fill("持ち出しの許可（文書の番号）", "R8.11.1 情報管理 第12号")


def pulled_out(stick):
    """Leave nothing at its place that a file can be written into."""
    stick.rmdir()
    stick.touch()


def test_a_lock_while_the_file_is_written_lets_it_be_finished_and_tells_so(leaves, rooms):  # noqa: F811
    office = leaves()
    assert office.sees("kyogikai-001-out.carry")
    assert [file.name for file in rooms.stick.iterdir()] == ["kyogikai-001-out.carry"]
    office.enter_password(PASSWORD)
    assert office.sees("読み取り専用：林　直樹さんが持ち出しています")
    office.shell.close()
    with rooms.open(rooms.stick / "kyogikai-001-out.carry").open() as session:
        assert len(Casework(session).find("R8-001")) == 1


def test_a_stick_that_is_pulled_out_when_the_lock_comes_leaves_all_as_it_was(leaves, rooms):  # noqa: F811
    office = leaves(meanwhile=lambda: pulled_out(rooms.stick))
    assert office.sees("暗号化した下書きに残っています")
    assert office.sees(
        "持ち出しや持ち帰りのファイルは、できませんでした。ファイルを置くフォルダーが見つかりません。"
    )
    assert rooms.stick.read_bytes() == b""
    office.enter_password(PASSWORD)
    assert not office.sees("読み取り専用")
    office.open_page("home")
    office.until(lambda: office.sees("R8-001 の支援の記録"))
    office.open_page("carry")
    office.until(office.page()._buttons.count)  # what may be done has been read
    office.press("Ctrl+Return")
    office.until_asked()
    office.until(lambda: "市役所 第2会議室" in {field.text() for field in office.place._fields.values()})
    office.press("Escape")
    office.shell.close()


def test_the_file_of_an_earlier_time_tells_its_age_and_brings_nothing_home(sit_at, rooms):  # noqa: F811
    old = rooms.out()
    laptop = rooms.open(old)
    with laptop.open() as session:
        receive(session, "大江　ひかる")
    rooms.take_in(rooms.back(laptop))
    with rooms.at(rooms.office).open() as session:
        new = Carrying(session).take_out(PLAN, rooms.stick).file
    rooms.open(new, SampleCouncil(rooms.stick.parent / "laptop" / "second", rooms.office.now))
    with SampleCouncil(rooms.stick.parent / "laptop" / "second", rooms.office.now).open() as session:
        receive(session, "小川　のぞみ")

    mistaken = rooms.stick.parent / "laptop" / "mistaken"
    person = sit_at(rooms.laptop)
    person.opens_carried(old, mistaken, PASSWORD)
    person.until(lambda: person.shell.main is not None)
    assert person.sees("この控えは、前に使ったものより古いようです。")
    person.shell.close()
    with SampleCouncil(mistaken, rooms.office.now).open() as session:
        late = Carrying(session).bring_back(rooms.stick / "late").file

    home = sit_at(rooms.office)
    home.opens_carried(late, rooms.office.folder, PASSWORD)
    home.until(lambda: home.sees("の持ち出しは、もう持ち帰って取り込んであります。"))
    assert home.shell.main is None
    home.press("Esc")
    home.unlock(rooms.office.folder, PASSWORD)
    assert home.sees("読み取り専用：林　直樹さんが持ち出しています")
    home.shell.close()


def test_what_was_written_on_the_laptop_after_its_first_return_comes_home_too(sit_at, rooms):  # noqa: F811
    laptop = rooms.open(rooms.out())
    with laptop.open() as session:
        receive(session, "大江　ひかる")
    first = rooms.back(laptop)
    with laptop.open() as session:
        Carrying(session).carry_on()
        receive(session, "小川　のぞみ")
    second = rooms.back(laptop)

    home = sit_at(rooms.office)
    home.opens_carried(first, rooms.office.folder, PASSWORD)
    home.until(lambda: home.shell.main is not None)
    assert home.sees("持ち帰りを取り込みました。")
    home.open_page("case", 4)  # one looks for the other person, who is not there
    home.until(lambda: home.sees("R8-004"))
    home.shell.close()

    home = sit_at(rooms.office)
    home.opens_carried(second, rooms.office.folder, PASSWORD)
    home.until(lambda: home.shell.main is not None)
    assert home.sees("持ち帰りを取り込みました。")
    assert not home.sees("古いようです")
    found = Casework(home.page()._session)
    assert found.find("大江")
    assert found.find("小川")
    home.shell.close()
