"""A case from intake through notes and closing to a new beginning, told through the service."""

import errno
from dataclasses import replace
from datetime import date, datetime

import pytest
from sample_council import rows_about

from kyogikai_desktop.domain.births import Birth
from kyogikai_desktop.domain.cases import (
    Case,
    CaseId,
    CaseLink,
    CaseState,
    ContactWay,
    LinkKind,
    Person,
    ProgressNote,
)
from kyogikai_desktop.domain.listing import CaseQuery, View
from kyogikai_desktop.errors import Conflict, InvalidInput, Refused
from kyogikai_desktop.records import audit, audit_rows
from kyogikai_desktop.services.casework import Casework

TODAY = date(2026, 11, 20)
MY_NUMBER = "123456789018"
HIDDEN = Person(
    "影山　瞳", "かげやま　ひとみ", address="西町1丁目2-3", phone="060-5450-2814", whereabouts_protected=True
)


@pytest.fixture
def session(council):
    with council.open() as opened:
        yield opened


@pytest.fixture
def work(session):
    return Casework(session)


def note(case, text, **values):
    return ProgressNote(case, datetime(2026, 11, 20, 14, 5), ContactWay.VISIT, "林", text, **values)  # noqa: DTZ001


def newest(session, action):
    return next(row for row in audit_rows.page(session.store.reader, "", 20) if row.action == action)


def test_numbers_are_dealt_by_fiscal_year_and_go_on_after_an_imported_one(work):
    days = (TODAY, date(2026, 4, 1), date(2026, 3, 31), date(2025, 4, 1))
    assert [work.receive(Case(day)).number for day in days] == ["R8-004", "R8-005", "R7-001", "R7-002"]
    work.receive(Case(TODAY, number="R8-1200"))
    assert work.receive(Case(TODAY)).number == "R8-1201"
    assert work.receive(Case(TODAY, number="旧-7")).number == "旧-7"


def test_a_number_is_given_once(work):
    with pytest.raises(InvalidInput) as taken:
        work.receive(Case(TODAY, number="R8-001"))
    assert (taken.value.key, taken.value.field) == ("number_taken", "number")
    case = work.receive(Case(TODAY))
    with pytest.raises(InvalidInput):
        work.save(replace(case, number="R8-001"))
    assert work.save(replace(case, number="")).number == "R8-004"
    assert work.save(replace(work.get(case.id), number="R8-400")).number == "R8-400"


def test_what_contradicts_itself_is_not_stored(work):
    born = Person("子", birth=Birth(on=date(2026, 11, 21)))
    with pytest.raises(InvalidInput) as invalid:
        work.receive(Case(TODAY, person=born))
    assert (invalid.value.key, invalid.value.field) == ("born_after_intake", "birth")
    assert work.count(CaseQuery()) == 3


def test_a_case_that_was_imported_with_a_contradiction_can_still_be_worked_on(session, work):
    session.vault.writer().execute("UPDATE cases SET received_on = '2027-01-01' WHERE id = 1")
    saved = work.save(replace(work.get(CaseId(1)), wish="早く会いたい"))
    assert (saved.wish, saved.received_on) == ("早く会いたい", date(2027, 1, 1))


def test_twelve_digits_need_a_word_that_is_logged_and_asked_for_once(session, work):
    licence = f"免許証 {MY_NUMBER}"
    with pytest.raises(InvalidInput) as invalid:
        work.receive(Case(TODAY, remarks=licence))
    assert (invalid.value.key, invalid.value.field) == ("my_number", "remarks")
    case = work.receive(Case(TODAY, remarks=licence), not_my_number=frozenset({"remarks"}))
    row = newest(session, "declare_not_my_number")
    assert (row.object, row.detail) == (f"case:{case.id}", ("remarks",))
    assert work.save(replace(case, wish="散歩")).remarks == licence
    with pytest.raises(InvalidInput) as named:
        work.save(
            replace(work.get(case.id), remarks=f"マイナンバー {MY_NUMBER}"),
            not_my_number=frozenset({"remarks"}),
        )
    assert named.value.key == "my_number_named"
    assert MY_NUMBER not in str(named.value)


def test_notes_are_kept_newest_first_and_can_be_mended(work):
    first = work.add_note(note(CaseId(1), "玄関で話した", minutes=15, with_whom="長女", next_step="電話する"))
    assert work.notes(CaseId(1))[0] == first
    mended = work.save_note(replace(first, text="庭で話した"))
    assert (mended.version, work.notes(CaseId(1))[0].text) == (2, "庭で話した")
    with pytest.raises(Conflict) as conflict:
        work.save_note(replace(first, text="台所で話した"))
    assert conflict.value.stored == mended


