from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from kyogikai_desktop.errors import AppError, InUse, InvalidInput, Refused, WrongPassword
from kyogikai_desktop.vault import epochs, header
from kyogikai_desktop.vault.faults import said_plainly
from kyogikai_desktop.vault.kdf import FLOOR, USUAL
from kyogikai_desktop.vault.open import SlotLabel, create, peek, unlock

ROOT = Path(__file__).parents[2]

# Without its capabilities even root obeys the rights of a folder.
READ_ONLY = """
import ctypes, sys
from datetime import UTC, datetime
from pathlib import Path
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.vault.open import unlock

header = (ctypes.c_uint32 * 2)(0x20080522, 0)
assert ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)()) == 0
with unlock(Path(sys.argv[1]), sys.argv[2], now=datetime.now(UTC)) as vault:
    print(vault.read_only, vault.repaired, vault.reader().execute("SELECT count(*) FROM notes").fetchone()[0])
    for change in (vault.writer, lambda: vault.change_password(sys.argv[2], "new")):
        try:
            change()
        except Refused as refused:
            print(refused.key)
"""


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def test_what_is_written_is_there_after_closing_and_opening(sample):
    with sample.unlock() as vault:
        vault.writer().execute("INSERT INTO notes (body) VALUES ('葛󠄀西さん')")
        assert vault.reader().execute("SELECT body FROM notes ORDER BY id DESC").fetchone() == ("葛󠄀西さん",)
    with sample.unlock() as vault:
        assert vault.reader().execute("SELECT body FROM notes ORDER BY id DESC").fetchone() == ("葛󠄀西さん",)
    assert names(sample.folder) == ["vault.db", "vault.key", "vault.key.2", "vault.lock"]


def test_a_vault_knows_whose_it_is(sample):
    with sample.unlock() as vault:
        assert (vault.login, vault.epoch, vault.read_only, vault.repaired) == (sample.login, 1, False, ())
        assert peek(sample.folder) == (SlotLabel(vault.slot_id, sample.login),)
        assert vault.vault_id == header.parse(vault.header_bytes).vault_id


def test_each_connection_is_made_once_and_both_can_be_used_from_other_threads(sample):
    from concurrent.futures import ThreadPoolExecutor

    with sample.unlock() as vault, ThreadPoolExecutor(1) as worker:
        assert vault.writer() is vault.writer()
        assert vault.reader() is vault.reader()
        assert vault.writer() is not vault.reader()
        for connection in (vault.writer(), vault.reader()):
            assert worker.submit(lambda db=connection: db.execute("SELECT 1").fetchone()).result() == (1,)


def test_a_wrong_password_or_login_is_told_and_frees_the_lease(sample):
    for password, login in [("wrong", None), (sample.password, "shimada"), ("wrong", sample.login)]:
        with pytest.raises(WrongPassword):
            unlock(sample.folder, password, login=login, now=sample.now)
    sample.unlock().close()


def test_a_password_can_be_given_as_bytes_and_stays_the_callers_to_wipe(sample):
    typed = bytearray(sample.password.encode())
    unlock(sample.folder, typed, login=sample.login, now=sample.now).close()
    assert typed == sample.password.encode()


def test_the_same_vault_cannot_be_opened_twice(sample):
    with sample.unlock():
        with pytest.raises(InUse) as in_use:
            sample.unlock()
        assert in_use.value.values == {"who": sample.login, "since": sample.now}
    sample.unlock().close()


def test_closing_zeroes_the_keys_and_can_be_repeated(sample):
    vault = sample.unlock()
    writer = vault.writer()
    vault.close()
    vault.close()
    assert not any(vault.keys.vk)
    with pytest.raises(sqlcipher.ProgrammingError):
        writer.execute("SELECT 1")
    with pytest.raises(ValueError, match="closed"):
        vault.reader()


def test_a_new_password_replaces_the_old_one_and_changes_no_record(sample):
    before = (sample.folder / "vault.db").read_bytes()
    with sample.unlock() as vault:
        vault.change_password(sample.password, "新しい合言葉")
        vault.change_password("新しい合言葉", "もう一度")
    assert (sample.folder / "vault.db").read_bytes() == before
    assert (sample.folder / "vault.key").read_bytes() == (sample.folder / "vault.key.2").read_bytes()
    for old in (sample.password, "新しい合言葉"):
        with pytest.raises(WrongPassword):
            sample.unlock(old)
    with sample.unlock("もう一度") as vault:
        assert vault.repaired == ()


