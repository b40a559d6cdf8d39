from __future__ import annotations

from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest

from kyogikai_desktop.errors import Damaged
from kyogikai_desktop.vault import backup, copies, header
from kyogikai_desktop.vault.connect import PAGE_SIZE


@pytest.fixture
def vault(sample):
    with sample.unlock() as unlocked:
        yield unlocked


@pytest.fixture
def backups(sample):
    return sample.folder / "backups"


def test_a_backup_is_one_file_named_by_time_and_number(vault, backups, sample):
    local = datetime(2026, 11, 20, 18, 12, tzinfo=timezone(timedelta(hours=9)))
    made = [backup.copy(vault, backups, now) for now in (sample.now, local, datetime(2025, 1, 1, tzinfo=UTC))]
    assert [file.name for file in made] == [
        "20261120T091200Z-000001.bak",
        "20261120T091200Z-000002.bak",
        "20250101T000000Z-000003.bak",
    ]
    assert sorted(backups.iterdir()) == sorted(made)


def test_a_backup_unpacks_to_a_vault_with_the_password_and_the_rows_of_its_day(
    vault, backups, sample, tmp_path
):
    expected = vault.reader().execute("SELECT * FROM notes").fetchall()
    found = backup.read(backup.copy(vault, backups, sample.now))
    vault.change_password(sample.password, "new")
    vault.writer().execute("DELETE FROM notes")
    vault.close()

    restored = tmp_path / "restored"
    restored.mkdir()
    copies.write(restored, found.header)
    (restored / "vault.db").write_bytes(found.file.read_bytes()[: found.database_size])
    with type(sample)(restored).unlock() as again:
        assert again.reader().execute("SELECT * FROM notes").fetchall() == expected


def test_an_open_transaction_is_not_in_the_backup(vault, backups, sample):
    vault.writer().execute("BEGIN IMMEDIATE")
    vault.writer().execute("DELETE FROM notes")
    found = backup.read(backup.copy(vault, backups, sample.now))
    vault.writer().execute("ROLLBACK")
    assert found.database_size == vault.database.stat().st_size


def test_a_backup_holds_no_plaintext(vault, backups, sample):
    content = backup.copy(vault, backups, sample.now).read_bytes()
    assert sample.marker.encode() not in content
    assert b"SQLite format 3" not in content
    assert b"notes_body" not in content


def test_every_changed_byte_of_a_backup_breaks_its_seal(vault, backups, sample):
    file = backup.copy(vault, backups, sample.now)
    whole = file.read_bytes()
    assert backup.is_authentic(backup.read(file), vault.keys)
    places = [*range(0, len(whole), 997), *range(len(whole) - 44, len(whole))]
    for place in places:
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with suppress(Damaged):
            assert not backup.is_authentic(backup.read(file), vault.keys)


def test_a_cut_backup_is_none(vault, backups, sample):
    file = backup.copy(vault, backups, sample.now)
    whole = file.read_bytes()
    for size in (0, 1, 8, 43, 44, PAGE_SIZE, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:size])
        with pytest.raises(Damaged) as damage:
            backup.read(file)
        assert damage.value.key == "backup_damaged"


def test_no_backup_is_made_of_a_damaged_vault(vault, backups, sample):
    kept = backup.copy(vault, backups, sample.now)
    content = bytearray(vault.database.read_bytes())
    content[-100] ^= 1
    vault.database.write_bytes(content)
    with pytest.raises(Damaged):
        backup.copy(vault, backups, sample.now)
    assert list(backups.iterdir()) == [kept]


def test_what_an_interrupted_backup_left_is_swept_away(vault, backups, sample):
    backups.mkdir()
    (backups / "20261120T091200Z-000001.bak.part").write_bytes(b"half")
    (theirs := backups / "写真.bak.part").write_bytes(b"of another program")
    made = backup.copy(vault, backups, sample.now)
    assert set(backups.iterdir()) == {made, theirs}


def test_the_header_in_a_backup_is_the_one_on_the_disk(vault, backups, sample):
    vault.change_password(sample.password, "new")
    found = backup.read(backup.copy(vault, backups, sample.now))
    assert found.header == (sample.folder / "vault.key").read_bytes()
    assert header.parse(found.header).seq == 2


def test_a_reader_and_a_writer_work_on_while_a_backup_exists(vault, backups, sample):
    with closing(vault.reader().execute("SELECT * FROM notes")) as rows:
        rows.fetchone()
        backup.copy(vault, backups, sample.now)
    vault.writer().execute("DELETE FROM notes WHERE id = 1")
