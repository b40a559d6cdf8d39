from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.domain.births import (
    UNKNOWN_BIRTH,
    Birth,
    format_age,
    format_birth,
    format_typed,
    parse_birth,
)
from kyogikai_desktop.errors import InvalidInput

TODAY = date(2026, 11, 20)
OLDEST = date(1868, 10, 23)
SEVENTIES = Birth(age=70, age_as_of=TODAY, about_year=1951)


@pytest.mark.parametrize(
    ("text", "birth", "shown", "age"),
    [
        ("S30.4.2", Birth(on=date(1955, 4, 2)), "昭和30年4月2日", 71),
        ("昭和30年ごろ", Birth(about_year=1955), "昭和30年ごろ", 71),
        ("1955年頃", Birth(about_year=1955), "昭和30年ごろ", 71),
        ("S30", Birth(about_year=1955), "昭和30年ごろ", 71),
        ("昭和30年代", Birth(about_year=1955), "昭和30年ごろ", 71),
        ("令和元年頃", Birth(about_year=2019), "令和元年ごろ", 7),
        ("70歳", Birth(age=70, age_as_of=TODAY), "70歳（令和8年11月20日に聞き取り）", 70),
        ("約７０才くらい", Birth(age=70, age_as_of=TODAY), "70歳（令和8年11月20日に聞き取り）", 70),
        ("大正15年ごろ", Birth(about_year=1926), "大正15年ごろ", 100),
        ("昭和元年ごろ", Birth(about_year=1926), "大正15年ごろ", 100),
        ("昭和64年ごろ", Birth(about_year=1989), "平成元年ごろ", 37),
        ("70代", SEVENTIES, "70代（令和8年11月20日に聞き取り）", 75),
        ("約７０歳代くらい", SEVENTIES, "70代（令和8年11月20日に聞き取り）", 75),
        ("0歳", Birth(age=0, age_as_of=TODAY), "0歳（令和8年11月20日に聞き取り）", 0),
        ("", UNKNOWN_BIRTH, "", None),
        ("　", UNKNOWN_BIRTH, "", None),
    ],
)
def test_births_as_far_as_they_are_known(text, birth, shown, age):
    assert parse_birth(text, TODAY) == birth
    assert format_birth(birth) == shown
    assert birth.age_at(TODAY) == age
    assert birth.exact == (birth.on is not None)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("R8.11.21", "birth_in_future"),
        ("2027年ごろ", "birth_in_future"),
        ("1700年ごろ", "date_too_old"),
        ("121歳", "age_implausible"),
        ("130代", "age_implausible"),
        ("75代", "date_unreadable"),
        ("昔", "date_unreadable"),
        ("昭和99年頃", "date_outside_era"),
    ],
)
def test_births_that_cannot_be_are_refused(text, key):
    with pytest.raises(InvalidInput) as refused:
        parse_birth(text, TODAY)
    assert refused.value.key == key


@given(
    birth=st.one_of(
        st.builds(Birth, on=st.dates(OLDEST, TODAY)), st.builds(Birth, about_year=st.integers(1869, 2026))
    )
)
def test_every_shown_birth_is_read_back(birth):
    assert parse_birth(format_birth(birth), TODAY) == birth


def test_a_decade_of_age_stays_one_and_grows_from_its_middle():
    told = parse_birth("70代", date(2020, 5, 1))
    assert [format_age(told, date(year, 5, 1)) for year in (2020, 2024, 2025)] == ["70代", "70代", "80代"]
    assert format_birth(told) == "70代（令和2年5月1日に聞き取り）"
    assert format_typed(told, TODAY) == "80代"


@given(
    birth=st.one_of(
        st.builds(Birth, on=st.dates(OLDEST, TODAY)),
        st.builds(Birth, about_year=st.integers(1869, 2026)),
        st.builds(Birth, age=st.integers(0, 120), age_as_of=st.just(TODAY)),
        st.sampled_from([parse_birth(f"{tens}代", TODAY) for tens in range(10, 121, 10)]),
    )
)
def test_every_birth_is_read_back_as_it_is_typed(birth):
    assert parse_birth(format_typed(birth, TODAY), TODAY) == birth


def test_an_age_told_some_years_ago_has_grown():
    assert Birth(age=70, age_as_of=date(2024, 5, 1)).age_at(TODAY) == 72
    assert Birth(about_year=2030).age_at(TODAY) == 0