@pytest.mark.parametrize(("old", "new", "error"), [("wrong", "new", WrongPassword), (None, "", InvalidInput)])
def test_a_refused_new_password_leaves_the_old_one(sample, old, new, error):
    with sample.unlock() as vault, pytest.raises(error):
        vault.change_password(old or sample.password, new)
    sample.unlock().close()


def test_a_read_only_folder_opens_for_reading(sample):
    (sample.folder / "vault.key.2").unlink()
    for file in sample.folder.iterdir():
        file.chmod(0o400)
    sample.folder.chmod(0o500)
    run = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(sample.folder), sample.password],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    sample.folder.chmod(0o700)
    assert run.stdout.split("\n")[:3] == ["True () 300", "read_only", "read_only"], run.stderr
    assert names(sample.folder) == ["vault.db", "vault.key", "vault.lock"]


@pytest.mark.parametrize(
    ("login", "password", "field"),
    [("", "pw", "login"), ("a\nb", "pw", "login"), ("hayashi", "", "password")],
)
def test_a_refused_creation_leaves_nothing(tmp_path, sample, login, password, field):
    with pytest.raises(InvalidInput) as refused:
        create(tmp_path / "new", login, password, kdf=FLOOR, now=sample.now)
    assert refused.value.field == field
    assert not (tmp_path / "new").exists()


def test_creating_over_a_vault_is_refused_and_changes_nothing(sample):
    before = {file.name: file.read_bytes() for file in sample.folder.iterdir()}
    with pytest.raises(Refused):
        create(sample.folder, "shimada", "pw", kdf=FLOOR, now=sample.now)
    assert {file.name: file.read_bytes() for file in sample.folder.iterdir()} == before


@pytest.mark.parametrize("step", range(8))
def test_a_creation_that_fails_at_any_file_operation_leaves_nothing(tmp_path, sample, monkeypatch, step):
    left = [step]

    def failing(real):
        def operation(*arguments, **options):
            left[0] -= 1
            if left[0] < 0:
                raise OSError(28, os.strerror(28))
            return real(*arguments, **options)

        return operation

    for name in ("fsync", "replace"):
        monkeypatch.setattr(os, name, failing(getattr(os, name)))
    try:
        create(tmp_path / "new", "hayashi", "pw", kdf=FLOOR, now=sample.now).close()
    except AppError as error:
        assert error.key == "disk_full"
        assert names(tmp_path) == ["council"] or names(tmp_path / "new") == []
    else:
        assert left[0] >= 0
    finally:
        monkeypatch.undo()
    if left[0] < 0:
        create(tmp_path / "new", "hayashi", "pw", kdf=FLOOR, now=sample.now).close()


@pytest.mark.long
def test_without_parameters_a_slot_costs_at_least_the_usual_memory_and_passes(tmp_path, sample):
    create(tmp_path / "new", "hayashi", "pw", now=sample.now).close()
    [slot] = header.parse((tmp_path / "new" / "vault.key").read_bytes()).slots
    assert slot.kdf.m_kib == USUAL.m_kib
    assert slot.kdf.t >= USUAL.t


def test_a_database_that_lies_under_another_name_too_is_not_opened(sample, tmp_path):
    os.link(sample.folder / "vault.db", tmp_path / "copy.db")
    with pytest.raises(Refused) as refused:
        sample.unlock()
    assert (refused.value.key, refused.value.values) == ("link_in_folder", {"name": "vault.db"})
    (tmp_path / "copy.db").unlink()
    sample.unlock().close()


def test_what_lies_in_the_place_of_a_council_that_is_open_is_left_alone(sample, tmp_path):
    other = tmp_path / "other"
    create(other, "mori", "another council", kdf=FLOOR, now=sample.now).close()
    moved = tmp_path / "moved"
    with sample.unlock() as vault:
        sample.folder.rename(moved)
        other.rename(sample.folder)
        before = {file.name: file.read_bytes() for file in sample.folder.iterdir()}
        keys = []
        for act in (
            lambda: vault.change_password(sample.password, "new"),
            lambda: epochs.change(vault, ()),
            lambda: vault.writer().execute("DELETE FROM notes"),
        ):
            with pytest.raises(AppError) as refused, said_plainly():
                act()
            keys.append(refused.value.key)
        assert keys == ["folder_moved", "database_damaged", "file_read_only"]
        assert {file.name: file.read_bytes() for file in sample.folder.iterdir()} == before
        sample.folder.rename(other)
        moved.rename(sample.folder)
        vault.change_password(sample.password, "new")
        vault.writer().execute("DELETE FROM notes")
    with sample.unlock("new"):
        pass
