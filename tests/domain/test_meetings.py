"""Who may hear what, which cases come up, and what a held meeting settles."""

from dataclasses import replace
from datetime import date

import pytest

from kyogikai_desktop.domain.cases import Case, CaseId, CaseState, Consent
from kyogikai_desktop.domain.council import BodyId, Member, MemberId, SecrecyPledge
from kyogikai_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    ItemId,
    Meeting,
    MeetingState,
    Presence,
    Task,
    TaskId,
    Tier,
    agenda_candidates,
    decided_anew,
    require_consent,
    require_pledges,
    texts,
    unsettled,
    with_task_done,
)
from kyogikai_desktop.errors import Refused

DAY = date(2026, 11, 20)
SEAT = Attendance(MemberId(1), BodyId(1))
ITEM = AgendaItem(ItemId(1), CaseId(1), next_review_on=date(2026, 12, 24))
MEETING = Meeting(Tier.PRACTITIONERS, DAY, 2026, 3, attendance=(SEAT,), items=(ITEM,))
HELD = replace(MEETING, state=MeetingState.HELD)
PLEDGED = Member(BodyId(1), "大西　均", MemberId(1), pledges=(SecrecyPledge(date(2026, 4, 1)),))


def test_a_meeting_is_called_as_offices_call_it():
    assert MEETING.title == "令和8年度 第3回 実務者会議"


@pytest.mark.parametrize("presence", [Presence.PRESENT, Presence.PARTLY])
def test_nobody_without_a_pledge_for_the_day_is_present(presence):
    meeting = replace(MEETING, attendance=(replace(SEAT, presence=presence),))
    require_pledges(meeting, {PLEDGED.id: PLEDGED})
    with pytest.raises(Refused) as refused:
        require_pledges(meeting, {PLEDGED.id: replace(PLEDGED, pledges=())})
    assert (refused.value.key, refused.value.values) == ("no_pledge", {"member": 1})
    with pytest.raises(Refused):
        require_pledges(replace(meeting, held_on=date(2026, 3, 31)), {PLEDGED.id: PLEDGED})


def test_somebody_absent_needs_no_pledge():
    absent = replace(MEETING, attendance=(replace(SEAT, presence=Presence.ABSENT),))
    require_pledges(absent, {PLEDGED.id: replace(PLEDGED, pledges=())})


@pytest.mark.parametrize("consent", Consent)
def test_only_one_legal_basis_asks_for_consent(consent):
    case = Case(DAY, CaseId(1), number="R8-001", consent=consent)
    require_consent(replace(ITEM, legal_basis="kodoku"), case)
    if consent is Consent.GIVEN:
        require_consent(replace(ITEM, legal_basis="juso"), case)
    else:
        with pytest.raises(Refused) as refused:
            require_consent(replace(ITEM, legal_basis="juso"), case)
        assert refused.value.values["case"] == "R8-001"


def test_due_cases_come_up_undated_and_oldest_first():
    def case(number, day, state=CaseState.ACTIVE):
        return Case(DAY, number=number, next_review_on=day, state=state)

    cases = [
        case("R8-004", date(2026, 11, 20)),
        case("R8-003", date(2026, 11, 1)),
        case("R8-002", None),
        case("R8-001", date(2026, 11, 21)),
        case("R8-000", None, CaseState.CLOSED),
        case("R7-009", None),
    ]
    assert [one.number for one in agenda_candidates(cases, DAY)] == ["R7-009", "R8-002", "R8-003", "R8-004"]


def test_what_was_allowed_when_the_meeting_was_held_stays_allowed():
    late, fresh = replace(SEAT, member=MemberId(2)), AgendaItem(case=CaseId(2))
    changed = replace(HELD, attendance=(SEAT, late), items=(replace(ITEM, report="聞いた"), fresh))
    assert unsettled(changed, HELD).attendance == (late,)
    assert unsettled(changed, HELD).items == (fresh,)
    assert unsettled(changed, MEETING) == changed
    assert unsettled(replace(changed, held_on=date(2026, 11, 19)), HELD).attendance == (SEAT, late)
    other_basis = replace(HELD, items=(replace(ITEM, legal_basis="juso"),))
    assert unsettled(other_basis, HELD).items == other_basis.items
    was_absent = replace(HELD, attendance=(replace(SEAT, presence=Presence.ABSENT),))
    assert unsettled(HELD, was_absent).attendance == (SEAT,)


def test_a_held_meeting_brings_its_outcome_to_the_cases_once():
    assert decided_anew(MEETING, MEETING) == ()
    assert decided_anew(HELD, MEETING) == (ITEM,)
    assert decided_anew(replace(HELD, place="別の部屋"), HELD) == ()
    moved = replace(ITEM, next_review_on=date(2027, 1, 10))
    assert decided_anew(replace(HELD, items=(moved,)), HELD) == (moved,)
    assert decided_anew(replace(HELD, held_on=date(2026, 11, 19)), HELD) == (ITEM,)
    assert decided_anew(replace(HELD, items=(AgendaItem(title="報告"),)), MEETING) == ()


def test_one_promise_is_kept_and_the_others_wait():
    tasks = (Task("届ける", TaskId(1)), Task("電話する", TaskId(2)))
    meeting = replace(HELD, items=(replace(ITEM, tasks=tasks),))
    done = with_task_done(meeting, TaskId(2), DAY)
    assert [task.done_on for task in done.items[0].tasks] == [None, DAY]
    assert with_task_done(done, TaskId(2), None) == meeting


def test_every_text_of_a_meeting_is_looked_at():
    item = AgendaItem(title="a", report="b", points="c", decision="d", tasks=(Task("e", who="f"),))
    meeting = Meeting(
        Tier.PRACTITIONERS,
        DAY,
        2026,
        1,
        place="g",
        document_number="h",
        attendance=(replace(SEAT, remark="i"),),
        items=(item,),
    )
    assert sorted(text for _, text in texts(meeting)) == list("abcdefghi")
