"""The monthly sheet: counts, events and what stands out are right, and the paper reads so."""

from __future__ import annotations

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kyogikai_desktop.domain.audit_log import month_of, parse_month
from kyogikai_desktop.domain.audit_sheet import MANY_FAILURES, MANY_VIEWS, Observed, notices
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.errors import Cancelled, InvalidInput
from kyogikai_desktop.services import chain
from kyogikai_desktop.services.audit_sheet import LOG, AuditSheets
from kyogikai_desktop.services.casework import Casework

sys.path.append(str(Path(__file__).parents[1] / "documents"))
from pdf_readers import text_by_pdfium

NOVEMBER = month_of(date(2026, 11, 1))


@pytest.fixture
def session(council):
    with council.open() as opened:
        yield opened


def at(hour, day=20):
    return datetime(2026, 11, day, hour, tzinfo=JST)


def test_an_ordinary_day_gives_no_notice():
    assert notices(Observed({("林", at(9)): 200}, {("林", at(9)): MANY_VIEWS - 1})) == ()


def test_each_threshold_gives_one_sentence():
    seen = Observed(
        acts={("林", at(23)): 4, ("林", at(3)): 2, ("佐藤", at(10, day=23)): 5},
        views={("佐藤", at(10)): MANY_VIEWS},
        failures={("sato", date(2026, 11, 9)): MANY_FAILURES, ("hayashi", date(2026, 11, 9)): 1},
        clock_steps=2,
    )
    assert notices(seen) == (
        "林さんは、夜（22時から6時）に 1 日、6 件の操作をしています。",
        "佐藤さんは、休みの日（土日・祝日）に 1 日、5 件の操作をしています。",
        f"佐藤さんは、11月20日（金）10時台に、ケースを {MANY_VIEWS} 件見ています。",
        f"11月9日（月）に、利用者ID sato のパスワードが {MANY_FAILURES} 回違っています。",
        "時計が 2 回、前に戻っています。記録の順は、番号で確かめてください。"
        "このパソコンの時計が合っているかも見てください。",
    )


def test_the_sheet_counts_its_month_alone(session, council):
    for _ in range(MANY_VIEWS):
        Casework(session).note_view(CaseId(1))
    Casework(session).reveal(CaseId(1), "訪問のため")
    Casework(session).reveal(CaseId(2))
    council.wait(days=20)
    Casework(session).note_view(CaseId(1))
    sheet = AuditSheets(session).gather(NOVEMBER)
    [person] = sheet.people
    assert (person.name, person.counts["seen"]) == ("林　直樹", MANY_VIEWS + 2)
    assert (sheet.reveals.count, sheet.reveals_with_reason) == (2, 1)
    assert sheet.is_over
    assert any(f"ケースを {MANY_VIEWS} 件見ています" in one for one in sheet.notices)
    assert AuditSheets(session).gather(month_of(date(2026, 10, 1))).is_empty


def test_a_clock_set_back_and_a_forged_row_are_on_the_sheet(session, council):
    council.wait(hours=-1)
    Casework(session).note_view(CaseId(1))
    db = session.vault.writer()
    db.execute("DROP TRIGGER audit_is_fixed")
    db.execute("UPDATE audit SET actor = 'nobody' WHERE seq = 3")
    sheet = AuditSheets(session).gather(NOVEMBER)
    assert any("時計が 1 回" in one for one in sheet.notices)
    assert "3 番" in sheet.findings[0]


@pytest.mark.parametrize("days", [-400, 400])
def test_what_was_done_under_the_date_of_another_year_is_on_the_sheet_of_now(session, council, days):
    Casework(session).note_view(CaseId(1))
    council.wait(days=days)
    Casework(session).note_view(CaseId(1))
    council.wait(days=-days, minutes=1)
    Casework(session).note_view(CaseId(1))
    sheet = AuditSheets(session).gather(NOVEMBER)
    assert any("時計が 1 回" in one for one in sheet.notices)


def test_the_paper_has_the_value_of_its_own_row_and_no_case(session, tmp_path):
    with session.store.writing() as tx:
        tx.note("failed_login", "login:hayashi", ("2026-11-09T01:00:00.000Z",))
        tx.note("restore", "", ("120", "100"))
        tx.note("accept_older_copy")
    AuditSheets(session).note(NOVEMBER)
    AuditSheets(session).write_file(NOVEMBER, tmp_path / "sheet.pdf")
    sheet = AuditSheets(session).gather(NOVEMBER)
    text = text_by_pdfium((tmp_path / "sheet.pdf").read_bytes())
    assert f"{sheet.head.seq} 番　{sheet.head.digest}" in text
    assert "控えから全部を戻しました" in text
    assert "前に使ったものより古い協議会を、このまま使うとしました" in text
    assert "保護管理者" in text
    assert "途中：R8.11.20 まで" in text
    assert not any(name in text for name in ("髙橋", "山﨑", "𠮷田"))


@pytest.mark.parametrize(
    "text", ["2026-10", "R8.10", "令和8年10月", "2026/10", "Ｒ８．１０", "令和8年10月分"]
)
def test_months_are_read_as_offices_write_them(text):
    assert parse_month(text, date(2026, 11, 20)) == month_of(date(2026, 10, 1))


@pytest.mark.parametrize("text", ["", "2026-13", "十月", "2026-12", "R9.1", "2026-10-01-01"])
def test_what_is_no_month_or_still_to_come_is_refused(text):
    with pytest.raises(InvalidInput):
        parse_month(text, date(2026, 11, 20))


def test_months_meet_without_gap():
    day = date(2026, 1, 1)
    while day.year == 2026:
        month = month_of(day)
        assert month_of(month.last + timedelta(days=1)).since == month.until
        day = month.last + timedelta(days=1)


def test_the_walk_through_the_log_reports_and_stops_on_request(session):
    told = []
    AuditSheets(session).gather(NOVEMBER, lambda *numbers: told.append(numbers))
    head = chain.head(session.store.reader)
    assert told[-1] == (LOG, head.seq, head.seq)

    def stop(*_numbers):
        raise Cancelled

    with pytest.raises(Cancelled):
        AuditSheets(session).gather(NOVEMBER, stop)
    with pytest.raises(Cancelled):
        chain.hold(session, chain.Anchor(head.seq, head.digest), stop)
