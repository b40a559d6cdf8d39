"""The two sample ledgers, row by row, against a reading of their own that shares no code with the import."""

from __future__ import annotations

import csv
import re
import unicodedata
from datetime import date, datetime

import openpyxl
import pytest
from ledger_tables import FORM8, LEGACY, TODAY, keys

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.case_rules import problems
from kyogikai_desktop.interchange.ledger_file import read
from kyogikai_desktop.interchange.ledger_mapping import guess
from kyogikai_desktop.interchange.ledger_rows import Outcome, Tally, judge, tally

YEARS_BEFORE = {
    "R": 2018, "令": 2018, "令和": 2018, "H": 1988, "平": 1988, "平成": 1988, "S": 1925, "昭": 1925,
    "昭和": 1925, "": 0,
}  # fmt: skip
KEPT_MEETINGS = {127: "（取り込み）前回会議日：2026-12-02", 130: "（取り込み）前回会議日：令和９年１月１９日"}


def day(cell: object) -> date | None:
    if cell in (None, ""):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    text = unicodedata.normalize("NFKC", str(cell))
    era, year, month, of_month = re.fullmatch(
        r"(?:(\D*)(\d+)\D(\d+)\D(\d+)日?|()(\d{4})(\d\d)(\d\d))", text
    ).group(*((1, 2, 3, 4) if not text.isdigit() else (5, 6, 7, 8)))
    return date(YEARS_BEFORE[era] + int(year), int(month), int(of_month))


def label(table: str, code: str) -> str:
    return codes.table(table).label(code)


def renamed_route(text: str) -> str:
    return {"水道事業者": "ライフライン事業者", "ＮＰＯ": "NPO"}.get(text, text)


@pytest.fixture(scope="module")
def form8():
    file = read(FORM8)
    return judge(file, guess(file), today=TODAY, taken_numbers=set())


@pytest.fixture(scope="module")
def legacy():
    file = read(LEGACY)
    return judge(file, guess(file), today=TODAY, taken_numbers=set())


def test_form8_gives_120_cases(form8):
    assert tally(form8) == Tally(imported=120, warned=12, refused=0, passed_over=15)
    assert {row.row: keys(row) for row in form8 if row.outcome is Outcome.WARNED} == {
        9: ["row_age_contradicts"],
        19: ["row_age_contradicts"],
        27: ["row_age_contradicts"],
        29: ["row_age_contradicts"],
        78: ["row_closed_before_meeting"],
        94: ["row_age_contradicts"],
        125: ["row_review_before_meeting"],
        126: ["row_review_before_meeting"],
        127: ["row_in_future"],
        128: ["row_review_before_meeting"],
        129: ["row_review_before_meeting"],
        130: ["row_in_future"],
    }


def test_form8_passes_over_titles_blank_rows_the_sum_the_remark_and_the_other_sheet(form8):
    assert {(row.sheet[0], row.row): keys(row)[0] for row in form8 if row.outcome is Outcome.PASSED_OVER} == {
        **{("進", number): "passed_title" for number in (1, 2, 3, 5)},
        **{("進", number): "passed_blank" for number in (4, 31, 57, 83, 109, 131, 133)},
        ("進", 6): "passed_header",
        ("進", 132): "passed_sum",
        ("進", 134): "passed_remark",
        ("記", 1): "passed_other_sheet",
    }


def test_form8_row_by_row(form8):
    rows = {row.row: row for row in form8 if row.case}
    sheet = openpyxl.load_workbook(FORM8)["進行管理台帳"]
    seen = 0
    for cells in sheet.iter_rows(min_row=7, max_row=130):
        source = {letter: cell.value for letter, cell in zip("ABCDEFGHIJKLMNOPQRSTUVWX", cells, strict=True)}
        if source["B"]:
            check_form8_row(rows[cells[0].row], source)
            seen += 1
    assert seen == len(rows) == 120


