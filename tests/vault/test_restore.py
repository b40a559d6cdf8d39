"""A backup unpacked beside the vault, or put in its place: whole, or not at all."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from kyogikai_desktop.errors import Damaged, InUse, Refused, WrongPassword
from kyogikai_desktop.vault import backup, restore
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.vault.open import create
from kyogikai_desktop.vault.restore import Source

NOTES = "SELECT id, body FROM notes ORDER BY id"
LATER = timedelta(days=3)


@pytest.fixture
def made(sample):
    """A backup with 300 notes; the vault has gone on since then, with another password."""
    with sample.unlock() as vault:
        file = backup.copy(vault, sample.folder / "backups", sample.now)
        vault.writer().execute("DELETE FROM notes")
        vault.change_password(sample.password, "later")
    return backup.read(file)


def files(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def count(vault):
    return vault.reader().execute("SELECT count(*) FROM notes").fetchone()[0]


def nothing(_vault):
    """Do nothing to the unpacked vault before it counts."""


def put_back(sample, made, password=None, prepared=nothing):
    source = Source(made, password or sample.password)
    return restore.replace(source, sample.folder, prepared, sample.now + LATER)


def test_a_backup_unpacks_beside_the_vault_that_is_open(sample, made, tmp_path):
    with (
        sample.unlock("later") as live,
        restore.unpack(Source(made, sample.password), tmp_path / "beside", sample.now) as unpacked,
    ):
        assert (count(live), count(unpacked)) == (0, 300)
        assert unpacked.vault_id == live.vault_id
        unpacked.writer().execute("DELETE FROM notes WHERE id < 100")


def test_the_whole_vault_goes_back_with_its_password_and_the_old_files_stay_aside(sample, made):
    old = (sample.folder / "vault.db").read_bytes()
    aside = put_back(
        sample, made, prepared=lambda vault: vault.writer().execute("DELETE FROM notes WHERE id=1")
    )
    assert aside == sample.folder / "before-restore-1"
    assert (aside / "vault.db").read_bytes() == old
    with sample.unlock() as vault:
        assert count(vault) == 299
        assert vault.repaired == ()
    with type(sample)(aside).unlock("later") as vault:
        assert count(vault) == 0
    assert {file.name for file in sample.folder.iterdir()} == {
        *("vault.key", "vault.key.2", "vault.db", "vault.lock", "backups", "before-restore-1")
    }


def test_a_second_restore_keeps_what_the_first_put_aside(sample, made):
    assert [put_back(sample, made).name for _ in range(2)] == ["before-restore-1", "before-restore-2"]


@pytest.mark.parametrize("lost", [("vault.db",), ("vault.key", "vault.key.2"), ("vault.key", "vault.db")])
def test_what_is_left_of_a_destroyed_vault_is_made_whole(sample, made, lost):
    for name in lost:
        (sample.folder / name).unlink()
    put_back(sample, made)
    with sample.unlock() as vault:
        assert count(vault) == 300


def test_the_journal_of_the_old_file_never_meets_the_new_one(sample, made):
    (sample.folder / "vault.db-journal").write_bytes(b"old pages")
    aside = put_back(sample, made)
    assert not (sample.folder / "vault.db-journal").exists()
    assert (aside / "vault.db-journal").read_bytes() == b"old pages"


def test_a_wrong_password_changes_nothing(sample, made, tmp_path):
    before = files(sample.folder)
    with pytest.raises(WrongPassword):
        put_back(sample, made, "later")
    with pytest.raises(WrongPassword):
        restore.unpack(Source(made, "later"), tmp_path / "new", sample.now)
    assert files(sample.folder) == before
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("place", [3, 5000, -5000, -3000, -500, -60, -44, -9])
def test_a_changed_backup_is_refused_and_changes_nothing(sample, made, place):
    content = bytearray(made.file.read_bytes())
    content[place] ^= 1
    made.file.write_bytes(content)
    before = files(sample.folder)
    with pytest.raises(Damaged) as damage:
        put_back(sample, backup.read(made.file))
    assert damage.value.key == "backup_damaged"  # and not what is said of the council's own key files
    assert files(sample.folder) == before


def test_a_sealed_backup_of_a_damaged_file_is_refused(sample, made, tmp_path):
    with sample.unlock("later") as vault:
        part = tmp_path / "20260101T000000Z-000001.bak"
        part.write_bytes(made.file.read_bytes()[: made.database_size])
        content = bytearray(part.read_bytes())
        content[9000] ^= 1
        part.write_bytes(content)
        backup._append_header(part, made.header, vault.keys)
    with pytest.raises(Damaged) as damage:
        restore.unpack(Source(backup.read(part), sample.password), tmp_path / "new", sample.now)
    assert damage.value.key == "backup_damaged"
    assert not (tmp_path / "new").exists()


def test_a_backup_of_another_council_is_refused(sample, made, tmp_path):
    other = tmp_path / "other"
    create(other, "shimada", sample.password, kdf=FLOOR, now=sample.now).close()
    before = files(other)
    with pytest.raises(Refused) as refused:
        restore.replace(Source(made, sample.password), other, nothing, sample.now)
    assert refused.value.key == "backup_of_another"
    assert files(other) == before


def test_a_folder_with_something_else_is_refused(sample, made, tmp_path):
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "letter.txt").write_text("a letter")
    for attempt in (
        lambda place: restore.unpack(Source(made, sample.password), place, sample.now),
        lambda place: restore.replace(Source(made, sample.password), place, nothing, sample.now),
    ):
        with pytest.raises(Refused) as refused:
            attempt(tmp_path / "documents")
        assert refused.value.key == "folder_not_empty"
    assert files(tmp_path / "documents") == {"letter.txt": b"a letter"}


def test_a_vault_that_is_open_is_not_replaced(sample, made):
    with sample.unlock("later") as vault:
        with pytest.raises(InUse) as in_use:
            put_back(sample, made)
        assert in_use.value.values["who"] == sample.login
        assert count(vault) == 0


def test_what_a_killed_restore_had_staged_is_swept_away(sample, made):
    (sample.folder / "restoring").mkdir()
    (sample.folder / "restoring" / "vault.db").write_bytes(b"half")
    put_back(sample, made)
    assert not (sample.folder / "restoring").exists()
    with sample.unlock() as vault:
        assert count(vault) == 300


def test_no_file_is_no_backup(tmp_path):
    with pytest.raises(Refused) as refused:
        backup.read(tmp_path / "nothing.bak")
    assert refused.value.key == "backup_missing"


def test_a_copy_elsewhere_is_read_back_and_numbered_there(sample, made, tmp_path):
    with sample.unlock("later") as vault:
        first = backup.duplicate(made.file, tmp_path / "usb", vault.keys, sample.now)
        second = backup.duplicate(made.file, tmp_path / "usb", vault.keys, sample.now)
        assert first.read_bytes() == second.read_bytes() == made.file.read_bytes()
        assert sorted(file.name for file in (tmp_path / "usb").iterdir()) == [first.name, second.name]
        with pytest.raises(Refused) as refused:
            backup.duplicate(made.file, tmp_path / "unplugged" / "usb", vault.keys, sample.now)
        assert refused.value.key == "backup_place_missing"
        with pytest.raises(Refused) as refused:
            backup.duplicate(made.file, made.file, vault.keys, sample.now)
    assert refused.value.key == "backup_place_missing"
    shutil.rmtree(tmp_path / "usb")