@pytest.mark.parametrize(
    ("values", "field", "key"),
    [
        ({"text": " 　\n"}, "text", "note_empty"),
        ({"text": f"番号は {MY_NUMBER}"}, "text", "my_number"),
        ({"text": "あ", "next_step": f"確認 {MY_NUMBER}"}, "next_step", "my_number"),
        ({"text": "あ", "at": datetime(2026, 11, 21, 0, 0)}, "at", "date_in_future"),  # noqa: DTZ001
    ],
)
def test_notes_that_cannot_be_stored_name_their_field(work, values, field, key):
    with pytest.raises(InvalidInput) as invalid:
        work.add_note(replace(note(CaseId(1), ""), **values))
    assert (invalid.value.field, invalid.value.key) == (field, key)
    assert len(work.notes(CaseId(1))) == 1


def test_a_note_with_declared_digits_can_be_mended_without_a_second_word(session, work):
    text = f"保険の番号 {MY_NUMBER}"
    kept = work.add_note(note(CaseId(1), text), not_my_number=frozenset({"text"}))
    assert newest(session, "declare_not_my_number").object == "case:1"
    assert work.save_note(replace(kept, next_step="来週たずねる")).text == text
    with pytest.raises(InvalidInput):
        work.save_note(replace(work.notes(CaseId(1))[0], text=f"{text}、{MY_NUMBER}"))


def test_closing_takes_the_review_off_and_opens_again_as_a_new_case(session, work):
    case = work.save(replace(work.get(CaseId(1)), next_review_on=date(2026, 12, 1), key_person="民生委員"))
    with pytest.raises(InvalidInput) as invalid:
        work.close(case, TODAY, "")
    assert invalid.value.key == "closing_reason_missing"
    with pytest.raises(Refused) as still_open:
        work.reopen(case.id, TODAY)
    assert still_open.value.key == "case_is_open"

    closed = work.close(case, TODAY, "solved", "落ち着いた")
    assert (closed.state, closed.closed_on, closed.next_review_on) == (CaseState.CLOSED, TODAY, None)
    again = work.reopen(case.id, TODAY)
    assert (again.number, again.state, again.person, again.key_person) == (
        "R8-004",
        CaseState.INTAKE,
        case.person,
        "民生委員",
    )
    assert work.links(again.id) == ((LinkKind.SAME_PERSON, closed),)
    assert work.count(CaseQuery(View.CLOSED)) == 1
    assert [row.action for row in rows_about(session, again.id)] == ["reopen_case"]


def test_a_person_whose_whereabouts_are_protected_comes_back_protected(work):
    case = work.receive(Case(TODAY, person=HIDDEN))
    work.close(case, TODAY, "solved")
    again = work.reopen(case.id, TODAY)
    assert again.person.whereabouts_protected and again.person.address == ""
    assert work.reveal(again.id, "訪問").address == HIDDEN.address


def test_nobody_comes_back_in_the_future(work):
    case = work.close(work.get(CaseId(1)), TODAY, "solved")
    with pytest.raises(InvalidInput) as invalid:
        work.reopen(case.id, date(2026, 11, 21))
    assert (invalid.value.key, invalid.value.field) == ("date_in_future", "received_on")


def test_cases_of_one_household_know_each_other(work):
    pair = CaseLink(CaseId(2), CaseId(1), LinkKind.HOUSEHOLD)
    for _ in range(2):
        work.link(pair)
        work.link(CaseLink(CaseId(1), CaseId(2), LinkKind.HOUSEHOLD))
        work.link(CaseLink(CaseId(1), CaseId(1), LinkKind.HOUSEHOLD))
    assert [(kind, case.id) for kind, case in work.links(CaseId(1))] == [(LinkKind.HOUSEHOLD, 2)]
    assert [(kind, case.id) for kind, case in work.links(CaseId(2))] == [(LinkKind.HOUSEHOLD, 1)]
    work.unlink(CaseId(1), CaseId(2))
    assert work.links(CaseId(1)) == work.links(CaseId(2)) == ()


def test_somebody_known_is_recognised_by_reading_and_birth(work):
    born = date(1955, 4, 2)
    known = work.receive(
        Case(TODAY, person=replace(HIDDEN, birth=Birth(on=born), whereabouts_protected=False))
    )
    unknown_birth = work.receive(Case(TODAY, person=Person("陰山　瞳", "カゲヤマ　ヒトミ")))

    def alike(**values):
        return {case.id for case in work.alike(Case(TODAY, person=Person("景山", **values)))}

    assert alike(kana="ｶｹﾞﾔﾏ ﾋﾄﾐ") == {known.id, unknown_birth.id}
    assert alike(kana="かげやまひとみ", birth=Birth(on=born)) == {known.id, unknown_birth.id}
    assert alike(kana="かげやまひとみ", birth=Birth(on=date(1960, 1, 1))) == {unknown_birth.id}
    assert alike(kana="かげやま") == set()
    assert {case.id for case in work.alike(known)} == {unknown_birth.id}
    assert work.alike(Case(TODAY)) == (), "unnamed people are not alike"


