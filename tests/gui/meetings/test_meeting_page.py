from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hands import lines, press, rewrite, says, show, write
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kyogikai_desktop.domain.meetings import Attendance, Meeting, MeetingState, Presence, Task, Tier
from kyogikai_desktop.gui.meetings.meeting_page import MeetingPage
from kyogikai_desktop.gui.widgets.buttons import KeyButton
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts

TODAY = date(2026, 11, 20)
MY_NUMBER = "123456789018"


@pytest.fixture
def page(room, tasks):
    made = MeetingPage(room.session, tasks)
    yield made
    made.hide()


def open_meeting(qtbot, page, meeting):
    show(qtbot, page, meeting.id)
    qtbot.waitUntil(lambda: page._agenda.view.model().rowCount() == len(meeting.items) + 1)


def go_to(page, name):
    page._parts.item.rows[name].target().setFocus()


def choose_offered(qtbot, page):
    """Take the first name that is offered while typing."""
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    popup = QApplication.activePopupWidget()
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    back_at(qtbot, page)


def back_at(qtbot, page):
    """Bring the page to the front again, which the offscreen screen does not do by itself."""
    page.activateWindow()
    qtbot.waitUntil(lambda: page.isActiveWindow() and QApplication.focusWidget() is not None)


def dialog_of(qtbot):
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    return QApplication.activeModalWidget()


def stored(room, meeting):
    return room.meetings.get(meeting.id)


@pytest.mark.qt_log_ignore("This plugin does not support")  # the names offered are a window of their own
def test_whole_meeting_by_keyboard(qtbot, page, room):
    meeting = room.plan()
    gone = []
    page.navigate.connect(lambda place, record: gone.append((place, record)))
    open_meeting(qtbot, page, meeting)
    press("Space")
    press("Alt+A")
    press("1")
    press("2")
    for number in range(3):
        press("Ctrl+Down")
        write(f"{number + 1}件目の報告")
        go_to(page, "decision")
        write("いまの支援を続ける")
        go_to(page, "next_review_on")
        write("8.12.24")
        press("F4")
        write("市立")
        choose_offered(qtbot, page)
        press("Tab")
        write("様子を聞く")
        press("Tab")
        write("12.10")
    press("Ctrl+Enter")
    dialog = dialog_of(qtbot)
    assert says(dialog, "2 機関 2 名。終わりの時刻は 14:51 です。")
    assert says(dialog, "3 件のケースに、次の見直しの日が入ります。𠮷田　博 12月24日（木）")
    assert not says(dialog, "決定事項のない議題")
    press("Ctrl+Enter")
    qtbot.waitUntil(lambda: gone == [("minutes", meeting.id)])
    held = stored(room, meeting)
    assert held.state is MeetingState.HELD
    assert held.secrecy_confirmed
    assert held.ends == time(14, 51)
    assert [seat.presence for seat in held.attendance] == [Presence.PRESENT, Presence.PRESENT]
    assert [item.report for item in held.items] == ["1件目の報告", "2件目の報告", "3件目の報告"]
    promise = held.items[0].tasks[0]
    assert (promise.body, promise.who) == (room.bodies[1].id, "渡邉　恵")
    assert (promise.what, promise.due_on) == ("様子を聞く", date(2026, 12, 10))
    cases = [Casework(room.session).get(case.id) for case in room.cases]
    assert [case.next_review_on for case in cases] == [date(2026, 12, 24)] * 3
    assert [case.last_meeting_on for case in cases] == [TODAY] * 3
    qtbot.waitUntil(lambda: Drafts(room.session).keys() == ())


def test_without_a_pledge_nobody_can_be_present(qtbot, page, room):
    meeting = room.plan()
    open_meeting(qtbot, page, meeting)
    qtbot.waitUntil(lambda: any("島田　結" in line for line in lines(page._attendance.view)))
    assert any("不可" in line and "誓約書 未提出" in line for line in lines(page._attendance.view))
    press("Alt+A")
    press("Down")
    press("Down")
    press("Space")
    assert says(page, "島田　結さんは誓約書が未提出です。提出日を記録すると出席にできます。")
    assert room.members[2].id not in {seat.member for seat in stored(room, meeting).attendance}


def test_someone_not_invited_can_still_come(qtbot, page, room):
    meeting = room.meetings.save(replace(room.plan(), attendance=()))
    open_meeting(qtbot, page, meeting)
    press("Alt+A")
    press("Space")
    qtbot.waitUntil(lambda: len(stored(room, meeting).attendance) == 1)
    press("Space")
    qtbot.waitUntil(lambda: stored(room, meeting).attendance[0].presence is Presence.PARTLY)