def check_form8_row(row, source):
    case, person = row.case, row.case.person
    assert (case.number, person.name, person.kana) == (source["B"], source["D"], source["E"])
    assert case.received_on == day(source["C"])
    assert person.sex.value == {"女": "F", "女性": "F", "Ｆ": "F"}.get(source["F"], "M")
    if source["G"] == "昭和30年頃":
        assert (person.birth.on, person.birth.about_year) == (None, 1955)
    else:
        assert person.birth.on == day(source["G"])
    assert person.address == source["I"]
    assert person.phone == unicodedata.normalize("NFKC", source["J"])
    assert label("households", case.household) == source["K"]
    assert label("routes", case.route) == renamed_route(source["L"])
    assert label("concerns", case.chief_concern) == case.complaint == source["M"]
    assert "、".join(label("concerns", concern) for concern in case.concerns) == source["N"]
    assert (case.urgency, row.lead_body_name, case.key_person) == (source["O"], source["P"], source["Q"])
    assert (case.course, case.situation) == (source["R"], source["S"])
    assert case.last_meeting_on == (None if row.row in (127, 130) else day(source["T"]))
    assert (case.next_review_on, case.closed_on) == (day(source["U"]), day(source["V"]))
    assert label("closing_reasons", case.closing_reason) == (source["W"] or "")
    assert case.state.value == ("closed" if source["V"] else "active")
    kept = {
        "row_age_contradicts": f"（取り込み）年齢：{source['H']}",
        "row_in_future": KEPT_MEETINGS.get(row.row),
    }
    assert case.remarks == "\n".join(filter(None, (source["X"], *map(kept.get, keys(row)))))
    assert problems(case, TODAY) == ()


def test_the_legacy_ledger_gives_81_cases_and_refuses_the_number_used_twice(legacy):
    assert tally(legacy) == Tally(imported=81, warned=2, refused=1, passed_over=2)
    assert {
        row.row: (row.outcome.value, keys(row)) for row in legacy if row.outcome is not Outcome.IMPORTED
    } == {
        1: ("passed_over", ["passed_header"]),
        81: ("warned", ["row_before_intake"]),
        82: ("refused", ["row_intake_unreadable", "row_number_twice"]),
        83: ("passed_over", ["passed_blank"]),
        84: ("warned", ["row_formula", "row_formula", "row_formula", "row_no_number"]),
    }


def test_the_legacy_ledger_row_by_row(legacy):
    with LEGACY.open(encoding="cp932", newline="") as file:
        sources = list(csv.reader(file))
    for row in legacy[1:81]:
        check_legacy_row(row, sources[row.row - 1])


def check_legacy_row(row, source):
    case, person = row.case, row.case.person
    assert (case.number, case.received_on) == (source[0], day(source[1]))
    assert person.name == f"{source[2]}\u3000{source[3]}"
    assert (person.kana, person.sex.value) == (source[4], {"1": "M", "2": "F"}[source[5]])
    assert person.birth.on == day(source[6])
    assert (person.postal_code, person.address, person.phone) == tuple(source[7:10])
    assert label("routes", case.route) == renamed_route(source[11])
    assert ";".join(label("concerns", concern) for concern in case.concerns) == case.complaint == source[12]
    assert case.consent.value == {"有": "given", "無": "refused", "未": "not_obtained"}[source[13]]
    assert row.lead_body_name == source[14]
    assert case.next_review_on == (None if row.row == 81 else day(source[15]))
    assert case.closed_on == day(source[16])
    assert label("closing_reasons", case.closing_reason) == source[17]
    assert problems(case, TODAY) == ()


def test_the_row_that_looks_like_formulas_is_a_case_whose_formulas_are_text(legacy):
    row = legacy[83]
    assert (row.case.number, row.case.person.name, row.case.complaint) == ("", "式\u3000注入", "")
    assert row.lead_body_name == ""
    assert row.case.remarks.split("\n") == [
        "（取り込み）担当：@SUM(A1)",
        '（取り込み）管理番号：=HYPERLINK("x")',
        "（取り込み）相談内容：=1+1",
    ]
