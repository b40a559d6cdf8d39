from __future__ import annotations

from dataclasses import replace

import pytest
from hands import press, rewrite, says, show, write
from PySide6.QtWidgets import QAbstractButton, QApplication

from kyogikai_desktop import paths
from kyogikai_desktop.errors import WrongPassword
from kyogikai_desktop.gui import preferences, theme
from kyogikai_desktop.gui.settings.password_form import PasswordForm
from kyogikai_desktop.gui.settings.settings_page import SettingsPage
from kyogikai_desktop.gui.widgets.conflict_dialog import ConflictDialog
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.locking import Locking, LockTimes
from kyogikai_desktop.services.session import open_council

NEW = "静かさや岩にしみ入る"


@pytest.fixture
def page(session, tasks, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "state", lambda: tmp_path / "state")
    made = SettingsPage(session, tasks)
    yield made
    made.hide()


def open_page(qtbot, page):
    show(qtbot, page)
    qtbot.waitUntil(lambda: bool(page.council.stored.name))


def fill(row, text):
    row.target().setFocus()
    rewrite(text)


def fill_passwords(page, old, new, repeat):
    for row, text in zip(page.password.rows.values(), (old, new, repeat), strict=True):
        row.target().setFocus()
        write(text)


def test_the_council_is_changed_and_saved_by_keys(qtbot, page, session):
    open_page(qtbot, page)
    fill(page.council.rows["population"], "１２，３４５人")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: CouncilWork(session).council().population == 12345)
    qtbot.waitUntil(lambda: not page.unsaved())


def test_the_page_opens_with_the_keyboard_in_its_first_field(qtbot, page):
    open_page(qtbot, page)
    assert page.council.rows["name"].target().hasFocus()
    assert [window for window in QApplication.topLevelWidgets() if window.isVisible()] == [page]


def test_a_code_with_a_wrong_check_digit_is_told_beside_its_field(qtbot, page, session):
    open_page(qtbot, page)
    fill(page.council.rows["codes"], "202071")
    press("Ctrl+S")
    assert page.council.rows["codes"].wrong
    assert says(page.council.rows["codes"], "検査数字（6桁目）が合いません")
    assert page.council.rows["codes"].editor.text() == "202071"
    assert CouncilWork(session).council().codes == ("202070",)


def test_two_windows_lose_nothing(qtbot, page, session):
    open_page(qtbot, page)
    work = CouncilWork(session)
    work.save_council(replace(work.council(), population=60000))
    fill(page.council.rows["name"], "北の杜市 新しい協議会")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: bool(page.findChildren(ConflictDialog)))
    assert says(page.findChildren(ConflictDialog)[0], "60,000")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: work.council().name == "北の杜市 新しい協議会")


def test_what_was_typed_comes_back_after_a_lock(qtbot, page, session, tasks):
    open_page(qtbot, page)
    fill(page.council.rows["name"], "書きかけの名前")
    page.leave()
    later = SettingsPage(session, tasks)
    qtbot.waitUntil(lambda: bool(page._drafts.get("settings:council")))
    open_page(qtbot, later)
    assert later.council.rows["name"].editor.text() == "書きかけの名前"
    assert "下書きの続きです" in later.bar.words
    press("Alt+R")
    assert later.council.rows["name"].editor.text() == "北の杜市 協議会"
    later.hide()


def test_a_wrong_old_password_is_told_beside_its_field(qtbot, page):
    open_page(qtbot, page)
    fill_passwords(page, "冬草や", NEW, NEW)
    press("Return")
    qtbot.waitUntil(lambda: page.password.rows["old"].wrong)
    assert says(page.password.rows["old"], "パスワードが違います")
    assert page.password.rows["new"].editor.text() == NEW


def test_the_new_password_opens_the_council_and_the_old_one_does_not(qtbot, page, session, tasks):
    open_page(qtbot, page)
    fill_passwords(page, "夏草や 兵ども 2026", NEW, NEW)
    press("Return")
    qtbot.waitUntil(page.bar.isVisible, timeout=10000)
    assert "パスワードを変えました" in page.bar.words
    assert [row.editor.text() for row in page.password.rows.values()] == ["", "", ""]
    tasks.drain()
    session.close()
    with pytest.raises(WrongPassword):
        open_council(session.vault.folder, "夏草や 兵ども 2026")
    open_council(session.vault.folder, NEW).close()


def test_two_different_new_passwords_change_nothing(qtbot, page):
    open_page(qtbot, page)
    fill_passwords(page, "夏草や 兵ども 2026", NEW, NEW[:-1])
    press("Return")
    assert says(page.password.rows["repeat"], "2つのパスワードが違います")
    assert not page.password.rows["old"].wrong


def test_what_is_told_of_the_keyboard_takes_no_room_from_the_fields(qtbot, themed):
    assert themed
    form = PasswordForm(lambda: ("hayashi",), writable=True, first=True)
    qtbot.addWidget(form)
    new = form.rows["new"]
    new.target().setText("hayashi2026")
    new.editor.keyboard_told.emit("半角の英字で入力中（かな入力は切れています）　Caps Lock は切れています")
    form.show()
    assert form.minimumSizeHint().width() <= 640, "the width of the page it stands on"


def button_named(page, name):
    return next(one for one in page.findChildren(QAbstractButton) if one.accessibleName() == name)


def test_text_and_rows_grow_at_once_and_at_the_next_start(qtbot, page, themed):
    open_page(qtbot, page)
    try:
        button_named(page, "文字の大きさ 125 %").click()
        button_named(page, "一覧の行の高さ ゆったり").click()
        assert theme.zoom() == pytest.approx(1.25)
        assert theme.row_height() == 65
        assert preferences.load_zoom(paths.state()) == pytest.approx(1.25)
        assert preferences.load_row_height(paths.state()) == 52
    finally:
        theme.set_row_height(themed, theme.ROW_HEIGHT)
        theme.apply(themed)


@pytest.mark.parametrize("kept", ["", "[]", "row_height 7", "row_height low"])
def test_a_row_height_that_cannot_be_read_is_the_usual_one(tmp_path, kept):
    (tmp_path / "view.txt").write_text(kept, "utf-8")
    assert preferences.load_row_height(tmp_path) == theme.ROW_HEIGHT


def test_a_custodian_settles_when_the_council_locks(qtbot, page, session):
    open_page(qtbot, page)
    qtbot.waitUntil(lambda: page.lock.usual.currentData() == 5)
    page.lock.usual.setCurrentIndex(page.lock.usual.findData(3))
    page.lock.usual.activated.emit(page.lock.usual.currentIndex())
    qtbot.waitUntil(lambda: Locking(session).times() == LockTimes(3, 30))


def test_minutes_that_do_not_fit_are_refused_and_shown_as_they_are(qtbot, page, session):
    open_page(qtbot, page)
    qtbot.waitUntil(lambda: page.lock.meeting.currentData() == 30)
    page.lock.meeting.setCurrentIndex(page.lock.meeting.findData(2))
    page.lock.meeting.activated.emit(page.lock.meeting.currentIndex())
    qtbot.waitUntil(lambda: page.bar.isVisible() and page.lock.meeting.currentData() == 30)
    assert Locking(session).times() == LockTimes()
