"""F20: a PC without the memory for a password says so in one line, and nothing is left or lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sample_council import PASSWORD
from test_header_tampering import HEADERS, costing

from kyogikai_desktop.vault.kdf import USUAL

SMALL_PC = """
import resource, sys
from pathlib import Path
sys.path.insert(0, "tests")
from terminal import call
import kyogikai_desktop.services.session

pages = int(Path("/proc/self/statm").read_text().split()[0])
most = pages * resource.getpagesize() + 200 * 2**20
resource.setrlimit(resource.RLIMIT_AS, (most, most))
council, new, password = sys.argv[1:]
for words in (["search", council, "吉田"], ["check", council], ["create", new, "--council", "北の杜市"]):
    answer = call(*words, password=password)
    named = "メモリ" in answer.err and "256" in answer.err
    print(answer.code, repr(answer.out), answer.err.count("\\n"), named)
"""


def test_a_pc_without_the_memory_for_a_password_says_so(council, tmp_path):
    costing(council, HEADERS, m_kib=USUAL.m_kib, t=USUAL.t)
    before = [(council.folder / name).read_bytes() for name in (*HEADERS, "vault.db")]
    run = subprocess.run(
        [sys.executable, "-c", SMALL_PC, str(council.folder), str(tmp_path / "new"), PASSWORD],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.splitlines() == ["2 '' 1 True"] * 3, run.stderr
    assert [(council.folder / name).read_bytes() for name in (*HEADERS, "vault.db")] == before
    assert not (tmp_path / "new").exists()
