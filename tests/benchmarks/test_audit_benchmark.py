"""The audit log of years opens like that of a week."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

import pytest
from crowd import council_of
from ratios import ratio

from kyogikai_desktop.domain.audit_acts import ActGroup
from kyogikai_desktop.domain.audit_log import LogQuery, last_days
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.records import audit
from kyogikai_desktop.services.audit_log import AuditLog

pytestmark = pytest.mark.long
FIRST_PAGE = 100
ACTS = ("view_case", "view_case", "view_case", "search", "change_case", "print_minutes", "open")


def filled(folder, rows, days):
    """Return the log of a council with so many rows, spread over days that end today."""
    with council_of(20, folder) as session:
        now = datetime(2026, 11, 20, 9, 0, tzinfo=JST)
        step = timedelta(days=days) / rows
        with session.store.writing() as tx:
            for number in range(rows):
                at = now - timedelta(days=days) + number * step
                action = ACTS[number % len(ACTS)]
                audit.append(tx.db, audit.Entry(at, f"person{number % 5}", action, f"case:{number % 20 + 1}"))
        yield session


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    yield from filled(tmp_path_factory.mktemp("week") / "council", 1_000, 7)


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    yield from filled(tmp_path_factory.mktemp("years") / "council", 100_000, 1_000)


def opened(session, query):
    log = AuditLog(session)
    assert log.count(query) >= FIRST_PAGE
    assert len(log.pages(query).fetch(0, FIRST_PAGE)) == FIRST_PAGE


@pytest.mark.parametrize("narrowed", ["all", "month", "group", "person"])
def test_a_log_of_years_opens_like_that_of_a_week(week, years, narrowed):
    query = {
        "all": LogQuery(),
        "month": LogQuery(last_days(week.today())),
        "group": LogQuery(group=ActGroup.OUT),
        "person": LogQuery(last_days(week.today()), actor="person3"),
    }[narrowed]
    found = ratio(f"log, {narrowed}", lambda: opened(years, query), lambda: opened(week, query))
    # Counting runs over the index; a page of rows costs the same anywhere.
    assert found <= {"group": 6}.get(narrowed, 3)


def test_the_next_page_costs_the_same_at_the_end_as_at_the_beginning(years):
    pages = AuditLog(years).pages(LogQuery())
    pages.fetch(0, FIRST_PAGE)
    pages.fetch(99_000, FIRST_PAGE)
    found = ratio(
        "next page, far down",
        lambda: pages.fetch(99_000 + FIRST_PAGE, FIRST_PAGE),
        lambda: pages.fetch(FIRST_PAGE, FIRST_PAGE),
    )
    assert found <= 2


def test_once_far_down_in_a_narrowed_log_any_page_is_as_near_as_the_next(years):
    pages = AuditLog(years).pages(LogQuery(group=ActGroup.OUT))
    pages.fetch(14_000, FIRST_PAGE)
    found = ratio(
        "jump in a narrowed log",
        lambda: pages.fetch(7_000, FIRST_PAGE),
        lambda: pages.fetch(FIRST_PAGE, FIRST_PAGE),
    )
    assert found <= 2


def test_a_jump_to_the_end_is_no_wait(years):
    begun = time.perf_counter()
    AuditLog(years).pages(LogQuery()).fetch(90_000, FIRST_PAGE)
    assert time.perf_counter() - begun < 1
