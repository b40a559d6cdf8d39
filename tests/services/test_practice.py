"""The practice council: always the same, complete, true to the rules, and nobody in it exists."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_council import rows_about

from kyogikai_desktop.domain.case_rules import problems
from kyogikai_desktop.domain.cases import Case, CaseState, Consent, Urgency
from kyogikai_desktop.domain.clock import PRACTICE_DAY
from kyogikai_desktop.domain.council import BodyClass, PledgeState
from kyogikai_desktop.domain.identifiers import municipality_code
from kyogikai_desktop.domain.meetings import Meeting, MeetingState, Presence, Tier
from kyogikai_desktop.domain.names import search_key
from kyogikai_desktop.domain.reviews import Due, review_state
from kyogikai_desktop.domain.wareki import fiscal_year
from kyogikai_desktop.errors import Cancelled
from kyogikai_desktop.records import audit, case_records, council_records
from kyogikai_desktop.services import practice, practice_note
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.practice.agenda import with_sittings
from kyogikai_desktop.services.practice.outline import outlines
from kyogikai_desktop.services.practice.roster import enroll
from kyogikai_desktop.services.practice.told import tell
from kyogikai_desktop.services.session import Session, open_council
from kyogikai_desktop.vault.kdf import FLOOR

CONTENT = (
    "council", "bodies", "members", "pledges", "cases", "notes", "case_links", "old_values", "meetings",
    "attendance", "agenda_items", "tasks", "search_docs",
)  # fmt: skip
RARE_NAMES = ("𠮷田", "髙橋", "山﨑", "葛󠄀西", "辻󠄀", "渡邉", "齋藤", "グエン ティ ラン")


def create(folder: Path, cases: int, seed: int = 1) -> Session:
    return practice.create(folder, cases=cases, seed=seed, kdf=FLOOR)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with create(tmp_path_factory.mktemp("practice") / "council", 60) as session:
        yield session


@pytest.fixture(scope="module")
def cases(council: Session) -> tuple[Case, ...]:
    ids = council.store.reader.exec_driver_sql("SELECT id FROM cases ORDER BY id").scalars().all()
    return case_records.by_ids(council.store.reader, list(ids))


@pytest.fixture(scope="module")
def meetings(council: Session) -> tuple[Meeting, ...]:
    work = Meetings(council)
    return tuple(work.get(row.id) for row in work.rows())


def content(session: Session) -> dict[str, list]:
    """Everything but keys, accounts and the audit log."""
    tables = {name: f"SELECT * FROM {name} ORDER BY 1, 2" for name in CONTENT}  # noqa: S608 (our tables)
    return {name: session.store.reader.exec_driver_sql(sql).fetchall() for name, sql in tables.items()}


def test_the_same_size_and_seed_make_the_same_council(tmp_path):
    with (
        create(tmp_path / "a", 16, 7) as one,
        create(tmp_path / "b", 16, 7) as same,
        create(tmp_path / "c", 16, 8) as other,
    ):
        assert content(one) == content(same)
        assert content(one)["notes"] != content(other)["notes"]
        assert content(one)["members"] == content(other)["members"]


def by_name(cases: tuple[Case, ...], name: str) -> Case:
    return next(case for case in cases if case.person.name == name)


@pytest.mark.parametrize("size", [0, 1, 2, 13])
def test_any_small_size_is_a_whole_council(tmp_path, size):
    with create(tmp_path / "council", size) as session:
        assert session.store.reader.exec_driver_sql("SELECT count(*) FROM cases").scalar() == size
        rows = Meetings(session).rows()
        assert {row.tier for row in rows} >= {Tier.REPRESENTATIVES, Tier.PRACTITIONERS}
        assert rows[0].state is MeetingState.PLANNED


def test_it_is_marked_as_practice_and_lives_on_its_own_day(council):
    assert council.council.practice
    assert "架空" in council.council.name
    assert council.council.population == 50_000
    assert [municipality_code(code) for code in council.council.codes] == ["481238"]
    assert council.today() == PRACTICE_DAY == date(2026, 11, 20)


def test_its_password_opens_it_again(council, tmp_path):
    shutil.copytree(council.vault.folder, tmp_path / "copy", ignore=shutil.ignore_patterns("*.lock"))
    assert practice_note.password(tmp_path / "copy") == practice_note.PASSWORD
    with open_council(tmp_path / "copy", practice_note.PASSWORD) as opened:
        assert opened.council == council.council
        assert list(audit.altered(opened.store.reader)) == []


def test_stopping_half_way_leaves_nothing(tmp_path):
    def stop(done: int, total: int) -> None:
        if (done, total) == (25, 40):
            raise Cancelled

    with pytest.raises(Cancelled):
        practice.create(tmp_path / "council", cases=40, seed=1, kdf=FLOOR, progress=stop)
    assert not (tmp_path / "council").exists()


def test_progress_goes_from_nothing_to_all(tmp_path):
    told: list[tuple[int, int]] = []
    folder = tmp_path / "council"
    practice.create(folder, cases=3, seed=1, kdf=FLOOR, progress=lambda *done: told.append(done)).close()
    assert told == [(0, 3), (3, 3)]


def test_every_case_could_have_been_typed_in(cases):
    assert [
        (case.number, problems(case, PRACTICE_DAY)) for case in cases if problems(case, PRACTICE_DAY)
    ] == []
    assert 30 <= sum(case.state is CaseState.CLOSED for case in cases) <= 40
    for case in cases:
        assert case.complaint
        assert case.chief_concern in case.concerns
        assert case.lead_body
        assert case.key_person
        assert case.consent_note
        assert bool(case.closing_reason) == bool(case.closing_note) == (case.state is CaseState.CLOSED)
        assert case.next_review_on is None or case.is_open


def test_numbers_restart_each_fiscal_year_in_the_order_of_intake(cases):
    for year, prefix in ((2024, "R6"), (2025, "R7"), (2026, "R8")):
        own = [case for case in cases if fiscal_year(case.received_on) == year]
        assert [case.number for case in own] == [f"{prefix}-{n:03}" for n in range(1, len(own) + 1)]
        assert [case.received_on for case in own] == sorted(case.received_on for case in own)


@pytest.mark.parametrize("name", RARE_NAMES)
def test_rare_names_are_there_as_typed_and_are_found(council, cases, name):
    assert any(case.person.name.startswith(name) for case in cases)
    numbers = {hit.number for hit in Casework(council).find(search_key(name))}
    assert {case.number for case in cases if case.person.name.startswith(name)} <= numbers


def test_every_state_that_must_be_practised_occurs(cases):
    assert {case.state for case in cases} == set(CaseState)
    assert {case.consent for case in cases} == set(Consent)
    assert {case.urgency for case in cases} == set(Urgency)
    reviews = [
        review_state(case.next_review_on, PRACTICE_DAY, is_open=case.is_open)
        for case in cases
        if case.is_open
    ]
    kinds = Counter(review.due for review in reviews)
    assert set(kinds) == {Due.NO_DATE, Due.OVER, Due.SOON, Due.LATER}
    assert kinds[Due.NO_DATE] <= 3
    assert any(review.label == "今日まで" for review in reviews)
    births = [case.person.birth for case in cases]
    assert any(birth.about_year for birth in births)
    assert any(birth.age for birth in births)


def test_somebody_unnamed_and_somebody_reported_by_a_neighbour(cases):
    unnamed = [case for case in cases if not case.person.name]
    assert unnamed
    assert all(case.person.shown_name == "氏名不詳" and case.reporter for case in unnamed)
    assert any(case.reporter == "隣の方" for case in cases)


def test_protected_people_are_betrayed_by_no_text(council, cases, meetings):
    protected = [case for case in cases if case.person.whereabouts_protected]
    assert len(protected) >= 2
    for case in protected:
        town = case.person.address.removeprefix("ひなた市").split("町")[0] + "町"
        notes = Casework(council).notes(case.id)
        items = [item for meeting in meetings for item in meeting.items if item.case == case.id]
        texts = [
            *(text for note in notes for text in (note.text, note.next_step, note.with_whom)),
            *(text for item in items for text in (item.report, item.points, item.decision)),
            case.complaint, case.wish, case.course, case.situation, case.remarks, case.closing_note,
        ]  # fmt: skip
        assert not [text for text in texts if town in text or case.person.phone[-4:] in text]
        assert case.number not in {hit.number for hit in Casework(council).find(case.person.address)}


def test_a_household_of_two_cases_is_linked(council, cases):
    son, mother = by_name(cases, "齋藤　健一"), by_name(cases, "齋藤　ハル")
    assert [case.number for _, case in Casework(council).links(son.id)] == [mother.number]
    linked = council.store.reader.exec_driver_sql("SELECT case_id, other FROM case_links").fetchall()
    people = {case.id: case.person for case in cases}
    assert len(linked) >= 2
    for one, other in linked:
        assert people[one].address == people[other].address
        assert people[one].kana.split("　")[0] == people[other].kana.split("　")[0]


@pytest.mark.parametrize("name", ["髙橋　直美", "𠮷田　博"])
def test_the_official_examples_are_told_from_intake_to_closing(council, cases, meetings, name):
    case = by_name(cases, name)
    notes = Casework(council).notes(case.id)[::-1]
    assert case.state is CaseState.CLOSED
    assert case.closing_reason == "resolved"
    assert notes[0].at.date() == case.received_on
    assert notes[-1].at.date() == case.closed_on
    assert len(notes) >= 15
    items = [(meeting, item) for meeting in meetings for item in meeting.items if item.case == case.id]
    assert {meeting.tier for meeting, _ in items} == {Tier.CASE_CONFERENCE, Tier.PRACTITIONERS}
    assert all(item.report and item.points and item.decision and item.tasks for _, item in items)
    assert all(task.who and task.due_on and task.done_on for _, item in items for task in item.tasks)
    assert case.last_meeting_on == max(meeting.held_on for meeting, _ in items)
    changes = rows_about(council, case.id)[::-1]
    assert changes[0].action == "receive_case"
    assert changes[-1].action == "close_case"
    assert sum("consent" in row.detail for row in changes) >= 2
    assert sum("wish" in row.detail for row in changes) >= 2


def test_the_case_under_a_basis_that_needs_consent_has_it(cases, meetings):
    given_by = {case.id for case in cases if case.consent is Consent.GIVEN}
    needing = [item for meeting in meetings for item in meeting.items if item.legal_basis == "juso"]
    assert needing
    assert all(item.case in given_by for item in needing)


def test_bodies_of_all_classes_with_one_coordinating_agency_and_one_that_left(council):
    bodies = council_records.bodies(council.store.reader)
    assert len(bodies) == 11
    assert {body.body_class for body in bodies} == set(BodyClass)
    assert [body.short_name for body in bodies if body.is_coordinator_on(PRACTICE_DAY)] == ["福祉総務課"]
    assert [body.short_name for body in bodies if not body.is_member_on(PRACTICE_DAY)] == ["商店街"]


def test_people_with_every_state_of_a_pledge(council):
    members = council_records.members(council.store.reader)
    assert 38 <= len(members) <= 45
    states = Counter(member.pledge_state(PRACTICE_DAY) for member in members)
    assert set(states) == set(PledgeState)
    assert states[PledgeState.SIGNED] > 25
    assert all(member.pledges for member in members if member.left_on)


def test_nobody_sits_in_a_meeting_without_a_pledge_for_that_day(council, meetings):
    people = {member.id: member for member in council_records.members(council.store.reader)}
    for meeting in meetings:
        assert meeting.attendance
        for seat in meeting.attendance:
            assert people[seat.member].may_attend(meeting.held_on)
            assert seat.body == people[seat.member].body
        present = {seat.member for seat in meeting.attendance if seat.presence is Presence.PRESENT}
        assert {meeting.chair, meeting.recorder} <= present
    presences = Counter(seat.presence for meeting in meetings for seat in meeting.attendance)
    assert set(presences) == set(Presence)


def test_meetings_of_all_tiers_at_their_usual_intervals(meetings):
    held = [meeting for meeting in meetings if meeting.state is MeetingState.HELD]
    days = {tier: sorted(one.held_on for one in held if one.tier is tier) for tier in Tier}
    assert [fiscal_year(day) for day in days[Tier.REPRESENTATIVES]] == [2024, 2025, 2026]
    gaps = [
        later - day
        for day, later in zip(days[Tier.PRACTITIONERS], days[Tier.PRACTITIONERS][1:], strict=False)
    ]
    assert timedelta(days=50) < min(gaps) <= max(gaps) < timedelta(days=100)
    assert len(days[Tier.CASE_CONFERENCE]) >= 5
    for year in (2024, 2025, 2026):
        for tier in Tier:
            numbers = sorted(one.number for one in meetings if (one.fiscal_year, one.tier) == (year, tier))
            assert numbers == list(range(1, len(numbers) + 1))
    assert all(item.decision for meeting in held for item in meeting.items)


def test_the_next_meeting_is_planned_with_the_cases_that_are_due(council, meetings):
    (planned,) = [meeting for meeting in meetings if meeting.state is MeetingState.PLANNED]
    assert timedelta(0) < planned.held_on - PRACTICE_DAY <= timedelta(days=7)
    due = [case.id for case in Meetings(council).candidates(planned.held_on)]
    agenda = [item.case for item in planned.items if item.case]
    assert 5 <= len(agenda) <= 16
    assert agenda == due[: len(agenda)]
    assert not any(item.decision for item in planned.items)


def test_the_planned_meeting_can_be_held(tmp_path):
    with create(tmp_path / "council", 20) as session:
        work = Meetings(session)
        planned = work.get(work.rows()[0].id)
        assert work.conclude(planned).state is MeetingState.HELD


def test_promises_are_kept_open_and_overdue(meetings):
    tasks = [task for meeting in meetings for item in meeting.items for task in item.tasks]
    still_open = [task for task in tasks if task.done_on is None]
    assert len(still_open) < len(tasks) / 4
    assert any(task.due_on < PRACTICE_DAY for task in still_open)
    assert any(task.due_on > PRACTICE_DAY for task in still_open)


def test_a_review_decided_last_is_the_one_the_case_has(cases, meetings):
    held = sorted((one for one in meetings if one.state is MeetingState.HELD), key=lambda one: one.held_on)
    last = {item.case: (one.held_on, item) for one in held for item in one.items if item.case}
    for case in cases:
        day, item = last.get(case.id, (None, None))
        assert case.last_meeting_on == day
        if item and case.is_open:
            assert item.next_review_on == case.next_review_on


def test_no_fact_lies_after_today_or_outside_its_case(council, cases, meetings):
    for case in cases:
        end = case.closed_on or PRACTICE_DAY
        notes = Casework(council).notes(case.id)
        assert notes
        assert all(case.received_on <= note.at.date() <= end for note in notes)
        assert case.wish_heard_on is None or case.received_on <= case.wish_heard_on <= end
        assert case.last_meeting_on is None or case.received_on <= case.last_meeting_on <= end
    received = {case.id: case for case in cases}
    for meeting in meetings:
        assert (meeting.state is MeetingState.HELD) == (meeting.held_on <= PRACTICE_DAY)
        for item in meeting.items:
            done = [task.done_on for task in item.tasks if task.done_on]
            assert all(meeting.held_on <= day <= PRACTICE_DAY for day in done)
            if item.case:
                assert received[item.case].received_on <= meeting.held_on


def test_cases_are_told_by_people_in_office(council, cases):
    people = {member.name: member for member in council_records.members(council.store.reader)}
    for case in cases:
        assert people[case.key_person].may_attend(case.closed_on or PRACTICE_DAY)
        for note in Casework(council).notes(case.id):
            assert people[note.author].may_attend(note.at.date()), (case.number, note.at)


def test_sixty_cases_do_not_look_copied(council, cases):
    notes = [note for case in cases for note in Casework(council).notes(case.id)]
    assert all(2 <= len(Casework(council).notes(case.id)) <= 22 for case in cases if case.closed_on)
    assert len({note.text for note in notes}) > len(notes) / 2
    assert len({note.text for note in notes}) >= 60
    assert len({(case.complaint, case.wish, case.course, case.situation) for case in cases}) > 55
    assert len({case.person.name for case in cases if case.person.name}) > 55
    assert len({case.route for case in cases}) >= 10
    assert len({case.chief_concern for case in cases}) >= 10
    assert "{" not in "".join(note.text + note.next_step + note.with_whom for note in notes)


def test_nobody_can_be_called(cases):
    # No mobile number has a zero after 060; no postal code begins with 000.
    assert all(case.person.phone[:5] in ("", "060-0") for case in cases)
    assert all(case.person.postal_code[:3] in ("", "000") for case in cases)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("size", [60, 150])
def test_a_summary_of_the_whole_year_can_be_released(size, seed):
    told = outlines(size, seed)
    start, end = date(2025, 4, 1), date(2026, 3, 31)
    assert sum(start <= case.received_on <= end for case in told) >= 10
    assert sum(start <= case.closed_on <= end for case in told if case.closed_on) >= 10
    for day in (start - timedelta(days=1), end):
        assert sum(case.received_on <= day and (case.closed_on or date.max) > day for case in told) >= 10


def test_about_three_in_five_cases_are_closed():
    told = outlines(1_200, 3)
    assert 0.55 < sum(case.closed_on is not None for case in told) / len(told) < 0.7
    assert {fiscal_year(case.received_on) for case in told} == {2024, 2025, 2026}


@pytest.fixture(scope="module")
def roster(tmp_path_factory):
    folder = tmp_path_factory.mktemp("roster") / "council"
    with create(folder, 0) as session, session.store.writing() as tx:
        return enroll(tx)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 400), st.integers(0, 2**31))
def test_invariants_of_every_council(roster, size, seed):
    plan = with_sittings(outlines(size, seed), seed)
    assert len({one.number for one in plan}) == len(plan) == size
    for one in [one for one in plan if not one.script][:: max(1, size // 12)]:
        file = tell(one, seed, size, roster)
        case = file.case
        assert problems(case, PRACTICE_DAY) == ()
        assert all(case.received_on <= note.at.date() <= one.end for note in file.notes)
        assert all(case.received_on < sitting.held_on <= one.end for sitting in file.items)
        assert case.next_review_on is None or case.next_review_on >= case.received_on
        assert all(
            item.next_review_on is None or item.next_review_on > sitting.held_on
            for sitting, item in file.items.items()
        )
        kept = [
            (day, task.done_on) for day, item in file.items.items() for task in item.tasks if task.done_on
        ]
        assert all(day.held_on <= done <= one.end for day, done in kept)


@pytest.mark.long
def test_a_council_of_many_cases_has_short_records(tmp_path):
    with create(tmp_path / "council", 2_500) as session:
        assert 2_500 < session.store.reader.exec_driver_sql("SELECT count(*) FROM notes").scalar() < 7_500
        assert len(Casework(session).find("吉田")) > 20
