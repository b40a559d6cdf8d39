"""Bodies come and go, people keep secrets for ever, and one body at most coordinates."""

from dataclasses import replace
from datetime import date

import pytest

from kyogikai_desktop.domain.council import (
    BodyId,
    Council,
    Member,
    MemberBody,
    MemberId,
    PledgeState,
    SecrecyPledge,
    checked_body,
    checked_council,
    checked_member,
    require_single_coordinator,
    with_pledge,
)
from kyogikai_desktop.errors import InvalidInput, Refused

DAY = date(2026, 11, 20)
BODY = MemberBody("福祉総務課", BodyId(1))
MEMBER = Member(BodyId(1), "大西　均", MemberId(1))


def member(*pledges, **values):
    return replace(MEMBER, pledges=tuple(SecrecyPledge(*pledge) for pledge in pledges), **values)


@pytest.mark.parametrize(
    ("person", "state", "may_attend"),
    [
        (member(), PledgeState.MISSING, False),
        (member((date(2026, 4, 1),)), PledgeState.SIGNED, True),
        (member((date(2026, 4, 1), date(2027, 3, 31))), PledgeState.SIGNED, True),
        (member((date(2026, 4, 1), date(2026, 12, 20))), PledgeState.ENDING, True),
        (member((date(2026, 4, 1), DAY)), PledgeState.ENDING, True),
        (member((date(2026, 4, 1), date(2026, 11, 19))), PledgeState.MISSING, False),
        (member((date(2026, 11, 21),)), PledgeState.MISSING, False),
        (member((DAY,)), PledgeState.SIGNED, True),
        (member((date(2024, 4, 1), date(2025, 3, 31)), (date(2026, 4, 1),)), PledgeState.SIGNED, True),
        (member((date(2026, 4, 1),), left_on=date(2026, 11, 19)), PledgeState.LEFT, False),
        (member((date(2026, 4, 1),), left_on=DAY), PledgeState.SIGNED, True),
    ],
)
def test_a_pledge_covers_its_term_and_no_day_more(person, state, may_attend):
    assert person.pledge_state(DAY) is state
    assert person.may_attend(DAY) is may_attend


def test_pledges_are_kept_newest_first_and_never_twice():
    old, new = SecrecyPledge(date(2024, 4, 1), date(2025, 3, 31)), SecrecyPledge(date(2026, 4, 1))
    pledged = with_pledge(with_pledge(with_pledge(MEMBER, old), new), old)
    assert pledged.pledges == (new, old)


@pytest.mark.parametrize(
    ("start", "end", "allowed"),
    [
        (date(2026, 4, 1), None, False),
        (date(2020, 1, 1), None, False),
        (date(2020, 1, 1), date(2024, 4, 1), False),
        (date(2020, 1, 1), date(2024, 3, 31), True),
        (date(2026, 3, 31), date(2026, 4, 30), False),
        (date(2026, 4, 1), date(2030, 3, 31), False),
        (None, None, True),
    ],
)
def test_no_two_bodies_coordinate_on_one_day(start, end, allowed):
    coordinating = replace(BODY, coordinator_from=date(2024, 4, 1), coordinator_to=None)
    other = MemberBody("社会福祉協議会", BodyId(2), coordinator_from=start, coordinator_to=end)
    if allowed:
        require_single_coordinator([coordinating], other)
    else:
        with pytest.raises(Refused) as refused:
            require_single_coordinator([coordinating], other)
        assert refused.value.key == "second_coordinator"


def test_a_body_may_take_over_the_day_after_and_be_saved_again():
    ended = replace(BODY, coordinator_from=date(2024, 4, 1), coordinator_to=date(2026, 3, 31))
    other = MemberBody("社会福祉協議会", BodyId(2), coordinator_from=date(2026, 4, 1))
    require_single_coordinator([ended, other], other)
    require_single_coordinator([ended, other], ended)
    assert ended.is_coordinator_on(date(2026, 3, 31)) and not ended.is_coordinator_on(date(2026, 4, 1))


def test_membership_has_two_ends():
    body = replace(BODY, joined_on=date(2024, 4, 1), left_on=date(2026, 3, 31))
    days = (date(2024, 3, 31), date(2024, 4, 1), date(2026, 3, 31), date(2026, 4, 1))
    assert [body.is_member_on(day) for day in days] == [False, True, True, False]
    assert BODY.is_member_on(DAY)


def test_numbers_are_kept_in_plain_digits():
    council = checked_council(Council("協議会", ("２０２０７０", "011002"), 50_000))
    assert council.codes == ("202070", "011002")
    body = checked_body(replace(BODY, corporate_number="５８３５６７８２５６２４６"))
    assert body.corporate_number == "5835678256246"


@pytest.mark.parametrize(
    ("check", "record", "field", "key"),
    [
        (checked_council, Council(" 　"), "name", "council_name_missing"),
        (checked_council, Council("協議会", ("202071",)), "codes", "code_check_digit"),
        (checked_council, Council("協議会", population=0), "population", "population_unreadable"),
        (checked_body, replace(BODY, name=""), "name", "body_name_missing"),
        (
            checked_body,
            replace(BODY, joined_on=DAY, left_on=date(2026, 11, 19)),
            "left_on",
            "left_before_joined",
        ),
        (
            checked_body,
            replace(BODY, coordinator_from=DAY, coordinator_to=date(2026, 11, 19)),
            "coordinator_to",
            "left_before_joined",
        ),
        (checked_member, replace(MEMBER, name="\t"), "name", "member_name_missing"),
        (
            checked_member,
            replace(MEMBER, joined_on=DAY, left_on=date(2026, 11, 19)),
            "left_on",
            "left_before_joined",
        ),
        (checked_member, member((DAY, date(2026, 11, 19))), "until", "pledge_ends_before_start"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(check, record, field, key):
    with pytest.raises(InvalidInput) as invalid:
        check(record)
    assert (invalid.value.field, invalid.value.key) == (field, key)
