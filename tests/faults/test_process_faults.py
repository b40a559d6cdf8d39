"""F1, F3, F7: a killed process, a full disk, a second instance."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kyogikai_desktop.errors import InUse

ROOT = Path(__file__).parents[2]

HOLDING = """
import sys
from datetime import datetime
from pathlib import Path
from kyogikai_desktop.vault.open import unlock

vault = unlock(Path(sys.argv[1]), sys.argv[2], now=datetime.fromisoformat(sys.argv[3]))
print("ready", flush=True)
sys.stdin.readline()
"""

SAVING = """
import sys
from datetime import datetime
from pathlib import Path
from kyogikai_desktop.vault.open import unlock

db = unlock(Path(sys.argv[1]), sys.argv[2], now=datetime.fromisoformat(sys.argv[3])).writer()
db.execute("PRAGMA cache_size=10")
number = 1000
while True:
    db.execute("BEGIN IMMEDIATE")
    notes = [(number + i, "相談" * 500) for i in range(50)]
    db.executemany("INSERT INTO notes (id, body) VALUES (?, ?)", notes)
    db.execute("COMMIT")
    number += 50
    print(number, flush=True)
"""

FULL = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.vault.open import create

resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    create(Path(sys.argv[1]), "hayashi", "pw", kdf=FLOOR, now=datetime.now(UTC))
except AppError as error:
    print(type(error).__name__, error.key)
"""


def start(script, sample):
    arguments = [str(sample.folder), sample.password, sample.now.isoformat()]
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_second_instance_is_told_who_and_since_when_until_the_first_ends(sample):
    with start(HOLDING, sample) as first:
        assert first.stdout.readline() == "ready\n"
        with pytest.raises(InUse) as in_use:
            sample.unlock()
        assert in_use.value.values == {"who": sample.login, "since": sample.now}
        first.stdin.close()
    sample.unlock().close()


def test_the_lease_of_a_killed_process_is_taken_over(sample):
    with start(HOLDING, sample) as first:
        assert first.stdout.readline() == "ready\n"
        first.kill()
    assert sample.login in (sample.folder / "vault.lock").read_text()
    sample.unlock().close()


@pytest.mark.parametrize("saves", [1, 2, 5])
def test_a_process_killed_while_it_saves_loses_nothing_that_was_acknowledged(sample, saves):
    with start(SAVING, sample) as saving:
        acknowledged = [int(saving.stdout.readline()) for _ in range(saves)][-1]
        saving.send_signal(signal.SIGKILL)
        acknowledged = max([acknowledged, *map(int, saving.stdout.read().split())])
    with sample.unlock() as vault:
        db = vault.reader()
        assert db.execute("SELECT count(*) FROM notes WHERE id < 1000").fetchone() == (300,)
        [stored] = db.execute("SELECT count(*) FROM notes WHERE id >= 1000").fetchone()
        assert stored % 50 == 0
        assert stored >= acknowledged - 1000
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("limit", [100, 600, 3000])
def test_creating_on_a_full_disk_is_said_plainly_and_leaves_nothing(tmp_path, limit):
    target = tmp_path / "new"
    run = subprocess.run(
        [sys.executable, "-c", FULL, str(target), str(limit)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stdout.split() in (["NoSpace", "disk_full"], ["AppError", "disk_error"]), run.stderr
    assert not target.exists()
