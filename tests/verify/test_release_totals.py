from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyogikai_desktop.disclosure.suppression import shows_flow, shows_new
from kyogikai_desktop.domain.release import Period, PeriodBooks
from kyogikai_desktop.verify.release_totals import Totals, Worlds, audit

MEASURES = ("new", "closed", "open_at_end", "opening")
CAP = 24
FAR = 12


def published(*rows, k=10, first=1, kind="quarter"):
    """Return totals of neighbouring periods from rows of (new, closed, open_at_end)."""
    periods = [Period(2024 + n) if kind == "year" else Period(2024 + n // 4, n % 4 + 1) for n in range(20)]
    starts = [period.start for period in periods]
    return [Totals(periods[n].id, starts[n], starts[n + 1], k, first + n, *row) for n, row in enumerate(rows)]


def texts(releases):
    return [f"{period} {what}" for period, what in audit(releases)]


@pytest.mark.parametrize(
    "rows",
    [
        [(57, 20, 80)],
        [(None, None, None)],
        [(12, None, None), (12, None, None), (15, 20, 30)],
        [(57, 20, 80), (10, 15, 75), (10, None, None), (30, None, None), (20, 20, 90)],
    ],
)
def test_what_the_rule_makes_is_clean(rows):
    assert texts(published(*rows)) == []


def test_flow_that_gives_a_closing_away():
    """A9: the stock goes from 30 to 38 with 15 new, so 7 were closed."""
    assert texts(published((20, 20, 30), (15, None, 38), first=4)) == [
        "2024-Q2 「終結したケース」が 10 未満だと計算できます"
    ]


def test_quarters_that_give_the_fourth_away():
    """A15: a year of 48 and quarters of 15, 12 and 14 leave 7."""
    quarters = published((15, None, None), (None, None, None), (12, None, None), (14, None, None))
    year = Totals("2024", date(2024, 4, 1), date(2025, 4, 1), 10, 5, 48, None, None)
    findings = texts(sorted([*quarters, year], key=lambda one: (one.start, one.after)))
    assert "2024-Q2 「新しく受け付けたケース」が 10 未満だと計算できます" in findings
    assert any("重なっています" in finding for finding in findings)


def test_a_flow_that_goes_on_without_a_pause_gives_the_closings_before_away():
    """From 30, with 12 new, to the 35 before 30 came and 15 went: 7 were closed."""
    assert texts(published((20, 20, 30), (12, None, None), (30, 15, 50))) == [
        "2024-Q3 前の期間に伏せた数があるのに、終結と期末の数が出ています",
        "2024-Q2 「終結したケース」が 10 未満だと計算できます",
    ]


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ([(12, None, None), (20, 20, 30)], 1),
        ([(None, None, None), (20, 20, 30)], 7),
        ([(20, 20, 30), (15, None, None), (20, 20, 30)], 7),
    ],
)
def test_a_pause_that_was_left_out_is_found(rows, first):
    assert any("前の期間に" in finding for finding in texts(published(*rows, first=first)))


def test_a_pause_may_have_begun_before_the_releases_at_hand():
    assert texts(published((12, None, None), (20, 20, 30), first=7)) == []


def test_sums_that_do_not_fit_name_the_first_period_that_breaks_them():
    assert texts(published((20, 20, 30), (20, 20, 30), (20, 20, 31), (20, 20, 31))) == [
        "2024-Q3 数の足し引きが合いません"
    ]


def test_an_empty_start_is_public_only_before_the_first_release():
    assert texts(published((30, 10, 20), first=1)) == []
    assert texts(published((30, 10, 20), first=2)) == [
        "2024-Q1 「期首に支援中のケース」が 10 未満だと計算できます"
    ]
    assert texts(published((30, 15, 20), first=1)) == [
        "2024-Q1 「期首に支援中のケース」が 10 未満だと計算できます"
    ]


