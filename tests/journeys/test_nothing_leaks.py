"""No word of a case is readable in any file, and no network is ever asked for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from terminal import PASSWORD, call
from this_pc import STATE

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
STRACE = ("strace", "-f", "-qq", "-e", "trace=socket,connect", "-o")
MARKERS = ("近藤", "こんどう", "よしだ", "北の杜市西町", "070-7866-7446", "R6-001", PASSWORD)


def spellings(marker):
    return [marker.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp932")]


def test_no_marker_in_any_file_that_the_program_wrote(tmp_path, monkeypatch):
    home = tmp_path / "home"
    for name in ("HOME", "TMPDIR", STATE, "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        (home / name).mkdir(parents=True)
        monkeypatch.setenv(name, str(home / name))
    vault = home / "council"
    call("create", vault, "--council", "北の杜市協議会", "--code", "202070", "--population", 50000)
    assert call("import-ledger", vault, DATA / "ledger-form8.xlsx").code == 0
    assert call("search", vault, "近藤").out
    assert call("check", vault).code == 0
    files = [file for file in home.rglob("*") if file.is_file()]
    assert {"vault.key", "vault.key.2", "vault.db"} <= {file.name for file in files}
    for file in files:
        data = file.read_bytes()
        found = [marker for marker in MARKERS for word in spellings(marker) if word in data]
        assert not found, file


@pytest.mark.long
def test_no_internet_socket_in_the_whole_main_job(tmp_path):
    log = tmp_path / "sockets"
    done = subprocess.run(
        [*STRACE, log, sys.executable, "-m", "kyogikai_desktop", "demo", tmp_path / "demo"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    asked = [line for line in log.read_text("utf-8", "replace").splitlines() if "AF_INET" in line]
    assert not asked
