"""The council's own affairs: its data, its bodies, its people."""

from dataclasses import replace
from datetime import date

import pytest

from kyogikai_desktop.domain.council import Member, MemberBody, SecrecyPledge
from kyogikai_desktop.errors import Conflict, InvalidInput, Refused
from kyogikai_desktop.services.council import CouncilWork


@pytest.fixture
def work(council):
    with council.open() as session:
        yield CouncilWork(session)


def test_the_council_changes_but_never_becomes_a_practice_one(work):
    changed = work.save_council(replace(work.council(), codes=("０１１００２",), practice=True))
    assert (changed.codes, changed.practice, changed.version) == (("011002",), False, 2)
    assert work.council() == changed
    with pytest.raises(Conflict) as conflict:
        work.save_council(replace(changed, version=1, name="別の名前"))
    assert conflict.value.stored == changed


def test_a_body_is_kept_with_its_terms(work):
    body = work.save_body(
        MemberBody("福祉総務課", joined_on=date(2024, 4, 1), corporate_number="5835678256246")
    )
    left = work.save_body(replace(body, left_on=date(2026, 3, 31)))
    assert work.bodies() == (left,)
    with pytest.raises(Conflict) as conflict:
        work.save_body(replace(body, contact="内線 12"))
    assert conflict.value.stored == left


def test_a_second_coordinating_agency_is_refused_and_the_first_can_hand_over(work):
    first = work.save_body(MemberBody("福祉総務課", coordinator_from=date(2024, 4, 1)))
    second = MemberBody("社会福祉協議会", coordinator_from=date(2026, 4, 1))
    with pytest.raises(Refused) as refused:
        work.save_body(second)
    assert refused.value.key == "second_coordinator"
    assert work.bodies() == (first,)
    work.save_body(replace(first, coordinator_to=date(2026, 3, 31)))
    work.save_body(second)
    on = date(2026, 11, 20)
    assert [body.name for body in work.bodies() if body.is_coordinator_on(on)] == ["社会福祉協議会"]


def test_pledges_are_added_and_survive_a_change_of_post(work):
    body = work.save_body(MemberBody("福祉総務課"))
    member = work.save_member(Member(body.id, "大西　均", kana="おおにし　ひとし"))
    old, new = SecrecyPledge(date(2025, 4, 1), date(2026, 3, 31)), SecrecyPledge(date(2026, 4, 1))
    member = work.record_pledge(work.record_pledge(member, old), new)
    moved = work.save_member(replace(member, post="課長"))
    assert work.members() == (moved,)
    assert moved.pledges == (new, old)
    with pytest.raises(Conflict) as conflict:
        work.save_member(replace(member, post="係長"))
    assert conflict.value.stored == moved


def test_what_cannot_be_is_refused(work):
    body = work.save_body(MemberBody("福祉総務課"))
    with pytest.raises(InvalidInput) as invalid:
        work.record_pledge(Member(body.id, "大西　均"), SecrecyPledge(date(2026, 4, 1), date(2026, 3, 31)))
    assert invalid.value.key == "pledge_ends_before_start"
    with pytest.raises(InvalidInput):
        work.save_body(replace(body, name=" "))
    assert work.members() == ()
