"""F1, F3, F5, F18: a backup or restore that is killed, has no room or may not write; and what it costs."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from disk import room_for

from kyogikai_desktop.errors import NoSpace, Refused
from kyogikai_desktop.vault import backup, connect, restore
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.vault.open import create

ROOT = Path(__file__).parents[2]

BACKING_UP = """
import sys
from datetime import datetime
from pathlib import Path
from kyogikai_desktop.vault import backup
from kyogikai_desktop.vault.open import unlock

now = datetime.fromisoformat(sys.argv[3])
vault = unlock(Path(sys.argv[1]), sys.argv[2], now=now)
while True:
    print(backup.copy(vault, vault.folder / "backups", now).name, flush=True)
"""


def contents(folder):
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != "vault.lock")
    return {file: file.read_bytes() for file in files}


def killed(sample, delay):
    """Kill a process that makes one backup after the other; return the names that it had told of."""
    arguments = [str(sample.folder), sample.password, sample.now.isoformat()]
    with subprocess.Popen(
        [sys.executable, "-c", BACKING_UP, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as working:
        first = working.stdout.readline()
        time.sleep(delay)
        working.send_signal(signal.SIGKILL)
        return [first.strip(), *working.stdout.read().split()]


@pytest.mark.parametrize("times", [3, pytest.param(50, marks=pytest.mark.long)])
def test_a_killed_backup_never_counts(sample, times):
    folder = sample.folder / "backups"
    told = []
    for number in range(times):
        told += killed(sample, 0.007 * (number % 17))
        with sample.unlock() as vault:
            counted = [backup.read(file) for file in sorted(folder.glob("*.bak"))]
            assert {found.file.name for found in counted} >= set(told)
            assert all(backup.is_authentic(found, vault.keys) for found in counted)
            told.append(backup.copy(vault, folder, sample.now).name)
        assert not list(folder.glob("*.part"))


@pytest.mark.parametrize("size", [2_000, 50_000])
def test_a_backup_without_room_is_refused_in_words_and_leaves_nothing(sample, size):
    with sample.unlock() as vault:
        kept = backup.copy(vault, sample.folder / "backups", sample.now)
        for place in (sample.folder / "backups", sample.folder.parent / "usb"):
            with room_for(size), pytest.raises(NoSpace):
                backup.copy(vault, place, sample.now)
            with room_for(size), pytest.raises(NoSpace):
                backup.duplicate(kept, place, vault.keys, sample.now)
    assert list((sample.folder / "backups").iterdir()) == [kept]
    assert list((sample.folder.parent / "usb").iterdir()) == []


@pytest.mark.parametrize("size", [100, 2_000, 50_000])
def test_a_restore_without_room_changes_nothing(sample, tmp_path, size):
    with sample.unlock() as vault:
        made = backup.copy(vault, sample.folder / "backups", sample.now)
        source = restore.Source(backup.read(made), sample.password)
        vault.writer().execute("DELETE FROM notes")
    before = contents(tmp_path)
    with room_for(size), pytest.raises(NoSpace):
        restore.replace(source, sample.folder, lambda _vault: None, sample.now)
    with room_for(size), pytest.raises(NoSpace):
        restore.unpack(source, tmp_path / "new", sample.now)
    assert contents(tmp_path) == before
    assert not (tmp_path / "new").exists()


def test_where_nobody_may_write_is_refused_in_words(sample):
    nobody_writes = Path("/sys/kernel/kyogikai")
    with sample.unlock() as vault:
        made = backup.copy(vault, sample.folder / "backups", sample.now)
        source = restore.Source(backup.read(made), sample.password)
        with pytest.raises(Refused) as refused:
            backup.copy(vault, nobody_writes, sample.now)
        assert refused.value.key == "no_rights"
    with pytest.raises(Refused) as refused:
        restore.unpack(source, nobody_writes, sample.now)
    assert refused.value.key == "no_rights"


@pytest.mark.long
def test_a_verified_backup_costs_little_more_than_a_bare_copy(tmp_path, sample):
    with create(tmp_path / "large", "hayashi", "pw", kdf=FLOOR, now=sample.now) as vault:
        db = vault.writer()
        db.execute("BEGIN IMMEDIATE")
        db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, case_id INTEGER, body TEXT NOT NULL)")
        db.execute("CREATE INDEX notes_by_case ON notes (case_id)")
        notes = ((number % 5_000, f"{number} " + "相談の記録" * 20) for number in range(300_000))
        db.executemany("INSERT INTO notes (case_id, body) VALUES (?, ?)", notes)
        db.execute("COMMIT")

        def bare():
            part = tmp_path / "bare"
            part.unlink(missing_ok=True)
            with closing(vault.connect()) as source, closing(connect.blank(part, vault.keys)) as target:
                source.backup(target)

        def verified():
            backup.copy(vault, tmp_path / "backups", sample.now).unlink()

        taken = {one: min(seconds(one) for _ in range(3)) for one in (bare, verified)}
    assert taken[verified] <= 1.3 * taken[bare]


def seconds(task):
    begun = time.perf_counter()
    task()
    return time.perf_counter() - begun
