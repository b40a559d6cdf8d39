"""The restore drill, by mouse and keyboard: back over the open council, over a broken one, on another PC."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit
from test_windows import Person as Somebody
from test_windows import start  # noqa: F401 (fixture)

from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.cases import Person as Client
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.services.session import Founder, create
from kyogikai_desktop.vault import people, recovery
from kyogikai_desktop.vault.kdf import FLOOR

PASSWORD, NEW = "himitsu no kotoba 2026", "atarashii kotoba 2026"


class Hand:
    """Counts what a person does with the mouse; texts are typed where the last click was."""

    def __init__(self, person: Somebody) -> None:
        self.person, self.clicks = person, 0

    def click(self, words: str) -> None:
        def found():
            return [
                one
                for one in self.person.place.findChildren(QAbstractButton)
                if one.isVisible() and one.isEnabled() and words in (one.text(), one.accessibleName())
            ]

        self.person.until(found)
        self.person._come_to_the_front()
        self.clicks += 1
        QTest.mouseClick(found()[0], Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def click_row(self, view, number: int) -> None:
        self.person.until(lambda: view.model().rowCount() > number)
        self.clicks += 1
        place = view.visualRect(view.model().index(number, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    def type(self, field: QLineEdit, text: str) -> None:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """New slots cost the least that is allowed."""
    monkeypatch.setattr(people, "calibrate", lambda: FLOOR)


@pytest.fixture
def drill(tmp_path):
    """A council with two backups, the older with one case, the newer with two; both also on a stick."""
    folder, stick = tmp_path / "council", tmp_path / "stick"
    stick.mkdir()
    council = Council("北の杜市 協議会", ("202070",), 50_000)
    with create(folder, council, Founder("hayashi", "林", PASSWORD), kdf=FLOOR) as session:
        made = recovery.make(session.vault)
        recovery.keep(session.vault, made)
        Backups(session).set_second_place(stick, "R8.11.1 情報管理 第12号")
        for name in ("𠮷田　博", "髙橋　清"):
            Casework(session).receive(Case(date(2026, 11, 2), person=Client(name)))
            Backups(session).make(tmp_path / "by hand" if name.startswith("𠮷") else None)
    return folder, stick, made.sheets


def unlock(hand, password):
    unlock_page = hand.person.shell.start.unlock
    hand.person.until(lambda: unlock_page.isVisible() and unlock_page.ui.login.currentText())
    hand.type(unlock_page.ui.password, password)
    hand.click("開く")
    hand.person.until(lambda: hand.person.shell.main is not None)


def test_the_whole_goes_back_in_under_ten_clicks(start, drill):  # noqa: F811 (the fixture)
    folder, _stick, _sheets = drill
    person = start()
    person.shell.start.show_council(folder, "北の杜市 協議会")
    hand = Hand(person)
    unlock(hand, PASSWORD)
    Casework(person.page()._session).receive(Case(date(2026, 11, 3), person=Client("山﨑　みつ")))
    hand.clicks = 0
    hand.click("控えと点検")
    hand.click_row(person.page()._list, 0)
    hand.click("全部を戻す")
    person.until(lambda: QApplication.activeModalWidget() is not None)
    hand.type(person.place.password, PASSWORD)
    hand.click("くらべる")
    person.until(lambda: person.sees("加えたもの、書き直したもの：ケース 1 件"))
    hand.click("全部を戻す")
    person.until(lambda: person.shell.main is None)
    person.until(lambda: person.sees("の控えから戻しました。"))
    unlock(hand, PASSWORD)
    assert hand.clicks < 10
    session = person.page()._session
    assert not session.older_than_seen
    assert len(Casework(session).find("山﨑")) == 0
    assert len(Casework(session).find("髙橋")) > 0
    person.shell.close()
    assert [one.key for one in check_folder(folder, PASSWORD)] == ["restored"]


def test_a_broken_council_offers_its_newest_backup_at_the_unlock_page(start, drill):  # noqa: F811
    folder, _stick, _sheets = drill
    (folder / "vault.db").write_bytes(b"")
    person = start()
    person.shell.start.show_council(folder, "北の杜市 協議会")
    hand = Hand(person)
    unlock_page = person.shell.start.unlock
    person.until(unlock_page.ui.login.currentText)
    hand.type(unlock_page.ui.password, PASSWORD)
    hand.click("開く")
    person.until(lambda: person.sees("控えから戻せます。"))
    person.press("Alt+R")
    page = person.shell.start.restoring
    person.until(page.isVisible)
    person.until(lambda: person.sees("利用者 1 人"))
    assert Path(page.folder.text()) == folder
    hand.type(page.password, "wrong")
    person.press("Ctrl+Return")
    person.until(lambda: person.sees("パスワードが違います"))
    hand.type(page.password, PASSWORD)
    hand.click("この控えに戻す")
    person.until(lambda: person.sees("控えから戻しました。"))
    unlock(hand, PASSWORD)
    assert hand.clicks < 10
    person.shell.close()


def test_a_destroyed_pc_comes_back_from_the_stick_and_two_sheets(start, drill, tmp_path, monkeypatch):  # noqa: F811
    _folder, stick, sheets = drill
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "another PC"))
    newest = max(stick.glob("*.bak"), key=lambda file: file.name.split("-")[1])
    person = start()
    hand = Hand(person)
    hand.click("控えから戻す")
    page = person.shell.start.restoring
    person.until(page.isVisible)
    person.answer_file_dialog(newest)
    hand.click("選ぶ")
    person.until(lambda: person.sees("利用者 1 人"))
    hand.type(page.folder, str(tmp_path / "new PC" / "council"))
    page._ways.choose("sheets")
    hand.type(page.first, next(text for text in sheets[0].strings if text[1] == "B"))
    hand.type(page.second, next(text for text in sheets[1].strings if text[1] == "A")[:-1])
    hand.type(page.new, NEW)
    hand.type(page.repeat, NEW)
    hand.click("この控えに戻す")
    person.until(lambda: person.sees("復旧シートの文字が、8 番目のまとまりで合いません。"))
    assert not (tmp_path / "new PC").exists()
    hand.type(page.second, next(text for text in sheets[1].strings if text[1] == "A"))
    hand.click("この控えに戻す")
    person.until(lambda: person.sees("控えから戻しました。"))
    assert page.new.text() == ""
    unlock(hand, NEW)
    session = person.page()._session
    assert len(Casework(session).find("髙橋")) > 0
    assert not session.older_than_seen
    person.shell.close()
    assert [one.key for one in check_folder(tmp_path / "new PC" / "council", NEW)] == ["restored"]
