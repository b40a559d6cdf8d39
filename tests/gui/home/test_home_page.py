from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hands import lines, press, says, show
from PySide6.QtWidgets import QAbstractButton

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.cases import Case, Person
from kyogikai_desktop.domain.council import Member, MemberBody, SecrecyPledge
from kyogikai_desktop.domain.meetings import AgendaItem, Attendance, Meeting, Task, Tier
from kyogikai_desktop.gui.home.home_page import HomePage
from kyogikai_desktop.gui.home.week_strip import working_days
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.meetings import Meetings

TODAY = date(2026, 11, 20)
PERSON = Person("𠮷田　博", "よしだ　ひろし", address="北の杜市西町1丁目18番1号", phone="060-0100-8133")


@pytest.fixture
def page(session, tasks):
    made = HomePage(session, tasks)
    yield made
    made.hide()


@pytest.fixture
def overdue(session):
    return Casework(session).receive(
        Case(date(2026, 4, 3), person=PERSON, next_review_on=TODAY - timedelta(days=3))
    )


def hold_meeting(session, case, due_on):
    council = CouncilWork(session)
    body = council.save_body(MemberBody("社会福祉協議会", joined_on=date(2024, 4, 1)))
    member = Member(
        body.id, "村上 大輔", joined_on=date(2024, 4, 1), pledges=(SecrecyPledge(date(2024, 4, 1)),)
    )
    who = council.save_member(member)
    task = Task("配食の試食を届ける", body=body.id, due_on=due_on)
    draft = Meeting(
        Tier.CASE_CONFERENCE,
        date(2026, 10, 29),
        0,
        0,
        attendance=(Attendance(who.id, body.id),),
        items=(AgendaItem(case=case.id, decision="続ける。", tasks=(task,)),),
    )
    work = Meetings(session)
    return work.conclude(work.plan(draft))


def open_page(qtbot, page, rows):
    show(qtbot, page)
    qtbot.waitUntil(lambda: page._list.model().rowCount() == rows)


def test_an_overdue_case_stands_first_and_enter_opens_it(qtbot, page, overdue):
    open_page(qtbot, page, 2)
    assert "今日・期限をすぎたもの 1" in lines(page._list)[0]
    assert "見直し：𠮷田　博さん" in lines(page._list)[1]
    assert "3日超過" in lines(page._list)[1]
    with qtbot.waitSignal(page.navigate) as opened:
        press("Return")
    assert opened.args == ["case", overdue.id]


def test_where_somebody_lives_is_nowhere_on_the_page(qtbot, page, overdue):  # noqa: ARG001
    open_page(qtbot, page, 2)
    told = "\n".join(lines(page._list))
    assert "西町" not in told
    assert "8133" not in told


def test_a_promise_that_is_due_says_who_and_leads_to_its_case(qtbot, page, session, overdue):
    meeting = hold_meeting(session, overdue, TODAY)
    Casework(session).save(replace(Casework(session).get(overdue.id), next_review_on=date(2027, 3, 1)))
    open_page(qtbot, page, 2)
    row = lines(page._list)[1]
    assert "約束：配食の試食を届ける" in row
    assert "社会福祉協議会" in row
    assert "今日まで" in row
    with qtbot.waitSignal(page.navigate) as opened:
        press("Return")
    assert opened.args == ["case", overdue.id]
    assert meeting.items[0].tasks


def test_a_promise_without_a_date_is_not_forgotten(qtbot, page, session, overdue):
    hold_meeting(session, overdue, None)
    open_page(qtbot, page, 4)
    assert "日が決まっていない約束 1" in lines(page._list)[2]


def test_cases_without_a_date_are_told_as_a_number(qtbot, page, session, overdue):  # noqa: ARG001
    Casework(session).receive(Case(TODAY, person=Person("佐藤　一郎")))
    open_page(qtbot, page, 2)
    qtbot.waitUntil(lambda: says(page, "日が未定のケースが 1 件あります。"))
    assert says(page, "2 件中 1 件に日があります")


def test_the_next_meeting_leads_to_its_preparation(qtbot, page, session, overdue):  # noqa: ARG001
    planned = Meetings(session).plan(Meeting(Tier.PRACTITIONERS, date(2026, 11, 26), 0, 0, place="第2会議室"))
    open_page(qtbot, page, 2)
    qtbot.waitUntil(lambda: says(page, "令和8年度 第1回 実務者会議"))
    opens = next(one for one in page.findChildren(QAbstractButton) if one.text() == "準備を開く")
    with qtbot.waitSignal(page.navigate) as opened:
        opens.click()
    assert opened.args == ["meeting", planned.id]


def test_who_may_not_write_cases_is_not_sent_to_begin_with_them(qtbot, session, tasks):
    session.account = replace(session.account, roles=frozenset({Role.CUSTODIAN}))
    page = HomePage(session, tasks)
    qtbot.addWidget(page)
    open_page(qtbot, page, 0)
    qtbot.waitUntil(page._sheets.isVisible)
    assert not page._first.isVisible()


def test_an_empty_council_is_led_to_its_first_ledger(qtbot, page):
    show(qtbot, page)
    qtbot.waitUntil(lambda: says(page, "はじめに"))
    steps = next(one for one in page.findChildren(QAbstractButton) if one.text() == "台帳を取り込む")
    with qtbot.waitSignal(page.navigate) as opened:
        steps.click()
    assert opened.args == ["import", None]


def test_a_custodian_is_told_what_is_lost_without_recovery_sheets(qtbot, page):
    show(qtbot, page)
    qtbot.waitUntil(lambda: says(page, "復旧シートが、まだありません。"))
    opens = next(one for one in page.findChildren(QAbstractButton) if one.text() == "利用者を開く")
    with qtbot.waitSignal(page.navigate) as opened:
        opens.click()
    assert opened.args == ["accounts", None]


def test_the_strip_begins_today_and_leaves_out_weekends():
    days = list(working_days(date(2026, 11, 20)))
    assert [day.day for day in days] == [20, 23, 24, 25, 26, 27]
    assert next(working_days(date(2026, 11, 21))) == date(2026, 11, 21)