def test_protected_whereabouts_never_leave_without_a_logged_reason(session, work):
    case = work.receive(Case(TODAY, person=HIDDEN))
    other = work.receive(Case(TODAY, person=replace(HIDDEN, whereabouts_protected=False)))
    work.link(CaseLink(case.id, other.id, LinkKind.SAME_PERSON))
    shown = (case, work.get(case.id), *work.alike(other), *(one for _, one in work.links(other.id)))
    assert len(shown) == 4
    assert all((one.person.address, one.person.phone) == ("", "") for one in shown)

    before = audit.head(session.store.reader).seq
    with pytest.raises(InvalidInput) as refused:
        work.reveal(case.id, " 　")
    assert (refused.value.key, refused.value.field) == ("reveal_reason_missing", "reason")
    assert audit.head(session.store.reader).seq == before

    assert work.reveal(case.id, "家庭訪問のため").phone == HIDDEN.phone
    (row, *_) = rows_about(session, case.id)
    assert (row.action, row.detail, row.actor) == ("reveal_whereabouts", ("家庭訪問のため",), "hayashi")


def test_protection_holds_for_every_case_of_the_same_person(session, work):
    seen = replace(HIDDEN, whereabouts_protected=False)
    first = work.receive(Case(date(2026, 11, 2), person=seen))
    work.close(first, date(2026, 11, 5), "resolved")
    again = work.reopen(first.id, date(2026, 11, 6))
    elsewhere = work.receive(Case(TODAY, person=seen))
    assert len(work.find("西町1丁目2-3")) == 3
    work.save(replace(again, person=replace(again.person, whereabouts_protected=True)))
    assert work.get(first.id).person.address == ""
    assert [hit.case for hit in work.find("西町1丁目2-3")] == [elsewhere.id]
    assert rows_about(session, first.id)[0].detail == ("whereabouts_protected",)
    work.link(CaseLink(elsewhere.id, first.id, LinkKind.SAME_PERSON))
    assert work.get(elsewhere.id).person.whereabouts_protected
    assert work.find("西町1丁目2-3") == ()
    assert list(audit.altered(session.store.reader)) == []


def test_protecting_one_person_of_a_household_leaves_the_others_as_they_are(work):
    mother, son = (work.receive(Case(TODAY, person=Person(name, address="東町"))) for name in ("母", "子"))
    work.link(CaseLink(mother.id, son.id, LinkKind.HOUSEHOLD))
    work.save(replace(mother, person=replace(mother.person, whereabouts_protected=True)))
    assert work.get(son.id).person.address == "東町"


def test_somebody_who_never_saw_the_whereabouts_cannot_change_them(work):
    case = work.receive(Case(TODAY, person=HIDDEN))
    meddled = replace(case.person, name="影山　ひとみ", address="東町", whereabouts_protected=False)
    saved = work.save(replace(case, person=meddled))
    assert (saved.person.name, saved.person.whereabouts_protected) == ("影山　ひとみ", True)
    assert work.reveal(case.id, "確認").address == HIDDEN.address

    moved = replace(saved.person, address="東町5丁目", phone="", whereabouts_protected=False)
    assert work.save(replace(saved, person=moved), revealed=True).person.address == "東町5丁目"


def test_a_first_password_reveals_nothing(session, work):
    case = work.receive(Case(received_on=date(2026, 11, 2), person=HIDDEN))
    session.account = replace(session.account, must_change=True)
    with pytest.raises(Refused) as refused:
        work.reveal(case.id, "家庭訪問のため")
    assert refused.value.key == "password_must_change"


def test_nothing_is_revealed_where_nothing_can_be_logged(council, monkeypatch):
    with council.open() as session:
        case = Casework(session).receive(Case(TODAY, person=HIDDEN))

    def no_rights(*_):
        raise PermissionError(errno.EACCES, "a folder that cannot be written")

    monkeypatch.setattr("kyogikai_desktop.vault.lease.acquire", no_rights)
    with council.open() as session:
        work = Casework(session)
        assert session.read_only
        assert work.find("影山")[0].record == case.id
        work.note_view(case.id)
        for act in (lambda: work.reveal(case.id, "家庭訪問のため"), lambda: work.save(case)):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.key == "read_only"


def test_views_of_a_case_are_in_its_history(session, work):
    work.note_view(CaseId(2))
    work.save(replace(work.get(CaseId(2)), wish="猫と暮らしたい", urgency_reason="眠れていない"))
    seen = [(row.action, set(row.detail)) for row in rows_about(session, CaseId(2))]
    assert seen == [
        ("change_case", {"wish", "urgency_reason"}),
        ("view_case", set()),
        ("receive_case", set()),
    ]
