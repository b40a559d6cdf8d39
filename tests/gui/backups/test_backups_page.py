"""Backups at the desk: made, tried out, brought back, told on the first page; and an older copy is told."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from threading import Event

import pytest
from hands import click, in_front, lines, press, rewrite, says, show, write
from PySide6.QtWidgets import QAbstractButton, QLabel

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.cases import Case, Person
from kyogikai_desktop.gui.backups.backups_page import BackupsPage
from kyogikai_desktop.gui.backups.bring_back_dialog import BringBackDialog
from kyogikai_desktop.gui.backups.older_copy import OlderCopyDialog
from kyogikai_desktop.gui.backups.place_dialog import PlaceDialog
from kyogikai_desktop.gui.backups.rehearsal_dialog import RehearsalDialog
from kyogikai_desktop.gui.home.home_page import HomePage
from kyogikai_desktop.gui.main_window import MainWindow
from kyogikai_desktop.gui.widgets.long_task import LongTask
from kyogikai_desktop.gui.workplace import compose
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.session import open_council

PASSWORD = "夏草や 兵ども 2026"


@pytest.fixture
def page(session, tasks):
    made = BackupsPage(session, tasks)
    yield made
    made.hide()


@pytest.fixture
def case(session):
    return Casework(session).receive(Case(date(2026, 11, 2), person=Person("𠮷田　博")))


@pytest.fixture
def backup(session, case):  # noqa: ARG001 (first the case)
    """A backup with one case, after which another one was received."""
    made = Backups(session).make()
    Casework(session).receive(Case(date(2026, 11, 9), person=Person("髙橋　清")))
    return made


def open_page(qtbot, page, rows):
    show(qtbot, page)
    qtbot.waitUntil(lambda: page._list.model().rowCount() == rows)
    page._list.setFocus()


def words_of(widget):
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def test_a_backup_made_by_key_stands_in_the_list(qtbot, page, session):
    show(qtbot, page)
    qtbot.waitUntil(lambda: says(page, "控えが、まだありません。記録が壊れたときに戻せません。"))
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: page._list.model().rowCount() == 1)
    assert "11月20日（金） 14:51" in lines(page._list)[0]
    qtbot.waitUntil(lambda: says(page, "今日 14:51　開いて確かめました"))
    assert not says(page, "まだありません")
    assert len(Backups(session).listing()) == 1


def test_a_backup_that_is_stopped_is_no_failure_and_leaves_no_file(qtbot, page, session, tasks):
    open_page(qtbot, page, 0)
    gate = Event()
    tasks.write(lambda: gate.wait(20), lambda _none: None)
    press("Ctrl+Return")
    panel = page.window().findChild(LongTask)
    qtbot.waitUntil(panel.isVisible)
    assert says(panel, "写しを開いて、中身を確かめる")
    panel._stop.click()
    gate.set()
    qtbot.waitUntil(lambda: says(page, "控えるのを、とちゅうでやめました。"))
    assert not list((session.vault.folder / "backups").glob("*"))
    assert [one.key for one in Backups(session).state().warnings] == ["backup_none"]
    qtbot.waitUntil(page._make.isEnabled)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: page._list.model().rowCount() == 1)


@pytest.mark.usefixtures("backup")
def test_a_wrong_password_is_told_beside_the_field_and_the_right_one_compares(qtbot, page):
    open_page(qtbot, page, 1)
    press("Return")
    asked = in_front(qtbot, RehearsalDialog)
    write(PASSWORD[:2])
    press("Return")
    qtbot.waitUntil(lambda: says(asked, "パスワードが違います"))
    assert asked.password.text() == PASSWORD[:2]
    write(PASSWORD[2:])
    press("Return")
    qtbot.waitUntil(lambda: says(asked, "いまの記録は、この控えの続きです"))
    told = words_of(asked)
    at = told.index("ケース")
    assert told[at + 1 : at + 3] == ["1", "2"]
    assert says(asked, "壊れたところはありません。")
    asked.reject()
    qtbot.waitUntil(lambda: says(page, "今日 14:51　ためしに開けました"))


@pytest.mark.usefixtures("backup")
def test_after_three_wrong_passwords_the_dialog_says_how_long_the_next_waits(qtbot, page):
    open_page(qtbot, page, 1)
    press("Return")
    asked = in_front(qtbot, RehearsalDialog)
    for _ in range(3):
        write("x")
        press("Return")
        qtbot.waitUntil(lambda: asked.go.text() != "開いています")
        assert says(asked, "パスワードが違います")
    assert asked.go.text() == "あと 2 秒"
    press("Return")
    assert not asked.go.isEnabled()
    asked.reject()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    press("Alt+B")
    assert in_front(qtbot, BringBackDialog).go.text() == "あと 2 秒"


@pytest.mark.usefixtures("backup")
def test_one_case_comes_back_under_a_new_number_and_opens(qtbot, page, session, case):
    open_page(qtbot, page, 1)
    press("Alt+B")
    asked = in_front(qtbot, BringBackDialog)
    write(case.number)
    press("Return")
    write(PASSWORD)
    press("Return")
    qtbot.waitUntil(lambda: says(asked, "として戻しました。"))
    assert says(asked, f"{case.number} はいまも使われているため、新しい番号です。")
    with qtbot.waitSignal(page.navigate) as opened:
        click(asked, "そのケースを開く")
    name, record = opened.args
    assert (name, Casework(session).get(record).person) == ("case", case.person)


@pytest.mark.usefixtures("backup")
def test_a_number_that_the_backup_lacks_leaves_what_was_typed(qtbot, page):
    open_page(qtbot, page, 1)
    press("Alt+B")
    asked = in_front(qtbot, BringBackDialog)
    write("R8-999")
    press("Return")
    write(PASSWORD)
    press("Return")
    qtbot.waitUntil(lambda: says(asked, "その番号のケースは、この控えにありません。"))
    assert asked.typed() == {"number": "R8-999", "password": PASSWORD}
    asked.reject()


def test_a_second_place_needs_its_permission_and_takes_the_next_backup(qtbot, page, session, tmp_path):
    open_page(qtbot, page, 0)
    press("Alt+P")
    asked = in_front(qtbot, PlaceDialog)
    (tmp_path / "usb").mkdir()
    write(str(session.vault.folder / "backups"))
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: says(asked, "協議会のフォルダーの中には、控えを置けません。"))
    rewrite(str(tmp_path / "usb"))
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: says(asked, "持ち出しの許可が入っていません。"))
    write("R8.11.1 情報管理 第12号")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: says(page, "まだ置いていません"))
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: says(page, "今日 14:51 に置きました"))
    assert len(Backups(session).listing(tmp_path / "usb")) == 1


@pytest.mark.usefixtures("backup")
def test_who_is_no_custodian_is_told_why_four_things_are_closed(qtbot, session, tasks):
    session.account = replace(session.account, roles=(Role.COORDINATOR,))
    page = BackupsPage(session, tasks)
    open_page(qtbot, page, 1)
    assert says(page, "保護管理の役割の人ができます。")
    closed = [one.text() for one in page.findChildren(QAbstractButton) if not one.isEnabled()]
    assert closed == ["場所を決める", "ためしに開く", "1件だけ戻す", "全部を戻す"]


def test_a_check_says_that_all_is_well(qtbot, page):
    open_page(qtbot, page, 0)
    press("Alt+K")
    qtbot.waitUntil(lambda: says(page, "14:51　異常はありません"), timeout=20000)


def test_damage_is_told_with_what_to_do_and_the_backups_are_at_hand(qtbot, page, session):
    Backups(session).make()
    Casework(session).receive(Case(date(2026, 11, 9), person=Person("髙橋　清")))
    session.vault.writer().execute("UPDATE cases SET remarks = 'nobody wrote this'")
    open_page(qtbot, page, 1)
    press("Alt+K")
    qtbot.waitUntil(lambda: says(page, "プログラムの外で書きかえられた記録があります"), timeout=15000)
    assert says(page, "下の控えを新しいものから")
    click(page, "控えを選ぶ")
    assert page._list.hasFocus()


def test_texts_to_search_by_that_differ_are_made_anew_by_key(qtbot, page, session, case):
    session.vault.writer().execute("UPDATE search_docs SET text = '別の人' WHERE kind = 'case'")
    session.vault.writer().execute("UPDATE case_counts SET cases = 7")
    counts = []
    page.waiting.connect(lambda of, count: counts.append((of, count)))
    open_page(qtbot, page, 0)
    assert not says(page, "作り直せます")
    press("Alt+K")
    qtbot.waitUntil(lambda: says(page, "ほかに異常はありません"), timeout=15000)
    qtbot.waitUntil(lambda: says(page, f"（ケース {case.number}）"))
    assert not says(page, "新しい記録は書かずに")
    press("Alt+G")
    qtbot.waitUntil(lambda: says(page, "記録から作り直しました。元の記録と違った写し 1 件"), timeout=15000)
    qtbot.waitUntil(lambda: says(page, "異常はありません") and not says(page, "作り直せます"), timeout=15000)
    assert page._list.model().rowCount() == 1, "the state before is a backup"
    assert Casework(session).find("𠮷田")[0].record == case.id
    assert counts == [("cases", 1)], "the number in the side bar"


def test_a_check_that_is_stopped_says_so_and_can_begin_again(qtbot, page):
    open_page(qtbot, page, 0)
    press("Alt+K")
    page.window().findChild(LongTask)._stop.click()  # before the panel shows
    # Where the check was over before the click, there was nothing to stop.
    ended = ("まだしていません", "異常はありません")
    qtbot.waitUntil(lambda: any(says(page, words) for words in ended), timeout=15000)
    page.activateWindow()  # the button that had the keyboard went with its panel
    qtbot.waitUntil(page.isActiveWindow)
    page._list.setFocus()
    press("Alt+K")
    qtbot.waitUntil(lambda: says(page, "異常はありません"), timeout=15000)


def test_a_missing_second_place_is_told_on_the_first_page(qtbot, session, tasks, tmp_path):
    Backups(session).set_second_place(tmp_path / "抜いた USB" / "控え", "許可 12号")
    Backups(session).make()
    home = HomePage(session, tasks)
    show(qtbot, home)
    qtbot.waitUntil(lambda: says(home, "別の場所の控えが、まだ一度も取れていません"))
    qtbot.waitUntil(lambda: says(home, "今日 14:51　開いて確かめました"))
    home.resize(820, 640)
    qtbot.waitUntil(lambda: not home._backups.visibleRegion().isEmpty())  # nobody has to scroll for it
    with qtbot.waitSignal(home.navigate) as opened:
        click(home._backups, "開く")
    assert opened.args == ["backups", None]


def test_an_older_copy_is_told_over_every_page_until_somebody_accepts_it(qtbot, session, tasks, tmp_path):
    clock, old = session.clock, tmp_path / "old"
    shutil.copytree(session.vault.folder, old, ignore=shutil.ignore_patterns("*lease*", "*lock*"))
    Casework(session).receive(Case(date(2026, 11, 9), person=Person("髙橋　清")))
    session.close()
    with open_council(old, PASSWORD, clock=clock) as older:
        window = MainWindow(compose(older, tasks), tasks)
        show_window(qtbot, window)
        window.open_page("cases")
        assert says(window, "前に使ったものより古いようです")
        click(window, "確かめる")
        asked = in_front(qtbot, OlderCopyDialog)
        assert says(asked, "このパソコンで前に見たところ")
        assert says(asked, "ここにはありません")
        older.account = replace(older.account, roles=(Role.COORDINATOR,))
        asked.reject()
        click(window, "確かめる")
        asked = in_front(qtbot, OlderCopyDialog)
        assert says(asked, "決められるのは、保護管理の役割の人です")
        assert "このまま使う" not in [one.text() for one in asked.findChildren(QAbstractButton)]
        older.account = replace(older.account, roles=tuple(Role))
        click(asked, "点検する")
        qtbot.waitUntil(lambda: says(window, "異常はありません"), timeout=15000)
        assert says(window, "前に使ったものより古いようです")
        click(window, "確かめる")
        click(in_front(qtbot, OlderCopyDialog), "このまま使う")
        qtbot.waitUntil(lambda: not says(window, "前に使ったものより古いようです"))
        assert not older.older_than_seen
        tasks.drain()


def show_window(qtbot, window):
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
