"""What must not happen on the pages of cases: a leak of whereabouts, a lost word, a silent overwrite."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QApplication

from kyogikai_desktop.domain.cases import Case, ContactWay, Person, ProgressNote
from kyogikai_desktop.domain.listing import CaseQuery
from kyogikai_desktop.gui.cases.case_file import CaseDraft
from kyogikai_desktop.gui.cases.review_dialog import ReviewDialog
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.history import History

ADDRESS, PHONE, POSTAL = "北の杜市西町1丁目18番1号", "060-0100-8133", "080-0147"
MY_NUMBER = "1234 5678 9018"
A_DAY = datetime(2026, 11, 1, 14)  # noqa: DTZ001 (the wall clock of a visit)


def test_protected_whereabouts_are_in_no_widget_before_a_reason(desk, council, known):
    history = desk.behind(History(council))
    desk.page().activate(None)
    desk.until(lambda: desk.sees("たかはし　はなこ"))
    assert "所在を守る" in desk.words()
    desk.window.open_page("case", known.id)
    desk.until(lambda: desk.sees("所在を守っています"))
    desk.window.open_page("case_edit", known.id)
    desk.until(lambda: desk.sees("ここには出していません"))
    shown = desk.words()
    for secret in (ADDRESS, PHONE, POSTAL):
        assert secret not in shown
    assert "reveal_whereabouts" not in [one.row.action for one in history.rows(known.id)]


def test_a_reason_shows_them_and_stays_in_the_log(desk, council, known):
    history = desk.behind(History(council))
    desk.window.open_page("case", known.id)
    desk.until(lambda: desk.sees("所在を守っています"))
    desk.tab_to("電話を見る")
    desk.press("Space")
    desk.until(lambda: QApplication.activeModalWidget() and desk.focus().accessibleName() == "見る理由")
    desk.press("Ctrl+S")
    desk.until(lambda: "理由が入っていません" in desk.words(QApplication.activeModalWidget()))
    desk.type("訪問の行き先を確かめる")
    desk.press("Ctrl+S")
    desk.until(lambda: desk.sees(PHONE) and desk.sees(ADDRESS))
    revealed = [one.row for one in history.rows(known.id) if one.row.action == "reveal_whereabouts"]
    assert [row.detail for row in revealed] == [("訪問の行き先を確かめる",)]


def test_rewriting_a_protected_case_keeps_its_whereabouts(desk, council, known):
    work = desk.behind(Casework(council))
    desk.window.open_page("case_edit", known.id)
    desk.until(lambda: desk.sees("ここには出していません"))
    desk.tab_to("主たる援助者")
    desk.type("林　直樹")
    desk.press("Ctrl+S")
    desk.until(lambda: work.get(known.id).key_person == "林　直樹")
    found = work.reveal(known.id, "確かめる")
    assert (found.postal_code, found.address, found.phone) == (POSTAL, ADDRESS, PHONE)


def test_whereabouts_are_changed_after_a_reason(desk, council, known):
    work = desk.behind(Casework(council))
    desk.window.open_page("case_edit", known.id)
    desk.until(lambda: desk.sees("ここには出していません"))
    desk.page()._withheld.reveal("転居の届け")
    desk.until(lambda: desk.sees(ADDRESS))
    desk.tab_to("住所")
    desk.press("Ctrl+A")
    desk.type("となり町2丁目")
    desk.press("Ctrl+S")
    desk.until(lambda: work.get(known.id).version == known.version + 1)
    found = work.reveal(known.id, "確かめる")
    assert (found.address, found.phone) == ("となり町2丁目", PHONE)
    assert work.get(known.id).person.whereabouts_protected


def test_a_stale_save_shows_both_values_and_loses_none(desk, council, known):
    work = desk.behind(Casework(council))
    desk.window.open_page("case_edit", known.id)
    desk.until(lambda: desk.sees("食事を先に。"))
    desk.tab_to("支援の方針")
    desk.press("Ctrl+A")
    desk.type("片付けは27日に話してみる。")
    behind = replace(work.get(known.id), course="本人が言い出すのを待つ。", key_person="中村")
    work.save(behind)
    desk.press("Ctrl+S")
    words = desk.words(desk.dialog())
    assert "本人が言い出すのを待つ。" in words and "片付けは27日に話してみる。" in words and "中村" in words
    assert work.get(known.id).course == "本人が言い出すのを待つ。"
    desk.put_off()
    assert desk.sees("片付けは27日に話してみる。")

    desk.press("Ctrl+S")
    desk.dialog()
    desk.press("Ctrl+S")
    desk.until(lambda: work.get(known.id).course == "片付けは27日に話してみる。")
    assert work.get(known.id).key_person == "中村"


def test_a_stale_correction_of_a_note_shows_both_texts(desk, council, known):
    work = desk.behind(Casework(council))
    note = work.add_note(ProgressNote(known.id, A_DAY, ContactWay.VISIT, "中村", "はじめの文"))
    desk.window.open_page("case", known.id)
    timeline = desk.page()._overview.timeline
    desk.until(lambda: timeline.model().rowCount() == 1)
    desk.page()._overview.entry.correct(note)
    desk.press("Ctrl+A")
    desk.type("わたしの文")
    work.save_note(replace(note, text="ほかの人の文"))
    desk.press("Ctrl+Return")
    words = desk.words(desk.dialog())
    assert "わたしの文" in words and "ほかの人の文" in words
    desk.press("Alt+1")
    desk.press("Ctrl+S")
    desk.until(lambda: work.notes(known.id)[0].version == note.version + 2)
    assert work.notes(known.id)[0].text == "ほかの人の文"


def test_a_note_that_was_left_is_offered_again(desk, council, known):
    drafts = desk.behind(Drafts(council))
    work = desk.behind(Casework(council))
    other = work.receive(Case(date(2026, 5, 1), person=Person("前田　正夫")))
    desk.window.open_page("case", known.id)
    desk.until(lambda: desk.sees("髙橋　花子"))
    desk.press("F4")
    desk.press("Alt+2")
    desk.type("書きかけの記録")
    desk.window.open_page("case", other.id)
    desk.until(lambda: desk.sees("前田　正夫"))
    assert not desk.sees("書きかけの記録")
    desk.until(drafts.keys)
    desk.window.open_page("case", known.id)
    desk.until(lambda: desk.sees("書きかけの記録") and desk.sees("下書きを戻しました"))
    assert desk.page()._overview.entry.fields.texts()["way"] == ContactWay.INTERVIEW.value
    desk.press("F4")
    desk.press("Ctrl+Return")
    desk.until(lambda: work.notes(known.id))
    desk.until(lambda: not drafts.keys())


def test_a_form_that_was_left_is_offered_again(desk, council, known):
    drafts = desk.behind(Drafts(council))
    desk.press("Ctrl+N")
    desk.until(lambda: desk.focus().accessibleName() == "受理日")
    desk.tab_to("相談の内容")
    desk.type("姿を見ない。")
    desk.press("Esc")
    desk.until(drafts.keys)
    desk.window.open_page("case_edit", known.id)
    desk.until(lambda: desk.sees("ケースを書き直す"))
    assert not desk.sees("姿を見ない。")
    desk.window.open_page("case_edit", None)
    desk.until(lambda: desk.sees("姿を見ない。") and "下書きを戻しました" in desk.page().bar.words)


def test_who_goes_on_with_a_draft_has_the_keyboard_where_it_was_typed(desk, council, known):
    drafts = desk.behind(Drafts(council))
    drafts.keep(f"note:{known.id}", json.dumps({"text": "電話で本人と"}))
    desk.window.open_page("case", CaseDraft(known.id, "note"))
    desk.until(lambda: desk.focus() is desk.page()._overview.entry.fields.text)
    desk.window.open_page("case", CaseDraft(known.id, "review"))
    desk.until(lambda: isinstance(desk.focus().window(), ReviewDialog))


def test_a_draft_of_an_older_version_never_overwrites(desk, council, known):
    drafts = desk.behind(Drafts(council))
    work = desk.behind(Casework(council))
    draft = json.dumps([known.version, {"course": "下書きの方針"}], ensure_ascii=False)
    drafts.keep(f"case:{known.id}", draft)
    work.save(replace(work.get(known.id), course="あとから決めた方針"))
    desk.window.open_page("case_edit", known.id)
    desk.until(lambda: desk.sees("下書きの方針"))
    desk.press("Ctrl+S")
    words = desk.words(desk.dialog())
    assert "下書きの方針" in words and "あとから決めた方針" in words
    assert work.get(known.id).course == "あとから決めた方針"
    desk.put_off()


def test_errors_stand_beside_their_fields_and_the_input_stays(desk, council):
    work = desk.behind(Casework(council))
    desk.press("Ctrl+N")
    desk.until(lambda: desk.focus().accessibleName() == "受理日")
    desk.press("Ctrl+A")
    desk.type("+3")
    desk.tab_to("生年月日・年齢")
    desk.type("S30.13.2")
    desk.press("Ctrl+S")
    rows = desk.page()._form.rows
    desk.until(lambda: rows["received_on"].wrong and rows["birth"].wrong)
    assert desk.sees("13月はありません") and desk.sees("先の日付です")
    assert desk.sees("直すところが 2 か所あります")
    assert rows["birth"].editor.text() == "S30.13.2"
    assert work.count(CaseQuery()) == 0
    for name in ("生年月日・年齢", "受理日"):
        desk.press("Alt+Down")
        desk.until(lambda wanted=name: desk.focus().accessibleName() == wanted)


@pytest.mark.parametrize("declare", [False, True])
def test_my_number_is_refused_not_drafted_and_other_numbers_are_declared(desk, council, declare):
    drafts = desk.behind(Drafts(council))
    work = desk.behind(Casework(council))
    desk.press("Ctrl+N")
    desk.until(lambda: desk.focus().accessibleName() == "受理日")
    desk.tab_to("相談の内容")
    desk.type(f"保険の番号 {MY_NUMBER}")
    desk.press("Ctrl+S")
    desk.until(lambda: desk.sees("マイナンバーと思われるため"))
    assert desk.page()._form.texts()["complaint"] == f"保険の番号 {MY_NUMBER}"
    desk.page().leave()
    desk.until(drafts.keys)
    assert "9018" not in drafts.get("case:new")
    if declare:
        desk.tab_to("マイナンバーではありません")
        desk.press("Space")
        desk.press("Ctrl+S")
        desk.until(lambda: work.count(CaseQuery()) == 1)
        case = work.page(CaseQuery(), 0, 1)[0].id
        assert "declare_not_my_number" in [one.row.action for one in desk.behind(History(council)).rows(case)]
    else:
        assert work.count(CaseQuery()) == 0


def test_the_same_person_is_pointed_out_and_tied(desk, council):
    work = desk.behind(Casework(council))
    old = work.receive(Case(date(2025, 4, 3), person=Person("𠮷田　博", "よしだ　ひろし")))
    desk.press("Ctrl+N")
    desk.until(lambda: desk.focus().accessibleName() == "受理日")
    desk.tab_to("氏名")
    desk.type("吉田　博")
    desk.tab_to("ふりがな")
    desk.type("ヨシダ　ヒロシ")
    desk.tab_to("生年月日・年齢")
    desk.until(lambda: desk.sees("同じ人かもしれません"))
    assert desk.sees("𠮷田　博")
    desk.page()._alike._tie(old)
    desk.press("Ctrl+S")
    desk.until(lambda: work.links(old.id))
    assert work.links(old.id)[0][1].person.name == "吉田　博"
