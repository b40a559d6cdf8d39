from __future__ import annotations

import threading
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel
from this_pc import STATE

from kyogikai_desktop.errors import InUse, InvalidInput, WrongPassword
from kyogikai_desktop.gui.lock.note import LockNote
from kyogikai_desktop.gui.main_window import Workplace
from kyogikai_desktop.gui.page import Page, PageSpec
from kyogikai_desktop.gui.requests import OpenRequest
from kyogikai_desktop.gui.shell import TITLE, Shell
from kyogikai_desktop.gui.start import recent
from kyogikai_desktop.gui.start.recent import Recent
from kyogikai_desktop.gui.start.start_page import StartPage
from kyogikai_desktop.services import practice_note

NOW = datetime(2026, 11, 24, 10, 47, tzinfo=timezone(timedelta(hours=9)))
NAME = "北の杜市 孤独・孤立対策地域協議会"


class Home(Page):
    """A page with something typed that is not saved."""

    def __init__(self, tasks, log):
        super().__init__("ホーム", tasks)
        self.log = log

    def leave(self):
        self.write(lambda: self.log.append("draft"), lambda _none: None)


class Factory:
    """Opens councils with one password; remembers what happened, and on which thread."""

    def __init__(self, tasks):
        self.tasks = tasks
        self.log = []

    def logins(self, folder):
        return ["sasaki", "hayashi"] if folder.name == "council" else []

    def open(self, request):
        self.log.append(request)
        if request.login == "busy":
            raise InUse("in_use_unknown")
        if request.password != "夏草や 2026":
            raise WrongPassword
        return self.place(NAME)

    def create(self, request):
        self.log.append(request)
        if request.login == "taken":
            raise InvalidInput("login_invalid", "login")
        return self.place(request.council)

    def practice(self):
        return self.place("ひなた市（架空）協議会", practice=True)

    def place(self, name, *, practice=False):
        specs = (PageSpec("home", "ホーム", lambda: Home(self.tasks, self.log), "home", "main"),)
        return Workplace(name, "佐々木", "担当", specs, lambda _text: [], self.close, practice=practice)

    def close(self, _back_up):
        self.log.append(("closed", threading.current_thread().name.split("_")[0]))


@pytest.fixture
def state(tmp_path, monkeypatch):
    monkeypatch.setenv(STATE, str(tmp_path))
    return tmp_path / "kyogikai-desktop"


@pytest.fixture
def factory(tasks):
    return Factory(tasks)


@pytest.fixture
def known(state):
    """A council that was opened on this PC before."""
    recent.remember(state, "/offices/council", NAME, NOW - timedelta(hours=2), practice=False)


def started(qtbot, tasks):
    shell = Shell(tasks, lambda: NOW)
    qtbot.addWidget(shell)
    with qtbot.waitExposed(shell):
        shell.show()
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    return shell


@pytest.fixture
def shell(qtbot, state, tasks, factory):
    assert state
    made = started(qtbot, tasks)
    made.set_factory(factory)
    return made


def enter(widget, text):
    typed = QInputMethodEvent()
    typed.setCommitString(text)
    QApplication.sendEvent(widget, typed)


def test_the_first_start_offers_three_ways(qtbot, shell):
    words = {label.text() for label in shell.start.welcome.findChildren(QLabel)}
    assert {"新しい協議会", "すでにある協議会", "練習"} <= words
    qtbot.keyClick(shell, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: "creating" in vars(shell.start) and shell.start.creating.isVisible())
    qtbot.keyClick(shell.start.creating, Qt.Key.Key_Escape)
    assert shell.start.welcome.isVisible()


def test_the_practice_council_opens_by_one_key(qtbot, shell, state):
    qtbot.keyClick(shell, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: shell.main is not None)
    assert recent.load(state)[0].practice


