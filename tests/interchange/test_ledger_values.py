from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_tables import TODAY

from kyogikai_desktop import paths
from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.births import Birth
from kyogikai_desktop.domain.cases import Consent, Sex, Urgency
from kyogikai_desktop.domain.names import search_key
from kyogikai_desktop.domain.wareki import format_date, format_short
from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.interchange import ledger_values as values
from kyogikai_desktop.interchange.ledger_cells import Formula

MY_NUMBER = "123456789018"


@pytest.mark.parametrize(
    "text",
    [
        "R6.4.3", "令6.4.3", "Ｒ６．４．３", "令和6年4月3日", "令和６年４月３日（水）", "2024/4/3",
        "2024-04-03", "20240403", "2024/04/03 0:00", "2024-04-03 13:05:00", "2024-04-03T00:00:00", "45385",
        "45385.5", "6.4.3",
        " R6. 4. 3 ", "令和 6年 4月 3日",
    ],
)  # fmt: skip
def test_one_day_in_all_the_ways_of_ledgers(text):
    assert values.read_day(text, TODAY) == date(2024, 4, 3)


@pytest.mark.parametrize("text", ["", " ", "-", "－", "―", "なし", "未定", "不明", "n/a", "\u3000"])
def test_words_for_nothing_are_no_date(text):
    assert values.read_day(text, TODAY) is None


@pytest.mark.parametrize(
    "text", ["今日", "来週金", "+30", "12.24", "4/3", "重複", "R6.4", "x" * 40_000, "1" * 40_000]
)
def test_what_leans_on_the_day_of_reading_is_unreadable(text):
    with pytest.raises(InvalidInput) as refused:
        values.read_day(text, TODAY)
    assert refused.value.key == "date_unreadable"


def test_a_day_that_does_not_exist_is_told_apart():
    with pytest.raises(InvalidInput) as refused:
        values.read_day("R6.2.30", TODAY)
    assert (refused.value.key, refused.value.values) == ("no_such_day", {"month": 2, "day": 30})


