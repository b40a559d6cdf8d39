"""Back as a whole from the open council: what is lost is told, a refusal changes nothing."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date

import pytest
from hands import in_front, press, says, show, write
from PySide6.QtWidgets import QAbstractButton

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.cases import Case, Person
from kyogikai_desktop.gui.backups.backups_page import BackupsPage
from kyogikai_desktop.gui.restoring.whole_dialog import WholeDialog
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.session import open_council

PASSWORD = "夏草や 兵ども 2026"


@pytest.fixture
def page(qtbot, session, tasks):
    """The page with one backup of one case, after which another case was received."""
    Casework(session).receive(Case(date(2026, 11, 2), person=Person("𠮷田　博")))
    Backups(session).make()
    Casework(session).receive(Case(date(2026, 11, 9), person=Person("髙橋　清")))
    made = BackupsPage(session, tasks)
    show(qtbot, made)
    qtbot.waitUntil(lambda: made._list.model().rowCount() == 1)
    made._list.setFocus()
    yield made
    made.hide()


def test_what_is_lost_is_told_and_then_the_council_is_left_with_words(qtbot, page, session):
    press("Alt+Z")
    dialog = in_front(qtbot, WholeDialog)
    write(PASSWORD[:2])
    press("Return")
    qtbot.waitUntil(lambda: says(dialog, "パスワードが違います"))
    write(PASSWORD[2:])
    press("Return")
    qtbot.waitUntil(lambda: says(dialog, "この控えのあとに、加えたもの、書き直したもの：ケース 1 件"))
    assert says(dialog, "2人目の確認はありません")
    qtbot.waitUntil(dialog._go_back.isVisible)  # it comes a moment later, and takes no keyboard with it
    assert dialog.put_off.hasFocus()
    press("Return")  # on やめておく: nothing is lost by Enter
    assert not session.closed
    press("Alt+Z")
    dialog = in_front(qtbot, WholeDialog)
    write(PASSWORD)
    press("Return")
    qtbot.waitUntil(lambda: says(dialog, "加えたもの"))
    with qtbot.waitSignal(page.council_left, timeout=15000) as left:
        press("Ctrl+Return")
    assert "の控えから戻しました。" in left.args[0]
    assert session.closed
    with open_council(session.vault.folder, PASSWORD) as again:
        assert [case.person.name for case in (Casework(again).get(1),)] == ["𠮷田　博"]


def test_a_full_disk_is_told_in_the_dialog_and_the_council_stays_open(qtbot, page, session, monkeypatch):
    press("Alt+Z")
    dialog = in_front(qtbot, WholeDialog)
    write(PASSWORD)
    press("Return")
    qtbot.waitUntil(lambda: says(dialog, "加えたもの"))

    def full(*_arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        press("Ctrl+Return")
        qtbot.waitUntil(lambda: says(dialog, "空き容量が足りず"), timeout=15000)
    assert not session.closed
    with qtbot.waitSignal(page.council_left, timeout=15000):
        press("Ctrl+Return")


def test_where_the_files_could_not_be_exchanged_after_all_the_next_process_warns(
    qtbot, page, session, monkeypatch
):
    real = os.fsync

    def full_once_closed(file):
        if session.closed:
            raise OSError(28, "No space left on device")
        return real(file)

    press("Alt+Z")
    dialog = in_front(qtbot, WholeDialog)
    write(PASSWORD)
    press("Return")
    qtbot.waitUntil(lambda: says(dialog, "加えたもの"))
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full_once_closed)
        with qtbot.waitSignal(page.left_undone, timeout=15000) as left:
            press("Ctrl+Return")
    assert left.args[0].startswith("控えから戻せませんでした。協議会は前のままです。")
    assert not dialog.isVisible()


def test_a_file_that_is_no_backup_is_told_on_the_page(qtbot, page):
    one = page._list.current_row()
    one.file.write_bytes(b"x" * 9000)
    press("Alt+Z")
    qtbot.waitUntil(lambda: says(page, "控えが壊れています。"))


def test_who_is_no_custodian_cannot_begin(qtbot, session, tasks):
    Backups(session).make()
    session.account = replace(session.account, roles=(Role.COORDINATOR,))
    made = BackupsPage(session, tasks)
    show(qtbot, made)
    qtbot.waitUntil(lambda: made._list.model().rowCount() == 1)
    closed = [one.text() for one in made.findChildren(QAbstractButton) if not one.isEnabled()]
    assert "全部を戻す" in closed
