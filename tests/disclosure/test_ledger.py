from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kyogikai_desktop.disclosure.ledger import keep_books
from kyogikai_desktop.domain.release import Episode, Period

YEARS = [Period(2024), Period(2025), Period(2026)]
IN_2023, IN_2024, IN_2025, IN_2026 = (date(year, 6, 1) for year in (2023, 2024, 2025, 2026))


def keep(period, episodes, history=()):
    return keep_books(period, "small", 10, episodes, history)


def counts(books):
    return books.opening, books.new, books.closed, books.open_at_end


def test_the_first_books_take_the_stock_from_the_dates():
    cases = [Episode(IN_2023), Episode(IN_2023, IN_2024), Episode(IN_2023, IN_2023), Episode(IN_2024)]
    assert counts(keep(YEARS[0], cases)) == (2, 1, 1, 2)


def test_first_and_last_day_belong_to_the_period():
    cases = [
        Episode(date(2024, 4, 1)),
        Episode(date(2025, 3, 31), date(2025, 3, 31)),
        Episode(date(2025, 4, 1)),
        Episode(date(2024, 3, 31), date(2024, 4, 1)),
    ]
    assert counts(keep(YEARS[0], cases)) == (1, 2, 2, 1)


def test_a_case_closed_before_it_was_received_came_and_went_in_the_period_of_its_intake():
    assert counts(keep(YEARS[1], [Episode(IN_2025, IN_2024)])) == (0, 1, 1, 0)


class TestAfterTheFirstYearIsFrozen:
    cases = (Episode(IN_2024), Episode(IN_2024), Episode(IN_2024, IN_2024), Episode(IN_2025))
    history = (keep(YEARS[0], cases),)

    def next_year(self, cases):
        return counts(keep(YEARS[1], cases, self.history))

    def test_without_changes_only_the_year_counts(self):
        assert self.next_year(self.cases) == (2, 1, 0, 3)

    def test_a_late_registration_is_new(self):
        assert self.next_year([*self.cases, Episode(IN_2024)]) == (2, 2, 0, 4)

    def test_a_late_registration_that_is_closed_already_is_new_and_closed(self):
        assert self.next_year([*self.cases, Episode(IN_2024, IN_2024)]) == (2, 2, 1, 3)

    def test_a_late_closing_is_closed(self):
        assert self.next_year([*self.cases[1:], Episode(IN_2024, IN_2024)]) == (2, 1, 1, 2)

    def test_the_removal_of_a_wrong_case_is_closed(self):
        assert self.next_year(self.cases[1:]) == (2, 1, 1, 2)

    def test_a_closing_taken_back_is_new(self):
        assert self.next_year([*self.cases[:2], Episode(IN_2024), self.cases[3]]) == (2, 2, 0, 4)

    def test_the_disposal_of_a_closed_case_is_nothing(self):
        assert self.next_year([self.cases[0], self.cases[1], self.cases[3]]) == (2, 1, 0, 3)

    def test_what_is_booked_late_is_booked_once(self):
        cases = [*self.cases, Episode(IN_2024), Episode(IN_2023)]
        second = keep(YEARS[1], cases, self.history)
        third = keep(YEARS[2], cases, [*self.history, second])
        assert counts(second) == (2, 3, 0, 5)
        assert counts(third) == (5, 0, 0, 5)


days = st.integers(0, 3 * 365 - 1).map(lambda n: date(2024, 4, 1) + timedelta(days=n))
episodes = st.builds(
    lambda day, stay: Episode(day, None if stay is None else day + timedelta(days=stay)),
    days,
    st.none() | st.integers(0, 500),
)


@settings(deadline=None)
@given(st.lists(st.lists(episodes, max_size=8), min_size=3, max_size=3))
def test_whatever_is_registered_or_removed_between_releases_the_books_add_up(states):
    history = []
    for period, cases in zip(YEARS, states, strict=True):
        history.append(keep(period, cases, history))
        true_stock = sum(
            case.received_on <= period.end and (case.closed_on is None or case.closed_on > period.end)
            for case in cases
        )
        assert history[-1].open_at_end == true_stock
        assert min(counts(history[-1])) >= 0
    assert all(after.opening == before.open_at_end for before, after in pairwise(history))


@settings(deadline=None)
@given(st.lists(episodes, max_size=8), st.randoms())
def test_the_order_of_cases_does_not_matter(cases, random):
    shuffled = random.sample(cases, len(cases))
    assert keep(YEARS[1], cases) == keep(YEARS[1], shuffled)
