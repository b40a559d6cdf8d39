"""A meeting from its agenda to kept promises, and what it brings to the cases."""

from dataclasses import replace
from datetime import date, time

import pytest
from sample_council import rows_about

from kyogikai_desktop.domain.cases import CaseId, Consent
from kyogikai_desktop.domain.council import Member, MemberBody, SecrecyPledge
from kyogikai_desktop.domain.meetings import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingState,
    Presence,
    Task,
    TaskId,
    Tier,
)
from kyogikai_desktop.errors import Conflict, InvalidInput, Refused
from kyogikai_desktop.records import audit, audit_rows
from kyogikai_desktop.services import meetings as service
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.meetings import Meetings

DAY = date(2026, 11, 20)
ONE, TWO = CaseId(1), CaseId(2)
MY_NUMBER = "123456789018"


@pytest.fixture
def session(council):
    with council.open() as opened:
        yield opened


@pytest.fixture
def work(session):
    return Meetings(session)


@pytest.fixture
def casework(session):
    return Casework(session)


@pytest.fixture
def seat(session):
    """Somebody of a body, with a pledge since April."""
    bodies = CouncilWork(session)
    body = bodies.save_body(MemberBody("福祉総務課"))
    member = bodies.save_member(Member(body.id, "大西　均", pledges=(SecrecyPledge(date(2026, 4, 1)),)))
    return Attendance(member.id, body.id)


def draft(day=DAY, tier=Tier.PRACTITIONERS, **values):
    return Meeting(tier, day, 0, 0, **values)


def decided(meeting, **values):
    """Return the meeting with something decided on its first item."""
    first, *others = meeting.items
    return replace(meeting, items=(replace(first, **values), *others))


def test_numbers_restart_with_the_fiscal_year_and_run_by_tier(work):
    days = [
        (DAY, Tier.PRACTITIONERS),
        (date(2027, 3, 31), Tier.PRACTITIONERS),
        (DAY, Tier.REPRESENTATIVES),
        (date(2027, 4, 1), Tier.PRACTITIONERS),
    ]
    titles = [work.plan(draft(*one)).title for one in days]
    assert titles == [
        "令和8年度 第1回 実務者会議",
        "令和8年度 第2回 実務者会議",
        "令和8年度 第1回 代表者会議",
        "令和9年度 第1回 実務者会議",
    ]


def test_a_meeting_that_moves_into_another_year_or_tier_gets_its_number_there(work):
    work.plan(draft(date(2026, 3, 1)))
    meeting = work.plan(draft())
    assert work.save(replace(meeting, held_on=date(2026, 3, 30))).title == "令和7年度 第2回 実務者会議"
    again = work.get(meeting.id)
    assert work.save(replace(again, tier=Tier.CASE_CONFERENCE)).title == "令和7年度 第1回 個別ケース検討会議"
    assert work.save(replace(work.get(meeting.id), number=9, place="第2会議室")).number == 1


def test_due_cases_come_up_and_their_whereabouts_stay_hidden(work, casework):
    case = casework.get(ONE)
    person = replace(case.person, address="西町1丁目", whereabouts_protected=True)
    casework.save(replace(case, person=person, next_review_on=DAY))
    casework.save(replace(casework.get(TWO), next_review_on=date(2026, 11, 21)))
    assert [(one.id, one.person.address) for one in work.candidates(DAY)] == [(3, ""), (1, "")]
    meeting = work.plan(draft(), [ONE])
    assert [one.person.address for one in work.cases(meeting).values()] == [""]


def test_a_meeting_comes_back_as_it_was_saved(work, seat):
    items = (
        AgendaItem(
            case=ONE,
            report="眠れている",
            points="通院",
            decision="月に一度たずねる",
            tasks=(Task("届ける", who="林"),),
        ),
        AgendaItem(title="研修について", legal_basis="kowaka"),
    )
    planned = work.plan(
        draft(starts=time(10), ends=time(11, 30), place="第1会議室", attendance=(seat,), items=items)
    )
    assert work.get(planned.id) == planned
    assert [item.report for item in planned.items] == ["眠れている", ""]
    assert planned.items[0].tasks[0].who == "林"
    (row,) = work.rows()
    assert (row.items, row.decided, row.present, row.state) == (2, 1, 1, MeetingState.PLANNED)


