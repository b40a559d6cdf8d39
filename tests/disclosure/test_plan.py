import pytest

from kyogikai_desktop import paths
from kyogikai_desktop.disclosure.plan import load_plans, plan_for
from kyogikai_desktop.domain.release import Period, PeriodBooks, PeriodKind

PLANS = load_plans(paths.resources() / "plans")
K = 10


def books(period, new, plan="large", k=K):
    return PeriodBooks(Period.parse(period), plan, k, 100, new, new)


def test_the_plans_of_the_program_are_in_order_and_cover_every_council():
    assert len({plan.id for plan in PLANS}) == len(PLANS)
    assert [plan.from_k for plan in PLANS] == sorted({plan.from_k for plan in PLANS})
    assert PLANS[0].from_k == 0
    assert all(plan.version >= 1 for plan in PLANS)


@pytest.mark.parametrize(
    ("cases_a_year", "plan"), [(0, "small"), (23, "small"), (149, "small"), (150, "large"), (460, "large")]
)
def test_before_the_first_release_the_councils_estimate_decides(cases_a_year, plan):
    assert plan_for(PLANS, 2024, [], cases_a_year, K).id == plan


def test_a_small_town_needs_twice_the_cases_for_quarters():
    assert plan_for(PLANS, 2024, [], 299, 20).period is PeriodKind.YEAR
    assert plan_for(PLANS, 2024, [], 300, 20).period is PeriodKind.QUARTER


def test_a_year_that_has_begun_keeps_its_plan():
    assert plan_for(PLANS, 2025, [books("2025-Q1", 3)], 0, K).id == "large"
    assert plan_for(PLANS, 2025, [books("2025-Q1", 3, k=20)], 0, 20).id == "large"


def test_the_next_year_follows_from_what_was_published_and_no_longer_from_the_estimate():
    quarters = [books(f"2024-Q{n}", 40) for n in (1, 2, 3, 4)]
    assert plan_for(PLANS, 2025, quarters, 0, K).id == "large"
    assert plan_for(PLANS, 2025, [books("2024", 200, "small")], 0, K).id == "large"
    assert plan_for(PLANS, 2025, [books("2024", 149, "small")], 900, K).id == "small"


def test_a_withheld_base_leads_to_the_small_plan_whatever_lies_behind_it():
    quarters = [books("2024-Q1", 500), books("2024-Q2", 9), books("2024-Q3", 500), books("2024-Q4", 500)]
    assert plan_for(PLANS, 2025, quarters, 900, K).id == "small"


def test_a_first_year_that_began_late_counts_for_twelve_months():
    assert plan_for(PLANS, 2025, [books("2024-Q4", 40)], 0, K).id == "large"
