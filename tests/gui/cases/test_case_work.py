"""A day's work on cases with the keyboard alone: receive, find, write, correct, review, promise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.cases import Case, CaseState, ContactWay, Person, ProgressNote
from kyogikai_desktop.domain.council import Member, SecrecyPledge
from kyogikai_desktop.domain.listing import CaseQuery, View
from kyogikai_desktop.domain.meetings import AgendaItem, Attendance, Meeting, Task, Tier
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.history import History
from kyogikai_desktop.services.meetings import Meetings


def test_receive_find_write_and_correct_by_keyboard(desk, council):
    work = desk.behind(Casework(council))
    desk.until(lambda: desk.sees("ケースは、まだありません"))
    desk.press("Ctrl+N")
    desk.until(lambda: desk.focus().accessibleName() == "受理日")
    desk.tab_to("相談の内容")
    desk.type("新聞がたまっている。")
    desk.tab_to("氏名")
    desk.type("𠮷田　博")
    desk.tab_to("ふりがな")
    desk.type("よしだ　ひろし")
    desk.tab_to("生年月日・年齢")
    desk.type("昭和30年ごろ")
    desk.press("Ctrl+S")
    desk.until(lambda: desk.sees("約71歳"))
    assert desk.sees("𠮷田　博") and desk.sees("昭和30年ごろの生まれ")

    desk.press("Esc")
    desk.until(lambda: desk.page().title == "ケース" and desk.sees("支援中 1 件"))
    desk.press("F3")
    desk.type("吉田")
    desk.press("Down")
    desk.until(lambda: desk.page()._list.hasFocus() and desk.page()._list.current_row())
    assert desk.page()._list.current_row().name == "𠮷田　博"

    desk.press("F4")
    desk.until(lambda: desk.focus().accessibleName() == "記録の本文")
    desk.press("Alt+3")
    desk.type("電話で話せた。")
    desk.press("Ctrl+Return")
    case = work.page(CaseQuery(), 0, 1)[0].id
    desk.until(lambda: work.notes(case))
    (note,) = work.notes(case)
    assert (note.way, note.text, note.author) == (ContactWay.PHONE, "電話で話せた。", "佐々木　真由美")
    assert f"{note.at:%Y-%m-%d %H:%M}" == "2026-11-24 10:42"

    timeline = desk.page()._overview.timeline
    desk.until(lambda: timeline.model().rowCount() == 1)
    timeline.setFocus()
    desk.press("Down")
    desk.press("F2")
    desk.until(lambda: desk.sees("の記録を書き直しています"))
    desk.press("Ctrl+A")
    desk.type("電話で10分話せた。")
    desk.press("Ctrl+Return")
    desk.until(lambda: work.notes(case)[0].text == "電話で10分話せた。")
    assert work.notes(case)[0].way is ContactWay.PHONE
    desk.until(lambda: not desk.sees("の記録を書き直しています"))


def test_review_is_recorded_from_the_list(desk, council):
    work = desk.behind(Casework(council))
    case = work.receive(Case(date(2026, 4, 3), person=Person("前田　正夫"), state=CaseState.ACTIVE))
    desk.page().activate(View.OPEN)
    desk.until(lambda: desk.page()._list.hasFocus() and desk.page()._list.current_row())
    desk.press("F5")
    desk.until(lambda: desk.focus().accessibleName() == "次の見直し")
    desk.press("Ctrl+Return")
    dialog = QApplication.activeModalWidget()
    desk.until(lambda: "次の見直しの日が入っていません" in desk.words(dialog))
    desk.type("+30")
    desk.press("Ctrl+Return")
    desk.until(lambda: work.get(case.id).next_review_on == date(2026, 12, 24))
    assert desk.behind(History(council)).rows(case.id)[0].row.action == "review_case"
    assert work.get(case.id).state is CaseState.ACTIVE


@pytest.fixture
def promised(council):
    """A case for which a meeting has promised something."""
    (body,) = CouncilWork(council).bodies()
    case = Casework(council).receive(Case(date(2026, 4, 3), Person("前田　正夫"), state=CaseState.ACTIVE))
    member = CouncilWork(council).save_member(
        Member(body.id, "中村", pledges=(SecrecyPledge(date(2024, 4, 1)),))
    )
    item = AgendaItem(case=case.id, decision="食事を先に。", tasks=(Task("配食を届ける", body=body.id),))
    seat = Attendance(member.id, body.id)
    meeting = Meeting(Tier.CASE_CONFERENCE, date(2026, 10, 29), 2026, 1, attendance=(seat,), items=(item,))
    Meetings(council).plan(meeting)
    return case


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.FACILITATOR])
def test_a_promise_is_marked_as_kept_by_space(desk, council, promised, role):
    council.account = replace(council.account, roles=(role,))
    desk.window.open_page("case", promised.id)
    desk.until(lambda: desk.sees("残り 1 件"))
    box = next(each for each in desk.page().findChildren(QCheckBox) if "配食" in each.accessibleName())
    box.setFocus()
    desk.press("Space")
    desk.until(lambda: not desk.behind(Meetings(council)).open_tasks())
    desk.until(lambda: desk.sees("残り 0 件"))
    assert ("F4" in {hint.key for hint in desk.page().key_hints}) == (role is Role.COORDINATOR)


def test_space_and_the_agenda_key_hand_over_the_chosen_cases(desk, council):
    work = desk.behind(Casework(council))
    ids = [work.receive(Case(date(2026, 4, day), person=Person("前田"))).id for day in (3, 4, 5)]
    desk.page().activate(None)
    desk.until(lambda: desk.page()._list.hasFocus() and desk.page()._list.current_row())
    chosen = []
    desk.page().navigate.connect(lambda page, record: chosen.append((page, record)))
    desk.press("Space")
    desk.press("Down")
    desk.press("Space")
    desk.press("Ctrl+M")
    desk.until(lambda: chosen)
    assert chosen == [("meeting_plan", tuple(ids[:2]))]


def test_next_and_previous_case_follow_the_order_of_the_list(desk, council):
    work = desk.behind(Casework(council))
    reviews = (date(2026, 12, 3), date(2026, 12, 1), date(2026, 12, 2))
    ids = {
        day: work.receive(Case(date(2026, 4, 3), person=Person("前田"), next_review_on=day)).id
        for day in reviews
    }
    desk.page().activate(None)
    desk.until(lambda: desk.page()._list.hasFocus() and desk.page()._list.current_row())

    def shown():
        return getattr(desk.page(), "_case", None)

    desk.press("Return")
    desk.until(lambda: shown() == ids[reviews[1]])
    desk.press("Ctrl+PgDown")
    desk.until(lambda: shown() == ids[reviews[2]])
    desk.press("Ctrl+PgDown")
    desk.until(lambda: shown() == ids[reviews[0]])
    desk.press("Ctrl+PgDown")
    desk.until(lambda: "この先にはありません" in desk.page().bar.words)
    desk.press("Ctrl+PgUp")
    desk.until(lambda: shown() == ids[reviews[2]])


def test_the_history_tells_who_did_what(desk, council, known):
    work = desk.behind(Casework(council))
    work.save(Case(**{**vars(work.get(known.id)), "course": "見守る"}))
    desk.window.open_page("case", known.id)
    desk.press("Ctrl+Tab")
    history = desk.page()._history
    desk.until(lambda: "見ました" in desk.words(desk.page()))
    rows = [[history.list.rows.cell(row, column) for column in (0, 1)] for row in range(3)]
    assert {when.caption for when, _what in rows} == {"佐々木　真由美"}
    done = [what.title for _when, what in rows]
    assert done == ["ケースを見ました", "ケースを書き直しました", "相談を受け付けました"]
    assert "支援の方針" in rows[1][1].caption


def test_notes_stand_beside_meetings_newest_first(desk, council, known):
    work = desk.behind(Casework(council))
    for day in (3, 20):
        at = datetime(2026, 10, day, 14)  # noqa: DTZ001 (the wall clock of a visit)
        work.add_note(ProgressNote(known.id, at, ContactWay.VISIT, "中村", f"{day}日の記録"))
    desk.window.open_page("case", known.id)
    timeline = desk.page()._overview.timeline
    desk.until(lambda: timeline.model().rowCount() == 2)
    shown = [timeline.model().index(number, 0).data() for number in range(2)]
    assert shown == ["20日の記録", "3日の記録"]


def run(desk, words):
    """Choose a command of the page, as the menu ほかの操作 offers it."""
    desk.until(lambda: words in [command.words for command in desk.page().commands()])
    next(command for command in desk.page().commands() if command.words == words).run()


def test_a_case_is_closed_with_a_reason_and_received_again(desk, council, known):
    work = desk.behind(Casework(council))
    desk.window.open_page("case", known.id)
    run(desk, "終結にする")
    desk.until(lambda: desk.focus().accessibleName() == "理由")
    desk.press("Ctrl+S")
    desk.until(lambda: "理由を選んでください" in desk.words(desk.dialog()))
    desk.press("Down")
    desk.press("Ctrl+S")
    desk.until(lambda: work.get(known.id).state is CaseState.CLOSED)
    assert work.get(known.id).closing_reason == "resolved"
    run(desk, "再び受け付ける")
    desk.until(lambda: "再び受け付けました" in desk.page().bar.words)
    (link,) = work.links(known.id)
    assert link[1].state is CaseState.INTAKE and link[1].person.name == "髙橋　花子"


def test_cases_of_a_household_are_tied_and_taken_apart(desk, council, known):
    work = desk.behind(Casework(council))
    other = work.receive(Case(date(2026, 4, 3), person=Person("髙橋　太郎", "たかはし　たろう")))
    desk.window.open_page("case", known.id)
    run(desk, "ほかのケースとつなぐ")
    desk.until(lambda: desk.focus().accessibleName() == "氏名、ふりがな、番号でさがす")
    desk.type("高橋太")
    desk.until(lambda: desk.dialog()._list.current_row() is not None)
    desk.press("Ctrl+S")
    desk.until(lambda: [case.id for _kind, case in work.links(known.id)] == [other.id])
    desk.until(lambda: desk.sees("髙橋　太郎"))
    desk.come_back()
    desk.tab_to(f"{other.number} とのつながりを外す")
    desk.press("Space")
    desk.until(lambda: not work.links(known.id))
