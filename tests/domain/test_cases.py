"""What may be stored of a case, and how near its review is."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.domain.births import Birth
from kyogikai_desktop.domain.case_rules import TEXT_FIELDS, new_problems, problems
from kyogikai_desktop.domain.cases import Case, CaseState, Person, number_for
from kyogikai_desktop.domain.reviews import Due, review_state

TODAY = date(2026, 11, 20)
CASE = Case(date(2026, 11, 2))
MY_NUMBER = "123456789018"


def keys(found):
    return [(problem.field, problem.key) for problem in found]


def test_gaps_are_no_problem():
    assert problems(CASE, TODAY) == ()
    assert problems(replace(CASE, received_on=TODAY), TODAY) == ()


@pytest.mark.parametrize(
    ("changes", "field", "key"),
    [
        ({"received_on": date(2026, 11, 21)}, "received_on", "date_in_future"),
        ({"person": Person(birth=Birth(on=date(2026, 11, 3)))}, "birth", "born_after_intake"),
        ({"concerns": ("住まい",), "chief_concern": "債務"}, "chief_concern", "chief_not_among_concerns"),
        ({"closed_on": date(2026, 11, 10)}, "closed_on", "closed_on_but_open"),
        ({"state": CaseState.CLOSED}, "closed_on", "closing_date_missing"),
        ({"state": CaseState.CLOSED, "closed_on": date(2026, 11, 1)}, "closed_on", "closed_before_intake"),
        ({"state": CaseState.CLOSED, "closed_on": date(2026, 11, 21)}, "closed_on", "date_in_future"),
    ],
)
def test_contradictions_name_their_field(changes, field, key):
    assert keys(problems(replace(CASE, **changes), TODAY)) == [(field, key)]


def test_a_case_may_close_on_the_day_it_came_and_people_may_be_born_that_day():
    closed = replace(CASE, state=CaseState.CLOSED, closed_on=CASE.received_on)
    born = replace(CASE, person=Person(birth=Birth(on=CASE.received_on)))
    assert problems(closed, TODAY) == problems(born, TODAY) == ()


@pytest.mark.parametrize("field", [*TEXT_FIELDS, "name", "kana", "postal_code", "address", "phone"])
def test_an_individual_number_is_stopped_in_every_text(field):
    text = f"写し {MY_NUMBER}"
    own = field in vars(CASE)
    case = replace(CASE, **{field: text}) if own else replace(CASE, person=Person(**{field: text}))
    assert keys(problems(case, TODAY)) == [(field, "my_number")]
    assert problems(case, TODAY, frozenset({field})) == ()
    named = replace(case, **{field: f"マイナンバー {MY_NUMBER}"}) if own else case
    if own:
        assert keys(problems(named, TODAY, frozenset({field}))) == [(field, "my_number_named")]


def test_every_text_of_a_case_is_looked_at():
    texts = {name for name, value in vars(CASE).items() if isinstance(value, str) and type(value) is str}
    assert texts - {"route", "chief_concern", "household", "closing_reason"} == set(TEXT_FIELDS)


def test_what_stands_already_keeps_nobody_from_saving_something_else():
    standing = replace(CASE, received_on=date(2026, 12, 1), remarks=MY_NUMBER)
    assert new_problems(replace(standing, wish="静かに"), standing, TODAY) == ()
    moved = replace(standing, remarks=f"{MY_NUMBER} に変更")
    assert keys(new_problems(moved, standing, TODAY)) == [("remarks", "my_number")]
    copied = replace(standing, wish=MY_NUMBER)
    assert keys(new_problems(copied, standing, TODAY)) == [("wish", "my_number")]
    closed = replace(standing, state=CaseState.CLOSED)
    assert keys(new_problems(closed, standing, TODAY)) == [("closed_on", "closing_date_missing")]


@pytest.mark.parametrize(
    ("day", "due", "label"),
    [
        (None, Due.NO_DATE, "日が未定"),
        (date(2026, 11, 19), Due.OVER, "1日超過"),
        (date(2026, 11, 20), Due.SOON, "今日まで"),
        (date(2026, 11, 27), Due.SOON, "あと 7日"),
        (date(2026, 11, 28), Due.LATER, "あと 8日"),
    ],
)
def test_reviews_come_near_by_days(day, due, label):
    state = review_state(day, TODAY)
    assert (state.due, state.label) == (due, label)
    assert review_state(day, TODAY, is_open=False).due is Due.NONE


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 20_000))
def test_numbers_carry_the_fiscal_year_and_sort_as_they_were_dealt(day, serial):
    prefix, number = number_for(day, serial).split("-")
    assert int(number) == serial
    assert len(number) >= 3
    assert prefix == number_for(date(day.year if day.month >= 4 else day.year - 1, 4, 30), 1).split("-")[0]


def test_serials_restart_in_april():
    assert number_for(date(2027, 3, 31), 12) == "R8-012"
    assert number_for(date(2027, 4, 1), 1) == "R9-001"
    assert number_for(date(2019, 4, 30), 7) == "R1-007"