def test_items_and_promises_keep_their_ids_through_any_rewriting(work):
    meeting = work.plan(draft(), [ONE, TWO])
    meeting = work.save(decided(meeting, tasks=(Task("一"), Task("二"))))
    one, two = meeting.items
    turned = work.save(replace(meeting, items=(AgendaItem(title="新しい議題"), two, one)))
    assert [item.id for item in turned.items][1:] == [two.id, one.id]
    first, second = one.tasks
    longer = replace(one, tasks=(Task("三"), second, first))
    again = work.save(replace(turned, items=(longer,)))
    assert [task.what for task in again.items[0].tasks] == ["三", "二", "一"]
    assert [task.id for task in again.items[0].tasks][1:] == [second.id, first.id]
    emptied = work.save(replace(again, items=()))
    dealt = {item.id for item in turned.items}
    assert work.save(replace(emptied, items=(AgendaItem(title="次"),))).items[0].id not in dealt


def test_nobody_without_a_pledge_can_be_entered_as_present(session, work, seat):
    bodies = CouncilWork(session)
    stranger = bodies.save_member(Member(seat.body, "新任　者"))
    sitting = Attendance(stranger.id, seat.body)
    meeting = work.plan(draft(attendance=(seat,)))
    with pytest.raises(Refused) as refused:
        work.save(replace(meeting, attendance=(seat, sitting)))
    assert refused.value.values == {"member": stranger.id}
    assert work.get(meeting.id) == meeting
    absent = work.save(replace(meeting, attendance=(seat, replace(sitting, presence=Presence.ABSENT))))
    bodies.record_pledge(stranger, SecrecyPledge(DAY))
    assert work.save(replace(absent, attendance=(seat, sitting))).attendance == (seat, sitting)


def test_only_consented_cases_come_before_a_meeting_that_needs_consent(work, casework):
    with pytest.raises(Refused) as refused:
        work.plan(draft(legal_basis="juso"), [ONE])
    assert refused.value.values["case"] == "R8-001"
    assert work.rows() == ()
    casework.save(replace(casework.get(ONE), consent=Consent.GIVEN))
    meeting = work.plan(draft(legal_basis="juso"), [ONE])
    with pytest.raises(Refused):
        work.save(replace(meeting, items=(*meeting.items, AgendaItem(case=TWO, legal_basis="juso"))))
    assert len(work.save(replace(meeting, items=(*meeting.items, AgendaItem(case=TWO)))).items) == 2


def test_a_consent_withdrawn_later_keeps_no_minutes_from_being_finished(work, casework, seat):
    casework.save(replace(casework.get(ONE), consent=Consent.GIVEN))
    meeting = work.plan(draft(legal_basis="juso", attendance=(seat,)), [ONE])
    held = work.conclude(decided(meeting, tasks=(Task("届ける"),)))
    casework.save(replace(casework.get(ONE), consent=Consent.WITHDRAWN))
    held = work.save(decided(held, report="本人の言葉を足した"))
    done = work.finish_task(held.id, held.items[0].tasks[0].id, DAY)
    assert done.items[0].tasks[0].done_on == DAY
    with pytest.raises(Refused):
        work.plan(draft(legal_basis="juso"), [ONE])


def test_a_held_meeting_brings_dates_to_its_cases(session, work, casework, seat):
    meeting = decided(work.plan(draft(attendance=(seat,)), [ONE, TWO]), next_review_on=date(2026, 12, 24))
    before = audit.head(session.store.reader).seq
    held = work.conclude(meeting)
    assert held.state is MeetingState.HELD
    one, two = casework.get(ONE), casework.get(TWO)
    assert (one.last_meeting_on, one.next_review_on) == (DAY, date(2026, 12, 24))
    assert (two.last_meeting_on, two.next_review_on) == (DAY, None)
    assert audit.head(session.store.reader).seq == before + 3
    assert rows_about(session, ONE)[0].action == "review_case"
    assert work.latest() == held
    assert [one.items[0].case for one in work.of_case(TWO)] == [TWO]


def test_an_older_meeting_moves_no_date_backwards(work, casework, seat):
    early = work.plan(draft(date(2026, 6, 10), attendance=(seat,)), [ONE])
    late = work.plan(draft(attendance=(seat,)), [ONE])
    work.conclude(decided(late, next_review_on=date(2027, 2, 1)))
    early = work.conclude(decided(early, next_review_on=date(2026, 9, 1)))
    assert casework.get(ONE).last_meeting_on == DAY
    assert casework.get(ONE).next_review_on == date(2027, 2, 1)
    work.save(decided(early, next_review_on=date(2026, 10, 1)))
    assert casework.get(ONE).next_review_on == date(2027, 2, 1)