def test_two_quick_presses_count_as_two(qtbot, page, room):
    meeting = room.plan()
    open_meeting(qtbot, page, meeting)
    press("Alt+A")
    press("1")
    press("1")
    qtbot.waitUntil(lambda: stored(room, meeting).attendance[0].presence is Presence.PARTLY)


def test_typing_is_saved_while_it_goes_on(qtbot, page, room):
    meeting = room.plan()
    open_meeting(qtbot, page, meeting)
    words = []
    page.saved.connect(words.append)
    press("Ctrl+Down")
    write("玄関先で会えた")
    assert page.unsaved()
    qtbot.waitUntil(lambda: stored(room, meeting).items[0].report == "玄関先で会えた", timeout=8000)
    qtbot.waitUntil(lambda: words == ["保存済み 14:51"])
    assert not page.unsaved()


def test_refused_item_keeps_its_text_and_does_not_hold_up_the_others(qtbot, page, room):
    meeting = room.plan()
    open_meeting(qtbot, page, meeting)
    press("Ctrl+Down")
    write(f"番号は {MY_NUMBER} です")
    press("Ctrl+S")
    report = page._parts.item.rows["report"]
    qtbot.waitUntil(lambda: report.wrong)
    assert says(report, "マイナンバーと思われるため保存できません")
    press("Ctrl+Down")
    write("次の人の報告")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: stored(room, meeting).items[1].report == "次の人の報告")
    assert "未保存" in lines(page._agenda.view)[1]
    press("Ctrl+Enter")
    qtbot.waitUntil(page.bar.isVisible)
    assert "保存していない議題があります" in page.bar.words
    press("Ctrl+Up")
    assert report.editor.toPlainText() == f"番号は {MY_NUMBER} です"
    report.target().setFocus()
    rewrite("番号は消しました")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: stored(room, meeting).items[0].report == "番号は消しました")
    assert not report.wrong


def test_unreadable_date_waits_beside_its_field(qtbot, page, room):
    meeting = room.plan()
    open_meeting(qtbot, page, meeting)
    press("Ctrl+Down")
    write("会えた")
    go_to(page, "next_review_on")
    write("8.13.1")
    press("Ctrl+Down")
    assert "未保存" in lines(page._agenda.view)[1]
    press("Ctrl+Up")
    assert page._parts.item.rows["next_review_on"].editor.text() == "8.13.1"
    assert page._parts.item.rows["report"].editor.toPlainText() == "会えた"
    go_to(page, "next_review_on")
    rewrite("8.12.1")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: stored(room, meeting).items[0].next_review_on == date(2026, 12, 1))


def test_what_is_typed_survives_a_lock(qtbot, session, room, page, tasks):
    meeting = room.plan()
    open_meeting(qtbot, page, meeting)
    press("Ctrl+Down")
    write(f"鍵をかける直前 {MY_NUMBER}")
    page.leave()
    qtbot.waitUntil(lambda: len(Drafts(session).keys()) == 1)
    again = MeetingPage(session, tasks)
    open_meeting(qtbot, again, meeting)
    assert says(again, "まだ保存していないものがあります")
    press("Ctrl+Down")
    assert again._parts.item.rows["report"].editor.toPlainText() == "鍵をかける直前 〔番号〕"


def test_other_fields_changed_elsewhere_are_joined_silently(qtbot, page, room):
    meeting = room.plan()
    open_meeting(qtbot, page, meeting)
    press("Ctrl+Down")
    first = replace(meeting.items[0], decision="ほかの窓の決定")
    room.meetings.save(replace(meeting, items=(first, *meeting.items[1:])))
    write("こちらの報告")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: stored(room, meeting).items[0].report == "こちらの報告")
    assert stored(room, meeting).items[0].decision == "ほかの窓の決定"
    qtbot.waitUntil(lambda: page._parts.item.rows["decision"].editor.toPlainText() == "ほかの窓の決定")


def test_same_field_changed_elsewhere_is_decided_by_a_person(qtbot, page, room):
    meeting = room.plan()
    open_meeting(qtbot, page, meeting)
    press("Ctrl+Down")
    first = replace(meeting.items[0], report="ほかの窓の報告")
    room.meetings.save(replace(meeting, items=(first, *meeting.items[1:])))
    write("こちらの報告")
    press("Ctrl+S")
    dialog = dialog_of(qtbot)
    assert says(dialog, "ほかの窓の報告")
    press("Esc")
    back_at(qtbot, page)
    assert stored(room, meeting).items[0].report == "ほかの窓の報告"
    assert page._parts.item.rows["report"].editor.toPlainText() == "こちらの報告"
    go_to(page, "report")
    write("。追記")
    press("Ctrl+Down")
    back_at(qtbot, dialog_of(qtbot))
    press("Alt+3")
    press("Ctrl+S")
    joined = "ほかの窓の報告\nこちらの報告。追記"
    qtbot.waitUntil(lambda: stored(room, meeting).items[0].report == joined)


