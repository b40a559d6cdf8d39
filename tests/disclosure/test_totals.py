from datetime import date, timedelta

import pytest

from kyogikai_desktop import paths
from kyogikai_desktop.disclosure.plan import load_plans
from kyogikai_desktop.disclosure.totals import build
from kyogikai_desktop.domain.release import Activities, Episode, Period, ReleasingCouncil
from kyogikai_desktop.errors import Refused

PLANS = load_plans(paths.resources() / "plans")
COUNCIL = ReleasingCouncil("北の杜市協議会", ("202070",), 50_000, False, 40)
LARGE = ReleasingCouncil("北の杜市協議会", ("202070",), 50_000, False, 400)
HELD = Activities(1, 4, 9, 5, 6, 0)
LATER = date(2027, 6, 1)


def cases(start, received, closed, before=50):
    """Return cases open before a day, and cases received and closed in the month after it."""
    old = [Episode(start - timedelta(days=9), start if n < closed else None) for n in range(before)]
    return old + [Episode(start)] * received


def release(period, council=COUNCIL, episodes=None, history=(), today=LATER, preview=False):
    period = Period.parse(period)
    if episodes is None:
        episodes = cases(period.start, 30, 20)
    return build(
        period,
        council,
        plans=PLANS,
        episodes=episodes,
        history=history,
        activities=HELD,
        today=today,
        preview=preview,
    )


def counts(made):
    return [(cell.table, cell.count) for cell in made.totals]


def test_a_release_shows_three_totals_and_freezes_what_it_counted():
    made, books = release("2025")
    assert counts(made) == [("new", 30), ("closed", 20), ("open_at_end", 60)]
    assert (books.opening, books.new, books.closed, books.open_at_end) == (50, 30, 20, 60)
    assert (made.plan, made.k, books.plan, books.k) == ("small", 10, "small", 10)


def test_a_small_number_is_withheld_with_everything_that_gives_it_away():
    made, books = release("2025", episodes=cases(date(2025, 4, 1), 30, 9))
    assert counts(made) == [("new", 30), ("closed", None), ("open_at_end", None)]
    assert books.closed == 9


def test_meetings_are_published_as_they_are_but_case_conferences_only_from_k_on():
    made, _ = release("2025")
    held = {
        dict(cell.at).get("tier"): cell.count for cell in made.activities if cell.table == "meetings_held"
    }
    assert held == {"representatives": 1, "practitioners": 4, "case_conference": None}
    bodies = [cell.count for cell in made.activities if cell.table == "bodies"]
    assert bodies == [5, 6, 0]


@pytest.mark.parametrize(
    ("today", "preview", "allowed"),
    [
        (date(2026, 3, 31), False, False),
        (date(2026, 4, 30), False, False),
        (date(2026, 5, 1), False, True),
        (date(2026, 3, 31), True, False),
        (date(2026, 4, 1), True, True),
    ],
)
def test_a_period_must_have_ended_and_a_release_waits_thirty_days_more(today, preview, allowed):
    if allowed:
        assert release("2025", today=today, preview=preview)[0].preview is preview
    else:
        with pytest.raises(Refused) as refused:
            release("2025", today=today, preview=preview)
        assert refused.value.key == "period_not_ended"


def test_periods_follow_each_other_without_gap():
    history = [release("2024-Q4", LARGE, cases(date(2025, 1, 1), 40, 20))[1]]
    for period, key in [
        ("2024-Q4", "period_already_released"),
        ("2024-Q3", "period_out_of_turn"),
        ("2025-Q2", "period_out_of_turn"),
        ("2025", "released_by_quarter"),
    ]:
        with pytest.raises(Refused) as refused:
            release(period, LARGE, history=history)
        assert refused.value.key == key
        if key != "period_already_released":
            assert refused.value.values["following"] == "2025-Q1"
    assert release("2025-Q1", LARGE, history=history)[0].period.id == "2025-Q1"


def test_the_wrong_length_for_the_councils_plan_is_refused():
    for period, council, key, following in [
        ("2025-Q2", COUNCIL, "released_by_year", "2025"),
        ("2025", LARGE, "released_by_quarter", "2025-Q1"),
    ]:
        with pytest.raises(Refused) as refused:
            release(period, council)
        assert (refused.value.key, refused.value.values["following"]) == (key, following)


def test_a_council_without_municipality_code_releases_nothing():
    with pytest.raises(Refused) as refused:
        release("2025", ReleasingCouncil("協議会", (), 50_000, False, 40))
    assert refused.value.key == "council_without_code"


@pytest.mark.parametrize("change", ["none", "order", "before", "after"])
def test_what_does_not_belong_to_the_period_changes_nothing(change):
    first, books = release("2024")
    known = cases(date(2024, 4, 1), 30, 20) + cases(date(2025, 4, 1), 25, 15, before=0)
    plain = release("2025", episodes=known, history=[books])
    changed = {
        "none": known,
        "order": known[::-1],
        "before": [*known, Episode(date(2023, 4, 1), date(2023, 9, 1))],
        "after": [*known, Episode(date(2026, 4, 1)), Episode(date(2026, 5, 1), date(2026, 6, 1))],
    }[change]
    assert first.period.id == "2024"
    assert release("2025", episodes=changed, history=[books]) == plain
