from __future__ import annotations

import tomllib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger_tables import FORM8, LEGACY, ledger

from kyogikai_desktop import paths
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.interchange.ledger_cells import LedgerFile, Sheet
from kyogikai_desktop.interchange.ledger_file import read
from kyogikai_desktop.interchange.ledger_mapping import (
    Target,
    column_letters,
    from_toml,
    guess,
    heading_key,
    is_ledger,
)


def targets(*rows, **more) -> list[str]:
    return [column.target.value for column in guess(ledger(*rows), **more).columns]


def test_form8_is_found_below_its_titles_and_groups():
    mapping = guess(read(FORM8))
    assert (mapping.sheet, mapping.header_rows) == ("進行管理台帳", (6,))
    assert [column.target.value for column in mapping.columns] == [
        "ignored", "number", "received_on", "name", "kana", "sex", "birth", "age", "address", "phone",
        "household", "route", "complaint", "concerns", "urgency", "lead_body", "key_person", "course",
        "situation", "last_meeting_on", "next_review_on", "closed_on", "closing_reason", "remarks",
    ]  # fmt: skip


def test_the_legacy_csv_is_understood_in_its_own_words():
    mapping = guess(read(LEGACY))
    assert mapping.header_rows == (1,)
    assert {column.header: column.target.value for column in mapping.columns} == {
        "管理番号": "number", "受付年月日": "received_on", "姓": "family_name", "名": "given_name",
        "カナ": "kana", "性別区分": "sex", "生年月日": "birth", "郵便番号": "postal_code",
        "住所１": "address", "ＴＥＬ": "phone", "経路CD": "route_code", "経路名": "route",
        "相談内容": "complaint", "同意": "consent", "担当": "lead_body",
        "次回": "next_review_on", "終了": "closed_on", "終了事由": "closing_reason",
    }  # fmt: skip


def test_a_heading_below_its_group_takes_the_groups_word():
    rows = (("受理日", "氏名", "終結・移管", None, "電話"), (None, None, "日", "理由", "番号"))
    assert targets(*rows) == ["received_on", "name", "closed_on", "closing_reason", "phone"]


@pytest.mark.parametrize(
    "heading", ["受理日", "受 理 日", "受理日（和暦）", "受\n理\n日", "【受理日】", "受理日※"]
)
def test_spaces_lines_and_notes_in_a_heading_do_not_matter(heading):
    assert targets((heading, "氏名"))[0] == "received_on"


def test_a_surer_heading_takes_the_field_and_the_other_its_second_meaning():
    assert targets(("受理日", "氏名", "担当", "主担当機関")) == [
        "received_on",
        "name",
        "key_person",
        "lead_body",
    ]
    assert targets(("受理日", "氏名", "担当"))[2] == "lead_body"


def test_an_unknown_heading_becomes_a_remark_and_a_blank_one_has_its_letter():
    mapping = guess(ledger(("受理日", "氏名", "地区", None), ("R8.4.1", "林", "西", "x")))
    assert [(column.header, column.target) for column in mapping.columns[2:]] == [
        ("地区", Target.OTHER),
        ("D列", Target.OTHER),
    ]


def test_equal_headings_are_told_apart():
    mapping = guess(ledger(("受理日", "氏名", "備考", "備考")))
    assert [(column.header, column.target) for column in mapping.of(Target.REMARKS)] == [
        ("備考", Target.REMARKS),
        ("備考（2）", Target.REMARKS),
    ]


def test_the_sheet_with_the_ledger_is_chosen():
    sheets = (Sheet("説明", (("氏名", "受理日を書く"),)), Sheet("R8", (("受理日", "氏名"), ("R8.4.1", "林"))))
    assert guess(LedgerFile("a.xlsx", sheets, "")).sheet == "R8"


def test_a_saved_mapping_goes_before_the_known_headings_and_finds_its_columns_anywhere():
    first = guess(ledger(("受理日", "氏名", "要点", "担当"))).assign(2, Target.COMPLAINT)
    saved = from_toml(first.assign(3, Target.KEY_PERSON).to_toml())
    assert targets(("担当", "要点", "受理日", "氏名"), saved=saved) == [
        "key_person", "complaint", "received_on", "name",
    ]  # fmt: skip


def test_a_saved_sheet_is_taken_where_two_look_alike():
    rows = (("受理日", "氏名"), ("R8.4.1", "林"))
    file = LedgerFile("a.xlsx", (Sheet("R7", rows), Sheet("R8", rows)), "")
    assert guess(file).sheet == "R7"
    assert guess(file, from_toml('sheet = "R8"\n[columns]\n')).sheet == "R8"


def test_a_mapping_says_which_columns_are_missing():
    mapping = guess(ledger(("番号", "住所"), ("1", "西町")))
    assert mapping.missing == (Target.RECEIVED_ON, Target.NAME)
    assert guess(ledger(("受理日", "姓"))).missing == ()


def test_a_file_without_a_filled_cell_is_refused():
    with pytest.raises(AppError) as refused:
        guess(ledger((), ()))
    assert refused.value.key == "ledger_empty"


def test_a_sheet_is_a_ledger_only_with_name_and_intake_date():
    assert is_ledger(Sheet("R7", ((), ("受付日", "姓", "名"))))
    assert not is_ledger(Sheet("要領", (("氏名は正しく書いてください。",),)))


@given(
    headings=st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8),
    wanted=st.lists(st.sampled_from(Target), min_size=8, max_size=8),
)
def test_any_mapping_survives_its_file(headings, wanted):
    mapping = guess(ledger(("受理日", "氏名", *headings)))
    for column, target in zip(mapping.columns, wanted, strict=False):
        mapping = mapping.assign(column.index, target)
    read_back = from_toml(mapping.to_toml())
    assert (read_back.sheet, read_back.columns) == (mapping.sheet, mapping.columns)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "[columns]\n'a' = 1",
        "columns = 3",
        "sheet = 'a'",
        "[columns]\na = 'nothing'",
        "[columns]\na = []",
        "a = " + "[" * 5_000,
    ],
)
def test_a_broken_mapping_file_is_told(text):
    with pytest.raises(AppError) as refused:
        from_toml(text)
    assert refused.value.key == "mapping_unreadable"


def test_no_heading_stands_in_two_lists_and_every_list_is_a_field():
    with (paths.resources() / "templates" / "ledger_headers.toml").open("rb") as file:
        lists = tomllib.load(file)["headings"]
    counts = Counter(heading_key(heading) for headings in lists.values() for heading in headings)
    assert {heading: count for heading, count in counts.items() if count > 1 or not heading} == {}
    assert set(lists) == {target.value for target in Target} - {Target.OTHER}


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ")])
def test_columns_have_the_letters_of_a_spreadsheet(index, letters):
    assert column_letters(index) == letters


def test_every_target_has_a_label():
    assert all(target.label for target in Target)
    assert len({target.label for target in Target}) == len(Target)
