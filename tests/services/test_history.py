"""What stood in a case or a note before each change, for whom, and what stays hidden."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from sample_council import acts

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.births import Birth
from kyogikai_desktop.domain.cases import Case, CaseId, CaseState, Consent, Person, Sex, Urgency
from kyogikai_desktop.domain.council import MemberBody
from kyogikai_desktop.errors import Damaged, InvalidInput, Refused
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.history import History

ONE = CaseId(1)
TEXTS = set("reporter complaint wish urgency_reason consent_note key_person course situation".split())
PLACE = {"postal_code": "080-0147", "address": "西町1丁目18番1号", "phone": "060-0100-8133"}


@pytest.fixture
def session(council):
    with council.open() as opened:
        yield opened


@pytest.fixture
def work(session):
    return Casework(session)


@pytest.fixture
def history(session):
    return History(session)


def changes(history, case=ONE):
    """Return what the rows of a case changed, the newest first."""
    found = (history.change(row.row.seq) for row in history.rows(case))
    return [one for one in found if one and one.before]


def settle(work, **person):
    """Save a case with other facts of the person, as somebody who saw them."""
    case = work.get(ONE)
    return work.save(replace(case, person=replace(case.person, **person)), revealed=True)


def test_each_change_of_a_case_has_both_versions(work, history):
    case = work.get(ONE)
    work.save(
        replace(case, course="月に一度、訪ねる", next_review_on=date(2026, 12, 1), concerns=("home", "x"))
    )
    case = work.get(ONE)
    work.save(replace(case, course="月に二度、訪ねる", consent=Consent.GIVEN, lead_body=None))
    latest, earlier = changes(history)
    assert latest.after == work.get(ONE)
    assert latest.before == earlier.after == case
    assert (earlier.before.course, earlier.before.next_review_on, earlier.before.concerns) == ("", None, ())
    assert (latest.before.consent, latest.after.consent) == (Consent.NOT_OBTAINED, Consent.GIVEN)
    assert latest.case == ONE and not latest.withheld


def test_every_field_comes_back_as_it_was(session, work, history):
    body = CouncilWork(session).save_body(MemberBody("社協", joined_on=date(2024, 4, 1)))
    births = (Birth(date(1955, 4, 2)), Birth(about_year=1955), Birth(age=71, age_as_of=date(2026, 11, 2)))
    saved = [work.get(ONE)]
    for number, birth in enumerate(births):
        facts = Case(date(2026, 11, number + 1), id=ONE, version=saved[-1].version, number=f"旧-{number}")
        texts = {field.name: f"{field.name} {number}" for field in fields(Case) if field.name in TEXTS}
        made = replace(
            facts,
            state=tuple(CaseState)[number % 2],
            person=Person(f"氏名{number}", f"かな{number}", tuple(Sex)[number], birth),
            concerns=("home", "debt")[: number + 1],
            chief_concern="home",
            wish_heard_on=date(2026, 11, 2),
            urgency=tuple(Urgency)[number],
            consent=tuple(Consent)[number],
            lead_body=body.id if number % 2 else None,
            last_meeting_on=date(2026, 10, number + 1),
            next_review_on=date(2026, 12, number + 1),
            **texts,
        )
        saved.append(work.save(made))
    found = changes(history)[::-1]
    assert [one.before for one in found] == saved[:-1]
    assert [one.after for one in found] == saved[1:]


def test_a_corrected_note_stands_in_the_history_of_its_case(work, history):
    note = work.notes(ONE)[0]
    work.save_note(replace(note, text="留守だった。", minutes=5))
    rows = history.rows(ONE)
    assert [row.row.action for row in rows] == ["change_note", "add_note", "receive_case"]
    assert history.count(ONE) == 3
    assert history.rows(ONE, 1, 1) == rows[1:2]
    assert {row.person for row in rows} == {"林　直樹"}
    (found,) = changes(history)
    assert (found.before, found.after) == (note, work.notes(ONE)[0])
    assert not changes(history, CaseId(2))


def test_looks_and_beginnings_change_nothing(work, history):
    work.note_view(ONE)
    view, note, case = (history.change(row.row.seq) for row in history.rows(ONE))
    assert view is None
    assert note.before is None and case.before is None
    assert history.change(10_000) is None


def test_whereabouts_are_withheld_until_a_logged_look(session, work, history):
    settle(work, **PLACE)
    settle(work, phone="060-0200-1111")
    latest, first = changes(history)
    assert (latest.withheld, first.withheld) == ({"phone"}, set(PLACE))
    for one in (latest, first):
        for record in (one.before, one.after):
            assert not any(getattr(record.person, name) for name in PLACE)
    seen = history.reveal(history.rows(ONE)[0].row.seq)
    assert (seen.before.person.phone, seen.after.person.phone) == (PLACE["phone"], "060-0200-1111")
    assert acts(session, "reveal_whereabouts") == [("",)]


def test_what_a_protected_person_told_is_seen_for_a_reason_alone(session, work, history):
    case = settle(work, **PLACE)
    work.save(replace(case, remarks=f"{PLACE['address']}に住む", next_review_on=date(2026, 12, 1)))
    note = work.save_note(replace(work.notes(ONE)[0], text="西町を訪ねた。"))
    work.save_note(replace(note, text="訪ねた。", minutes=10))
    settle(work, whereabouts_protected=True)
    work.save(replace(work.get(ONE), remarks=""))
    shown = changes(history)
    assert all(one.protected for one in shown)
    told = "".join(str(record) for one in shown for record in (one.before, one.after))
    assert not [secret for secret in (*PLACE.values(), "西町") if secret in told]
    assert shown[4].after.next_review_on == date(2026, 12, 1), "days are no whereabouts"
    assert shown[2].withheld == {"text"} and shown[2].after.minutes == 10

    newest = history.rows(ONE)[0].row.seq
    with pytest.raises(InvalidInput) as refused:
        history.reveal(newest, " 　")
    assert (refused.value.key, refused.value.field) == ("reveal_reason_missing", "reason")
    assert acts(session, "reveal_whereabouts") == []
    seen = history.reveal(newest, "前の住まいを確かめる")
    assert (seen.before.remarks, seen.after.remarks) == (f"{PLACE['address']}に住む", "")
    assert acts(session, "reveal_whereabouts") == [("前の住まいを確かめる",)]


def test_where_somebody_hid_stays_hidden_when_the_protection_ends(work, history):
    settle(work, **PLACE, whereabouts_protected=True)
    settle(work, address="となり町2丁目", whereabouts_protected=False)
    for one in changes(history):
        assert one.protected
        assert PLACE["address"] not in f"{one.before}{one.after}"


def test_a_first_password_reveals_nothing(session, work, history):
    settle(work, **PLACE)
    seq = history.rows(ONE)[0].row.seq
    session.account = replace(session.account, must_change=True)
    with pytest.raises(Refused):
        history.reveal(seq)
    session.account = replace(session.account, must_change=False, roles=(Role.RECORDER,))
    assert history.reveal(seq).after.person.phone == PLACE["phone"]


def test_what_was_changed_behind_the_log_is_not_shown_as_history(session, work, history):
    for course in ("一度、訪ねる", "二度、訪ねる", "三度、訪ねる"):
        work.save(replace(work.get(ONE), course=course))
    seqs = [row.row.seq for row in history.rows(ONE)][:3]
    session.vault.writer().execute(
        "UPDATE old_values SET content = replace(content, '一度', '百度') WHERE content LIKE '%一度%'"
    )
    newest = history.change(seqs[0])
    assert newest.protected and newest.withheld == {"course"}, "nobody knows who was protected"
    assert history.reveal(seqs[0], "確かめる").before.course == "二度、訪ねる"
    for seq in seqs[1:]:
        with pytest.raises(Damaged) as damaged:
            history.change(seq)
        assert damaged.value.key == "history_altered"
