from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from ledger_tables import TODAY, judged, keys, only

from kyogikai_desktop.domain.births import Birth
from kyogikai_desktop.domain.case_rules import problems
from kyogikai_desktop.domain.cases import CaseState, Consent, Sex
from kyogikai_desktop.interchange.ledger_cells import Formula
from kyogikai_desktop.interchange.ledger_rows import Outcome

MY_NUMBER = "1234 5678 9018"


def remarks(row) -> list[str]:
    return row.case.remarks.split("\n")


@pytest.mark.parametrize(
    "name", ["𠮷田　久美子", "葛󠄀西 花子", "辻󠄀　健", "神\ufa19　祐\ufa4f", "グエン ティ ラン"]
)
def test_a_name_stays_exactly_as_typed(name):
    assert judged(("受理日", "氏名"), ("R8.4.1", f" {name}　"))[-1].case.person.name == name


def test_family_and_given_name_are_joined_by_a_wide_space():
    assert judged(("受理日", "姓", "名"), ("R8.4.1", "山﨑", "清"))[-1].case.person.name == "山﨑　清"
    assert judged(("受理日", "姓", "名"), ("R8.4.1", "山﨑", None))[-1].case.person.name == "山﨑"


def test_an_unnamed_person_is_a_case():
    row = judged(("受理日", "氏名"), ("R8.4.1", "氏名不詳"))[-1]
    assert (row.outcome, row.case.person.name, row.case.remarks) == (Outcome.IMPORTED, "", "")
    assert remarks(judged(("受理日", "氏名"), ("R8.4.1", "匿名"))[-1]) == ["（取り込み）氏名：匿名"]


def test_columns_without_a_field_are_kept_under_their_headings():
    row = only(("備考", "地区", "関係機関と役割"), ("犬あり", "西", "病院：受診\n社協：食"))
    assert row.outcome is Outcome.IMPORTED
    assert remarks(row) == ["犬あり", "地区：西", "関係機関と役割：病院：受診", "社協：食"]


def test_all_plain_fields_arrive():
    head = (
        "ふりがな",
        "性別",
        "郵便番号",
        "住所１",
        "住所２",
        "電話",
        "通報者",
        "意向",
        "主たる援助者",
        "方針",
        "状況",
    )
    cells = (
        "つじ　けん",
        "男",
        "328-6261",
        "西町1丁目",
        "101号",
        "０６０－１",
        "隣の人",
        "家に居たい",
        "林",
        "見守り",
        "変化なし",
    )
    case = only(head, cells).case
    assert case.person.kana == "つじ　けん"
    assert case.person.sex is Sex.MALE
    assert (case.person.postal_code, case.person.address, case.person.phone) == (
        "3286261", "西町1丁目　101号", "060-1",
    )  # fmt: skip
    assert (case.reporter, case.wish, case.key_person, case.course, case.situation) == (
        "隣の人", "家に居たい", "林", "見守り", "変化なし",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "text", "key"),
    [
        ("終結日", "R8.3.31", "row_before_intake"),
        ("次回見直し予定日", "R8.3.31", "row_before_intake"),
        ("前回会議日", "R8.3.31", "row_before_intake"),
        ("終結日", "R8.11.24", "row_in_future"),
        ("前回会議日", "R9.1.1", "row_in_future"),
        ("終結日", "R8.2.30", "row_date"),
        ("次回見直し予定日", "春ごろ", "row_date"),
        ("生年月日", "R8.4.2", "row_born_after_intake"),
        ("生年月日", "R10年ごろ", "row_date"),
        ("生年月日", "昭和三十年", "row_date"),
        ("年齢", "八十", "row_unknown_word"),
        ("性別", "？", "row_unknown_word"),
        ("緊急度", "Z", "row_unknown_word"),
        ("同意", "たぶん", "row_unknown_word"),
        ("郵便番号", "12", "row_unknown_word"),
        ("相談経路", "宇宙人", "row_unknown_word"),
        ("世帯構成", "母と弟", "row_unknown_word"),
        ("課題区分", "介護、宇宙", "row_unknown_concern"),
        ("終結理由", "転居", "row_reason_without_date"),
        ("主担当機関", Formula("@SUM(A1)"), "row_formula"),
        ("主訴", Formula("=1+1"), "row_formula"),
    ],
)
def test_what_cannot_be_is_left_out_with_a_warning_and_kept_as_text(heading, text, key):
    row = only((heading,), (text,))
    assert (row.outcome, keys(row)) == (Outcome.WARNED, [key])
    shown = text.text if isinstance(text, Formula) else text
    assert remarks(row) == [f"（取り込み）{heading}：{shown}"]
    assert row.case == replace(row.case, closed_on=None, next_review_on=None, last_meeting_on=None)
    assert row.case.state is CaseState.ACTIVE
    assert problems(row.case, TODAY) == ()


