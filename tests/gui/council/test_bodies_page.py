from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hands import lines, press, rewrite, says, show, write
from PySide6.QtWidgets import QApplication

from kyogikai_desktop.domain.council import Member, MemberBody, SecrecyPledge
from kyogikai_desktop.domain.listing import HitKind, SearchHit
from kyogikai_desktop.gui.council.bodies_page import BodiesPage
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.drafts import Drafts


@pytest.fixture
def work(session):
    return CouncilWork(session)


@pytest.fixture
def hospital(work):
    return work.save_body(MemberBody("北の杜市立病院", short_name="市立病院"))


@pytest.fixture
def page(session, tasks):
    made = BodiesPage(session, tasks)
    yield made
    made.hide()


def bodies_shown(page):
    return lines(page._list)


def open_page(qtbot, page, count=1):
    show(qtbot, page)
    qtbot.waitUntil(lambda: page._list.model().rowCount() == count)


def test_first_body_and_its_first_person_are_added_by_keyboard(qtbot, page, work):
    show(qtbot, page)
    qtbot.waitUntil(lambda: says(page, "構成機関は、まだありません"))
    press("Ctrl+Shift+B")
    write("葛󠄀西クリニック")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: len(bodies_shown(page)) == 1)
    press("F4")
    write("髙木　修")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: lines(page._pane.view) != [])
    assert "葛󠄀西クリニック" in bodies_shown(page)[0]
    assert "0／1 名" in bodies_shown(page)[0]
    assert "髙木　修" in lines(page._pane.view)[0]
    assert work.members()[0].name == "髙木　修"


def test_person_without_a_pledge_is_named_and_the_pledge_recorded(qtbot, page, work, hospital):
    work.save_member(Member(hospital.id, "島田　結"))
    open_page(qtbot, page)
    qtbot.waitUntil(
        lambda: says(page, "島田　結さんは誓約書が未提出です。提出日を記録すると出席にできます。")
    )
    press("Alt+R")
    rewrite("R8.11.19")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: "提出済み" in lines(page._pane.view)[0])
    assert work.members()[0].pledges == (SecrecyPledge(date(2026, 11, 19)),)
    assert not says(page, "誓約書が未提出です")


@pytest.mark.usefixtures("hospital")
def test_second_coordinating_agency_is_refused_beside_its_field(qtbot, page, work):
    work.save_body(MemberBody("福祉総務課", coordinator_from=date(2024, 4, 1)))
    open_page(qtbot, page, 2)
    press("F2")
    field = page._side.form.rows["coordinator_from"]
    field.target().setFocus()
    write("R8.4.1")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: field.wrong)
    assert says(field, "調整機関は同時に1つだけです（推進法第17条）。福祉総務課の指定を終えてから")
    assert field.editor.text() == "R8.4.1"
    assert work.bodies()[0].coordinator_from is None


@pytest.mark.usefixtures("hospital")
def test_unreadable_date_and_wrong_number_stay_in_the_form(qtbot, page):
    open_page(qtbot, page)
    press("F2")
    rows = page._side.form.rows
    rows["left_on"].target().setFocus()
    write("R8.13.1")
    press("Ctrl+S")
    assert says(rows["left_on"], "13月はありません")
    rewrite("")
    rows["corporate_number"].target().setFocus()
    write("1234567890123")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: says(rows["corporate_number"], "検査数字"))
    assert rows["corporate_number"].editor.text() == "1234567890123"


def test_who_left_stays_bound_and_in_the_list(qtbot, page, work, hospital):
    work.save_member(Member(hospital.id, "黒田　隆", joined_on=date(2024, 4, 1)))
    open_page(qtbot, page)
    press("Alt+T")
    write("R8.3.31")
    press("Ctrl+S")
    qtbot.waitUntil(lambda: "退いた人（守秘義務は続きます）" in lines(page._pane.view)[0])
    assert "退任・守秘" in lines(page._pane.view)[1]
    assert says(page._pane, "0 名")


def test_what_is_typed_survives_leaving_the_form(qtbot, page, session, hospital):
    open_page(qtbot, page)
    press("F2")
    page._side.form.rows["contact"].target().setFocus()
    write("地域医療連携室")
    assert page.unsaved()
    press("Esc")
    page.back()
    qtbot.waitUntil(lambda: Drafts(session).keys() == (f"body:{hospital.id}",))
    press("F2")
    qtbot.waitUntil(lambda: says(page, "前に入力した下書きの続きです"))
    assert page._side.form.rows["contact"].editor.text() == "地域医療連携室"
    press("Ctrl+S")
    qtbot.waitUntil(lambda: Drafts(session).keys() == ())
    assert CouncilWork(session).bodies()[0].contact == "地域医療連携室"


def test_conflict_shows_both_values_and_loses_none(qtbot, page, work, hospital):
    open_page(qtbot, page)
    press("F2")
    page._side.form.rows["contact"].target().setFocus()
    write("医事課")
    work.save_body(replace(hospital, contact="地域医療連携室", field_of_work="医療"))
    press("Ctrl+S")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert says(dialog, "地域医療連携室")
    assert says(dialog, "医事課")
    work_field = next(field for field in dialog._fields if field.difference.field == "field_of_work")
    work_field.choose_stored()
    dialog._save()
    qtbot.waitUntil(lambda: work.bodies()[0].contact == "医事課")
    assert work.bodies()[0].field_of_work == "医療"


def test_body_that_left_is_under_its_own_tab(qtbot, page, work, hospital):
    work.save_body(replace(hospital, left_on=date(2026, 3, 31)))
    show(qtbot, page)
    qtbot.waitUntil(lambda: page._tabs.tabData(1) == "1")
    assert bodies_shown(page) == []
    page._tabs.choose("left")
    assert "北の杜市立病院" in bodies_shown(page)[0]


def test_search_hit_of_a_person_opens_their_body(qtbot, page, work, hospital):
    work.save_body(MemberBody("社会福祉協議会"))
    member = work.save_member(Member(hospital.id, "渡邉　恵"))
    show(qtbot, page, SearchHit(HitKind.MEMBER, member.id, None, "", member.name))
    qtbot.waitUntil(lambda: page._pane.view.model().rowCount() == 1)
    assert page._pane.person().name == "渡邉　恵"
