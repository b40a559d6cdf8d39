"""One write is one transaction with one row of the log, and a stale save overwrites nothing."""

import json
from dataclasses import replace
from datetime import date

import pytest

from kyogikai_desktop.domain.cases import CaseId, CaseLink, LinkKind
from kyogikai_desktop.domain.council import Member, MemberBody, SecrecyPledge
from kyogikai_desktop.errors import Conflict
from kyogikai_desktop.records import audit, audit_rows, case_records, council_records
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork

FIRST = CaseId(1)


def rows(session, count=1):
    return audit_rows.page(session.store.reader, "", count)


def head(session):
    return audit.head(session.store.reader).seq


def test_each_save_adds_one_row_that_names_fields_and_no_values(session):
    work, before = Casework(session), head(session)
    work.save(replace(work.get(FIRST), wish="静かに暮らしたい", key_person="民生委員"))
    assert head(session) == before + 1
    (row,) = rows(session)
    assert (row.actor, row.action, row.object) == ("hayashi", "change_case", "case:1")
    assert set(row.detail) == {"wish", "key_person"}


def test_a_person_with_pledges_is_one_record_and_one_row(session):
    work, before = CouncilWork(session), head(session)
    body = work.save_body(MemberBody("福祉総務課"))
    member = work.save_member(Member(body.id, "大西　均", pledges=(SecrecyPledge(date(2026, 4, 1)),)))
    work.record_pledge(member, SecrecyPledge(date(2027, 4, 1)))
    assert head(session) == before + 3
    assert [row.object for row in rows(session, 3)] == ["member:1", "member:1", "body:1"]


def test_what_fails_half_way_leaves_neither_data_nor_log(session):
    before = head(session)
    with pytest.raises(ZeroDivisionError), session.store.writing() as tx:
        case_records.change(tx, replace(case_records.get(tx.db, FIRST), wish="消えるはず"))
        case_records.link(tx, CaseLink(FIRST, CaseId(2), LinkKind.HOUSEHOLD))
        raise ZeroDivisionError
    work = Casework(session)
    assert work.get(FIRST).wish == ""
    assert work.links(FIRST) == ()
    assert work.find("消えるはず") == ()
    assert head(session) == before
    work.save(replace(work.get(FIRST), wish="つぎは残る"))
    assert work.get(FIRST).wish == "つぎは残る"


def test_a_stale_save_overwrites_nothing_and_brings_what_is_stored(session):
    work = Casework(session)
    seen = work.get(FIRST)
    work.save(replace(seen, wish="先の人の言葉"))
    before = head(session)
    with pytest.raises(Conflict) as conflict:
        work.save(replace(seen, wish="後の人の言葉", course="月に一度たずねる"))
    assert conflict.value.stored == work.get(FIRST)
    assert conflict.value.stored.wish == "先の人の言葉"
    assert head(session) == before


def test_windows_on_different_cases_do_not_disturb_each_other(session):
    work = Casework(session)
    one, other = work.get(FIRST), work.get(CaseId(2))
    work.save(replace(one, wish="一つめ"))
    work.save(replace(other, wish="二つめ"))
    assert [work.get(CaseId(n)).wish for n in (1, 2)] == ["一つめ", "二つめ"]


def test_a_conflict_shows_no_protected_whereabouts(session):
    work = Casework(session)
    seen = work.get(FIRST)
    work.save(replace(seen, person=replace(seen.person, address="西町1丁目", whereabouts_protected=True)))
    with pytest.raises(Conflict) as conflict:
        work.save(replace(seen, wish="古い画面から"))
    assert conflict.value.stored.person.address == ""


def test_every_version_of_a_case_and_a_note_stays_readable(session):
    work = Casework(session)
    for wish in ("一", "二", "三"):
        work.save(replace(work.get(FIRST), wish=wish))
    (note,) = work.notes(FIRST)
    work.save_note(replace(note, text="書き直した"))
    kept = session.store.reader.exec_driver_sql(
        "SELECT object, content FROM old_values JOIN audit USING (seq) ORDER BY seq"
    ).fetchall()
    assert [name for name, _ in kept] == [f"case:{FIRST}"] * 3 + [f"note:{note.id}"]
    assert [json.loads(said) for _, said in kept] == [
        {"wish": "", "version": 1},
        {"wish": "一", "version": 2},
        {"wish": "二", "version": 3},
        {"text": note.text, "version": 1},
    ]


def test_only_changed_columns_are_written(session):
    with session.store.writing() as tx:
        said = []
        tx.db.connection.driver_connection.set_trace_callback(said.append)
        case_records.change(tx, replace(case_records.get(tx.db, FIRST), wish="短く"))
        tx.db.connection.driver_connection.set_trace_callback(None)
    (update,) = [sql for sql in said if sql.startswith("UPDATE cases")]
    assert "address" not in update and "kana" not in update


def test_bodies_keep_their_order_of_joining(session):
    work = CouncilWork(session)
    for name in ("社会福祉協議会", "福祉総務課"):
        work.save_body(MemberBody(name))
    assert [body.name for body in council_records.bodies(session.store.reader)] == [
        "社会福祉協議会",
        "福祉総務課",
    ]
