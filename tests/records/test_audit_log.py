"""The log cannot be rewritten from inside, and it tells what was changed behind the program's back."""

import hmac
import json
from contextlib import closing
from dataclasses import replace
from datetime import date, time

import pytest
import sqlalchemy as sa
from sample_council import rows_about
from sqlcipher3 import dbapi2 as sqlcipher

from kyogikai_desktop.domain.cases import CaseId, CaseLink, LinkKind
from kyogikai_desktop.domain.council import Council, Member, MemberBody, SecrecyPledge
from kyogikai_desktop.domain.meetings import Attendance, Meeting, Task, Tier
from kyogikai_desktop.records import audit, audit_rows, content, schema
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.verify import audit_chain


@pytest.fixture
def furnished(session):
    """The council with a body, a person with a pledge, a meeting with a seat, an item and a promise."""
    bodies, meetings = CouncilWork(session), Meetings(session)
    body = bodies.save_body(MemberBody("福祉総務課"))
    member = bodies.save_member(Member(body.id, "大西　均", pledges=(SecrecyPledge(date(2026, 4, 1)),)))
    planned = meetings.plan(
        Meeting(
            Tier.PRACTITIONERS,
            date(2026, 11, 20),
            0,
            0,
            starts=time(10),
            attendance=(Attendance(member.id, body.id),),
        ),
        [CaseId(1)],
    )
    (item,) = planned.items
    meetings.save(replace(planned, items=(replace(item, tasks=(Task("食事を届ける", body=body.id),)),)))
    Casework(session).link(CaseLink(CaseId(1), CaseId(2), LinkKind.HOUSEHOLD))
    return session


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE audit SET actor = 'nobody' WHERE seq = 2",
        "UPDATE audit SET seq = 1000 WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
        "DELETE FROM audit",
        "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE seq = 2",
        "REPLACE INTO audit SELECT seq, at, 'nobody', action, object, 1, 1, '', '[]', prev, mac FROM audit"
        " WHERE seq = 2",
        "UPDATE OR REPLACE audit SET seq = 2 WHERE seq = 3",
        "INSERT INTO audit SELECT seq + 2, at, actor, action, object, 1, 1, '', '[]', mac, mac FROM audit"
        " ORDER BY seq DESC LIMIT 1",
        "INSERT INTO audit SELECT seq + 1, at, actor, action, object, 1, 1, '', '[]', prev, mac FROM audit"
        " ORDER BY seq DESC LIMIT 1",
        "INSERT INTO audit SELECT -1, at, actor, action, object, 1, 1, '', '[]', zeroblob(32), mac FROM audit"
        " WHERE seq = 1",
        "INSERT INTO audit (at, actor, action, object, schema_version, epoch, post_hash, detail, prev, mac)"
        " SELECT at, actor, action, object, 1, 1, '', '[]', zeroblob(32), mac FROM audit WHERE seq = 1",
    ],
)
def test_the_database_itself_refuses_to_rewrite_the_log(session, tampering):
    db = session.vault.writer()
    before = db.execute("SELECT * FROM audit ORDER BY seq").fetchall()
    with pytest.raises(sqlcipher.IntegrityError, match="audit rows"):
        db.execute(tampering)
    assert db.execute("SELECT * FROM audit ORDER BY seq").fetchall() == before


def test_every_row_is_keyed_to_the_one_before(session):
    rows, keys = audit.chain(session.store.reader)
    rows = list(rows)
    assert rows
    assert audit_chain.verify(rows, keys) == ()
    before = bytes(32)
    for row in rows:
        told = json.dumps(row[:9], ensure_ascii=False, separators=(",", ":")).encode()
        assert row[9] == before
        assert row[10] == hmac.digest(keys[row[6]], before + told, "sha256")
        before = row[10]


def test_rows_forged_without_the_triggers_are_found_by_the_verifier(session):
    db = session.vault.writer()
    db.execute("DROP TRIGGER audit_is_fixed")
    db.execute("UPDATE audit SET actor = 'nobody' WHERE seq = 3")
    rows, keys = audit.chain(session.store.reader)
    assert [finding.seq for finding in audit_chain.verify(rows, keys)] == [3]


def test_a_row_below_all_others_is_found_too(session):
    db = session.vault.writer()
    db.execute("DROP TRIGGER audit_is_chained")
    db.execute(
        "INSERT INTO audit SELECT ?, at, actor, action, object, 1, 1, '', '[]', prev, mac FROM audit"
        " WHERE seq = 1",
        (-(2**63),),
    )
    rows, keys = audit.chain(session.store.reader)
    assert audit_chain.verify(rows, keys)[0].seq == -(2**63)


