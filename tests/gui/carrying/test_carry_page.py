"""The page 持ち出し on both PCs, and the form that takes a file in before a council is open."""

from __future__ import annotations

import os
from threading import Event

import pytest
from hands import in_front, press, says, show
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QScrollArea
from sample_council import PASSWORD

from kyogikai_desktop.errors import Cancelled
from kyogikai_desktop.gui.accounts.accounts_page import AccountsPage
from kyogikai_desktop.gui.carrying.carried_page import CarriedPage
from kyogikai_desktop.gui.carrying.carry_words import carried_words, frozen_words
from kyogikai_desktop.gui.carrying.take_out_dialog import TakeOutDialog
from kyogikai_desktop.gui.carrying.working_dialog import WorkingDialog
from kyogikai_desktop.gui.settings.settings_page import SettingsPage
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.returning import Step
from kyogikai_desktop.words import SENTENCES


def shot(widget, name):
    if place := os.environ.get("SHOTS"):
        widget.grab().save(f"{place}/{name}.png")


def fill(dialog, **texts):
    for name, text in texts.items():
        dialog._fields[name].setText(text)


def test_the_office_takes_out_and_then_only_reads(qtbot, rooms, page_of):
    page = page_of(rooms.at(rooms.office))
    told = []
    page.council_left.connect(told.append)
    shot(page, "home")
    press("Ctrl+Enter")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    press("Ctrl+Enter")
    assert says(dialog, SENTENCES["required"])
    fill(dialog, folder=str(rooms.stick), destination="第2会議室", due="今日 17:00", permission="12号")
    shot(dialog, "dialog")
    press("Ctrl+Enter")
    qtbot.waitUntil(lambda: bool(told), timeout=15000)
    page._session.close()
    assert "kyogikai-001-out.carry" in told[0]
    assert (rooms.stick / "kyogikai-001-out.carry").exists()
    again = page_of(rooms.office)
    assert says(again, "ここは読むだけです")
    qtbot.waitUntil(lambda: says(again, "第2会議室"))
    shot(again, "left")
    carry = Carrying(again._session).current()
    assert "林" in frozen_words(carry, again._session)
    wanted = []
    again.navigate.connect(lambda page, record: wanted.append((page, record)))
    next(one for one in again.commands() if one.key == "Ctrl+P").run()
    assert wanted == [("carry_entry", carry.id)]


def test_a_departure_can_be_stopped_and_nothing_typed_is_lost(qtbot, rooms, page_of, tasks):
    page = page_of(rooms.at(rooms.office))
    free = Event()
    press("Ctrl+Enter")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    asking = QApplication.activeModalWidget()
    asking.activateWindow()
    qtbot.waitUntil(asking.isActiveWindow)
    fill(asking, folder=str(rooms.stick), destination="第2会議室", due="今日 17:00", permission="12号")
    tasks.write(free.wait, lambda _done: None)
    press("Ctrl+Enter")
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), WorkingDialog))
    working = QApplication.activeModalWidget()
    assert says(working, "持ち出しのファイルをつくっています")
    working.activateWindow()
    qtbot.waitUntil(working.isActiveWindow)
    press("Esc")
    assert says(working, "やめています")
    shot(working, "stopping")
    free.set()
    qtbot.waitUntil(lambda: says(asking, SENTENCES["cancelled"]))
    assert asking._fields["destination"].text() == "第2会議室"
    assert not list(rooms.stick.iterdir())
    assert not page._session.read_only


def test_the_laptop_knows_what_it_is_and_writes_the_return(qtbot, away, page_of, monkeypatch):
    page = page_of(away.at(away.laptop))
    assert "持ち出した協議会です" in carried_words(page._session)
    shot(page, "here")
    told = []
    page.council_left.connect(told.append)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(away.stick))
    press("Ctrl+Enter")
    qtbot.waitUntil(lambda: bool(told), timeout=15000)
    page._session.close()
    assert (away.stick / "kyogikai-001-return-1.carry").exists()
    back = page_of(away.laptop)
    assert says(back, "持ち帰りのファイルを作りました")
    shot(back, "back")


def test_a_file_is_asked_for_with_folder_and_password(qtbot, themed, tmp_path):
    assert themed
    page = CarriedPage()
    qtbot.addWidget(page)
    page.resize(990, 700)
    page.start(None)
    page.show()
    asked = []
    page.requested.connect(asked.append)
    page.submit()
    assert says(page, SENTENCES["required"])
    page.fields.file.setText(str(tmp_path / "a.carry"))
    page.fields.folder.setText(str(tmp_path / "new"))
    page.fields.password.setText(PASSWORD)
    shot(page, "carried")
    given_up = []
    page.given_up.connect(lambda: given_up.append(True))
    page.fields.password.returnPressed.emit()
    asked[0].progress(Step.UNPACK, 1, 2)
    qtbot.waitUntil(lambda: says(page, "ファイルを開いています"))
    shot(page, "unpacking")
    page.give_up()
    with pytest.raises(Cancelled):
        asked[0].progress(Step.UNPACK, 2, 2)
    page.show_error(Cancelled())
    assert says(page, SENTENCES["cancelled"])
    assert not given_up
    assert page.fields.password.text() == PASSWORD
    page.hide()
    assert not page.fields.password.text()
    assert (asked[0].file, asked[0].folder) == (tmp_path / "a.carry", tmp_path / "new")
    assert PASSWORD not in repr(asked[0])


def test_tab_shows_a_whole_field_in_a_low_window(qtbot, themed):
    assert themed
    page = CarriedPage()
    qtbot.addWidget(page)
    page.start(None)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    password = page.fields.password
    for height in range(340, 480, 10):
        page.resize(540, height)
        page.findChild(QScrollArea).verticalScrollBar().setValue(0)
        page.fields.login.setFocus()
        QTest.keyClick(page.fields.login, Qt.Key.Key_Tab)
        assert password.hasFocus()
        assert password.visibleRegion().boundingRect().height() == password.height()


def test_a_custodian_of_a_council_that_is_out_is_not_said_to_be_none(qtbot, away, tasks):
    with away.at(away.office).open() as session:
        for page in (AccountsPage(session, tasks), SettingsPage(session, tasks)):
            show(qtbot, page)
            done = []
            tasks.read(lambda: None, done.append)
            qtbot.waitUntil(lambda done=done: bool(done))
            assert not says(page, "の役割の人です")
            page.hide()
        tasks.drain()


def test_a_moment_that_cannot_be_read_is_told_with_one_that_can(qtbot, rooms, page_of, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "Documents").mkdir()
    page_of(rooms.at(rooms.office))
    press("Ctrl+Enter")
    dialog = in_front(qtbot, TakeOutDialog)
    begun = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *asked: begun.append(asked[2]) or "")
    press("Alt+O")
    assert begun == [str(tmp_path / "Documents")]
    fill(dialog, folder=str(rooms.stick), destination="第2会議室", due="kyou", permission="12号")
    press("Ctrl+Enter")
    assert says(dialog, "例：今日 17:00")
    QApplication.processEvents()
    assert abs(dialog.rows["due"].width() - dialog.rows["destination"].width()) <= 1
    dialog.reject()
