from __future__ import annotations

from collections import Counter
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledger_tables import HEAD, TODAY, judged, keys, ledger

from kyogikai_desktop.domain.case_rules import problems
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.interchange.ledger_cells import Formula, LedgerFile, Sheet
from kyogikai_desktop.interchange.ledger_mapping import guess
from kyogikai_desktop.interchange.ledger_rows import REASONS_TO_REFUSE, Outcome, Tally, judge, tally

GOOD = ("R8-1", "R8.4.1", "林　清")


def outcomes(*rows, **more) -> list[str]:
    return [row.outcome.value for row in judged(*rows, **more)]


@pytest.mark.parametrize(
    ("cells", "reasons"),
    [
        (("R8-2", "R8.4.2", None), ["row_no_name"]),
        (("R8-2", "R8.4.2", "－"), ["row_no_name"]),
        (("R8-2", None, "林"), ["row_no_intake"]),
        (("R8-2", "未定", "林"), ["row_no_intake"]),
        (("R8-2", "R8.2.30", "林"), ["row_intake_unreadable"]),
        (("R8-2", "来週金", "林"), ["row_intake_unreadable"]),
        (("R8-1", "R8.4.2", "林"), ["row_number_twice"]),
        (("Ｒ８－１", "R8.4.2", "林"), ["row_number_twice"]),
        (("R7-9", "R8.4.2", "林"), ["row_number_taken"]),
        (("R8-2", Formula("=A1"), "林"), ["row_formula_refused"]),
        (("R8-2", "R8.4.2", Formula("=B1&C1")), ["row_formula_refused"]),
        (("R8-1", "x", None), ["row_no_name", "row_intake_unreadable", "row_number_twice"]),
    ],
)
def test_refused_is_only_what_cannot_be_a_case_and_says_every_reason(cells, reasons):
    row = judged(HEAD, GOOD, cells, taken=frozenset({"r7-9"}))[-1]
    assert (row.outcome, row.case, keys(row)) == (Outcome.REFUSED, None, reasons)


@pytest.mark.parametrize("head", [HEAD, ("ケース番号", "受理日", "姓", "名")])
def test_a_missing_name_is_told_under_the_heading_that_the_ledger_has(head):
    [finding] = judged(head, GOOD, ("R8-2", "R8.4.2", None))[-1].findings
    assert dict(finding.values)["header"] == head[2]


def test_the_reason_names_the_row_with_the_same_number():
    finding = judged(HEAD, GOOD, (), ("R8-1", "R8.5.1", "森"))[-1].findings[0]
    assert dict(finding.values) == {"header": "ケース番号", "text": "R8-1", "row": 2}


def test_a_number_of_a_refused_row_is_free_for_the_next():
    assert outcomes(HEAD, ("R8-1", "x", "林"), GOOD) == ["passed_over", "refused", "imported"]


def test_a_row_without_number_is_imported_with_a_warning_and_any_number_of_them():
    rows = judged(HEAD, (None, "R8.4.1", "林"), ("-", "R8.4.1", "森"))[1:]
    assert [keys(row) for row in rows] == [["row_no_number"], ["row_no_number"]]
    assert {row.case.number for row in rows} == {""}


def test_a_ledger_without_numbers_does_not_warn_on_every_row():
    assert outcomes(("受理日", "氏名"), ("R8.4.1", "林")) == ["passed_over", "imported"]


def test_the_same_person_twice_is_a_hint():
    head = (*HEAD, "ふりがな", "生年月日")
    rows = judged(
        head, (*GOOD, "はやし　きよし", "S30.4.2"), ("R8-2", "R8.5.1", "林 清", "ハヤシ キヨシ", "1955/4/2")
    )
    assert keys(rows[-1]) == ["row_same_person"]
    assert dict(rows[-1].findings[0].values)["row"] == 2


def test_rows_around_and_between_the_data_are_passed_over_with_their_reasons():
    rows = judged(
        ("様式第８号",),
        (),
        ("No.", *HEAD),
        (1, *GOOD),
        (None, None, "\u3000", " "),
        ("No.", *HEAD),
        (2, "R8-2", "R8.4.2", "計　花子"),
        (3,),
        ("令和９年度",),
        ("小計", "2件"),
        (None, "計：", 2),
        ("※ 緊急度：AA＝至急",),
        (None, "（注）確認ずみ"),
        ("以上",),
    )
    assert [keys(row) for row in rows] == [
        ["passed_title"], ["passed_blank"], ["passed_header"], [], ["passed_blank"], ["passed_header"], [],
        ["passed_remark"], ["passed_remark"], ["passed_sum"], ["passed_sum"], ["passed_remark"],
        ["passed_remark"], ["passed_remark"],
    ]  # fmt: skip
    assert tally(rows) == Tally(imported=2, warned=0, refused=0, passed_over=12)


