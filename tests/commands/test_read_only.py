"""A council that cannot be written: looking works and says what is not logged, the rest is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sample_council import PASSWORD, council, council_template  # noqa: F401 (fixtures)

from kyogikai_desktop.services.backups import Backups

ROOT = Path(__file__).parents[2]
# Without its capabilities even root obeys the rights of a folder.
BEGIN = """
import ctypes, io, json, sys
from kyogikai_desktop.commands.console import Console
from kyogikai_desktop.commands.main import run

header = (ctypes.c_uint32 * 2)(0x20080522, 0)
assert ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)()) == 0
vault, password, place = sys.argv[1:]
def told(words):
    out, err = io.StringIO(), io.StringIO()
    stdin = io.StringIO(password + "\\nhajime no kotoba\\n")
    code = run([*words, "--password-stdin"], Console(stdin, out, err))
    print(json.dumps([code, out.getvalue(), err.getvalue()]))
"""
COMMANDS = """
for words in (
    ["check", vault],
    ["audit", "verify", vault],
    ["search", vault, "吉田"],
    ["accounts", vault, "list"],
    ["audit", "sheet", vault, "--month", "2026-11", "-o", place + "/sheet.pdf"],
    ["backup", vault, place],
    ["accounts", vault, "add", "ueda", "--roles", "recorder"],
):
    told(words)
"""
NO_ENTRY = """
for words in (
    ["check", vault],
    ["audit", "verify", vault],
    ["accounts", vault, "list"],
    ["restore", vault + "/backups/one.bak", place + "/new"],
    ["restore", place + "/one.bak", vault],
    ["carry", vault, "return", place + "/one.bak"],
):
    told(words)
"""
REFUSED = "この協議会は、読むことだけできます。フォルダーに書き込めないためです。"


@pytest.mark.parametrize(("folder", "files"), [(0o500, 0o400), (0o500, 0o600), (0o700, 0o400)])
def test_looking_works_where_nothing_can_be_written(council, tmp_path, folder, files):  # noqa: F811
    before = {file.name: file.read_bytes() for file in council.folder.iterdir()}
    for file in council.folder.iterdir():
        file.chmod(files)
    council.folder.chmod(folder)
    place = tmp_path / "place"
    place.mkdir()
    checked, verified, searched, listed, *refused = run(COMMANDS, council, place)
    assert checked == [0, "異常はありません。\n", ""]
    assert (verified[0], verified[2]) == (0, "")
    assert (searched[0], "𠮷田" in searched[1]) == (0, True)
    assert searched[2] == "いまは読むことだけできます。さがしたことは、操作の記録に残りません。\n"
    assert (listed[0], listed[2]) == (0, "")
    for code, out, err in refused:
        assert (code, out, err.count("\n"), err.startswith(REFUSED)) == (2, "", 1, True)
    assert {file.name: file.read_bytes() for file in council.folder.iterdir()} == before
    assert not list(place.iterdir())


def test_a_folder_that_nobody_may_enter_is_told_in_words(council, tmp_path):  # noqa: F811
    with council.open() as session:
        Backups(session).make(tmp_path)
    (made,) = tmp_path.glob("*.bak")
    made.rename(tmp_path / "one.bak")
    council.folder.chmod(0)
    for code, out, err in run(NO_ENTRY, council, tmp_path):
        assert (code, out) == (2, "")
        assert err.startswith("フォルダーを読み書きする権利がありません。")
    assert not (tmp_path / "new").exists()


def run(script, council, place):  # noqa: F811
    """Return what a script tells, run where root has no more rights than others."""
    command = [sys.executable, "-c", BEGIN + script, str(council.folder), PASSWORD, str(place)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    council.folder.chmod(0o700)
    assert (done.returncode, done.stderr) == (0, b"")
    return map(json.loads, done.stdout.splitlines())
