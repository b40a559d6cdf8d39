"""What a bad day does to a council: the process is killed in the middle of an import or of saves."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from terminal import PASSWORD, call

from kyogikai_desktop.records.case_records import numbers
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.services.session import open_council

LEDGER = Path(__file__).parents[1] / "data" / "ledger-form8.xlsx"
SAVER = """
import sys
from datetime import date
from pathlib import Path
from kyogikai_desktop.domain.cases import Case, Person
from kyogikai_desktop.records.case_records import numbers
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.session import open_council

work = Casework(open_council(Path(sys.argv[1]), sys.argv[2]))
while True:
    case = work.receive(Case(received_on=date(2026, 11, 20), person=Person("山﨑　清", "やまざき　きよし")))
    print(case.number, flush=True)
"""


@pytest.fixture
def council(tmp_path):
    """Return a council of each test's own: numbers that a saver gives are refused in a ledger."""
    vault = tmp_path / "council"
    assert call("create", vault, "--code", "202070", "--population", 50000).code == 0
    return vault


def killed_after(seconds, *arguments, stdin="", speaks=False):
    """Start a child and kill it after some time (from its first word, if it speaks); returns what it said."""
    child = subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    child.stdin.write(stdin)
    child.stdin.close()
    said = child.stdout.readline() if speaks else ""
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    said += child.stdout.read()
    child.wait()
    child.stdout.close()
    return said


def rounds(short, long):
    return [pytest.param(short, id="short"), pytest.param(long, id="long", marks=pytest.mark.long)]


@pytest.mark.parametrize("times", rounds(6, 50))
def test_kill_during_saves_loses_nothing_acknowledged(council, times):
    acknowledged = set()
    for number in range(times):
        said = killed_after(0.011 * (number % 20), "-c", SAVER, council, PASSWORD, speaks=True)
        acknowledged |= set(said.split())
    with open_council(council, PASSWORD) as session:
        work = Casework(session)
        assert len(acknowledged) >= times
        assert all(work.find(number) for number in acknowledged)
    assert check_folder(council, PASSWORD) == ()


@pytest.mark.parametrize("times", rounds(4, 50))
def test_kill_during_an_import_leaves_all_or_nothing(council, times):
    before = _numbers(council)
    command = ("-m", "kyogikai_desktop", "import-ledger", council, LEDGER, "--password-stdin")
    for number in range(times):
        killed_after(0.8 + 0.041 * (number % 25), *command, stdin=f"{PASSWORD}\n")
        now = _numbers(council)
        assert len(now - before) in (0, 120)
    assert check_folder(council, PASSWORD) == ()


def _numbers(council):
    with open_council(council, PASSWORD) as session:
        return numbers(session.store.reader)
