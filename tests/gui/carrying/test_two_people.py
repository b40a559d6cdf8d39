"""Giving up what was carried, and taking it over: from the page until both agree, by mouse and keys."""

from __future__ import annotations

from dataclasses import replace

from hands import click, press, says, write
from PySide6.QtWidgets import QApplication
from rooms import MORI
from sample_council import acts, receive

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.carrying import CarryState
from kyogikai_desktop.gui.approval_dialog import ApprovalDialog
from kyogikai_desktop.services.carrying import Carrying


def second_person(qtbot):
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ApprovalDialog))
    dialog = QApplication.activeModalWidget()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_lost_stick_is_given_up_once_the_second_person_agrees(qtbot, away, page_of):
    page = page_of(away.at(away.office))
    told = []
    page.council_left.connect(told.append)
    click(page, "打ち切る")
    dialog = second_person(qtbot)
    assert says(dialog, "あとから届いても取り込めません")
    assert dialog.login.currentText() == "mori　森　千代"
    write("ちがう言葉")
    press("Return")
    qtbot.waitUntil(lambda: dialog.rows["password"].wrong)
    assert page._session.read_only
    assert not told
    press("Ctrl+A")
    write(MORI)
    press("Return")
    qtbot.waitUntil(lambda: bool(told))
    assert "紛失の記録" in told[0]
    page._session.close()
    with away.office.open() as session:
        assert Carrying(session).current().state is CarryState.BROKEN
        assert acts(session, "carry_break")[0][-1] == "approved:mori"
        receive(session, "大江　ひかる")


def test_who_puts_it_off_has_given_up_nothing(qtbot, away, page_of):
    page = page_of(away.at(away.office))
    click(page, "打ち切る")
    dialog = second_person(qtbot)
    write(MORI)
    click(dialog, "やめておく")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert Carrying(page._session).current().state is CarryState.LEFT


def test_the_laptop_is_the_office_from_then_on_by_keys_alone(qtbot, away, page_of):
    page = page_of(away.at(away.laptop))
    told = []
    page.council_left.connect(told.append)
    press("Tab")
    assert QApplication.focusWidget().text() == "このパソコンに引きつぐ"
    press("Space")
    dialog = second_person(qtbot)
    assert says(dialog, "前の事務所の協議会は、もう使えません")
    write(MORI)
    press("Return")
    qtbot.waitUntil(lambda: bool(told))
    assert "引きつぎました" in told[0]
    page._session.close()
    with away.laptop.open() as session:
        assert Carrying(session).current().state is CarryState.MOVED
        receive(session, "大江　ひかる")


def test_who_may_not_give_it_up_is_told_before_anybody_is_called(qtbot, away, page_of):
    page = page_of(away.at(away.office))
    page._session.account = replace(page._session.account, roles=(Role.COORDINATOR,))
    click(page, "打ち切る")
    qtbot.waitUntil(page.bar.isVisible)
    assert "保護管理" in page.bar.words
    assert QApplication.activeModalWidget() is None
