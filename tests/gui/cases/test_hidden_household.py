"""Who is tied to somebody in hiding: asked where they live, and told at the case until that is decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kyogikai_desktop.domain.cases import Case, CaseLink, LinkKind, Person
from kyogikai_desktop.gui.cases.household_dialog import HouseholdDialog
from kyogikai_desktop.gui.home.home_page import HomePage
from kyogikai_desktop.services.casework import Casework

TOLD = "居場所が分かることがあります"


@pytest.fixture
def son(desk, council):
    person = Person("髙橋　太郎", "たかはし　たろう", address="北の杜市西町1丁目18番1号")
    return desk.behind(Casework(council)).receive(Case(date(2026, 4, 3), person=person))


def tie(desk, known):
    desk.window.open_page("case", known.id)
    desk.until(lambda: desk.page().commands())
    desk.until(lambda: "ほかのケースとつなぐ" in [one.words for one in desk.page().commands()])
    next(one for one in desk.page().commands() if one.words == "ほかのケースとつなぐ").run()
    desk.until(lambda: desk.focus().accessibleName() == "氏名、ふりがな、番号でさがす")
    desk.type("高橋太")
    desk.until(lambda: desk.dialog()._list.current_row() is not None)
    desk.press("Ctrl+S")
    desk.until(lambda: isinstance(desk.focus().window(), HouseholdDialog))


def test_who_ties_a_case_to_somebody_in_hiding_is_asked_first(desk, council, known, son):
    work = desk.behind(Casework(council))
    tie(desk, known)
    assert work.links(known.id) == ()
    assert son.person.address not in desk.words(desk.dialog())
    desk.put_off()
    assert work.links(known.id) == (), "who decides later has tied nothing"
    tie(desk, known)
    desk.press("Alt+M")
    desk.until(lambda: work.get(son.id).person.whereabouts_protected)
    assert [kind for kind, _ in work.links(known.id)] == [LinkKind.HOUSEHOLD]


def test_a_family_that_lives_elsewhere_is_tied_as_one(desk, council, known, son):
    work = desk.behind(Casework(council))
    tie(desk, known)
    desk.press("Alt+B")
    desk.until(lambda: [kind for kind, _ in work.links(known.id)] == [LinkKind.APART])
    assert not work.get(son.id).person.whereabouts_protected
    desk.come_back()
    desk.until(lambda: desk.sees("家族（別の所に住む）"))
    assert not desk.sees(TOLD)


def test_a_mark_that_is_set_later_is_told_at_both_cases_until_it_is_decided(desk, council, son):
    work = desk.behind(Casework(council))
    seen = Case(date(2026, 4, 3), person=Person("髙橋　一", address="北の杜市東町"))
    mother = work.receive(seen)
    desk.do(lambda: Casework(council).link(CaseLink(mother.id, son.id, LinkKind.HOUSEHOLD)))
    desk.window.open_page("case", son.id)
    desk.until(lambda: desk.sees(mother.number))
    assert not desk.sees(TOLD)
    work.save(replace(mother, person=replace(mother.person, whereabouts_protected=True)))
    desk.window.open_page("case", mother.id)
    desk.until(lambda: desk.sees(f"{son.number} の住所から、この人の居場所が分かることがあります"))
    overview = desk.page()._overview
    scrolled = overview._side.verticalScrollBar()
    scrolled.setRange(0, 500)
    scrolled.setValue(500)
    desk.window.open_page("case", son.id)
    desk.until(lambda: desk.sees(f"{mother.number} は所在を守っています"))
    desk.until(lambda: overview.links.y() == 0)
    assert scrolled.value() == 0, "the first thing seen, whatever was read of another case"
    desk.page()._acts.ask_where(work.get(mother.id))
    desk.until(lambda: isinstance(desk.focus().window(), HouseholdDialog))
    desk.press("Alt+M")
    desk.until(lambda: work.get(son.id).person.whereabouts_protected)
    desk.come_back()
    desk.until(lambda: not desk.sees(TOLD))
    desk.until(lambda: overview.links.y() > overview.contact.y())


def test_the_first_page_leads_to_the_case(qtbot, council, tasks):
    work = Casework(council)
    hidden = work.receive(Case(date(2026, 4, 3), person=Person("母", whereabouts_protected=True)))
    seen = work.receive(Case(date(2026, 4, 3), person=Person("子", phone="060-0100-8133")))
    work.link(CaseLink(hidden.id, seen.id, LinkKind.HOUSEHOLD))
    page = HomePage(council, tasks)
    qtbot.addWidget(page)
    page.resize(1170, 690)
    page.show()
    page.activate()
    qtbot.waitUntil(page._exposed.isVisible)
    with qtbot.waitSignal(page.navigate) as opened:
        page._exposed._open.click()
    assert opened.args == ["case", seen.id]
    tasks.drain()
