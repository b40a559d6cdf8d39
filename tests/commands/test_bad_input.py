"""What somebody mistypes: one Japanese line on standard error, exit 2, nothing on standard output."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sample_council import PASSWORD, council, council_template  # noqa: F401 (fixtures)
from terminal import call

from kyogikai_desktop import __version__, demo
from kyogikai_desktop.commands import check
from kyogikai_desktop.commands.main import SUBCOMMANDS

DATA = Path(__file__).parents[1] / "data"
HOUSE = {**os.environ, "PYTHONPATH": str(DATA.parents[1])}


def refused(*arguments, password=PASSWORD):
    answer = call(*arguments, password=password)
    assert (answer.code, answer.out, answer.err.count("\n")) == (2, "", 1), answer
    return answer.err


@pytest.mark.parametrize("command", [("check",), ("audit", "verify"), ("search", "吉田")])
def test_a_folder_without_a_council_is_a_mistake_and_no_damage(tmp_path, command):
    for place in (tmp_path, tmp_path / "nothing", Path(__file__)):
        words = (*command[:1], place, *command[1:]) if command[0] == "search" else (*command, place)
        assert "協議会のフォルダーではない" in refused(*words)


def test_a_council_that_lost_both_key_files_is_damaged(council):  # noqa: F811
    for name in ("vault.key", "vault.key.2"):
        (council.folder / name).unlink()
    answer = call("check", council.folder, password=PASSWORD)
    assert answer.code == 1
    assert "鍵のファイル" in answer.out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("search", "x", "吉田", "--foo"), "--fooは使えません。使い方：kyogikai-desktop search "),
        (("search", "x"), "TEXTが足りません。使い方：kyogikai-desktop search "),
        (("practice", "x", "--cases", "abc"), "--casesの値を確かめてください。"),
        (("minutes", "x", "--meeting"), "--meetingの値が足りません。"),
        (("carry", "x", "list", "extra"), "extraは使えません。使い方：kyogikai-desktop carry VAULT list"),
        (("nonsense",), "COMMANDの値を確かめてください。使い方：kyogikai-desktop "),
    ],
)
def test_usage_says_which_argument_is_wrong(arguments, told):
    assert refused(*arguments, password=None).startswith(told)


@pytest.mark.parametrize(
    "arguments",
    [
        ("backup", "x", ""),
        ("create", ""),
        ("accounts", "", "list"),
        ("minutes", "x", "--meeting", "latest", "-o", ""),
        ("summary", "verify", ""),
    ],
)
def test_an_empty_path_is_never_the_folder_one_stands_in(tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    assert "の値を確かめてください。使い方：" in refused(*arguments, password=PASSWORD)
    assert not list(tmp_path.iterdir())


def test_a_council_does_not_lie_in_another_one(council):  # noqa: F811
    told = refused("create", council.folder / "inside")
    assert told.startswith("その場所は、協議会のフォルダーの中です。")
    assert not (council.folder / "inside").exists()


@pytest.mark.parametrize("text", ["", "　"])
def test_nothing_to_search_by_is_said(council, text):  # noqa: F811
    assert refused("search", council.folder, text).startswith("さがす言葉が入っていません。")


def test_a_pipe_that_nobody_writes_into_is_no_file(council, tmp_path):  # noqa: F811
    os.mkfifo(pipe := tmp_path / "pipe.csv")
    assert refused("import-ledger", council.folder, pipe).startswith("ファイルを開けませんでした。")
    ledger = DATA / "ledger-form8.xlsx"
    told = refused("import-ledger", council.folder, ledger, "--dry-run", "--mapping", pipe)
    assert told.startswith("列の対応のファイルを読めませんでした。")


@pytest.mark.parametrize("population", ["0", "-5", "99999999999999999999", "x"])
def test_no_council_has_so_many_people(tmp_path, population):
    told = refused("create", tmp_path / "new", "--population", population)
    assert "人口" in told or "--population" in told
    assert not (tmp_path / "new").exists()


def test_a_council_cannot_lie_in_a_file(tmp_path):
    (tmp_path / "file").touch()
    assert refused("create", tmp_path / "file" / "council").startswith("その場所の途中に、フォルダーではなく")


def test_what_nobody_thought_of_is_one_line_without_anybodys_words(council, monkeypatch):  # noqa: F811
    def fail(*_arguments, **_more):
        raise ValueError("山﨑　みつ")

    monkeypatch.setattr(check, "_run", fail)
    told = refused("check", council.folder)
    assert told.startswith("予期しないことが起きました（ValueError、test_bad_input.py:")
    assert "山﨑" not in told


VERBS = {
    "accounts": "list add roles disable enable remove rekey reset password recovery prove recover",
    "carry": "out again open back on return break move list",
    "summary": "export verify",
    "audit": "sheet verify",
}


@pytest.mark.parametrize("command", [name.replace("_", "-") for name in SUBCOMMANDS])
def test_help_is_japanese_for_every_command(command):
    place = ("x",) if command in ("accounts", "carry") else ()
    for verb in VERBS.get(command, "").split() or [""]:
        words = (command, *place, verb) if verb else (command,)
        answer = call(*words, "--help", password=None)
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith(f"使い方：kyogikai-desktop {command} ")
        for argument in re.findall(r"^ {2,4}\S.*(?:\n {5,}.*)*", answer.out, re.MULTILINE):
            assert re.search("[ぁ-んァ-ン一-龠]", argument), argument
        assert not re.search(r"usage|options|positional|show", answer.out)


def test_the_program_says_what_it_can_do_and_which_version_it_is():
    assert "import-ledger" in call("--help", password=None).out
    assert call("--version", password=None).out == f"{__version__}\n"


@pytest.mark.parametrize("arguments", [("--help",), ("a", "b")])
def test_the_demonstration_takes_one_folder_and_nothing_else(tmp_path, monkeypatch, capfd, arguments):
    monkeypatch.chdir(tmp_path)
    assert demo.run(arguments) == 2
    assert capfd.readouterr() == ("", "使い方：kyogikai-desktop demo [FOLDER]\n")
    assert not list(tmp_path.iterdir())


def test_a_meeting_beyond_all_numbers_is_no_meeting(council, tmp_path):  # noqa: F811
    told = refused("minutes", council.folder, "--meeting", "9" * 30, "-o", tmp_path / "x.pdf")
    assert told.startswith("その番号の会議はありません")


def test_a_file_never_takes_the_place_of_a_folder_or_a_device(council, tmp_path):  # noqa: F811
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for place in (tmp_path, pipe):
        told = refused(
            "import-ledger", council.folder, DATA / "ledger-form8.xlsx", "--dry-run", "--report", place
        )
        assert told.startswith("そこはファイルではない")
    assert pipe.is_fifo()


def test_a_mapping_that_is_not_there_is_named_as_such(council, tmp_path):  # noqa: F811
    ledger, place = DATA / "ledger-form8.xlsx", tmp_path / "none.toml"
    assert "列の対応のファイル" in refused("import-ledger", council.folder, ledger, "--mapping", place)


def test_a_summary_that_is_not_there_is_a_mistake(tmp_path):
    for place in (tmp_path / "none", Path(__file__)):
        assert "集計のフォルダー" in refused("summary", "verify", place, password=None)
    assert call("summary", "verify", tmp_path, password=None).code == 1


@pytest.mark.parametrize(
    ("streams", "arguments", "code"),
    [
        (">/dev/full", ("summary", "verify", "."), 2),
        (">&-", ("summary", "verify", "."), 1),
        ("<&-", ("search", ".", "吉田", "--password-stdin"), 2),
    ],
)
def test_a_full_or_closed_stream_is_no_crash(tmp_path, streams, arguments, code):
    program = ("sh", "-c", f'exec "$@" {streams}', "sh", sys.executable, "-m", "kyogikai_desktop")
    done = subprocess.run([*program, *arguments], check=False, capture_output=True, cwd=tmp_path, env=HOUSE)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (code, b"", code - 1), done
