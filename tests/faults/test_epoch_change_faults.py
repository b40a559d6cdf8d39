"""F1, F2, F3, F21: a change of key cut at each file operation, killed at any moment, on a full disk."""

from __future__ import annotations

import shutil
import subprocess
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from disk import PowerCut, cut_at, full_at
from test_process_faults import start

from kyogikai_desktop.errors import NoSpace, WrongPassword
from kyogikai_desktop.vault import check, epochs, people
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault.kdf import FLOOR

ALL_NOTES = "SELECT id, body FROM notes ORDER BY id"
LEFT = "sarumono"

CHANGING = """
import sys
from datetime import datetime
from pathlib import Path
from kyogikai_desktop.vault import epochs
from kyogikai_desktop.vault.open import unlock

vault = unlock(Path(sys.argv[1]), sys.argv[2], now=datetime.fromisoformat(sys.argv[3]))
print("ready", flush=True)
while True:
    epochs.change(vault, ())
"""


@pytest.fixture(scope="module")
def two_template(sample_template, tmp_path_factory):
    """The sample with a second person, who is to leave; and its notes."""
    folder = tmp_path_factory.mktemp("two") / "council"
    two = replace(sample_template, folder=Path(shutil.copytree(sample_template.folder, folder)))
    with two.unlock() as vault:
        people.add(vault, people.new_slot(vault, LEFT, LEFT, FLOOR), LEFT)
        return two, vault.reader().execute(ALL_NOTES).fetchall()


@pytest.fixture
def two(two_template, tmp_path):
    return replace(two_template[0], folder=Path(shutil.copytree(two_template[0].folder, tmp_path / "two")))


@pytest.fixture
def expected(two_template):
    return two_template[1]


def leave(vault):
    epochs.change(vault, [vault.header.slot(LEFT).id])


def opens_for_who_left(sample):
    with suppress(WrongPassword):
        vaults.unlock(sample.folder, LEFT, login=LEFT, now=sample.now).close()
        return True
    return False


def assert_whole_and_finished(sample, expected):
    """After one more opening there is one key again, and the content is what it was; return the epoch."""
    with sample.unlock() as vault:
        epochs.finish(vault)
        assert vault.reader().execute(ALL_NOTES).fetchall() == expected
        assert not check.file_findings(vault)
        assert not epochs.is_pending(vault)
        assert vault.epoch == vault.header.epoch
        assert not list(sample.folder.glob("vault.db?*"))
        return vault.epoch


@pytest.mark.parametrize("step", range(40))
def test_a_cut_change_of_key_opens_and_is_finished(two, expected, monkeypatch, step):
    vault = two.unlock()
    asked = cut_at(monkeypatch, step)
    try:
        leave(vault)
        assert asked[0] <= step
    except PowerCut:
        pass
    finally:
        monkeypatch.undo()
        vault.close()
    if assert_whole_and_finished(two, expected) > 1:  # as soon as the new key counts, who left is out
        assert not opens_for_who_left(two)


def test_every_file_operation_of_a_change_was_cut(two, monkeypatch):
    with two.unlock() as vault:
        asked = cut_at(monkeypatch, 10**6)
        leave(vault)
        monkeypatch.undo()
    assert asked[0] in range(20, 40)


@pytest.mark.parametrize("step", range(1, 12))
def test_a_change_that_a_full_disk_stops_leaves_a_vault_that_opens(two, expected, monkeypatch, step):
    with two.unlock() as vault:
        full_at(monkeypatch, step)
        with suppress(NoSpace):
            leave(vault)
        monkeypatch.undo()
        assert vault.reader().execute(ALL_NOTES).fetchall() == expected
    assert_whole_and_finished(two, expected)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(25))
def test_a_killed_change_of_key_opens_and_is_finished(sample, expected, seed):
    with start(CHANGING, sample) as process:
        assert process.stdout.readline() == "ready\n"
        moment = time.monotonic() + seed / 60
        while time.monotonic() < moment:
            pass
        process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
    assert_whole_and_finished(sample, expected)
