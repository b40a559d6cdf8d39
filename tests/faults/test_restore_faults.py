"""F2, F18: a backup or a restore cut at any file operation leaves the old vault or the new one."""

from __future__ import annotations

import pytest
from disk import PowerCut, cut_at

from kyogikai_desktop.errors import AppError, WrongPassword
from kyogikai_desktop.vault import backup, exchange, restore
from kyogikai_desktop.vault.folder import STAGED

OLD, NEW = "the password of later", "夏草や 2026"


def notes(sample, password):
    """Return the number of notes in the vault that a password opens."""
    try:
        with sample.unlock(password) as vault:
            return vault.reader().execute("SELECT count(*) FROM notes").fetchone()[0]
    except WrongPassword:
        return None


@pytest.fixture
def made(sample):
    with sample.unlock() as vault:
        file = backup.copy(vault, sample.folder / "backups", sample.now)
        vault.writer().execute("DELETE FROM notes WHERE id > 7")
        vault.change_password(NEW, OLD)
    return backup.read(file)


def put_back(sample, made):
    restore.replace(restore.Source(made, NEW), sample.folder, lambda _vault: None, sample.now)


def steps(last, by):
    """Return some steps for every day, and all the others for the long run."""
    return [pytest.param(n, marks=() if n % by == 0 else pytest.mark.long) for n in range(last)]


def run_cut(sample, made, monkeypatch, step, error=PowerCut):
    """Return whether the restore was done, was decided when it was cut, or had not happened yet."""
    asked = cut_at(monkeypatch, step, error)
    try:
        put_back(sample, made)
    except (PowerCut, AppError):
        pass
    finally:
        monkeypatch.undo()
    return asked[0] <= step


def operations(sample, made, monkeypatch):
    asked = cut_at(monkeypatch, 10_000)
    put_back(sample, made)
    monkeypatch.undo()
    return asked[0]


@pytest.mark.parametrize("step", steps(80, 7))
def test_a_restore_that_is_cut_leaves_the_old_or_the_new_vault(sample, made, monkeypatch, step):
    done = run_cut(sample, made, monkeypatch, step)
    decided = exchange.is_pending(sample.folder)
    old, new = notes(sample, OLD), notes(sample, NEW)
    assert (old, new) in ((7, None), (None, 300))
    assert new or not (done or decided)
    assert not exchange.is_pending(sample.folder)


def test_the_cuts_reach_the_end_of_a_restore(sample, made, monkeypatch):
    assert 30 < operations(sample, made, monkeypatch) < 80


@pytest.mark.parametrize("step", steps(80, 20))
def test_a_restore_that_failed_once_can_be_done_again(sample, made, monkeypatch, step):
    run_cut(sample, made, monkeypatch, step)
    put_back(sample, made)
    assert (notes(sample, OLD), notes(sample, NEW)) == (None, 300)


@pytest.mark.parametrize("step", steps(80, 13))
def test_a_failing_disk_leaves_the_old_or_the_new_vault(sample, made, monkeypatch, step):
    run_cut(sample, made, monkeypatch, step, OSError)
    assert (notes(sample, OLD), notes(sample, NEW)) in ((7, None), (None, 300))
    assert not (sample.folder / STAGED).exists()


@pytest.mark.parametrize("step", steps(12, 3))
@pytest.mark.usefixtures("made")
def test_a_backup_that_is_cut_does_not_count(sample, monkeypatch, step):
    with sample.unlock(OLD) as vault:
        asked = cut_at(monkeypatch, step)
        try:
            backup.copy(vault, sample.folder / "backups", sample.now)
            assert asked[0] <= step
        except PowerCut:
            pass
        finally:
            monkeypatch.undo()
        counted = sorted((sample.folder / "backups").glob("*.bak"))
        assert all(backup.is_authentic(backup.read(file), vault.keys) for file in counted)
        again = backup.copy(vault, sample.folder / "backups", sample.now)
        assert again.name > counted[-1].name
    assert not list((sample.folder / "backups").glob("*.part"))
