"""What somebody mistypes: one Japanese line on standard error, exit 2, nothing on standard output."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sample_council import PASSWORD, council, council_template  # noqa: F401 (fixtures)
from terminal import call

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
