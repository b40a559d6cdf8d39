from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hands import lines, press, rewrite, says, show, write
from PySide6.QtWidgets import QApplication

from kyogikai_desktop.domain.cases import Case, Person
from kyogikai_desktop.domain.meetings import Presence, Tier
from kyogikai_desktop.gui.meetings.plan_page import PlanPage
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts


@pytest.fixture
def page(room, tasks):
    made = PlanPage(room.session, tasks)
    yield made
    made.hide()


def open_plan(qtbot, page, record=None):
    show(qtbot, page, record)
    qtbot.waitUntil(lambda: any("R8-003" in line for line in lines(page._agenda.view)))


def choose_due(page, count):
    page._agenda.view.setFocus()
    for _ in range(count):
        due = next(n for n, line in enumerate(lines(page._agenda.view)) if line.startswith("未選択"))
        page._agenda.view.go_to(due)
        press("Space")


def test_meeting_with_three_due_cases_by_keyboard(qtbot, page, room, gone):
    open_plan(qtbot, page)
    assert says(page, "令和8年度 第1回 実務者会議になります")
    rewrite("R8.11.26")
    page._form.rows["starts"].target().setFocus()
    write("１４時")
    choose_due(page, 3)
    press("Alt+Up")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: bool(gone))
    meeting = room.meetings.get(gone[0][1])
    assert gone[0][0] == "meeting"
    assert (meeting.held_on, meeting.starts, meeting.number) == (date(2026, 11, 26), time(14), 1)
    oldest_first = [case.id for case in reversed(room.cases)]
    assert [item.case for item in meeting.items] == [oldest_first[0], oldest_first[2], oldest_first[1]]
    assert [seat.presence for seat in meeting.attendance] == [Presence.ABSENT, Presence.ABSENT]
    qtbot.waitUntil(lambda: Drafts(room.session).keys() == ())


def test_nobody_without_a_pledge_is_asked_to_come(qtbot, page, room, gone):
    open_plan(qtbot, page)
    people = lines(page._people.view)
    assert "不可" in people[2]
    assert "誓約書が未提出" in people[2]
    page._people.view.setFocus()
    page._people.view.go_to(2)
    press("Space")
    assert "島田　結さんは誓約書が未提出です" in page.bar.words
    page._people.view.go_to(1)
    press("Space")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: bool(gone))
    assert [seat.member for seat in room.meetings.get(gone[0][1]).attendance] == [room.members[0].id]


def test_case_conference_asks_only_the_coordinating_agency(qtbot, page, room):
    open_plan(qtbot, page, Tier.CASE_CONFERENCE)
    assert page._people.invited == {room.members[0].id}


def test_later_day_offers_more_cases(qtbot, page, room):
    Casework(room.session).receive(
        Case(date(2026, 5, 1), person=Person("辻󠄀　美智子"), next_review_on=date(2026, 12, 10))
    )
    open_plan(qtbot, page)
    assert not any("辻󠄀　美智子" in line for line in lines(page._agenda.view))
    page._form.rows["held_on"].target().setFocus()
    rewrite("R8.12.17")
    press("Tab")
    qtbot.waitUntil(lambda: any("辻󠄀　美智子" in line for line in lines(page._agenda.view)))


def test_another_case_is_found_by_name_and_put_on_the_agenda(qtbot, page, room):
    far = Case(date(2026, 5, 1), person=Person("山﨑　清"), next_review_on=date(2027, 3, 1))
    Casework(room.session).receive(far)
    open_plan(qtbot, page)
    press("F3")
    write("山崎")
    qtbot.waitUntil(lambda: any("山﨑　清" in line for line in lines(page._agenda.view)))
    press("Down")
    found = next(n for n, line in enumerate(lines(page._agenda.view)) if "山﨑　清" in line)
    page._agenda.view.go_to(found)
    press("Space")
    assert [line.title for line in page._agenda.lines] == ["山﨑　清"]