def test_two_dates_that_contradict_only_each_other_both_stay():
    row = only(("前回会議日", "次回見直し予定日"), ("R8.9.1", "R8.8.1"))
    assert keys(row) == ["row_review_before_meeting"]
    assert (row.case.last_meeting_on, row.case.next_review_on) == (date(2026, 9, 1), date(2026, 8, 1))


def test_an_overdue_review_is_no_contradiction():
    assert only(("次回見直し予定日",), ("R8.5.1",)).outcome is Outcome.IMPORTED


def test_a_closing_date_closes_the_case_and_an_unknown_reason_is_told():
    row = only(("終結日", "終結理由"), ("R8.6.1", "転居"))
    assert (row.case.state, row.case.closing_reason) == (CaseState.CLOSED, "moved")
    row = only(("終結日", "終結理由"), ("R8.6.1", "引っ越し先不明"))
    assert (row.case.closing_reason, row.case.closing_note) == ("other", "引っ越し先不明")
    assert keys(row) == ["row_unknown_closing_reason"]


SEVENTIES = Birth(age=70, age_as_of=TODAY, about_year=1951)


@pytest.mark.parametrize(
    ("birth", "age", "expected", "found"),
    [
        ("S30.4.2", "71", Birth(on=date(1955, 4, 2)), []),
        ("S30.4.2", "７０歳", Birth(on=date(1955, 4, 2)), []),
        ("S30.4.2", "50", Birth(on=date(1955, 4, 2)), ["row_age_contradicts"]),
        ("S30.4.2（50歳）", None, Birth(on=date(1955, 4, 2)), ["row_age_contradicts"]),
        ("昭和30年頃", "74", Birth(about_year=1955), []),
        ("昭和30年頃", "37", Birth(about_year=1955), ["row_age_contradicts"]),
        (None, "71", Birth(age=71, age_as_of=TODAY), []),
        ("不明", "71歳", Birth(age=71, age_as_of=TODAY), []),
        (None, "70代", SEVENTIES, []),
        ("70代", None, SEVENTIES, []),
        ("70代", "72", Birth(age=72, age_as_of=TODAY), []),
        ("70代", "35", SEVENTIES, ["row_age_contradicts"]),
        ("S30.4.2", "70歳代", Birth(on=date(1955, 4, 2)), []),
        ("S30.4.2", "30代", Birth(on=date(1955, 4, 2)), ["row_age_contradicts"]),
        (None, None, Birth(), []),
    ],
)
def test_a_birth_wins_over_an_age_and_an_age_over_nothing(birth, age, expected, found):
    row = only(("生年月日", "年齢"), (birth, age))
    assert row.case.person.birth == expected
    assert keys(row) == found


def test_ages_are_of_the_day_that_the_title_states():
    rows = judged(("令和６年３月31日現在",), ("受理日", "氏名", "年齢"), ("R6.3.1", "林", "40"))
    assert rows[-1].case.person.birth == Birth(age=40, age_as_of=date(2024, 3, 31))


def test_a_ledger_of_a_later_day_than_todays_is_believed():
    rows = judged(("（R8.12.31時点）",), ("受理日", "氏名", "終結日"), ("R8.12.1", "林", "R8.12.24"))
    assert rows[-1].outcome is Outcome.IMPORTED


def test_an_intake_in_the_future_stays_with_a_warning():
    row = judged(("受理日", "氏名"), ("R9.4.1", "林"))[-1]
    assert keys(row) == ["row_intake_in_future"]
    assert row.case.received_on == date(2027, 4, 1)


def test_the_only_concern_of_the_complaint_is_the_chief_one():
    case = only(("主訴", "課題区分"), ("病気や健康、障害のこと", "介護のこと、病気や健康、障害のこと")).case
    assert (case.complaint, case.concerns, case.chief_concern) == (
        "病気や健康、障害のこと", ("care", "health"), "health",
    )  # fmt: skip


def test_a_complaint_in_own_words_names_no_concern():
    case = only(("主訴",), ("夫を亡くし、介護の疲れも残っている",)).case
    assert (case.complaint, case.concerns, case.chief_concern) == (
        "夫を亡くし、介護の疲れも残っている",
        (),
        "",
    )