def test_minutes_mended_later_change_a_case_only_where_the_decision_changes(work, casework, seat):
    held = work.conclude(
        decided(work.plan(draft(attendance=(seat,)), [ONE]), next_review_on=date(2026, 12, 24))
    )
    casework.save(replace(casework.get(ONE), next_review_on=date(2026, 12, 1)))
    held = work.save(decided(held, report="書き足した"))
    assert casework.get(ONE).next_review_on == date(2026, 12, 1)
    work.save(decided(held, next_review_on=date(2027, 1, 15)))
    assert casework.get(ONE).next_review_on == date(2027, 1, 15)


def test_a_closed_case_gets_no_new_review(work, casework, seat):
    meeting = work.plan(draft(attendance=(seat,)), [ONE])
    casework.close(casework.get(ONE), DAY, "solved")
    work.conclude(decided(meeting, next_review_on=date(2026, 12, 24)))
    assert (casework.get(ONE).last_meeting_on, casework.get(ONE).next_review_on) == (DAY, None)


def test_a_meeting_ends_all_or_nothing(work, casework, seat, monkeypatch):
    meeting = decided(work.plan(draft(attendance=(seat,)), [ONE, TWO]), next_review_on=date(2026, 12, 24))
    carry, carried = service._carry_over, []

    def failing(tx, item, held_on):
        if carried:
            raise ZeroDivisionError
        carried.append(carry(tx, item, held_on))

    monkeypatch.setattr(service, "_carry_over", failing)
    with pytest.raises(ZeroDivisionError):
        work.conclude(meeting)
    assert work.get(meeting.id).state is MeetingState.PLANNED
    assert casework.get(ONE).last_meeting_on is None


def test_a_meeting_needs_somebody_and_some_time(work, seat):
    meeting = work.plan(draft())
    for nobody in (meeting, replace(meeting, attendance=(replace(seat, presence=Presence.ABSENT),))):
        with pytest.raises(InvalidInput) as invalid:
            work.conclude(nobody)
        assert invalid.value.key == "nobody_present"
    with pytest.raises(InvalidInput) as invalid:
        work.save(replace(meeting, starts=time(10), ends=time(10)))
    assert (invalid.value.key, invalid.value.field) == ("ends_before_start", "ends")
    with pytest.raises(Refused):
        work.latest()


def test_a_stale_meeting_overwrites_nothing(work):
    meeting = work.plan(draft(), [ONE])
    saved = work.save(replace(meeting, place="第1会議室"))
    with pytest.raises(Conflict) as conflict:
        work.save(replace(meeting, place="第2会議室"))
    assert conflict.value.stored == saved


def test_promises_wait_by_date_and_are_kept_once(work, seat):
    tasks = (
        Task("電話する", due_on=date(2026, 12, 10)),
        Task("届ける", body=seat.body, due_on=date(2026, 12, 1)),
        Task("考える", who="林"),
    )
    meeting = work.save(decided(work.plan(draft(), [ONE]), tasks=tasks))
    waiting = work.open_tasks()
    assert [(one.task.what, one.body, one.case_number) for one in waiting] == [
        ("考える", "", "R8-001"),
        ("届ける", "福祉総務課", "R8-001"),
        ("電話する", "", "R8-001"),
    ]
    for _ in range(2):
        work.finish_task(meeting.id, waiting[1].task.id, DAY)
    assert [one.task.what for one in work.open_tasks()] == ["考える", "電話する"]
    work.finish_task(meeting.id, waiting[1].task.id, None)
    assert len(work.open_tasks()) == 3
    with pytest.raises(Refused) as refused:
        work.finish_task(meeting.id, TaskId(999), DAY)
    assert refused.value.key == "task_gone"


def test_individual_numbers_are_stopped_in_every_text_of_a_meeting(session, work):
    meeting = work.plan(draft(), [ONE])
    with pytest.raises(InvalidInput) as invalid:
        work.save(decided(meeting, report=f"番号 {MY_NUMBER}"))
    assert (invalid.value.key, invalid.value.field) == ("my_number", "report")
    with pytest.raises(InvalidInput):
        work.save(decided(meeting, tasks=(Task(MY_NUMBER),)))
    declared = work.save(decided(meeting, report=f"番号 {MY_NUMBER}"), not_my_number=frozenset({"report"}))
    (row,) = audit_rows.page(session.store.reader, "", 1)
    assert (row.action, row.object) == ("declare_not_my_number", f"meeting:{meeting.id}")
    assert work.save(replace(declared, place="第1会議室")).items == declared.items
