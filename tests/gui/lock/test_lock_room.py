"""The lock on a real council: everything covered, what is typed kept, the process held where it cannot be."""

from __future__ import annotations

import signal
from datetime import date
from threading import Event
from time import monotonic
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from hands import says, write
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QStackedWidget

from kyogikai_desktop.domain.cases import Case, Person
from kyogikai_desktop.domain.meetings import Meeting, Tier
from kyogikai_desktop.errors import InvalidInput, NoSpace, Refused
from kyogikai_desktop.gui.lock.idle import IdleTimer, left_words
from kyogikai_desktop.gui.lock.lock_room import LockRoom
from kyogikai_desktop.gui.lock.note import LockNote, take
from kyogikai_desktop.gui.lock.system_linux import _is_local, _own_session
from kyogikai_desktop.gui.main_window import MainWindow
from kyogikai_desktop.gui.page import CHECK
from kyogikai_desktop.gui.widgets.dialog import Dialog
from kyogikai_desktop.gui.workplace import compose
from kyogikai_desktop.records import audit_rows
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.locking import Locking, LockTimes
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.vault.folder import CHECKED

NOTE = "玄関先で会えた。明日また行く。"


@pytest.fixture
def desk(session, tasks, qtbot):
    """A window with a case open and a note half written."""
    case = Casework(session).receive(Case(session.today(), person=Person("山﨑　みつ")))
    window = QStackedWidget()
    qtbot.addWidget(window)
    main = MainWindow(compose(session, tasks), tasks, window)
    window.addWidget(main)
    window.resize(1366, 768)
    window.show()
    room = LockRoom(window, main, main._place, tasks, session.clock)
    main.open_page("case", case.id)
    tasks.settle()
    qtbot.waitUntil(lambda: says(main, case.number))
    notes: list[LockNote] = []
    room.locked.connect(notes.append)
    main.page()._overview.entry.fields.text.setPlainText(NOTE)
    return SimpleNamespace(window=window, main=main, room=room, case=case, locked=notes, session=session)


def reopened(desk):
    from kyogikai_desktop.services.session import open_council

    return open_council(desk.session.vault.folder, "夏草や 兵ども 2026", clock=desk.session.clock)


def test_the_key_locks_with_a_dialog_in_front(desk, qtbot):
    front = Dialog(desk.main, "前にある画面", 400)
    front.open()
    qtbot.waitUntil(front.isActiveWindow)
    QTest.keyClick(front.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [note.cause for note in desk.locked] == ["key"])
    assert not front.isVisible()
    with reopened(desk) as again:
        assert NOTE in Drafts(again).get(f"note:{desk.case.id}")


def test_a_note_half_written_is_kept_and_the_page_is_come_back_to(desk):
    desk.room.lock("idle")
    assert [(note.cause, note.minutes, note.drafts) for note in desk.locked] == [("idle", 5, 1)]
    with reopened(desk) as again:
        assert NOTE in Drafts(again).get(f"note:{desk.case.id}")
        assert Locking(again).place() == f"case:{desk.case.id}"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
@pytest.mark.parametrize("how", ["file", "dialog", "menu"])
def test_nothing_that_is_open_holds_the_lock_back(desk, qtbot, how):
    ended = []

    def lock():
        desk.room.lock()
        ended.append([one for one in QApplication.topLevelWidgets() if one.isVisible()])

    QTimer.singleShot(200, lock)
    if how == "file":
        assert QFileDialog.getSaveFileName(desk.main, "保存")[0] == ""
    elif how == "menu":
        menu = QMenu(desk.main)
        menu.addAction("みつ")
        menu.exec()
    else:
        Dialog(desk.main, "見直しを記録する").open()
    qtbot.waitUntil(lambda: bool(ended))
    assert ended == [[desk.window]]
    assert len(desk.locked) == 1
    assert desk.window.currentWidget() is not desk.main


