from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from ledger_tables import FORM8, HEAD, LEGACY, TODAY, keys, ledger

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.interchange import ledger_report
from kyogikai_desktop.interchange.ledger_cells import Formula
from kyogikai_desktop.interchange.ledger_file import read
from kyogikai_desktop.interchange.ledger_mapping import guess
from kyogikai_desktop.interchange.ledger_report import OWN_COLUMNS, report
from kyogikai_desktop.interchange.ledger_rows import Outcome, Tally, judge, tally
from kyogikai_desktop.words import say


def judged_file(file, taken=frozenset()):
    mapping = guess(file)
    return mapping, judge(file, mapping, today=TODAY, taken_numbers=taken)


def imported(rows):
    """Deal numbers as the council does, and return the rows with all numbers taken by then."""
    dealt = tuple(
        replace(row, case=replace(row.case, number=row.case.number or f"R8-{row.row:03}"))
        if row.case
        else row
        for row in rows
    )
    return dealt, frozenset(row.case.number for row in dealt if row.case)


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def again(tmp_path, lines, taken):
    path = tmp_path / "理由.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    return judged_file(read(path), taken)[1]


def test_the_report_holds_every_row_with_outcome_and_reasons_in_words():
    file = ledger(("台帳",), HEAD, ("R8-1", "R8.4.1", "林　清"), ("R8-2", "R8.2.30", "森"))
    mapping, rows = judged_file(file)
    data = report(mapping, rows, say, stored=True)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = table(data)
    assert lines[0] == [*OWN_COLUMNS, *HEAD]
    assert [line[:3] for line in lines[1:]] == [
        ["1", "データでない行", ""],
        ["2", "データでない行", ""],
        ["3", "取り込む", "R8-1"],
        ["4", "取り込めない", ""],
    ]
    assert "2月30日はありません" in lines[4][3]
    assert [line[4:] for line in lines[3:]] == [["R8-1", "R8.4.1", "林　清"], ["R8-2", "R8.2.30", "森"]]


def test_the_mistakes_of_the_legacy_ledger_are_mended_in_the_report_and_imported(tmp_path):
    mapping, rows = judged_file(read(LEGACY))
    rows, taken = imported(rows)
    lines = table(report(mapping, rows, say, stored=True))
    assert tally(again(tmp_path, lines, taken)) == Tally(imported=0, warned=0, refused=1, passed_over=85 - 1)
    mended = next(line for line in lines if line[1] == "取り込めない")
    mended[4:11] = ["K00081", "20261101", "林", "清", "ハヤシ キヨシ", "1", "19500101"]
    mended[11:] = [""] * len(mended[11:])
    second = again(tmp_path, lines, taken)
    assert tally(second) == Tally(imported=1, warned=0, refused=0, passed_over=84)
    assert [row.case.number for row in second if row.case] == ["K00081"]


def test_importing_the_report_of_a_whole_import_adds_nothing(tmp_path):
    mapping, rows = judged_file(read(FORM8))
    rows, taken = imported(rows)
    second = again(tmp_path, table(report(mapping, rows, say, stored=True)), taken)
    assert Counter(keys(row)[0] for row in second) == {
        "passed_imported_before": 120, "passed_before": 15, "passed_header": 1,
    }  # fmt: skip


@pytest.mark.parametrize("sample", [FORM8, LEGACY])
def test_the_report_of_a_dry_run_gives_the_same_cases_as_the_ledger(tmp_path, sample):
    mapping, rows = judged_file(read(sample))
    second = again(tmp_path, table(report(mapping, rows, say, stored=False)), frozenset())
    assert [row.outcome for row in second if row.case] == [row.outcome for row in rows if row.case]
    assert [row.case for row in second if row.case] == [row.case for row in rows if row.case]


def test_a_report_of_a_report_does_not_pile_up_columns(tmp_path):
    mapping, rows = judged_file(read(LEGACY))
    path = tmp_path / "理由.csv"
    path.write_bytes(report(mapping, rows, say, stored=False))
    second = report(*judged_file(read(path)), say, stored=False)
    assert table(second)[0] == table(path.read_bytes())[0]


def test_what_a_spreadsheet_would_run_is_harmless_and_comes_back_as_it_was(tmp_path):
    cells = (Formula("=cmd|' /C calc'!A0"), "R8.4.1", "+1+1", "-", "＝1", "\t=1", "@x", "'24年")
    file = ledger((*HEAD, "甲", "乙", "丙", "丁", "戊"), cells)
    mapping, rows = judged_file(file)
    lines = table(report(mapping, rows, say, stored=False))
    assert [cell[0] for cell in lines[2][4:] if cell and cell[0] in "=+-@\t＝"] == []
    assert again(tmp_path, lines, frozenset())[2].source[4:] == rows[1].source


def test_lines_quotes_and_rare_characters_survive_the_report(tmp_path):
    name, text = "葛󠄀西　𠮷﨑", '1行目\n"2行目", 髙い'
    mapping, rows = judged_file(ledger((*HEAD, "主訴"), ("R8-1", "R8.4.1", name, text)))
    row = again(tmp_path, table(report(mapping, rows, say, stored=False)), frozenset())[-1]
    assert (row.outcome, row.case.person.name, row.case.complaint) == (Outcome.IMPORTED, name, text)


def test_no_individual_number_reaches_the_report():
    mapping, rows = judged_file(ledger((*HEAD, "備考"), ("R8-1", "R8.4.1", "林", "1234-5678-9018")))
    assert "5678" not in report(mapping, rows, say, stored=True).decode()


def test_every_key_of_the_import_has_its_sentence():
    values = {
        name: name for name in ("header", "text", "row", "age", "expected", "unknown", "columns", "line")
    }
    values |= {
        "suffix": ".xls",
        "megabytes": 1,
        "rows": 1,
        "cells": 1,
        "reason": "no_such_day",
        "month": 2,
        "day": 30,
    }
    sources = Path(ledger_report.__file__).parent.glob("ledger_*.py")
    named = (re.findall(r'"((?:ledger|row|passed|mapping)_\w+)"', source.read_text()) for source in sources)
    keys_in_use = set().union(*named) - {Outcome.PASSED_OVER.value}
    assert len(keys_in_use) > 40
    for key in keys_in_use:
        assert key not in say(AppError(key, **values)), key
