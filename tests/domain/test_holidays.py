from datetime import date

import pytest

from kyogikai_desktop.domain.holidays import holiday_name


@pytest.mark.parametrize(
    ("day", "name"),
    [(date(2026, 11, 23), "勤労感謝の日"), (date(2026, 9, 22), "国民の休日"), (date(2026, 11, 24), "")],
)
def test_offices_are_closed_on_holidays_and_on_the_day_between_two(day, name):
    assert holiday_name(day) == name


def test_a_holiday_on_sunday_moves_to_monday():
    assert "振替" in holiday_name(date(2026, 5, 6))