def test_a_check_that_runs_ends_with_the_lock_and_leaves_no_copy(desk, qtbot):
    desk.main.open_page("backups", CHECK)
    check = desk.main.page()._checking._check
    qtbot.waitUntil(lambda: check._child is not None)
    check._child.send_signal(signal.SIGSTOP)  # it shall not come to its end by itself
    assert (desk.session.vault.folder / CHECKED).exists()
    desk.room.lock()
    assert len(desk.locked) == 1
    assert check._child.poll() is not None
    assert not (desk.session.vault.folder / CHECKED).exists()
    reopened(desk).close()


def test_a_draft_that_cannot_be_written_keeps_everything_behind_a_password(desk, qtbot, monkeypatch):
    dialog = Dialog(desk.main, "見直しを記録する")
    dialog.open()

    def full(*_):
        raise NoSpace("disk_full")

    monkeypatch.setattr(desk.main._place.locking, "keep", full)
    desk.room.lock("sleep")
    assert desk.locked == []
    assert desk.room.is_covered
    assert not dialog.isVisible()
    page = desk.window.currentWidget()
    page._password.setText("ちがう")
    page._try()
    qtbot.waitUntil(page._open.isEnabled)
    assert desk.room.is_covered
    page._password.setText("夏草や 兵ども 2026")
    page._try()
    qtbot.waitUntil(lambda: not desk.room.is_covered)
    assert desk.window.currentWidget() is desk.main
    assert dialog.isVisible()
    assert desk.main.page()._overview.entry.fields.text.toPlainText() == NOTE
    dialog.reject()
    monkeypatch.undo()
    desk.room.lock()
    assert len(desk.locked) == 1


@pytest.mark.parametrize("how", ["left alone", "locked", "closed"])
def test_a_council_that_is_exchanged_is_left_for_a_fresh_process(desk, tasks, how):
    """A restore of the whole, also one during which the screen locks or the window is closed."""
    wait = Event()

    def restore():
        wait.wait()
        desk.session.close()

    desk.main.leave()
    tasks.hold_reads(desk.session.store.interrupt)
    tasks.write_alone(restore, lambda _none: desk.main.council_left.emit("控えから戻しました。"))
    QTimer.singleShot(0, wait.set)
    if how == "closed":
        assert desk.room.close()
        assert not desk.locked
        return
    desk.room.lock("screen") if how == "locked" else tasks.settle()
    [note] = desk.locked
    assert (note.words(), note.cause) == ("控えから戻しました。", "screen" if how == "locked" else "left")
    assert desk.session.closed


def test_a_long_search_holds_back_neither_the_drafts_nor_the_end(desk, tasks):
    """Read for ever in SQL: it holds the lock of a reader, for which a commit waits 10 s and then fails."""
    rows = sa.select(sa.literal(1).label("n")).cte(recursive=True)
    rows = rows.union_all(sa.select(rows.c.n + 1))
    endless = sa.select(sa.func.count()).select_from(rows, sa.table("cases"))
    begun = Event()

    def search():
        begun.set()
        return desk.session.store.reader.execute(endless).scalar()

    tasks.read(search, lambda _count: None)
    begun.wait()
    before = monotonic()
    desk.room.lock()
    assert monotonic() - before < 5
    assert [note.drafts for note in desk.locked] == [1]
    with reopened(desk) as again:
        assert NOTE in Drafts(again).get(f"note:{desk.case.id}")


