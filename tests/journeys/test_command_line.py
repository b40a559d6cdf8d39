"""The main job by commands alone: from an Excel ledger to a verified summary."""

import io
from pathlib import Path

import pytest
from terminal import PASSWORD, call

from kyogikai_desktop.commands.console import Console
from kyogikai_desktop.commands.main import run

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(scope="module")
def council(tmp_path_factory):
    vault = tmp_path_factory.mktemp("journey") / "council"
    made = call("create", vault, "--council", "北の杜市協議会", "--code", "202070", "--population", 50000)
    assert made.code == 0, made.err
    return vault


@pytest.fixture(scope="module")
def filled(council):
    report = council.parent / "report.csv"
    xlsx = call("import-ledger", council, DATA / "ledger-form8.xlsx")
    csv = call("import-ledger", council, DATA / "ledger-legacy-cp932.csv", "--report", report)
    return council, xlsx, csv, report


def test_both_ledgers_import_without_hand_work(filled):
    _, xlsx, csv, report = filled
    assert xlsx.lines[-1] == "imported=120 warned=12 refused=0"
    assert csv.lines[-1] == "imported=81 warned=2 refused=1"
    assert (xlsx.code, csv.code) == (0, 0)
    assert len(report.read_text("utf-8-sig").splitlines()) == 1 + 84


def test_the_same_file_twice_is_recognised(filled):
    again = call("import-ledger", filled[0], DATA / "ledger-form8.xlsx")
    assert again.code == 2
    assert "取り込みずみ" in again.err
    assert again.err.count("\n") == 1


def test_the_corrected_report_brings_in_the_rest_and_nothing_twice(filled):
    council, _, _, report = filled
    corrected = report.with_name("corrected.csv")
    text = report.read_text("utf-8-sig")
    refused = next(line for line in text.splitlines() if line.startswith("82,"))
    mended = refused.replace("K00003,重複,重複,重複", "K00081,20261020,直した,名前")
    corrected.write_text(text.replace(refused, mended), "utf-8-sig")
    done = call("import-ledger", council, corrected)
    assert done.lines[-1].startswith("imported=1 ")
    assert "\tK00081\t直した　名前" in call("search", council, "直した 名前").out


def test_a_name_is_found_in_every_spelling(filled):
    found = {text: set(call("search", filled[0], text).lines) for text in ("吉田", "𠮷田", "ﾖｼﾀﾞ", "よし だ")}
    assert any("𠮷田" in line for line in found["吉田"])
    assert any("\t吉田" in line for line in found["吉田"])
    assert found["吉田"] == found["𠮷田"]
    assert found["吉田"] <= found["ﾖｼﾀﾞ"] == found["よし だ"]


def test_the_words_of_a_search_may_come_where_no_list_of_processes_shows_them(filled):
    typed, out = io.StringIO(f"{PASSWORD}\n吉田\n"), io.StringIO()
    assert run(["search", str(filled[0]), "-", "--password-stdin"], Console(typed, out, io.StringIO())) == 0
    assert out.getvalue() == call("search", filled[0], "吉田").out != ""


def test_a_case_is_found_by_its_number_in_full_width(filled):
    assert call("search", filled[0], "Ｒ８－０９８").lines == ["ケース\tR8-098\t𠮷田　ハル"]


def test_a_search_that_finds_too_much_says_that_there_is_more(filled):
    answer = call("search", filled[0], "0")
    assert (answer.code, len(answer.lines)) == (0, 200)
    assert answer.err == "はじめの 200 件です。ほかの言葉を足すと、しぼれます。\n"
    assert call("search", filled[0], "K00001").err == ""


def test_check_is_clean(filled):
    checked = call("check", filled[0])
    assert (checked.code, checked.out) == (0, "異常はありません。\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("minutes", "{vault}", "--meeting", "latest", "-o", "x.pdf"), "会議"),
        (("minutes", "{vault}", "--meeting", "abc", "-o", "x.pdf"), "会議の番号"),
        (("summary", "export", "{vault}", "--period", "2025-Q9", "-o", "x"), "期間"),
        (("import-ledger", "{vault}", "no-such-file.xlsx"), "ファイル"),
        (("create", "{vault}"), "フォルダー"),
    ],
)
def test_a_refusal_is_one_japanese_line_and_exit_2(filled, arguments, told):
    answer = call(*(argument.format(vault=filled[0]) for argument in arguments))
    assert answer.code == 2
    assert told in answer.err
    assert answer.err.count("\n") == 1
    assert answer.out == ""


@pytest.mark.parametrize("name", ["あ" * 100, "deep/" * 1_000])
def test_a_name_longer_than_any_is_one_line(tmp_path, name):
    place = tmp_path / name
    for arguments in (
        ("check", place),
        ("create", place),
        ("restore", place, tmp_path / "new"),
        ("carry", tmp_path / "new", "open", place),
        ("summary", "verify", place),
    ):
        answer = call(*arguments)
        assert answer.code in (1, 2)
        assert "Traceback" not in answer.err
        assert answer.code == 1 or answer.err.count("\n") == 1


def test_a_note_that_another_program_has_saved_anew_is_no_obstacle(tmp_path):
    (tmp_path / "練習用.txt").write_bytes("パスワード：ひみつ".encode("cp932"))
    answer = call("check", tmp_path, password=None)
    assert answer.code == 2
    assert answer.err.count("\n") == 1


def test_a_wrong_password_is_told_and_changes_nothing(filled):
    before = (filled[0] / "vault.db").read_bytes()
    answer = call("search", filled[0], "吉田", password=PASSWORD + "x")
    assert answer.code == 2
    assert answer.err.startswith("パスワードが違います。")
    assert (filled[0] / "vault.db").read_bytes() == before


def test_usage_is_one_line():
    assert "使い方：" in call("search", password=None).err
    assert call("search", password=None).code == 2
    assert call("no-such-command", password=None).code == 2


def test_a_real_council_gets_a_marked_preview_and_hears_why(filled, tmp_path):
    answer = call("summary", "export", filled[0], "--period", "2025", "-o", tmp_path)
    assert answer.code == 0, answer.err
    assert "見本" in answer.err
    folder = tmp_path / "202070_2025_preview"
    assert b'"preview":true' in (folder / "summary.json").read_bytes()
    assert call("summary", "verify", folder, password=None).code == 0


@pytest.mark.parametrize("name", ["summary.json", "summary.csv", "manifest.json"])
def test_one_changed_byte_of_a_summary_is_found(filled, tmp_path, name):
    call("summary", "export", filled[0], "--period", "2025", "-o", tmp_path)
    file = tmp_path / "202070_2025_preview" / name
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    answer = call("summary", "verify", file.parent, password=None)
    assert answer.code == 1
    assert name in answer.out


def test_one_changed_byte_of_the_database_is_found(filled, tmp_path):
    data = bytearray((filled[0] / "vault.db").read_bytes())
    for place in (3, 5000, len(data) // 2, len(data) - 9):
        copy = tmp_path / str(place)
        copy.mkdir()
        for name in ("vault.key", "vault.key.2"):
            (copy / name).write_bytes((filled[0] / name).read_bytes())
        changed = bytearray(data)
        changed[place] ^= 1
        (copy / "vault.db").write_bytes(changed)
        answer = call("check", copy)
        assert answer.code == 1, place
        assert "vault.db" in answer.out
