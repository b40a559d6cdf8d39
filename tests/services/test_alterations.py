"""What somebody with the key changes behind the log is named by the check, whichever table it lies in."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sample_council import SampleCouncil, receive
from this_pc import STATE

from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.council import Member, MemberBody
from kyogikai_desktop.domain.meetings import AgendaItem, Meeting, Tier
from kyogikai_desktop.records import release_records
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import record_findings
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.imports import LedgerImport
from kyogikai_desktop.services.locking import Locking, LockTimes
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.words import say


@pytest.fixture(scope="module")
def written(council_template, tmp_path_factory):
    """A council in which every kind of record was written, and a case was rewritten twice."""
    place = tmp_path_factory.mktemp("written")
    council = SampleCouncil(Path(shutil.copytree(council_template, place / "council")))
    with pytest.MonkeyPatch.context() as patch, council.open() as opened:
        patch.setenv(STATE, str(place / "state"))
        Locking(opened).set_times(LockTimes(5, 30))
        with opened.store.writing() as tx:
            release_records.signing_key(tx)
        work, people = Casework(opened), CouncilWork(opened)
        case = work.save(replace(work.get(CaseId(1)), course="月に一度、訪ねる"))
        work.save(replace(case, course="月に二度、訪ねる"))
        note = work.notes(CaseId(1))[0]
        work.save_note(replace(note, text="留守だった。"))
        body = people.save_body(MemberBody("虹の会"))
        people.save_member(Member(body.id, "虹川　渡"))
        Meetings(opened).plan(
            Meeting(Tier.PRACTITIONERS, opened.today(), 0, 0, items=(AgendaItem(title="訪問"),))
        )
        ledger = place / "ledger.csv"
        ledger.write_text("氏名,受理日\n大江　ひかる,R8.11.2\n", encoding="utf-8-sig")
        imports = LedgerImport(opened)
        file = imports.read(ledger)
        imports.run(file, imports.judge(file, imports.guess(file)))
        for number in range(5):
            receive(opened, f"多田　{number}")
        yield opened


@pytest.fixture
def db(written):
    """The database of the written council; what a test does behind the log is undone."""
    with pytest.raises(InterruptedError), written.store.writing() as tx:
        yield tx.db
        raise InterruptedError


def found(db):
    return [(one.key, *one.values.values())[:2] for one in record_findings(db)]


def behind(db, *statements):
    for one in statements:
        db.exec_driver_sql(one)


def test_nothing_is_found_where_the_program_alone_wrote(db):
    assert found(db) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE settings SET value = '900' WHERE key = 'lock_minutes'",
        "UPDATE settings SET value = hex(randomblob(32)) WHERE key = 'signing_key'",
        "INSERT INTO settings VALUES ('backup_place', '/media/stranger')",
        "DELETE FROM settings WHERE key = 'lock_minutes'",
        "DELETE FROM settings",
    ],
)
def test_a_setting_that_nobody_set_is_named(db, statement):
    behind(db, statement)
    assert found(db) == [("record_altered", "settings:1")]


def test_a_first_setting_that_nobody_set_is_named(council):
    with council.open() as session:
        session.vault.writer().execute("INSERT INTO settings VALUES ('lock_minutes', '900')")
        assert found(session.store.reader) == [("record_altered", "settings:1")]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE old_values SET content = replace(content, '訪', '待') WHERE content LIKE '%訪ねる%'",
        "UPDATE old_values SET content = 'これは何' WHERE content LIKE '%訪ねる%'",
        "UPDATE old_values SET content = '[]' WHERE content LIKE '%訪ねる%'",
        "DELETE FROM old_values WHERE content LIKE '%訪ねる%'",
        "DELETE FROM old_values WHERE content LIKE '%course%'",
        "INSERT INTO old_values SELECT min(seq), '{}' FROM audit WHERE object = 'case:1'",
    ],
)
def test_an_earlier_version_that_was_changed_lost_or_added_is_named(db, statement):
    behind(db, statement)
    assert found(db) == [("history_altered", "case:1")]


def test_old_values_of_what_was_never_rewritten_are_named(db):
    behind(db, "INSERT INTO old_values SELECT seq, '{}' FROM audit WHERE object = 'note:2'")
    assert found(db) == [("history_altered", "note:2")]


def test_old_values_of_no_record_are_named(db):
    behind(db, "INSERT INTO old_values SELECT max(seq), '{}' FROM audit WHERE object = ''")
    assert [key for key, _ in found(db)] == ["history_altered"]


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE search_docs SET text = '' WHERE kind = 'case' AND record = 2", "case:2"),
        ("UPDATE search_docs SET case_id = 3 WHERE kind = 'note' AND record = 1", "note:1"),
        ("DELETE FROM search_docs WHERE kind = 'member'", "member:1"),
        ("UPDATE search_docs SET text = '別' WHERE kind = 'body'", "body:1"),
        ("UPDATE search_docs SET text = '別' WHERE kind = 'meeting'", "meeting:1"),
        ("INSERT INTO search_docs (kind, record, text) VALUES ('case', 99, 'だれか')", "case:99"),
    ],
)
def test_who_is_not_found_by_what_is_written_is_named(db, statement, name):
    behind(db, statement)
    assert found(db) == [("search_altered", name)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE case_counts SET cases = cases + 1",
        "DELETE FROM case_counts",
        "INSERT INTO case_counts VALUES ('closed', 'given', 'A', 7, 5)",
    ],
)
def test_a_number_of_cases_that_are_not_there_is_told(db, statement):
    behind(db, statement)
    assert found(db) == [("counts_altered",)]


def test_an_import_that_never_was_is_named_and_so_is_one_that_was_changed(db):
    behind(db, "INSERT INTO imports VALUES (9, 'ab', '2026-11-20', 1, 0, 0)")
    assert found(db) == [("record_altered", "import:9")]
    behind(db, "DELETE FROM imports WHERE id = 9", "UPDATE imports SET sha256 = 'cd'")
    assert found(db) == [("record_altered", "import:1")]


def test_books_that_were_frozen_without_a_release_are_named(db):
    behind(db, "INSERT INTO frozen_books VALUES ('2026-Q1', 'small', 10, 0, 12, 0)")
    assert found(db) == [("record_altered", "release:0")]


def test_more_records_than_are_looked_at_at_once_are_all_looked_at(db, monkeypatch):
    monkeypatch.setattr("kyogikai_desktop.records.alterations._AT_ONCE", 2)
    assert found(db) == []
    behind(db, "UPDATE search_docs SET text = '' WHERE kind = 'case' AND record IN (2, 4, 6, 8)")
    assert found(db) == [("search_altered", f"case:{one}") for one in (2, 4, 6, 8)]


def test_the_office_reads_which_record_it_is(db):
    behind(db, "UPDATE cases SET remarks = 'x' WHERE id = 2", "UPDATE settings SET value = '900'")
    case, settings = map(say, record_findings(db))
    assert "（ケース R8-002）" in case
    assert "（設定）" in settings


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE cases SET state = 'gone' WHERE id = 2", ("record_altered", "case:2")),
        ("UPDATE notes SET at = 'yesterday' WHERE id = 2", ("record_altered", "note:2")),
        ("UPDATE accounts SET roles = 'boss'", ("record_altered", "account:1")),
        ("UPDATE accounts SET name = x'ff'", ("record_altered", "account:1")),
        ("UPDATE meetings SET tier = 'secret' WHERE id = 1", ("record_altered", "meeting:1")),
        ("UPDATE bodies SET body_class = 'none' WHERE id = 1", ("record_altered", "body:1")),
        ("UPDATE audit SET object = 'nothing' WHERE object = 'case:2'", ("record_altered", "nothing")),
        ("UPDATE audit SET object = 'case:x' WHERE object = 'case:2'", ("record_altered", "case:x")),
        ("UPDATE audit SET schema_version = 'x' WHERE object = 'case:2'", ("record_altered", "case:2")),
        ("UPDATE audit SET action = 'restore', detail = '[]' WHERE object = 'case:2'", ("audit_damaged",)),
        ("UPDATE audit_keys SET key = 'plain'", ("audit_damaged",)),
    ],
)
def test_what_no_program_would_write_is_named_like_anything_else(written, statement, named):
    with pytest.raises(InterruptedError), written.store.writing() as tx:
        guards = tx.db.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
        behind(tx.db, *(f"DROP TRIGGER {guard.name}" for guard in guards), statement)
        behind(tx.db, *(guard.sql for guard in guards))
        assert named in [one[: len(named)] for one in found(tx.db)]
        raise InterruptedError