@pytest.mark.parametrize("begun", [True, False], ids=["while it is written", "as it begins"])
@pytest.mark.parametrize("how", ["locked", "closed"])
def test_a_table_that_was_going_out_stands_in_the_log_as_not_made(
    desk, tasks, tmp_path, monkeypatch, how, begun
):
    """However late the thread that writes it hears of the lock."""
    started, heard = Event(), Event()

    def rows(*_asked):
        started.set()
        heard.wait()
        while True:
            yield ()

    if begun:
        monkeypatch.setattr("kyogikai_desktop.records.audit_log.every", rows)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "log.csv"), ""))
    desk.main.open_page("audit")
    tasks.settle()
    desk.main.page()._export()
    if begun:
        tasks.settle()
        started.wait()
    QTimer.singleShot(400, heard.set)  # the drafts are kept by then
    desk.room.lock() if how == "locked" else desk.room.close()
    assert list(tmp_path.glob("log.csv*")) == []
    with reopened(desk) as again:
        acts = [row.action for row in audit_rows.page(again.store.reader, "", 20)]
        assert acts.index("export_log_dropped") < acts.index("export_log")


def test_what_was_recorded_a_moment_ago_is_no_draft(desk):
    desk.main.page()._overview.entry.record()
    desk.room.lock()
    assert desk.locked[0].drafts == 0
    with reopened(desk) as again:
        assert [note.text for note in Casework(again).notes(desk.case.id)] == [NOTE]
        assert not Drafts(again).get(f"note:{desk.case.id}")


def test_what_is_written_on_while_a_note_is_recorded_is_kept(desk, tasks):
    entry = desk.main.page()._overview.entry
    entry.record()
    entry.fields.text.setPlainText("髙橋さんへ連絡する。")
    tasks.settle()
    assert entry.fields.text.toPlainText() == "髙橋さんへ連絡する。"
    desk.room.lock()
    with reopened(desk) as again:
        assert [note.text for note in Casework(again).notes(desk.case.id)] == [NOTE]
        assert "髙橋さんへ連絡する。" in Drafts(again).get(f"note:{desk.case.id}")


def test_a_document_number_half_typed_is_a_draft_and_not_recorded(desk, qtbot):
    meeting = Meetings(desk.session).plan(Meeting(Tier.PRACTITIONERS, date(2026, 10, 29), 0, 0))
    desk.main.open_page("minutes", meeting.id)
    page = desk.main.page()
    qtbot.waitUntil(lambda: page._paper is not None)
    desk.window.activateWindow()
    page._side.number.setFocus()
    qtbot.waitUntil(page._side.number.hasFocus)
    write("北福総第2")
    desk.room.lock("idle")
    with reopened(desk) as again:
        assert Meetings(again).get(meeting.id).document_number == ""
        assert Drafts(again).get(f"minutes:{meeting.id}") == "北福総第2"


def test_closing_stays_open_when_what_is_typed_cannot_be_kept(desk, monkeypatch):
    def full(*_):
        raise NoSpace("disk_full")

    monkeypatch.setattr(desk.main._place.locking, "keep", full)
    assert not desk.room.close()
    assert not desk.room.is_covered
    assert "空き容量" in desk.main.page().bar.words
    monkeypatch.undo()
    assert desk.room.close()


FAILED = "ファイルは、できませんでした。"


@pytest.mark.parametrize("when", ["alone", "touched since", "under the lock"])
def test_what_failed_while_nobody_was_there_is_said_after_the_lock(desk, tasks, qtbot, when):
    qtbot.waitUntil(lambda: desk.room._times is not None)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    if when == "under the lock":
        tasks.write(lambda: None, lambda _done: desk.main.page().undone.emit(FAILED))
    else:
        desk.main.page().undone.emit(FAILED)
    if when == "touched since":
        QTest.mouseClick(desk.window.windowHandle(), Qt.MouseButton.LeftButton)
    desk.room.lock("idle")
    [note] = desk.locked
    assert "下書きに残っています" in note.words()
    assert note.words().endswith(FAILED) == (when != "touched since")
    assert note.tone == ("info" if when == "touched since" else "over")


def test_the_window_stays_where_what_it_waits_for_fails(desk, tasks):
    tasks.write(lambda: None, lambda _done: desk.main.page().undone.emit(FAILED))
    assert not desk.room.close()
    assert not desk.room.is_covered
    assert says(desk.main, FAILED)
    assert desk.room.close()