@pytest.mark.usefixtures("known")
def test_the_list_of_people_comes_late_and_takes_nothing_from_who_went_on(qtbot, tasks, factory):
    window = started(qtbot, tasks)
    form = window.start.unlock.ui
    assert form.password.hasFocus()
    qtbot.keyClicks(form.password, "natsukusa")
    assert form.password.displayText() != form.password.text()
    qtbot.keyClick(form.password, Qt.Key.Key_Backtab)
    assert form.login.hasFocus()
    qtbot.keyClicks(form.login, "hay")
    qtbot.keyClick(form.login, Qt.Key.Key_Tab)
    qtbot.keyClick(form.password, Qt.Key.Key_Tab)
    there = QApplication.focusWidget()
    window.set_factory(factory)
    qtbot.waitUntil(lambda: form.login.count() == 2)
    assert form.login.currentText() == "hay"
    assert QApplication.focusWidget() is there


@pytest.mark.usefixtures("known")
def test_one_opens_the_council_of_yesterday_with_a_password_and_enter(qtbot, shell, factory, state):
    form = shell.start.unlock.ui
    assert form.council.text() == NAME
    qtbot.waitUntil(lambda: form.login.currentText() == "sasaki")
    qtbot.waitUntil(form.password.hasFocus)
    qtbot.keyClick(form.password, Qt.Key.Key_V, Qt.KeyboardModifier.AltModifier)
    form.password.setText("夏草や 2026")
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shell.main is not None)
    assert factory.log == [OpenRequest(Path("/offices/council"), "sasaki", "夏草や 2026")]
    assert shell.windowTitle() == TITLE
    assert form.password.text() == ""
    assert recent.load(state)[0].opened == "2026-11-24T10:47+09:00"


@pytest.mark.usefixtures("known")
def test_a_wrong_password_is_said_below_the_field(qtbot, shell):
    form = shell.start.unlock.ui
    qtbot.waitUntil(lambda: form.login.currentText() == "sasaki")
    form.password.setText("fuyugusa")
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.password_note.wrong)
    assert "Caps Lock" in form.password.accessibleDescription()
    assert form.password.selectedText()
    assert form.open.isEnabled()
    qtbot.keyClicks(form.password, "n")
    assert not form.password_note.wrong


@pytest.mark.usefixtures("known")
def test_after_wrong_passwords_the_button_says_how_long_to_wait_and_another_council_does_not(
    qtbot, shell, factory, monkeypatch
):
    def refuse(request):
        factory.log.append(request)
        error = WrongPassword()
        error.values["wait"] = 60.0
        raise error

    monkeypatch.setattr(factory, "open", refuse)
    page, form = shell.start.unlock, shell.start.unlock.ui
    qtbot.waitUntil(lambda: form.login.currentText() == "sasaki")
    form.password.setText("fuyugusa")
    form.open.click()
    qtbot.waitUntil(lambda: form.open.text() == "あと 60 秒")
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    assert not form.open.isEnabled()
    assert len(factory.log) == 1
    page.show_council(Path("/offices/another"), "")
    page._back_off.count_down()
    assert (form.open.text(), form.open.isEnabled()) == ("開く", True)


@pytest.mark.usefixtures("known")
def test_any_other_reason_is_said_above(qtbot, shell):
    form = shell.start.unlock.ui
    qtbot.waitUntil(lambda: form.login.currentText() == "sasaki")
    form.login.setEditText("busy")
    form.password.setText("x")
    form.open.click()
    qtbot.waitUntil(form.notice.isVisible)
    assert "開かれています" in form.notice.words


@pytest.mark.usefixtures("known")
def test_without_a_password_nothing_is_tried(qtbot, shell, factory):
    form = shell.start.unlock.ui
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    assert form.password_note.wrong
    assert factory.log == []


@pytest.mark.usefixtures("known")
def test_what_is_asked_before_the_rest_is_there_is_done_when_it_is(qtbot, tasks, factory):
    shell = started(qtbot, tasks)
    shell.open(OpenRequest(Path("/offices/council"), "sasaki", "夏草や 2026"))
    assert factory.log == []
    shell.set_factory(factory)
    qtbot.waitUntil(lambda: shell.main is not None)


