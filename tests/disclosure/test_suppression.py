from datetime import date

import pytest

from kyogikai_desktop.disclosure.suppression import shows_flow, shows_new
from kyogikai_desktop.domain.release import Period, PeriodBooks

K = 10


def ledger(*flows, opening=100, k=K):
    """Return books from (new, closed) per year; k may be one for all or one for each."""
    ks = k if isinstance(k, tuple) else (k,) * len(flows)
    history = []
    for place, (new, closed) in enumerate(flows):
        stock = history[-1].open_at_end if history else opening
        history.append(PeriodBooks(Period(2024 + place), "small", ks[place], stock, new, closed))
    return history


def shown(history, founded_on=None):
    return [shows_flow(history[: place + 1], founded_on) for place in range(len(history))]


@pytest.mark.parametrize(("new", "is_shown"), [(0, False), (9, False), (10, True), (11, True)])
def test_new_is_shown_from_k_on(new, is_shown):
    assert shows_new(ledger((new, 50))[0]) is is_shown


@pytest.mark.parametrize(
    ("opening", "new", "closed"),
    [(100, 9, 50), (100, 50, 9), (9, 60, 10), (10, 10, 11), (100, 0, 50), (100, 50, 0), (0, 50, 20)],
)
def test_one_small_number_hides_the_flow(opening, new, closed):
    assert shown(ledger((new, closed), opening=opening)) == [False]


def test_k_itself_is_enough():
    assert shown(ledger((10, 10), opening=10)) == [True]


def test_after_a_failed_period_one_more_is_hidden():
    assert shown(ledger((20, 20), (20, 9), (20, 20), (20, 20))) == [True, False, False, True]


def test_a_period_hidden_only_by_the_pause_does_not_prolong_it():
    assert shown(ledger((20, 9), (20, 20), (20, 20))) == [False, False, True]


def test_a_period_that_fails_in_the_pause_prolongs_it():
    assert shown(ledger((20, 9), (20, 9), (20, 20), (20, 20))) == [False, False, False, True]


def test_an_empty_start_counts_as_public_only_after_the_notice_of_the_council():
    first = ledger((30, 10), (30, 10), opening=0)
    assert shown(first, date(2024, 4, 1)) == [True, True]
    assert shown(first, date(2024, 3, 31)) == [False, False]
    assert shown(first) == [False, False]
    assert shown(ledger((30, 10), opening=3), date(2024, 4, 1)) == [False]


def test_an_empty_stock_later_on_is_nobodys_knowledge():
    history = ledger((10, 20), (30, 10), (30, 30), opening=10)
    assert history[1].opening == 0
    assert shown(history, date(2024, 4, 1)) == [False, False, False]


def test_a_lower_k_does_not_free_what_a_higher_one_hid():
    assert shown(ledger((40, 40), (40, 12), (40, 12), (40, 40), k=(20, 20, 10, 10))) == [
        True,
        False,
        False,
        False,
    ]