def test_idle_time_is_told_by_the_minute_and_then_by_the_second(qapp):
    assert qapp
    now, told, idle = [0.0], [], []
    timer = IdleTimer(lambda: now[0])
    timer.left.connect(told.append)
    timer.idle.connect(lambda: idle.append(now[0]))
    timer.start(2)
    for moment in (60, 61, 119):
        now[0] = moment
        timer.look()
    timer.touch()
    now[0] = 238
    timer.look()
    assert not idle
    now[0] = 239
    timer.look()
    assert (told, idle) == ([120, 60, 59, 1, 1], [239])
    assert [left_words(n) for n in (300, 241, 60)] == [
        "操作がなければ 5分後にロック",
        "操作がなければ 5分後にロック",
        "操作がなければ 60秒後にロック",
    ]


def test_only_a_custodian_sets_the_times_within_bounds(session):
    work = Locking(session)
    assert work.times() == LockTimes(5, 30)
    assert work.set_times(LockTimes(3, 20)) == work.times() == LockTimes(3, 20)
    for wrong in (LockTimes(0), LockTimes(16), LockTimes(5, 4), LockTimes(5, 31)):
        with pytest.raises(InvalidInput):
            work.set_times(wrong)
    from dataclasses import replace

    from kyogikai_desktop.domain.accounts import Role

    session.account = replace(session.account, roles=(Role.COORDINATOR,))
    with pytest.raises(Refused):
        work.set_times(LockTimes())


def test_a_draft_is_seen_and_overwritten_by_nobody_else(session):
    from dataclasses import replace

    Drafts(session).keep("note:1", "林が書いた")
    session.account = replace(session.account, login="sato")
    session.store._actor = "sato"
    other = Drafts(session)
    assert other.get("note:1") == "" and other.keys() == ()
    other.keep("note:1", "佐藤が書いた")
    other.drop("note:1")
    session.account = replace(session.account, login="hayashi")
    assert Drafts(session).get("note:1") == "林が書いた"


def test_only_local_buses_are_spoken_to(monkeypatch, tmp_path):
    assert not _is_local("tcp:host=10.0.0.1,port=1")
    assert not _is_local("autolaunch:")
    assert not _is_local(f"unix:path={tmp_path}/none")
    assert not _is_local("unix:abstract=/tmp/x;tcp:host=a,port=1")
    monkeypatch.setenv("XDG_SESSION_ID", "2")
    assert _own_session() == "/org/freedesktop/login1/session/_32"
    monkeypatch.setenv("XDG_SESSION_ID", "c1")
    assert _own_session() == "/org/freedesktop/login1/session/c1"


def test_the_note_to_the_next_process_is_taken_once(monkeypatch):
    note = LockNote("/offices/council", "10:47", "idle", 5, 2)
    monkeypatch.setenv("KYOGIKAI_LOCKED", note.dump())
    assert take() == note
    assert take() is None
    monkeypatch.setenv("KYOGIKAI_LOCKED", "{")
    assert take() is None


def test_a_review_half_written_comes_back_in_its_dialog(desk, tasks, qtbot):
    from kyogikai_desktop.gui.cases.review_dialog import ReviewDialog

    page = desk.main.page()

    def open_dialog():
        page._acts.review()
        return desk.window.findChild(ReviewDialog)

    dialog = open_dialog()
    dialog._changed.setPlainText("電話に出なくなった")
    assert '"電話に出なくなった"' in next(iter(dialog._draft._keeper.typed().values()))
    dialog.reject()
    tasks.settle()
    qtbot.waitUntil(lambda: desk.window.findChild(ReviewDialog) is None)
    again = open_dialog()
    qtbot.waitUntil(again._draft.isVisible)
    assert again._changed.toPlainText() == "電話に出なくなった"
    again._draft._throw_away()
    tasks.settle()
    assert not Drafts(desk.session).get(f"review:{desk.case.id}")
    again.reject()