@pytest.mark.usefixtures("known")
def test_who_presses_enter_before_the_list_of_people_came_is_not_told_of_a_wrong_password(
    qtbot, tasks, factory
):
    shell = started(qtbot, tasks)
    form = shell.start.unlock.ui
    form.password.setText("夏草や 2026")
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    assert not form.open.isEnabled()
    shell.set_factory(factory)
    qtbot.waitUntil(lambda: shell.main is not None)
    assert factory.log == [OpenRequest(Path("/offices/council"), "sasaki", "夏草や 2026")]


@pytest.mark.usefixtures("known")
def test_a_folder_without_a_list_of_people_is_said_to_be_none_of_ours(qtbot, tasks, factory, monkeypatch):
    def refuse(_folder):
        raise InUse("in_use_unknown")

    monkeypatch.setattr(factory, "logins", refuse)
    shell = started(qtbot, tasks)
    form = shell.start.unlock.ui
    form.password.setText("夏草や")
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    shell.set_factory(factory)
    qtbot.waitUntil(lambda: form.password_note.wrong)
    assert factory.log == [OpenRequest(Path("/offices/council"), "", "夏草や")]


def fill(page):
    values = {
        "council": NAME,
        "codes": "202070、481238",
        "population": "５０,０００人",
        "folder": "/offices/new",
        "name": "佐々木　真由美",
        "login": "sasaki",
        "password": "夏草や兵どもが 2026",
        "repeat": "夏草や兵どもが 2026",
    }
    for name, value in values.items():
        field = getattr(page.ui, name)
        field.clear()
        enter(field, value) if field.echoMode() == field.EchoMode.Normal else field.setText(value)


def test_a_council_is_created_from_what_was_filled_in(qtbot, shell, factory):
    shell.start.show_create()
    page = shell.start.creating
    fill(page)
    qtbot.keyClick(page.ui.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shell.main is not None)
    request = factory.log[0]
    assert request.codes == ("202070", "481238")
    assert request.population == 50_000
    assert request.name == "佐々木　真由美"
    assert request.legal_basis == "kodoku"
    assert "夏草" not in repr(request)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("council", "", "まだ入っていません"),
        ("codes", "202071", "検査数字"),
        ("codes", "20207", "6桁"),
        ("population", "五万", "人口を読めません"),
        ("password", "みじかい", "短すぎます"),
        ("repeat", "夏草や兵どもが 2027", "2つのパスワードが違います"),
        ("login", "taken", "利用者ID"),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(qtbot, shell, field, value, words):
    shell.start.show_create()
    page = shell.start.creating
    fill(page)
    getattr(page.ui, field).setText(value)
    page._create.click()
    note = getattr(page.ui, f"{field}_note")
    qtbot.waitUntil(lambda: note.wrong)
    assert words in getattr(page.ui, field).accessibleDescription()
    assert page._create.isEnabled()
    assert shell.main is None


def test_a_form_with_mistakes_stays_inside_a_small_window(qtbot, themed, shell):
    assert themed
    shell.resize(1024, 749)
    shell.start.show_create()
    page = shell.start.creating
    page._create.click()
    qtbot.waitUntil(page._errors._next.isVisible)
    QApplication.processEvents()
    assert shell.width() == 1024
    assert page._create.mapTo(shell, page._create.rect().topRight()).x() < 1024


def test_the_folder_is_proposed_from_the_name(shell):
    shell.start.show_create()
    ui = shell.start.creating.ui
    ui.council.setText("北の杜/協議会")
    ui.council.editingFinished.emit()
    assert Path(ui.folder.text()).name == "北の杜_協議会"


