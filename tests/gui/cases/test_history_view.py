"""変更の履歴 by keyboard: what stood there before, what stands there now, and what stays masked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QApplication

from kyogikai_desktop.domain.cases import Case, CaseState, ContactWay, Person, ProgressNote, Urgency
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.history import History

ADDRESS = "北の杜市西町1丁目18番1号"
PHONES = ("060-0100-8133", "060-0200-1111")
LONG = "朝から雨だった。" * 12


@pytest.fixture
def rewritten(desk, council):
    """A case that was rewritten, with a note that was."""
    work = desk.behind(Casework(council))
    case = work.receive(Case(date(2026, 4, 3), person=Person("前田　正夫", phone=PHONES[0]), course="待つ"))
    at = datetime(2026, 11, 20, 14, 30)  # noqa: DTZ001 (the wall clock of a visit)
    note = work.add_note(ProgressNote(case.id, at, ContactWay.VISIT, "中村", f"{LONG}玄関で5分話せた。"))
    work.save_note(replace(note, text=f"{LONG}玄関で15分話せた。"))
    work.save(
        replace(
            case,
            course="月に二度、訪ねる",
            urgency=Urgency.A,
            state=CaseState.ACTIVE,
            next_review_on=date(2026, 12, 1),
            person=replace(case.person, phone=PHONES[1]),
        )
    )
    return case


def show_history(desk, case):
    desk.window.open_page("case", case.id)
    desk.until(lambda: desk.page()._head and desk.sees(case.person.name))
    desk.press("Ctrl+Tab")
    view = desk.page()._history
    desk.until(lambda: view.list.hasFocus() and view.list.rows.cell(0, 1))
    return view


def text(view):
    return view.change._text.toPlainText()


def test_the_arrows_show_what_each_act_wrote_anew(desk, rewritten):
    view = show_history(desk, rewritten)
    desk.until(lambda: "書きかえられたものはありません" in text(view))  # that it was looked at
    desk.press("Down")
    desk.until(lambda: desk.sees("ケース R8-001"))
    lines = text(view).splitlines()
    for name, before, after in (
        ("支援の方針", "待つ", "月に二度、訪ねる"),
        ("緊急度", "決まっていません", "A（1週間以内）"),
        ("状態", "受付・見立て中", "支援中"),
        ("次の見直し", "（空）", "令和8年12月1日"),
        ("電話", "●●●●●●", "●●●●●●"),
    ):
        place = lines.index(name)
        assert lines[place + 1 : place + 3] == [f"前：{before}", f"後：{after}"]
    desk.press("Down")
    desk.until(lambda: desk.sees("の記録（訪問）"))
    assert "玄関で15分話せた。" in text(view) and "……" in text(view) and LONG not in text(view)
    desk.press("Alt+A")
    desk.until(lambda: f"前：{LONG}玄関で5分話せた。" in text(view))
    desk.press("Down")
    desk.until(lambda: "はじめて書かれました" in text(view))
    assert not view.change._reveal.isVisible()


def test_an_earlier_phone_is_shown_for_a_while_and_the_look_is_logged(desk, council, rewritten):
    view = show_history(desk, rewritten)
    desk.press("Down")
    desk.until(lambda: "●" in text(view))
    assert not [phone for phone in PHONES if phone in desk.words()]
    desk.press("Alt+S")
    desk.until(lambda: all(phone in text(view) for phone in PHONES))
    assert desk.behind(History(council)).rows(rewritten.id)[0].row.action == "reveal_whereabouts"
    assert desk.sees("あと 20秒")
    desk.tab_to("書きかえの前と後")
    desk.press("Ctrl+A")
    desk.press("Ctrl+C")
    assert PHONES[0] not in QApplication.clipboard().text()
    for _second in range(20):
        view.change._clock.timeout.emit()
    assert not [phone for phone in PHONES if phone in desk.words()]
    desk.press("Alt+S")
    desk.until(lambda: PHONES[0] in text(view))
    desk.press("Ctrl+Tab")
    assert not [phone for phone in PHONES if phone in desk.words()]


def test_what_a_protected_case_said_takes_a_reason(desk, council, known):
    work = desk.behind(Casework(council))
    case = work.save(replace(known, remarks=f"{ADDRESS}に住む"))
    work.save(replace(case, remarks="", next_review_on=date(2026, 12, 1)))
    view = show_history(desk, known)
    desk.press("Down")
    desk.until(lambda: "備考\n前：●●●●●●\n後：●●●●●●" in text(view))
    assert "後：令和8年12月1日" in text(view)
    assert desk.sees("理由を書いたときだけ") and ADDRESS not in desk.words()
    desk.press("Alt+S")
    desk.dialog()
    desk.until(lambda: desk.focus().accessibleName() == "見る理由")
    desk.type("前の住まいを確かめる")
    desk.press("Ctrl+S")
    desk.until(lambda: ADDRESS in text(view))
    row = desk.behind(History(council)).rows(known.id)[0].row
    assert (row.action, row.detail) == ("reveal_whereabouts", ("前の住まいを確かめる",))
