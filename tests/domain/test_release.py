from datetime import date

import pytest

from kyogikai_desktop.domain.release import Period, PeriodKind, threshold
from kyogikai_desktop.errors import InvalidInput, Refused


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2025", date(2025, 4, 1), date(2026, 3, 31)),
        ("2025-Q1", date(2025, 4, 1), date(2025, 6, 30)),
        ("2025-Q2", date(2025, 7, 1), date(2025, 9, 30)),
        ("2025-Q4", date(2026, 1, 1), date(2026, 3, 31)),
        ("　２０２５－ｑ３ ", date(2025, 10, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_is_counted_from_april(text, start, end):
    period = Period.parse(text)
    assert (period.start, period.end) == (start, end)
    assert Period.around(start, period.kind) == Period.around(end, period.kind) == period
    assert Period.parse(period.id) == period


@pytest.mark.parametrize(
    "text", ["", "2025-Q5", "2025-Q0", "2025-04", "2025-2026", "令和7年度", "1999", "2025-Q2x"]
)
def test_other_spellings_and_other_spans_are_refused(text):
    with pytest.raises(InvalidInput) as refused:
        Period.parse(text)
    assert (refused.value.key, refused.value.field) == ("bad_period", "period")


def test_a_year_is_its_four_quarters():
    quarters = [Period(2024, quarter) for quarter in (1, 2, 3, 4)]
    year = Period(2024)
    assert (quarters[0].start, quarters[3].end) == (year.start, year.end)
    assert sum(quarter.months for quarter in quarters) == year.months
    assert {quarter.kind for quarter in quarters} == {PeriodKind.QUARTER}


@pytest.mark.parametrize(("population", "k"), [(2_000, 20), (24_999, 20), (25_000, 10), (3_000_000, 10)])
def test_small_towns_need_larger_numbers(population, k):
    assert threshold(population) == k
    assert threshold(population, raised=30) == 30
    assert threshold(population, raised=5) == k


@pytest.mark.parametrize(
    ("population", "key"),
    [(None, "population_unknown"), (1_999, "population_too_small"), (0, "population_too_small")],
)
def test_tiny_and_unknown_populations_release_nothing(population, key):
    with pytest.raises(Refused) as refused:
        threshold(population)
    assert refused.value.key == key
