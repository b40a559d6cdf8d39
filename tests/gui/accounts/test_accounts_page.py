"""Custodians let people in, change, and take them out; sheets are made by two and typed again as proof."""

from __future__ import annotations

from dataclasses import replace

import pytest
from colleagues import let_in_long_ago
from hands import click, in_front, lines, press, says, show, write
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog
from sheet_reader import strings_of
from this_pc import STATE

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.gui.accounts.accounts_page import AccountsPage
from kyogikai_desktop.gui.accounts.key_dialog import KeyDialog
from kyogikai_desktop.gui.accounts.person_dialogs import AddDialog, RolesDialog
from kyogikai_desktop.gui.accounts.remove_dialog import OldBackupsDialog, RemoveDialog
from kyogikai_desktop.gui.accounts.sheets_dialogs import ProveDialog, SheetsDialog
from kyogikai_desktop.gui.approval_dialog import ApprovalDialog
from kyogikai_desktop.records import drafts
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.recovery_sheets import RecoverySheets
from kyogikai_desktop.vault import people
from kyogikai_desktop.vault.kdf import FLOOR

MORI = "森の小道を歩く"


@pytest.fixture(autouse=True)
def own_pc(tmp_path, monkeypatch):
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    monkeypatch.setattr(people, "calibrate", lambda: FLOOR)


@pytest.fixture
def page(session, tasks):
    let_in_long_ago(session, "mori", "森　千代", MORI, (Role.RECORDER,))
    made = AccountsPage(session, tasks)
    yield made
    made.hide()


def open_page(qtbot, page, rows=2):
    show(qtbot, page)
    qtbot.waitUntil(lambda: page._list.model().rowCount() == rows)
    page._list.setFocus()


def test_a_colleague_is_added_and_the_first_password_is_shown_once(qtbot, page, session):
    open_page(qtbot, page)
    press("Ctrl+N")
    asked = in_front(qtbot, AddDialog)
    write("上田　弘")
    asked._login.setFocus()
    write("mori")
    asked._roles.boxes[Role.COORDINATOR].setChecked(True)
    press("Alt+G")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: asked.rows["login"].wrong)
    assert says(asked, "もう使われています")
    first = asked._first.field.text()
    asked._login.setText("ueda")
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: says(asked, "上田　弘さん（ueda）を加えました。"))
    assert says(asked, first)
    click(asked, "写す")
    assert QGuiApplication.clipboard().text() == first
    asked.reject()
    qtbot.waitUntil(lambda: len(lines(page._list)) == 3)
    assert "はじめのパスワード" in lines(page._list)[2]
    assert [one.roles for one in Accounts(session).listing() if one.login == "ueda"] == [(Role.COORDINATOR,)]


def test_somebody_is_taken_out_and_the_backups_still_open_to_them_are_replaced(qtbot, page, session):
    old = Backups(session).make().file
    with session.store.writing() as tx:
        for owner, key in (("mori", "note:1"), ("mori", "place"), ("hayashi", "note:1")):
            drafts.keep(replace(tx, actor=owner), key, "食事がとれていない")
    open_page(qtbot, page)
    press("Down")
    press("Alt+D")
    asked = in_front(qtbot, RemoveDialog)
    assert says(asked, "協議会の鍵を新しくする")
    assert says(asked, "印をつけた人の書きかけ 1 件は、いっしょに消えます")
    assert says(asked, "2人目になれる人がいなくなります")
    asked.boxes["mori"].setChecked(False)
    assert not says(asked, "いっしょに消えます")
    assert not says(asked, "2人目になれる人がいなくなります")
    asked.boxes["mori"].setChecked(True)
    press("Ctrl+Return")
    named = in_front(qtbot, OldBackupsDialog)
    assert session.vault.epoch == 2
    assert says(named, old.name)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "前の控えを消しました" in page.bar.words)
    assert not old.exists()
    assert len(Backups(session).listing()) == 1
    assert "外した人" in lines(page._list)[1]
    assert drafts.get(session.store.reader, "mori", "note:1") == ""
    assert drafts.get(session.store.reader, "hayashi", "note:1") != ""


def test_after_a_loss_the_council_gets_a_new_key_and_nobody_a_new_password(qtbot, page, session):
    open_page(qtbot, page)
    press("Alt+Y")
    asked = in_front(qtbot, KeyDialog)
    assert says(asked, "なくしたものは、その日のパスワードを知る人には、まだ開けます。")
    press("Return")  # the keyboard is on the way out
    assert session.vault.epoch == 1
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    press("Alt+Y")
    in_front(qtbot, KeyDialog)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "鍵を新しくしました" in page.bar.words)
    assert session.vault.epoch == 2
    session.vault.prove("mori", MORI)
    assert len(Accounts(session).listing()) == 2


def test_the_last_custodian_stays_and_is_told_why(qtbot, page):
    open_page(qtbot, page)
    assert not page._card._remove.isEnabled()
    press("F2")
    asked = in_front(qtbot, RolesDialog)
    asked._roles.boxes[Role.CUSTODIAN].setChecked(False)
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: asked.rows["roles"].wrong)
    assert says(asked, "保護管理の人がいなくなるため")
    asked.reject()


def test_who_is_no_custodian_may_look_only(qtbot, session, tasks):
    session.account = replace(session.account, roles=(Role.RECORDER,))
    page = AccountsPage(session, tasks)
    open_page(qtbot, page, 1)
    assert says(page, "「保護管理」の役割の人です")
    assert not page._card._change.isVisible()
    assert page.commands() == ()
    page.hide()


def test_sheets_count_once_all_three_are_on_paper_and_are_proven_by_typing(
    qtbot, page, session, monkeypatch, tmp_path
):
    open_page(qtbot, page)
    work = RecoverySheets(session)
    press("Alt+S")
    in_front(qtbot, ApprovalDialog)
    write(MORI)
    press("Return")
    sheets = in_front(qtbot, SheetsDialog)
    for letter in "ABC":
        target = str(tmp_path / f"{letter}.pdf")
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_rest, target=target: (target, ""))
        assert not sheets._go.isEnabled()
        click(sheets, f"シート {letter} を PDF で保存")
        qtbot.waitUntil(lambda letter=letter: "ABC".index(letter) in sheets._out, timeout=30_000)
    assert not work.state().exist
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "使い始めました" in page.bar.words, timeout=30_000)
    assert work.state().sound
    qtbot.waitUntil(page._sheets_card._prove.isVisible)
    strings = strings_of(tmp_path)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page._list.setFocus()
    press("Alt+K")
    asked = in_front(qtbot, ProveDialog)
    groups = strings["AB"].split("-")
    groups[2] = ("1" if groups[2][0] == "0" else "0") + groups[2][1:]  # one wrong sign is always found
    write("-".join(groups))
    asked.rows["second"].target().setFocus()
    write(strings["BA"])
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: says(asked, "3 番目のまとまり"), timeout=30_000)
    asked.rows["first"].editor.setText(strings["AB"])
    press("Ctrl+Return")
    qtbot.waitUntil(lambda: "この2枚で、協議会を開けます。" in page.bar.words, timeout=30_000)
    assert work.state().proven is not None