@pytest.mark.usefixtures("known")
def test_locking_covers_keeps_drafts_closes_and_only_then_says_so(qtbot, shell, factory):
    shell.open(OpenRequest(Path("/offices/council"), "sasaki", "夏草や 2026"))
    qtbot.waitUntil(lambda: shell.main is not None)
    with qtbot.waitSignal(shell.locked) as locked:
        qtbot.keyClick(shell.main, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert locked.args[0].path == Path("/offices/council")
    assert factory.log[1:] == ["draft", ("closed", "writer")]
    assert shell.main is None
    assert shell.currentWidget() is shell.start


@pytest.mark.usefixtures("known")
def test_closing_the_window_closes_the_council(qtbot, shell, factory):
    shell.open(OpenRequest(Path("/offices/council"), "sasaki", "夏草や 2026"))
    qtbot.waitUntil(lambda: shell.main is not None)
    shell.close()
    assert factory.log[-1] == ("closed", "writer")


def test_a_practice_council_says_so_before_it_is_open_and_how_it_opens(shell, tmp_path):
    practice_note.write(tmp_path, practice_note.PASSWORD)
    shell.start.show_council(tmp_path, "ひなた市（架空）協議会")
    said = shell.start.unlock.ui.notice.words
    assert said == f"練習用の協議会です。パスワードは「{practice_note.PASSWORD}」です。"
    shell.start.show_council(tmp_path.parent, "北の杜市協議会")
    assert shell.start.unlock.ui.notice.isHidden()


@pytest.mark.usefixtures("known")
def test_after_a_lock_the_page_says_when(shell):
    shell.show_locked(LockNote("/offices/council", "10:47", "idle", 5, 1))
    assert shell.start.unlock.ui.notice.words == (
        "10:47 に自動でロックしました。5分間、操作がなかったためです。"
        "入力中の記録は、暗号化した下書きに残っています。"
    )
    assert shell.start.unlock.ui.council.text() == NAME


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize("folder", ["/offices/council", ""])
@pytest.mark.parametrize(
    ("cause", "told", "tone"),
    [("left", "控えから戻しました。", "ok"), ("undone", "控えから戻せませんでした。", "over")],
)
def test_after_an_exchange_the_page_says_what_happened(shell, folder, cause, told, tone):
    shell.show_locked(LockNote(folder, "10:47", cause, told=told))
    bar = shell.start.unlock.ui.notice if folder else shell.start.welcome.bar
    assert bar.words == told
    assert bar.property("tone") == tone
    assert bar.isVisible()


def test_the_list_of_councils_survives_nonsense(state):
    state.mkdir(parents=True)
    for kept in (b"", b"{", b"/a\tA\n", b"\t\t\t\t\t", b"\xff\xfe\t\t\t", b"\x00" * 99):
        (state / "recent.txt").write_bytes(kept)
        assert recent.load(state) == []
    recent.remember(state, "/a", "A", NOW, practice=False)
    recent.remember(state, "/b", "B", NOW, practice=False)
    recent.remember(state, "/a", "A", NOW, practice=False)
    assert [one.folder for one in recent.load(state)] == ["/a", "/b"]
    recent.remember(state, "/a\nb\tc", "C", NOW, practice=False)
    assert [one.folder for one in recent.load(state)] == ["/a", "/b"]
    assert [one.council for one in recent.load(state)] == ["A", "B"]


@pytest.mark.usefixtures("known")
def test_enter_while_composing_opens_nothing(qtbot, shell, factory):
    form = shell.start.unlock.ui
    form.password.setText("夏草や 2026")
    form.password.inputMethodEvent(QInputMethodEvent("な", []))
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    assert factory.log == []
    assert form.open.isEnabled()


def test_two_copies_of_one_council_are_told_apart_by_their_folders(qtbot, themed):
    assert themed
    at = "2026-11-20T09:12:00+09:00"
    known = [
        Recent("/offices/council", NAME, at),
        Recent("/home/kyogikai-001-out", NAME, at),
        Recent("/offices/other", "別の協議会", at),
    ]
    page = StartPage(known, lambda: datetime.fromisoformat(at))
    qtbot.addWidget(page)
    page.fill_side()
    said = [card.accessibleName() for card in page._cards]
    assert ["council" in said[0], "kyogikai-001-out" in said[1], "other" in said[2]] == [True, True, False]