def test_earlier_promises_are_marked_as_kept(qtbot, page, room):
    before = room.meetings.plan(Meeting(Tier.CASE_CONFERENCE, date(2026, 10, 29), 0, 0), [room.cases[0].id])
    promise = Task("配食の試食を届ける", body=room.bodies[1].id)
    before = room.meetings.save(replace(before, items=(replace(before.items[0], tasks=(promise,)),)))
    open_meeting(qtbot, page, room.plan())
    press("Ctrl+Down")
    qtbot.waitUntil(lambda: says(page._parts.item.promises, "配食の試食を届ける"))
    assert says(page._parts.item.promises, "10月29日（木） 個別ケース検討会議")
    button = page._parts.item.promises.findChild(KeyButton)
    button.setFocus()
    press("Space")
    qtbot.waitUntil(lambda: room.meetings.get(before.id).items[0].tasks[0].done_on == TODAY)
    qtbot.waitUntil(lambda: says(page._parts.item.promises, "できた"))


def test_basis_that_needs_consent_is_refused_in_words(qtbot, page, room):
    meeting = room.plan()
    open_meeting(qtbot, page, meeting)
    press("Ctrl+Down")
    basis = page._parts.item.rows["legal_basis"]
    basis.editor.setCurrentText("重層的支援会議")
    assert says(basis, "同意が「未取得」のためです。同意を記録すると入れられます。")
    press("Ctrl+S")
    press("Ctrl+Down")
    basis.editor.setCurrentText("重層的支援会議")
    assert not basis.wrong
    press("Ctrl+S")
    qtbot.waitUntil(lambda: stored(room, meeting).items[1].legal_basis == "juso")
    assert stored(room, meeting).items[0].legal_basis == "kodoku"


def test_sixty_items_are_walked_through_without_reading_the_meeting_again(qtbot, page, room):
    meeting = room.plan(0)
    items = tuple(replace(room.plan(1).items[0], id=0, case=None, title=f"議題{n}") for n in range(60))
    meeting = room.meetings.save(replace(meeting, items=items))
    open_meeting(qtbot, page, meeting)
    for _ in range(60):
        press("Ctrl+Down")
    assert says(page._parts.item, "議題59")
    write("最後の報告")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: stored(room, meeting).items[59].report == "最後の報告")
    assert lines(page._agenda.view)[60].startswith("60")


def test_nobody_present_cannot_be_concluded(qtbot, page, room):
    open_meeting(qtbot, page, room.plan())
    press("Ctrl+Enter")
    qtbot.waitUntil(page.bar.isVisible)
    assert "出席が記録されていません" in page.bar.words


def test_items_without_a_decision_are_named_before_the_end(qtbot, page, room):
    meeting = room.plan()
    seats = tuple(replace(seat, presence=Presence.PRESENT) for seat in meeting.attendance)
    room.meetings.save(replace(meeting, attendance=seats, papers_out=5))
    open_meeting(qtbot, page, meeting)
    press("Ctrl+Enter")
    dialog = dialog_of(qtbot)
    assert says(dialog, "決定事項のない議題が 3 件あります：𠮷田　博、髙橋　花子、葛󠄀西　恵子")
    assert says(dialog, "資料を 5 部配り、0 部集めています。")
    press("Esc")
    assert stored(room, meeting).state is MeetingState.PLANNED


def test_phrase_goes_where_the_cursor_stood(qtbot, page, room):
    open_meeting(qtbot, page, room.plan())
    press("Ctrl+Down")
    go_to(page, "points")
    write("論点：")
    page._parts.item.put_phrase("同意をいつ、だれが説明するか。")
    assert page._parts.item.rows["points"].editor.toPlainText() == "論点：同意をいつ、だれが説明するか。"


def test_seat_keeps_its_note(qtbot, page, room):
    meeting = room.plan()
    open_meeting(qtbot, page, meeting)
    press("Alt+A")
    press("1")
    press("Enter")
    write("14:12 から")
    press("Tab")
    qtbot.waitUntil(lambda: stored(room, meeting).attendance[0].remark == "14:12 から")
    assert stored(room, meeting).attendance[0] == Attendance(
        room.members[0].id, room.bodies[0].id, Presence.PRESENT, "14:12 から"
    )
