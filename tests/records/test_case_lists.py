"""The case list shows what its tab and filters say, in its order, whole or cut, and needs no sorting."""

import itertools
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from kyogikai_desktop.domain.cases import Case, CaseState, Consent, Person, Urgency
from kyogikai_desktop.domain.council import MemberBody
from kyogikai_desktop.domain.listing import CaseQuery, Sort, View
from kyogikai_desktop.domain.names import kana_key
from kyogikai_desktop.domain.reviews import Due, review_state
from kyogikai_desktop.records import case_records
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork

TODAY = date(2026, 11, 20)
EVERY = list(itertools.product(View, Sort, (False, True)))
NAMES = ["𠮷田　博", "サトウ", "", "葛󠄀城　ゆき", "阿部"]


def random_case(rng, bodies, number):
    state = rng.choice([*CaseState])
    day = TODAY - timedelta(days=rng.randrange(700))
    return Case(
        received_on=day,
        number=f"X-{number}",
        state=state,
        person=Person(
            rng.choice(NAMES), rng.choice(["", "よしだ", "アベ"]), whereabouts_protected=rng.random() < 0.2
        ),
        urgency=rng.choice([None, *Urgency]),
        consent=rng.choice([*Consent]),
        lead_body=rng.choice([None, *bodies]),
        next_review_on=rng.choice([None, TODAY + timedelta(days=rng.randrange(-30, 60))]),
        closed_on=TODAY - timedelta(days=rng.randrange(5)) if state is CaseState.CLOSED else None,
        complaint=rng.choice(["眠れない", "外に出ない"]),
    )


@pytest.fixture
def crowd(session):
    """120 cases of all kinds beside the three that were there; returns all of them."""
    bodies = [
        CouncilWork(session).save_body(MemberBody(name)).id for name in ("福祉総務課", "社会福祉協議会")
    ]
    rng = random.Random(3)  # noqa: S311
    with session.store.writing() as tx:
        for number in range(120):
            case_records.add(tx, random_case(rng, bodies, number))
    ids = session.store.reader.exec_driver_sql("SELECT id FROM cases").scalars().all()
    return case_records.by_ids(session.store.reader, list(ids))


def belongs(case, view):
    return {
        View.OPEN: case.is_open,
        View.DUE: case.is_open
        and review_state(case.next_review_on, TODAY).due in (Due.NO_DATE, Due.OVER, Due.SOON),
        View.CONSENT: case.is_open and case.consent in (Consent.NOT_OBTAINED, Consent.EXPLAINED),
        View.INTAKE: case.state is CaseState.INTAKE,
        View.CLOSED: not case.is_open,
    }[view]


def place(case, query):
    review = case.next_review_on or date.min
    urgency = [*Urgency].index(case.urgency) if case.urgency else 3
    key = {
        Sort.REVIEW: (case.closed_on if query.view is View.CLOSED else review,),
        Sort.KANA: (kana_key(case.person.kana, case.person.name),),
        Sort.NUMBER: (case.received_on,),
        Sort.URGENCY: (urgency, review),
    }[query.sort]
    return (*key, case.id)


def expected(cases, query):
    chosen = [case for case in cases if belongs(case, query.view)]
    if query.lead_body:
        chosen = [case for case in chosen if case.lead_body == query.lead_body]
    if query.urgencies:
        chosen = [case for case in chosen if case.urgency in query.urgencies]
    if query.text:
        chosen = [case for case in chosen if query.text in case.complaint]
    newest_closed_first = query.view is View.CLOSED and query.sort is Sort.REVIEW
    chosen.sort(key=lambda case: place(case, query), reverse=query.descending != newest_closed_first)
    return [case.id for case in chosen]


def test_every_tab_order_and_filter_shows_the_right_rows(session, crowd):
    work = Casework(session)
    filters = [
        {},
        {"lead_body": 1},
        {"urgencies": (Urgency.AA, Urgency.C)},
        {"lead_body": 2, "urgencies": (Urgency.B,)},
        {"text": "眠れない"},
        {"text": "外に出ない", "lead_body": 1},
    ]
    for (view, sort, descending), chosen in itertools.product(EVERY, filters):
        query = CaseQuery(view, sort, descending, **chosen)
        wanted = expected(crowd, query)
        assert [row.id for row in work.page(query, 0, 500)] == wanted, query
        assert work.count(query) == len(wanted), query
        assert [row.id for row in work.page(query, 7, 5)] == wanted[7:12], query
    assert work.count_undated() == sum(case.is_open and not case.next_review_on for case in crowd)


def test_counts_follow_every_change(session, crowd):
    work = Casework(session)
    query = CaseQuery(View.CONSENT, lead_body=1)
    before = work.count(query)
    case = next(one for one in crowd if one.lead_body == 1 and belongs(one, View.CONSENT))
    case = work.save(replace(case, consent=Consent.GIVEN))
    assert work.count(query) == before - 1
    case = work.save(replace(case, consent=Consent.EXPLAINED, lead_body=None))
    assert work.count(query) == before - 1
    work.save(replace(case, lead_body=1))
    assert work.count(query) == before
    with session.store.writing() as tx:
        tx.db.exec_driver_sql("DELETE FROM cases WHERE number LIKE 'X-%'")
    assert [work.count(CaseQuery(view)) for view in View] == [3, 3, 3, 3, 0]


@pytest.mark.usefixtures("crowd")
def test_a_row_shows_no_whereabouts_and_the_short_name_of_the_lead_body(session):
    body = CouncilWork(session).bodies()[0]
    CouncilWork(session).save_body(replace(body, short_name="福総"))
    rows = Casework(session).page(CaseQuery(), 0, 500)
    assert {row.lead_body for row in rows} == {"福総", "社会福祉協議会", ""}
    assert any(row.whereabouts_protected for row in rows)
    assert not {"address", "phone", "postal_code"} & set(vars(rows[0]))


def test_no_order_of_the_list_needs_sorting(session):
    db = session.store.reader.connection.driver_connection
    for view, sort, descending in EVERY:
        said = []
        db.set_trace_callback(said.append)
        Casework(session).page(CaseQuery(view, sort, descending), 0, 100)
        db.set_trace_callback(None)
        (ordered,) = [sql for sql in said if "ORDER BY" in sql]
        plan = [row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {ordered}")]
        assert len(plan) == 1 and "USING INDEX cases_by_" in plan[0], (view, sort, plan)