def test_item_without_a_case_is_added_by_its_title(qtbot, page, gone, room):
    open_plan(qtbot, page, Tier.REPRESENTATIVES)
    press("F4")
    write("上半期の活動の報告")
    press("Enter")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: bool(gone))
    meeting = room.meetings.get(gone[0][1])
    assert meeting.tier is Tier.REPRESENTATIVES
    assert [item.title for item in meeting.items] == ["上半期の活動の報告"]


def test_basis_that_needs_consent_is_refused_beside_the_case(qtbot, page, room):
    open_plan(qtbot, page, (room.cases[0].id,))
    page._form._basis.setCurrentText("重層的支援会議")
    page._form.basis_chosen.emit(page._form.basis)
    assert any("同意が「未取得」のためです" in line for line in lines(page._agenda.view))
    press("Ctrl+S")
    qtbot.waitUntil(lambda: "同意を記録すると入れられます" in page.bar.words)
    assert room.meetings.rows() == ()


def test_cases_can_go_to_a_meeting_that_is_being_prepared(qtbot, page, room, gone):
    planned = room.plan(2)
    open_plan(qtbot, page, (room.cases[2].id,))
    qtbot.waitUntil(lambda: "準備中の会議（11月20日（金） 実務者会議）" in page.bar.words)
    page.bar._button.click()
    qtbot.waitUntil(lambda: len(page._agenda.lines) == 3)
    press("Ctrl+S")
    qtbot.waitUntil(lambda: gone == [("meeting", planned.id)])
    assert [item.case for item in room.meetings.get(planned.id).items] == [c.id for c in room.cases]


def test_preparation_survives_leaving_the_page(qtbot, page, session, tasks):
    open_plan(qtbot, page)
    page._form.rows["place"].target().setFocus()
    rewrite("本庁 大会議室")
    choose_due(page, 2)
    page.hide()
    qtbot.waitUntil(lambda: Drafts(session).keys() == ("meeting_plan:new",))
    again = PlanPage(session, tasks)
    open_plan(qtbot, again)
    qtbot.waitUntil(lambda: "前に用意していた会議の続きです" in again.bar.words)
    assert again._form.texts()["place"] == "本庁 大会議室"
    assert len(again._agenda.lines) == 2


def test_what_was_written_about_an_item_is_never_dropped(qtbot, page, room, gone):
    meeting = room.plan(2)
    open_plan(qtbot, page, meeting.id)
    page._form.rows["place"].target().setFocus()
    rewrite("第2会議室")
    written = replace(meeting.items[0], report="ほかの窓で書いた報告")
    room.meetings.save(replace(meeting, items=(written, meeting.items[1])))
    press("Ctrl+S")
    qtbot.waitUntil(lambda: "ほかの窓で変わった内容を取り入れました" in page.bar.words)
    page._agenda.view.setFocus()
    page._agenda.view.go_to(1)
    press("Space")
    assert "外せません" in page.bar.words
    press("Ctrl+S")
    qtbot.waitUntil(lambda: bool(gone))
    stored = room.meetings.get(meeting.id)
    assert (stored.place, stored.items[0].report) == ("第2会議室", "ほかの窓で書いた報告")


def test_numbered_meeting_does_not_move_into_another_year(qtbot, page, room):
    open_plan(qtbot, page, room.plan().id)
    held_on = page._form.rows["held_on"]
    held_on.target().setFocus()
    rewrite("R9.4.8")
    press("Ctrl+S")
    assert says(held_on, "番号は令和8年度のものです")
    assert QApplication.activeModalWidget() is None


def test_unreadable_day_stays_in_its_field(qtbot, page):
    open_plan(qtbot, page)
    held_on = page._form.rows["held_on"]
    rewrite("8.13.1")
    press("Ctrl+S")
    assert says(held_on, "13月はありません")
    assert held_on.editor.text() == "8.13.1"