def test_nothing_is_called_altered_in_a_council_that_was_only_used(furnished):
    Casework(furnished).unlink(CaseId(1), CaseId(2))
    assert list(audit.altered(furnished.store.reader)) == []


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        ("UPDATE cases SET wish = '書きかえ' WHERE id = 2", ["case:2"]),
        ("UPDATE cases SET next_review_on = '2099-01-01' WHERE id = 1", ["case:1"]),
        ("UPDATE notes SET text = '書きかえ' WHERE id = 1", ["note:1"]),
        ("UPDATE council SET population = 1", ["council:1"]),
        ("UPDATE accounts SET roles = 'custodian'", ["account:1"]),
        ("UPDATE bodies SET coordinator_from = '2024-04-01'", ["body:1"]),
        ("UPDATE pledges SET until = '2099-03-31'", ["member:1"]),
        ("INSERT INTO pledges (member, signed_on) VALUES (1, '2020-04-01')", ["member:1"]),
        ("UPDATE attendance SET presence = 'absent'", ["meeting:1"]),
        ("UPDATE agenda_items SET decision = '書きかえ'", ["meeting:1"]),
        ("DELETE FROM tasks", ["meeting:1"]),
        ("DELETE FROM notes WHERE id = 2", ["note:2"]),
        ("DELETE FROM case_links", ["link:1"]),
        ("INSERT INTO case_links (case_id, other, kind) VALUES (2, 3, 'household')", ["link:2"]),
        ("UPDATE notes SET case_id = 2 WHERE case_id = 1", ["note:1"]),
    ],
)
def test_what_was_changed_by_raw_sql_is_found(furnished, behind, found):
    furnished.vault.writer().execute(behind)
    assert list(audit.altered(furnished.store.reader)) == found


def test_the_check_of_a_folder_names_the_record_and_nothing_personal(council):
    with council.open() as session:
        session.vault.writer().execute("UPDATE cases SET wish = '秘密' WHERE id = 2")
    (damage,) = check_folder(council.folder, "夏草や 兵ども 2026")
    assert (damage.key, damage.values) == ("record_altered", {"record": "case:2", "called": "R8-002"})


def test_a_column_of_a_later_schema_breaks_no_old_hash(session, monkeypatch):
    session.vault.writer().execute("ALTER TABLE cases ADD COLUMN pet TEXT")
    metadata = sa.MetaData()
    columns = [
        sa.Column(c.name, c.type, c.computed and sa.Computed("", persisted=False)) for c in schema.CASES.c
    ]
    later = sa.Table("cases", metadata, *columns, sa.Column("pet", sa.Text, info={"since": 2}))
    monkeypatch.setitem(content.KINDS, "case", content.Kind(later))
    with closing(session.vault.connect()) as raw:
        assert raw.execute("SELECT pet FROM cases").fetchall() == [(None,)] * 3
    assert list(audit.altered(session.store.reader)) == []
    db = session.store.reader
    assert content.content(db, "case", 1, 1) == content.content(db, "case", 1)
    assert len(content.content(db, "case", 1, 2)) == len(content.content(db, "case", 1, 1)) + len(",null")


def test_the_log_of_one_record_is_found_among_many(session):
    work = Casework(session)
    for _ in range(3):
        work.note_view(CaseId(2))
    assert [row.action for row in rows_about(session, CaseId(2))] == ["view_case"] * 3 + ["receive_case"]
    plan = session.store.reader.exec_driver_sql(
        "EXPLAIN QUERY PLAN SELECT seq FROM audit WHERE object = ? ORDER BY seq DESC LIMIT 5", ("case:2",)
    ).fetchall()
    assert "audit_by_object" in plan[0][3] and len(plan) == 1


def test_searches_are_logged_without_what_was_searched(session):
    Casework(session).note_search(len(Casework(session).find("𠮷田")))
    (row,) = audit_rows.page(session.store.reader, "", 1)
    assert (row.action, row.object, row.detail) == ("search", "", ("2",))


def test_the_council_itself_is_a_record(session):
    work = CouncilWork(session)
    work.save_council(replace(work.council(), name="北の杜市 孤独・孤立対策地域協議会"))
    assert isinstance(work.council(), Council)
    (row,) = audit_rows.page(session.store.reader, "council:1", 1)
    assert (row.action, row.detail) == ("change_council", ("name",))


def test_records_are_compared_in_pages_that_join_without_a_gap(session, monkeypatch):
    monkeypatch.setattr(audit, "_STEP", 2)
    db, told = session.store.reader, []
    session.vault.writer().execute("UPDATE cases SET wish = '書きかえ'")
    session.vault.writer().execute("UPDATE notes SET text = '書きかえ'")
    found = list(audit.altered(db, lambda *far: told.append(far)))
    assert sorted(found) == [f"{kind}:{one}" for kind in ("case", "note") for one in (1, 2, 3)]
    assert told[0][0] == 0
    assert all(done <= total for done, total in told)