def test_rows_prepared_with_formulas_that_show_nothing_are_blank():
    rows = judged((*HEAD, "年齢"), (*GOOD, 70), (None, None, None, Formula('=IF(B3="","",1)')))
    assert keys(rows[-1]) == ["passed_blank"]


def test_a_person_called_like_a_sum_with_an_intake_date_is_data():
    assert outcomes(("氏名", "受理日"), ("計", "R8.4.1")) == ["passed_over", "imported"]


def test_other_sheets_are_passed_over_and_one_like_a_ledger_is_named():
    table = (HEAD, GOOD)
    file = LedgerFile("a.xlsx", (Sheet("R8", table), Sheet("R7", table), Sheet("要領", (("読むだけ",),))), "")
    rows = judge(file, guess(file), today=TODAY, taken_numbers=set())
    assert [(row.sheet, row.row, keys(row)) for row in rows] == [
        ("R8", 1, ["passed_header"]), ("R8", 2, []), ("R7", 1, ["passed_other_ledger"]),
        ("R7", 2, ["passed_other_ledger"]), ("要領", 1, ["passed_other_sheet"]),
    ]  # fmt: skip


def test_without_the_columns_that_make_a_case_nothing_is_judged():
    with pytest.raises(AppError) as refused:
        judged(("住所", "電話"), ("西町", "060"))
    assert (refused.value.key, refused.value.values) == (
        "ledger_columns_missing",
        {"columns": "受理日、氏名"},
    )


def test_progress_can_stop_the_judging():
    calls = []

    def note(done: int, total: int) -> None:
        calls.append((done, total))
        if done == 400:
            raise KeyboardInterrupt

    file = ledger(HEAD, *((f"R8-{number}", "R8.4.1", "林") for number in range(1_000)))
    with pytest.raises(KeyboardInterrupt):
        judge(file, guess(file), today=TODAY, taken_numbers=set(), progress=note)
    assert calls == [(200, 1_001), (400, 1_001)]


CELLS = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(-(10**13), 10**13),
    st.floats(),
    st.dates(),
    st.datetimes(min_value=datetime(1900, 1, 1)),  # noqa: DTZ001 (a spreadsheet knows no zones)
    st.builds(Formula, st.text(max_size=9), st.one_of(st.none(), st.text(max_size=9), st.integers())),
    st.sampled_from(
        [
            "R8.4.1", "R6.2.30", "R9.1.1", "元年1月1日", "20240401", "45385", "昭和30年頃", "70歳", "計",
            "※",
            "介護のこと、◎住まい", "○", "99", "AA", "有", "-", "=1+1", "123456789018", "\ud800", "\x00",
            "Ω≈ç√∫˜µ≤", "👩‍👩‍👧‍👦", "ﷺ", "\u202etest", "h\u0337\u0311", "'; DROP TABLE cases;--",
            "{0}{key}%s",
            "<script>", "ﾊﾟ", "𠮷", "\u200b",
        ]
    ),
)  # fmt: skip
HEADINGS = (
    "No.", *HEAD, "ふりがな", "性別", "生年月日", "年齢", "郵便番号", "住所", "電話", "世帯構成", "相談経路",
    "経路CD", "主訴", "課題区分", "緊急度", "主担当機関", "前回会議日", "次回", "終結日", "終結理由", "同意",
    "備考", "謎",
)  # fmt: skip


@settings(max_examples=150)
@given(soup=st.lists(st.lists(CELLS, max_size=len(HEADINGS)), max_size=6), taken=st.sets(st.text(max_size=5)))
def test_any_soup_of_cells_ends_in_exactly_one_outcome_per_row(soup, taken):
    rows = judged(HEADINGS, *soup, taken=frozenset(taken))
    counts = tally(rows)
    assert [row.row for row in rows] == list(range(1, len(soup) + 2))
    assert counts.imported + counts.refused + counts.passed_over == len(rows)
    for row in rows:
        assert (row.case is not None) == (row.outcome in (Outcome.IMPORTED, Outcome.WARNED))
        assert bool(row.findings) == (row.outcome is not Outcome.IMPORTED)
        if row.outcome is Outcome.REFUSED:
            assert {finding.key for finding in row.findings} <= REASONS_TO_REFUSE
    numbers = Counter(row.case.number for row in rows if row.case and row.case.number)
    assert all(count == 1 for count in numbers.values())


@settings(max_examples=150)
@given(cells=st.lists(CELLS, min_size=len(HEADINGS), max_size=len(HEADINGS)))
def test_every_case_can_be_stored_and_every_text_of_its_row_is_found_in_it(cells):
    cells[1:4] = ["R8-7", date(2026, 4, 1), "林　清"]
    row = judged(HEADINGS, cells)[-1]
    assert row.case is not None
    assert problems(row.case, TODAY) == ()
    repr(row.case).encode()
    if str(row.source[-1]).strip():
        assert f"謎：{row.source[-1].strip()}" in row.case.remarks
