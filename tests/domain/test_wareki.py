from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.domain.births import parse_birth
from kyogikai_desktop.domain.wareki import (
    age_on,
    eras,
    fiscal_label,
    fiscal_short,
    fiscal_year,
    format_date,
    format_day,
    format_long,
    format_short,
    parse_date,
)
from kyogikai_desktop.errors import InvalidInput

TODAY = date(2026, 11, 20)  # a Friday
OLDEST = date(1868, 10, 23)
DAYS = st.dates(OLDEST, date(2099, 12, 31))


def refusal(read, text: str) -> str:
    with pytest.raises(InvalidInput) as refused:
        read(text, TODAY)
    return refused.value.key


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (OLDEST, "明治元年10月23日"),
    ],
)
def test_every_era_begins_and_ends_on_its_day(day, text):
    assert format_date(day) == text
    assert parse_date(text, TODAY) == day


def test_eras_run_without_gap_from_the_newest():
    starts = [era.start for era in eras()]
    assert starts == sorted(starts, reverse=True)
    assert len({mark for era in eras() for mark in (era.name, era.letter, era.short)}) == 3 * len(starts)


@given(day=DAYS)
def test_every_written_date_is_read_back(day):
    for text in (format_date(day), format_long(day), format_short(day), day.isoformat(), f"{day:%Y/%m/%d}"):
        assert parse_date(text, TODAY) == day


@given(day=DAYS)
def test_full_width_and_spaces_do_not_matter(day):
    wide = "".join(
        chr(ord(character) + 0xFEE0) if character.isascii() else character for character in format_short(day)
    )
    assert parse_date(f"\u3000{wide} ", TODAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8.12.24", date(2026, 12, 24)),
        ("8/12/24", date(2026, 12, 24)),
        ("令8.12.24", date(2026, 12, 24)),
        ("r8-12-24", date(2026, 12, 24)),
        ("８．１２．２４", date(2026, 12, 24)),
        ("20261224", date(2026, 12, 24)),
        ("西暦2026年12月24日", date(2026, 12, 24)),
        ("令和 8 年 12 月 24 日（木）", date(2026, 12, 24)),
        ("12.24", date(2026, 12, 24)),
        ("12月24日", date(2026, 12, 24)),
        ("元年12月24日", date(2019, 12, 24)),
        ("今日", TODAY),
        ("昨日", date(2026, 11, 19)),
        ("明後日", date(2026, 11, 22)),
        ("+30", date(2026, 12, 20)),
        ("＋３０", date(2026, 12, 20)),
        ("今週月", date(2026, 11, 16)),
        ("来週金", date(2026, 11, 27)),
        ("来週の金曜日", date(2026, 11, 27)),
        ("再来週日曜", date(2026, 12, 6)),
    ],
)
def test_dates_as_people_type_them(text, day):
    assert parse_date(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "date_unreadable"),
        ("あした行く", "date_unreadable"),
        ("令和", "date_unreadable"),
        ("令和8年", "date_unreadable"),
        ("R8.13.1", "no_such_month"),
        ("R8.0.1", "no_such_month"),
        ("13.1", "no_such_month"),
        ("2026/2/29", "no_such_day"),
        ("R8.4.31", "no_such_day"),
        ("R1.4.30", "date_outside_era"),
        ("H32.1.1", "date_outside_era"),
        ("昭和65年1月1日", "date_outside_era"),
        ("明治46年1月1日", "date_outside_era"),
        ("1868/10/22", "date_too_old"),
        ("0001/1/1", "date_too_old"),
        ("0000/1/1", "date_too_old"),
        ("R9999.1.1", "date_unreadable"),
        ("H0.1.1", "date_outside_era"),
        ("+99999", "date_unreadable"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_its_reason(text, key):
    assert refusal(parse_date, text) == key


def test_the_reason_names_the_day_that_does_not_exist():
    with pytest.raises(InvalidInput) as refused:
        parse_date("R6.2.30", TODAY)
    assert refused.value.values == {"month": 2, "day": 30}


@pytest.mark.parametrize("text", ["H31.12.31", "平成31年5月1日", "S64.1.8", "T15.12.25"])
def test_an_era_may_run_to_the_end_of_its_last_year(text):
    """Papers printed before a change of era carry such dates."""
    assert parse_date(text, TODAY)


DATE_LIKE = st.text(alphabet="0123456789年月日元令和平成昭RHS./-+ ０９頃ごろ歳代・、²①今来週金(", max_size=14)


@given(text=st.one_of(st.text(), DATE_LIKE))
def test_any_text_is_read_or_refused_in_words(text):
    for read in (parse_date, parse_birth):
        try:
            read(text, TODAY)
        except InvalidInput as error:
            assert error.key


@pytest.mark.parametrize(
    ("day", "year", "label", "short"),
    [
        (date(2026, 3, 31), 2025, "令和7年度", "R7"),
        (date(2026, 4, 1), 2026, "令和8年度", "R8"),
        (date(2019, 4, 1), 2019, "令和元年度", "R1"),
        (date(2019, 3, 31), 2018, "平成30年度", "H30"),
        (date(1989, 4, 1), 1989, "平成元年度", "H1"),
    ],
)
def test_fiscal_years_begin_in_april(day, year, label, short):
    assert (fiscal_year(day), fiscal_label(year), fiscal_short(year)) == (year, label, short)


def test_a_day_shows_its_year_only_where_it_is_another():
    assert format_day(date(2026, 12, 24), TODAY) == "12月24日（木）"
    assert format_day(date(2027, 1, 5), TODAY) == "令和9年1月5日（火）"


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 4, 2), date(2026, 3, 31), 17),
        (date(2008, 4, 2), date(2026, 4, 1), 18),  # completed at the end of the day before the birthday
        (date(2008, 4, 1), date(2026, 3, 31), 18),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 1, 1), date(2025, 12, 31), 18),
        (TODAY, TODAY, 0),
    ],
)
def test_a_year_of_age_is_completed_on_the_eve_of_the_birthday(born, day, age):
    assert age_on(born, day) == age


@given(born=st.dates(OLDEST, date(2020, 1, 1)), days=st.integers(0, 40_000))
def test_age_never_falls_and_rises_by_one(born, days):
    day = born + timedelta(days=days)
    assert age_on(born, day) <= age_on(born, day + timedelta(days=1)) <= age_on(born, day) + 1
