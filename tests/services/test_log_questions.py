"""Who answers for the log can ask it who looked, what left and what failed, and is logged too."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa
from colleagues import let_in
from sample_council import receive

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.audit_acts import ActGroup
from kyogikai_desktop.domain.audit_log import LogQuery, Span, last_days, month_of
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.field_names import field_words
from kyogikai_desktop.errors import InvalidInput, Refused
from kyogikai_desktop.records.content import KINDS
from kyogikai_desktop.services.audit_log import AuditLog
from kyogikai_desktop.services.casework import Casework

EVERYTHING = LogQuery()
NOVEMBER = Span(date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def session(council):
    with council.open() as opened:
        yield opened


def asked(session, query=EVERYTHING):
    log = AuditLog(session)
    rows = log.pages(query).fetch(0, 1000)
    assert len(rows) == log.count(query)
    return rows


def test_every_column_that_can_change_has_a_name():
    for kind, spec in KINDS.items():
        columns = {c.name for c in spec.table.columns if c.computed is None} - {"id", "version"}
        columns -= {"kana_key", "birth_age_as_of"}  # follow from others
        assert not {name for name in columns if not field_words(kind, [name])}, kind


def test_rows_tell_who_did_what_with_which_case_and_fields_but_no_values(session):
    work = Casework(session)
    work.note_view(CaseId(1))
    case = work.get(CaseId(1))
    work.save(replace(case, household="ひとり暮らし", remarks="玄関は裏"))
    changed, seen = asked(session)[:2]
    assert (changed.words, changed.about) == ("ケースを書き直しました", "R8-001　𠮷田　ハル")
    assert set(changed.details.split("、")) == {"世帯", "備考"}
    assert (seen.person, seen.words, seen.case) == ("林　直樹", "ケースを見ました", 1)


def test_a_note_and_a_tie_name_the_case_they_belong_to(session):
    noted = [row for row in asked(session) if row.row.action == "add_note"]
    assert {row.about for row in noted} >= {"R8-002　髙橋　清", "R8-003　山﨑　みつ"}


def test_one_case_gathers_who_saw_it_its_notes_and_nothing_of_others(session):
    Casework(session).note_view(CaseId(2))
    rows = asked(session, LogQuery(case=CaseId(2)))
    assert [row.row.action for row in rows] == ["view_case", "add_note", "receive_case"]


def test_filters_by_day_person_and_group_are_exact(session, council):
    let_in(session, "sato", "佐藤　恵", "秋の夜は 長いもの", [Role.COORDINATOR])
    council.wait(days=3)
    Casework(session).note_view(CaseId(1))
    today = Span(date(2026, 11, 23), date(2026, 11, 23))
    assert [row.row.action for row in asked(session, LogQuery(span=today))] == ["view_case"]
    assert asked(session, LogQuery(actor="sato")) == []
    people = asked(session, LogQuery(group=ActGroup.PEOPLE))
    assert {row.words for row in people} == {"利用者を加えました", "利用者を書き直しました"}
    assert {row.about for row in people} == {"佐藤　恵", "林　直樹"}


def test_a_login_that_is_a_number_names_its_person_and_no_other(session):
    let_in(session, "1", "佐藤　恵", "秋の夜は 長いもの", [Role.COORDINATOR])
    with session.store.writing() as tx:
        tx.note("failed_login", "login:1", ("2026-11-20T01:00:00.000Z",))
    (tried,) = (row for row in asked(session) if row.row.action == "failed_login")
    assert tried.about == "佐藤　恵"
    assert "林　直樹" in {row.about for row in asked(session) if row.row.object == "account:1"}


def test_days_are_those_of_japan_and_a_span_must_not_run_backward(session, council):
    council.now[0] = council.now[0].replace(hour=0, minute=10)
    Casework(session).note_view(CaseId(1))
    council.now[0] = council.now[0].replace(hour=23, minute=50)
    Casework(session).note_view(CaseId(2))
    seen = asked(session, LogQuery(span=Span(date(2026, 11, 20), date(2026, 11, 20)), group=ActGroup.SEEN))
    assert [row.case for row in seen] == [2, 1]
    with pytest.raises(InvalidInput):
        Span(date(2026, 11, 20), date(2026, 11, 19))
    assert month_of(date(2028, 2, 29)) == Span(date(2028, 2, 1), date(2028, 2, 29))
    assert last_days(date(2026, 11, 30)) == Span(date(2026, 11, 1), date(2026, 11, 30))


def test_pages_join_without_gap_or_double_whichever_way_one_scrolls(session):
    for _ in range(40):
        Casework(session).note_view(CaseId(1))
    whole = [row.row.seq for row in asked(session)]
    assert whole == sorted(whole, reverse=True)
    pages = AuditLog(session).pages(EVERYTHING)
    for offset in (0, 30, 10, 20, 0):
        assert [row.row.seq for row in pages.fetch(offset, 10)] == whole[offset : offset + 10]
    assert pages.fetch(1000, 10) == []


@pytest.mark.parametrize("query", [EVERYTHING, LogQuery(group=ActGroup.SEEN)])
def test_rows_written_while_one_scrolls_move_no_page(session, query):
    for _ in range(12):
        Casework(session).note_view(CaseId(1))
    whole = [row.row.seq for row in asked(session, query)]
    pages = AuditLog(session).pages(query)
    seen = [pages.fetch(0, 5)]
    for offset in (5, 10, 0):
        Casework(session).note_view(CaseId(2))
        seen.append(pages.fetch(offset, 5))
    assert [[row.row.seq for row in rows] for rows in seen] == [
        whole[:5], whole[5:10], whole[10:15], whole[:5],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "query", [EVERYTHING, LogQuery(NOVEMBER), LogQuery(NOVEMBER, "hayashi"), LogQuery(group=ActGroup.SEEN)]
)
def test_a_jump_anywhere_reads_the_index_and_the_rows_of_one_page(session, query):
    for _ in range(12):
        Casework(session).note_view(CaseId(1))
    db, plans = session.store.reader, []

    @sa.event.listens_for(db, "before_cursor_execute")
    def explain(_db, cursor, sql, values, *_more):
        if "FROM audit" in sql and not sql.startswith("EXPLAIN"):
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            plans.extend(step[3] for step in cursor.fetchall() if "audit" in step[3])

    assert len(AuditLog(session).pages(query).fetch(9, 3)) == 3
    assert len(plans) >= 2
    for plan in plans:
        assert "COVERING INDEX audit_by_time" in plan or "INTEGER PRIMARY KEY" in plan, plans


def test_only_a_custodian_reads_the_log_and_opening_it_is_logged(session):
    log = AuditLog(session)
    log.note_view(CaseId(2))
    assert (asked(session)[0].words, asked(session)[0].case) == ("操作の記録を見ました", 2)
    session.account = replace(session.account, roles=(Role.COORDINATOR, Role.RECORDER))
    acts = (
        lambda: log.count(EVERYTHING),
        lambda: log.pages(EVERYTHING),
        lambda: log.newest(EVERYTHING, 10),
        lambda: log.numbers(EVERYTHING, 9),
        lambda: log.rows([1]),
        log.note_view,
    )
    for act in acts:
        with pytest.raises(Refused):
            act()


def test_a_custodian_without_casework_reads_numbers_but_no_names(session):
    session.account = replace(session.account, roles=(Role.CUSTODIAN,))
    about = {row.about for row in asked(session) if row.case}
    assert about == {"R8-001", "R8-002", "R8-003"}
    assert AuditLog(session).case_words(CaseId(1)) == "R8-001"


def test_a_case_is_asked_for_by_its_number(session):
    log = AuditLog(session)
    assert log.numbered(" R8-002 ") == 2
    with pytest.raises(Refused):
        log.numbered("R8-99")


def test_the_table_to_take_along_has_no_name_no_reason_and_runs_nothing(session, tmp_path):
    protected = receive(session, "=HYPERLINK()", address="北の杜市 1-2", whereabouts_protected=True)
    Casework(session).reveal(protected.id, "=cmd|'/c calc' 手紙")
    file = tmp_path / "log.csv"
    AuditLog(session).note_export(EVERYTHING)
    written = AuditLog(session).write_file(EVERYTHING, file)
    text = file.read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["協議会", "北の杜市協議会"]
    assert len(rows) == written + 2
    assert not any(words in text for words in ("髙橋", "山﨑", "HYPERLINK", "calc", "手紙", "1-2"))
    assert any(row[5:] == ["住所と電話を見ました", "R8-004", "理由あり"] for row in rows)
    assert rows[2][5] == "操作の記録を CSV にしました"


def test_a_changed_clock_hides_no_row(session, council):
    council.wait(days=-2)
    Casework(session).note_view(CaseId(1))
    rows = asked(session)
    assert [row.row.seq for row in rows] == list(range(len(rows), 0, -1))
    assert rows[0].row.at == council.now[0] < rows[1].row.at


@pytest.mark.parametrize("near", [5000, 2])
def test_rows_come_by_number_whatever_the_clock_said_and_whatever_is_asked(
    session, council, tmp_path, monkeypatch, near
):
    monkeypatch.setattr("kyogikai_desktop.records.audit_log._NEAR", near)
    for days in (3, -5, 1, -1, 400, -398):
        council.wait(days=days)
        Casework(session).note_view(CaseId(1))
        Casework(session).reveal(CaseId(2))
    november = Span(date(2026, 11, 1), date(2026, 11, 30))
    for query in (
        EVERYTHING,
        LogQuery(november),
        LogQuery(november, actor="hayashi"),
        LogQuery(november, group=ActGroup.SEEN),
        LogQuery(group=ActGroup.SEEN),
        LogQuery(november, case=CaseId(1)),
    ):
        seqs = [row.row.seq for row in asked(session, query)]
        assert seqs == sorted(seqs, reverse=True)
        assert len(set(seqs)) == len(seqs) > 3
        pages = AuditLog(session).pages(query)
        assert [row.row.seq for at in range(0, len(seqs), 2) for row in pages.fetch(at, 2)] == seqs
        file = tmp_path / "log.csv"
        AuditLog(session).write_file(query, file)
        written = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))[2:]
        assert [int(row[0]) for row in written] == seqs
