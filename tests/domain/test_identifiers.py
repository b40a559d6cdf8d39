from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.domain.identifiers import (
    corporate_number,
    is_my_number,
    municipality_code,
    read_codes,
    read_population,
    refuse_my_number,
    without_my_numbers,
)
from kyogikai_desktop.errors import InvalidInput

MY_NUMBER = "123456789018"


def refusal(check, *args, **named) -> str:
    with pytest.raises(InvalidInput) as refused:
        check(*args, **named)
    return refused.value.key


@st.composite
def my_numbers(draw) -> str:
    body = draw(st.from_regex(r"[0-9]{11}", fullmatch=True))
    return next(body + digit for digit in "0123456789" if is_my_number(body + digit))


@pytest.mark.parametrize("code", ["131016", "011002", "271004", "401005", "130001", "202070", "481238"])
def test_codes_of_real_municipalities_and_the_unassigned_one_fit(code):
    assert municipality_code(code) == code


def test_a_code_in_full_width_is_read():
    assert municipality_code("２０２　０７０") == "202070"


@given(place=st.integers(0, 5), digit=st.sampled_from("0123456789"))
def test_one_wrong_digit_in_a_code_is_noticed(place, digit):
    wrong = "202070"[:place] + digit + "202070"[place + 1 :]
    if wrong != "202070":
        assert refusal(municipality_code, wrong) == "code_check_digit"


@pytest.mark.parametrize("text", ["", "20207", "2020701", "20207a", "²02070x"])
def test_a_code_has_six_digits(text):
    assert refusal(municipality_code, text) == "code_not_six_digits"


@pytest.mark.parametrize("number", ["7000012050002", "5000012080001", "8000020130001"])
def test_corporate_numbers_of_public_bodies_fit(number):
    assert corporate_number(number) == number
    assert corporate_number(f"{number[0]}-{number[1:5]} {number[5:]}") == number


@pytest.mark.parametrize(
    ("text", "key"), [("7000012050003", "corporate_check_digit"), ("700001205000", "corporate_not_13_digits")]
)
def test_other_corporate_numbers_are_refused(text, key):
    assert refusal(corporate_number, text) == key


@given(number=my_numbers(), place=st.integers(0, 11))
def test_the_check_digit_of_an_individual_number(number, place):
    # Remainders 0 and 1 share the check digit 0, so only most single mistakes are noticed: try all nine.
    others = [
        number[:place] + digit + number[place + 1 :] for digit in "0123456789" if digit != number[place]
    ]
    assert sum(map(is_my_number, others)) <= 1


@given(
    number=my_numbers(),
    before=st.sampled_from(["", "電話 060-1234-5678 ", "No.", "：", "2026年\n", "x"]),
    after=st.sampled_from(["", "です", " 5", "\n2026年", "、", "-1", "円"]),
    gap=st.sampled_from(["", " ", "-", "\u3000", "－", "ー", "−"]),
)
def test_an_individual_number_is_found_wherever_it_stands(number, before, after, gap):
    written = gap.join((number[:4], number[4:8], number[8:]))
    text = f"{before}{written}{after}"
    assert refusal(refuse_my_number, text, "remarks") == "my_number"
    assert refusal(refuse_my_number, text.translate(WIDE), "remarks") == "my_number"
    assert written not in without_my_numbers(text, "×")


WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "060-1234-5678",
        "03012345678",
        "12345678901",
        f"{MY_NUMBER}1",
        f"1{MY_NUMBER}",
        "1234-5678-9018-3456",
        "123456789012",
        "2026-11-20 12:30",
        "7000012050002",
        "北の杜市西町1丁目5番4号",
    ],
)
def test_other_numbers_pass(text):
    refuse_my_number(text, "remarks")
    assert without_my_numbers(text, "×") == text


def test_the_field_is_named_and_the_number_is_not():
    with pytest.raises(InvalidInput) as refused:
        refuse_my_number(MY_NUMBER, "phone")
    assert refused.value.field == "phone"
    assert MY_NUMBER not in repr(refused.value) + repr(refused.value.values)


def test_a_number_declared_to_be_another_passes_but_not_beside_the_words():
    refuse_my_number(f"免許証 {MY_NUMBER}", "remarks", declared_other=True)
    for words in ("個人番号", "マイナンバー", "ﾏｲﾅﾝﾊﾞｰ"):
        text = f"{words} {MY_NUMBER}"
        assert refusal(refuse_my_number, text, "remarks", declared_other=True) == "my_number_named"


@given(text=st.text(alphabet="0123456789 -－年x", max_size=60))
def test_a_cleaned_text_holds_no_individual_number(text):
    cleaned = without_my_numbers(text, "（除）")
    refuse_my_number(cleaned, "remarks")
    assert re.sub(r"（除）", "", cleaned) == text or "（除）" in cleaned


def test_numbers_of_a_form_are_read_as_offices_write_them():
    assert read_codes("２０２０７０, 481238") == ("202070", "481238")
    assert read_population("50,000 人") == 50_000
    with pytest.raises(InvalidInput):
        read_population("0")