def test_two_releases_of_one_period_and_numbers_out_of_order_are_found():
    one, other = published((20, 20, 30), (20, 20, 30))
    assert any("重なっています" in finding for finding in texts([one, one]))
    assert any(
        "順になっていません" in finding for finding in texts([one, Totals(**{**vars(other), "ledger": 1})])
    )


flows = st.tuples(st.integers(0, 6), st.integers(0, 6))


@st.composite
def ledgers(draw, most=5):
    """Draw the totals that the rule publishes for a small council, with a threshold that may change."""
    history = []
    stock = draw(st.just(0) | st.integers(0, 6))
    founded_on = draw(st.sampled_from([None, date(2024, 4, 1)]))
    ks = draw(st.sampled_from([(2,), (3,), (2, 4)]))
    for n, (new, closed) in enumerate(draw(st.lists(flows, min_size=1, max_size=most))):
        gone = min(closed, stock + new)
        history.append(
            PeriodBooks(
                Period(2024 + n // 4, n % 4 + 1), "large", draw(st.sampled_from(ks)), stock, new, gone
            )
        )
        stock = history[-1].open_at_end
    return [_publish(history[: n + 1], founded_on) for n in range(len(history))]


def _publish(history, founded_on):
    books, flow = history[-1], shows_flow(history, founded_on)
    following = Period(books.period.fiscal_year + books.period.quarter // 4, books.period.quarter % 4 + 1)
    return Totals(
        books.period.id,
        books.period.start,
        following.start,
        books.k,
        len(history),
        books.new if shows_new(books) else None,
        books.closed if flow else None,
        books.open_at_end if flow else None,
    )


@settings(deadline=None, max_examples=300)
@given(ledgers(most=8))
def test_no_published_ledger_lets_a_withheld_total_be_known_below_k(releases):
    assert texts(releases) == []


@settings(deadline=None, max_examples=40)
@given(ledgers(), st.data())
def test_the_most_that_a_total_can_be_agrees_with_walking_through_all_ledgers(releases, data):
    """Also for files that the rule would never make: cells are taken away or made to disagree."""
    for place, measure in data.draw(
        st.lists(st.tuples(st.integers(0, 4), st.sampled_from(MEASURES[:3])), max_size=3)
    ):
        if place < len(releases):
            count = data.draw(st.none() | st.integers(0, 6))
            releases[place] = Totals(**{**vars(releases[place]), measure: count})
    worlds, walked = Worlds(releases), _walk(releases)
    assert worlds.empty == (walked is None)
    for place, release in enumerate(releases if walked else []):
        for measure in MEASURES:
            most, reached = worlds.most(release, measure), walked[place][measure]
            assert reached == most if most <= FAR else reached > FAR


def _walk(releases):
    """Return the most of every measure over all ledgers with counts up to CAP; None if there is none.

    Forward and back through every stock of every period: slow, and without any theory.
    """
    steps, stocks = [], set(range(CAP + 1))
    for release in releases:
        step = [
            (stock, new, closed, stock + new - closed)
            for stock in stocks
            for new in _choices(release.new)
            for closed in _choices(release.closed)
            if 0 <= stock + new - closed <= CAP and release.open_at_end in (None, stock + new - closed)
        ]
        steps.append(step)
        stocks = {after for _, _, _, after in step}
    most = []
    for step in reversed(steps):
        paths = [path for path in step if path[3] in stocks]
        if not paths:
            return None
        most.append(
            dict(
                zip(
                    ("opening", "new", "closed", "open_at_end"),
                    map(max, zip(*paths, strict=True)),
                    strict=True,
                )
            )
        )
        stocks = {before for before, _, _, _ in paths}
    return most[::-1]


def _choices(count):
    return range(CAP + 1) if count is None else [count]


def test_walking_finds_what_a_person_works_out_by_hand():
    releases = published((20, 20, 10), (4, None, 6), k=2)
    assert _walk(releases)[1] == {"opening": 10, "new": 4, "closed": 8, "open_at_end": 6}
    assert [Worlds(releases).most(releases[1], measure) for measure in MEASURES] == [4, 8, 6, 10]
    assert all(before.after == after.start for before, after in pairwise(releases))