@pytest.mark.parametrize(
    ("code", "name", "route", "found"),
    [
        ("07", "医療機関", "medical", []),
        ("07", None, "medical", []),
        (None, "民生委員・児童委員", "commissioner", []),
        ("03", "裏の家の人", "family", []),
        ("88", "医療機関", "medical", []),
        ("07", "警察", "police", ["row_codes_differ"]),
        ("88", None, "other", ["row_unknown_word"]),
        ("-", "－", "", []),
    ],
)
def test_a_route_by_code_and_by_name(code, name, route, found):
    row = only(("経路CD", "経路名"), (code, name))
    assert (row.case.route, keys(row)) == (route, found)


def test_a_note_in_brackets_is_kept():
    row = only(("緊急度", "同意"), ("AA（食べられていない）", "有(R8.4.1 電話)"))
    assert (row.case.urgency.value, row.case.consent, row.outcome) == ("AA", Consent.GIVEN, Outcome.IMPORTED)
    assert remarks(row) == ["（取り込み）緊急度：AA（食べられていない）", "（取り込み）同意：有(R8.4.1 電話)"]


def test_a_formula_with_a_known_result_gives_it_with_a_warning():
    row = only(("主担当機関", "年齢"), (Formula("=Z1", "病院"), Formula("=DATEDIF(G2,TODAY())", 71)))
    assert (row.lead_body_name, keys(row)) == ("病院", ["row_formula_value"])
    assert row.case.person.birth.age == 71


@pytest.mark.parametrize("heading", ["電話", "備考", "地区", "主訴", "ケース番号"])
def test_an_individual_number_is_never_kept_in_any_field(heading):
    cells = {"ケース番号": "R8-1", "受理日": "R8.4.1", "氏名": "林", heading: f"番号 {MY_NUMBER} です"}
    row = judged(tuple(cells), tuple(cells.values()))[-1]
    assert row.outcome is Outcome.WARNED
    assert "row_my_number_removed" in keys(row)
    assert "5678" not in repr(row)


def test_a_whole_cell_that_is_an_individual_number_leaves_a_case_that_can_be_saved():
    row = only(("備考",), (123456789018,))
    assert problems(row.case, TODAY) == ()
    assert "123456789018" not in repr(row)


@pytest.mark.parametrize(
    "heading", ["支援措置", "DV等支援措置（有・無）", "閲覧制限", "住所秘匿", "秘匿", "住所 支援措置の有無"]
)
@pytest.mark.parametrize("said", ["○", "有", "あり", "1", "☑", "DV等支援措置", "ﾚ"])
def test_an_address_that_is_to_be_kept_is_protected_from_the_first_moment(heading, said):
    row = only((heading, "住所"), (said, "西町1丁目"))
    assert row.case.person.whereabouts_protected
    assert (row.outcome, row.case.remarks) == (Outcome.IMPORTED, "")


@pytest.mark.parametrize("said", ["", "無", "なし", "×", "非該当", "－", "0", None])
def test_only_a_plain_no_leaves_an_address_unprotected(said):
    row = only(("支援措置", "住所"), (said, "西町1丁目"))
    assert not row.case.person.whereabouts_protected
    assert row.outcome is Outcome.IMPORTED


@pytest.mark.parametrize("said", ["R8.4.1", "申出中", "△", "夫には不可", Formula("=IF(A1=1,1,0)", None)])
def test_words_that_say_neither_protect_and_stay_in_the_remarks(said):
    row = only(("支援措置", "住所"), (said, "西町1丁目"))
    assert row.case.person.whereabouts_protected
    assert keys(row) == ["row_protected_unclear"]
    assert remarks(row)[0].startswith("（取り込み）支援措置：")


def test_two_columns_protect_where_one_of_them_does():
    head = ("支援措置", "閲覧制限", "住所")
    assert only(head, ("×", "○", "西町")).case.person.whereabouts_protected
    assert not only(head, ("×", "なし", "西町")).case.person.whereabouts_protected


@pytest.mark.parametrize(
    "cells", [("支援措置あり。窓口で言わない", ""), ("", "住民票の閲覧制限を申出"), ("", "元夫に所在秘匿")]
)
def test_a_remark_that_asks_for_it_protects_too_and_is_told(cells):
    row = only(("備考", "支援状況"), cells)
    assert row.case.person.whereabouts_protected
    assert keys(row) == ["row_protected_by_word"]
    assert not only(("備考", "支援措置"), ("支援措置の期限切れ", "無")).case.person.whereabouts_protected
