"""F1, F21: a process killed while it imports a ledger or changes a password over and over."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from sample_council import PASSWORD, contents

from kyogikai_desktop.errors import WrongPassword
from kyogikai_desktop.services.checking import check_vault

ROOT = Path(__file__).parents[2]
LEDGER = ROOT / "tests" / "data" / "ledger-form8.xlsx"
OTHER = "夏草や もう一つ"

IMPORTING = """
import sys
from pathlib import Path
from kyogikai_desktop.services.imports import LedgerImport
from kyogikai_desktop.services.session import open_council

folder, password, other, ledger = sys.argv[1:]
work = LedgerImport(open_council(Path(folder), password))
file = work.read(Path(ledger))
mapping = work.guess(file)
rows = work.judge(file, mapping)
print("ready", flush=True)
work.run(file, rows)
print("stored", flush=True)
"""

CHANGING = """
import sys
from pathlib import Path
from kyogikai_desktop.services.session import open_council

folder, now, other, _ = sys.argv[1:]
session = open_council(Path(folder), now)
print("ready", flush=True)
while True:
    session.change_password(now, other)
    now, other = other, now
    print(now, flush=True)
"""

pytestmark = pytest.mark.long


def killed(script, council, seconds):
    """Kill a process so long after it is ready; return what it had told until then."""
    arguments = [str(council.folder), PASSWORD, OTHER, str(LEDGER)]
    with subprocess.Popen(
        [sys.executable, "-c", script, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as working:
        assert working.stdout.readline() == "ready\n"
        with suppress(subprocess.TimeoutExpired):
            working.wait(seconds)
        working.send_signal(signal.SIGKILL)
        return working.stdout.read().splitlines()


def content(council, password=PASSWORD):
    with council.open(password) as session:
        assert list(check_vault(session.vault)) == []
        return contents(session)


@pytest.mark.parametrize("twentieths", range(16))
def test_a_killed_import_is_all_there_or_not_at_all(council, twentieths):
    before = content(council)
    told = killed(IMPORTING, council, twentieths / 20)
    after = content(council)
    cases = sum(name.startswith("case:") for name in after) - sum(name.startswith("case:") for name in before)
    assert cases == 120 if told else cases in (0, 120)
    assert before.items() <= after.items()


@pytest.mark.parametrize("number", range(16))
def test_a_killed_password_change_leaves_one_that_opens(council, number):
    before = {name: one for name, one in content(council).items() if not name.startswith("account:")}
    told = killed(CHANGING, council, 0.3 + 0.05 * number)
    last = told[-1] if told else PASSWORD
    following = OTHER if last == PASSWORD else PASSWORD
    try:
        after = content(council, last)
    except WrongPassword:  # the change that ran had come so far
        after = content(council, following)
    assert before.items() <= after.items()