@given(day=st.dates(date(1873, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_from_every_form(day):
    serial = str((day - date(1899, 12, 30)).days)
    forms = [format_date(day), format_short(day), day.isoformat(), f"{day:%Y%m%d}", f"{day:%Y/%m/%d}"]
    assert {values.read_day(text, TODAY) for text in forms} == {day}
    if len(serial) == 5 and day > date(1928, 1, 1):
        assert values.read_day(serial, TODAY) == day


SEVENTIES = Birth(age=70, age_as_of=TODAY, about_year=1951)


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("S19.7.22", Birth(on=date(1944, 7, 22))),
        ("S19.7.22（82歳）", Birth(on=date(1944, 7, 22))),
        ("昭和19年7月22日生まれ", Birth(on=date(1944, 7, 22))),
        ("昭和30年頃", Birth(about_year=1955)),
        ("1955", Birth(about_year=1955)),
        ("70歳", Birth(age=70, age_as_of=TODAY)),
        ("70代", SEVENTIES),
        ("不詳", Birth()),
    ],
)
def test_births_are_read_as_far_as_they_are_known(text, birth):
    assert values.read_birth(text, TODAY) == birth


@pytest.mark.parametrize(
    ("text", "key"), [("R20.1.1", "birth_in_future"), ("昭和99年1月1日", "date_outside_era")]
)
def test_impossible_births_are_refused(text, key):
    with pytest.raises(InvalidInput) as refused:
        values.read_birth(text, TODAY)
    assert refused.value.key == key


@pytest.mark.parametrize("text", ["82", "８２歳", "約82才"])
def test_ages_are_whole_years(text):
    assert values.read_age(text, TODAY) == Birth(age=82, age_as_of=TODAY)


@pytest.mark.parametrize("text", ["70代", "７０歳代", "約70代"])
def test_a_decade_of_age_is_no_age(text):
    assert values.read_age(text, TODAY) == SEVENTIES


@pytest.mark.parametrize("text", ["121", "八十", "", "代", "75代", "9" * 5000])
def test_what_is_no_age_is_none(text):
    assert values.read_age(text, TODAY) is None


def test_an_age_behind_a_birth_is_found():
    assert values.age_behind("S19.7.22（８２歳）", TODAY) == Birth(age=82, age_as_of=TODAY)
    assert values.age_behind("S19.7.22", TODAY) is None


def test_labels_that_hold_a_separator_are_read_whole():
    found = values.read_concerns("病気や健康、障害のこと、仕事探し、就職について；ＤＶ・虐待／介護")
    assert found.ids == ("health", "job_search", "violence", "care")
    assert found.unknown == ()


@given(
    chosen=st.lists(st.sampled_from(codes.table("concerns").codes), unique=True),
    mark=st.sampled_from("、;；／/,\n・"),
)
def test_any_labels_joined_by_any_separator_are_read_back(chosen, mark):
    found = values.read_concerns(mark.join(code.label for code in chosen))
    assert found == values.Concerns(tuple(code.id for code in chosen), "", ())


def test_marks_of_the_form_are_read():
    found = values.read_concerns("○住まい、◎介護のこと、近所のねこ")
    assert found == values.Concerns(("housing", "care"), "care", ("近所のねこ",))


@pytest.mark.parametrize(
    ("text", "sex"), [("Ｆ", "F"), ("女性", "F"), ("1", "M"), ("不明", ""), ("その他", "X")]
)
def test_sexes_in_words_letters_and_digits(text, sex):
    assert values.read_sex(text) is Sex(sex)


def test_consent_and_urgency_in_words_of_offices():
    assert [values.read_consent(word) for word in ("有", "無", "未", "同意あり", "撤回", "たぶん")] == [
        Consent.GIVEN, Consent.REFUSED, Consent.NOT_OBTAINED, Consent.GIVEN, Consent.WITHDRAWN, None,
    ]  # fmt: skip
    assert [values.read_urgency(word) for word in ("ＡＡ", "至急", "b", "Z")] == [
        Urgency.AA, Urgency.AA, Urgency.B, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "code"),
    [("〒328-6261", "3286261"), ("３２８６２６１", "3286261"), ("600001", "0600001"), ("12", None)],
)
def test_postal_codes_have_seven_digits(text, code):
    assert values.read_postal_code(text) == code


@pytest.mark.parametrize(
    "text",
    [
        MY_NUMBER,
        "1234-5678-9018",
        "番号は１２３４　５６７８　９０１８です",
        f"{MY_NUMBER} {MY_NUMBER}",
        f"{MY_NUMBER}\n2026",
    ],
)
def test_individual_numbers_are_taken_out(text):
    assert "9018" not in values.without_my_number(text).translate(str.maketrans("０１８９", "0189"))
    assert values.MY_NUMBER_MARK in values.without_my_number(text)


@given(text=st.text())
def test_texts_without_an_individual_number_stay_as_they_are(text):
    assert values.without_my_number(text) == text or values.MY_NUMBER_MARK in values.without_my_number(text)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""), (8.0, "8"), (1.5, "1.5"), (date(2026, 4, 1), "2026-04-01"), (Formula("=A1"), "=A1"),
        (Formula("=A1", 3), "3"), ("a\x00b\x1bc", "abc"), ("1\r\n2", "1\n2"), ("\ud800x", "?x"),
        (float("inf"), "inf"),
    ],
)  # fmt: skip
def test_cells_as_text(cell, text):
    assert values.text_of(cell) == text


@given(text=st.text())
def test_readers_answer_or_refuse_in_words(text):
    values.read_age(text, TODAY)
    for read in (
        values.read_sex,
        values.read_consent,
        values.read_urgency,
        values.read_concerns,
    ):
        read(text)
    for read_dated in (values.read_day, values.read_birth):
        try:
            read_dated(text, TODAY)
        except AppError as error:
            assert error.key


def test_no_word_of_the_file_folds_to_nothing_where_it_begins_a_remark():
    with (paths.resources() / "templates" / "ledger_words.toml").open("rb") as file:
        assert all(map(search_key, tomllib.load(file)["remarks"]))
