from __future__ import annotations

from contextlib import closing, suppress
from datetime import UTC, datetime

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from kyogikai_desktop.errors import Damaged
from kyogikai_desktop.vault import backup, check
from kyogikai_desktop.vault.check import Finding
from kyogikai_desktop.vault.connect import PAGE_SIZE
from kyogikai_desktop.words import say


def flip(file, place):
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)


def keys_of(findings):
    return [finding.key for finding in findings]


def told(vault, pragma):
    with closing(vault.connect()) as connection:
        return [row[0] for row in connection.execute(f"PRAGMA {pragma}")]


def test_a_whole_vault_has_no_findings(sample):
    with sample.unlock() as vault:
        assert check.file_findings(vault) == ()
    assert check.raw_findings(sample.folder) == ()


def test_a_free_page_is_found_by_the_cipher_check_alone(sample_unlocked):
    vault = sample_unlocked
    page = flip_a_page_that_structure_ignores(vault)
    assert told(vault, "integrity_check") == ["ok"]
    assert check.file_findings(vault) == (Finding(check.FREE, {"pages": str(page)}),)
    assert check.losses(vault) == ()
    check.rewrite_free_pages(vault.writer())
    assert check.file_findings(vault) == ()


def test_free_pages_are_written_over_and_nothing_else_changes(sample_unlocked):
    vault = sample_unlocked
    before = vault.reader().execute("SELECT id, body FROM notes").fetchall()
    check.rewrite_free_pages(vault.writer())
    with closing(vault.connect()) as fresh:
        assert fresh.execute("SELECT id, body FROM notes").fetchall() == before
        assert fresh.execute("SELECT name FROM sqlite_schema WHERE name = 'free_pages'").fetchall() == []
    assert check.file_findings(vault) == ()


def test_a_backup_mends_a_free_page_and_counts(sample_unlocked, tmp_path):
    vault = sample_unlocked
    flip_a_page_that_structure_ignores(vault)
    made = backup.copy(vault, tmp_path / "backups", datetime(2026, 11, 20, tzinfo=UTC))
    assert made.exists()
    assert check.file_findings(vault) == ()


def flip_a_page_that_structure_ignores(vault):
    for page in range(vault.database.stat().st_size // PAGE_SIZE, 1, -1):
        flip(vault.database, page * PAGE_SIZE - 100)
        with suppress(sqlcipher.DatabaseError):
            if told(vault, "integrity_check") == ["ok"]:
                return page
        flip(vault.database, page * PAGE_SIZE - 100)
    raise AssertionError("the sample has no free page")


def test_a_broken_index_is_found_by_the_structure_check_alone(sample):
    with sample.unlock() as vault:
        db = vault.writer()
        db.execute("PRAGMA writable_schema=ON")
        db.execute(
            "UPDATE sqlite_schema SET sql = 'CREATE INDEX notes_body ON notes (id)' WHERE name = 'notes_body'"
        )
        db.execute("PRAGMA writable_schema=RESET")
        assert told(vault, "cipher_integrity_check") == []
        [finding] = check.file_findings(vault)
    assert finding.key == "structure_damaged"
    assert "notes_body" in finding.values["place"]


def test_each_byte_of_the_salt_is_found_though_neither_check_looks_there(sample_unlocked):
    vault = sample_unlocked
    for place in range(16):
        flip(vault.database, place)
        assert told(vault, "integrity_check") == ["ok"]
        assert told(vault, "cipher_integrity_check") == []
        assert check.file_findings(vault) == (Finding("salt_damaged"),)
        vault.writer().execute(f"PRAGMA user_version={place + 1}")
        assert check.file_findings(vault) == ()  # as the words promise: the next save mends it


@pytest.fixture
def sample_unlocked(sample):
    with sample.unlock() as vault:
        yield vault


def test_every_page_is_named_by_its_number(sample_unlocked):
    vault = sample_unlocked
    for page in (3, 5):
        flip(vault.database, (page - 1) * PAGE_SIZE + 1000)
    found = {finding.key: finding for finding in check.file_findings(vault)}
    assert found["pages_damaged"].values == {"pages": "3, 5"}


def test_a_long_list_of_pages_is_cut_short(sample_unlocked):
    vault = sample_unlocked
    for page in range(2, 40):
        flip(vault.database, (page - 1) * PAGE_SIZE + 1000)
    found = {finding.key: finding for finding in check.file_findings(vault)}
    assert found["pages_damaged"].values["pages"].endswith(", 21 …")


def test_damage_that_keeps_the_file_from_opening_is_a_finding_too(sample_unlocked):
    vault = sample_unlocked
    flip(vault.database, 100)
    assert keys_of(check.file_findings(vault)) == ["database_damaged"]


@pytest.mark.parametrize(
    ("name", "content", "finding"),
    [
        ("vault.key", None, Finding("header_copy_missing", {"name": "vault.key"})),
        ("vault.key.2", b"{}", Finding("header_copy_damaged", {"name": "vault.key.2"})),
        ("vault.db", None, Finding("database_missing")),
        ("vault.db", b"", Finding("database_empty")),
        ("vault.db", bytes(5000), Finding("database_cut")),
        ("vault.db", b"SQLite format 3\0" + bytes(4080), Finding("database_plain")),
    ],
)
def test_what_is_seen_without_a_password(sample, name, content, finding):
    (sample.folder / name).unlink()
    if content is not None:
        (sample.folder / name).write_bytes(content)
    assert check.raw_findings(sample.folder) == (finding,)


def test_findings_have_a_sentence_each():
    findings = {
        "pages_damaged": {"pages": "3"},
        "structure_damaged": {"place": "notes_body"},
        "salt_damaged": {},
        "header_copy_missing": {"name": "vault.key"},
        "header_copy_damaged": {"name": "vault.key"},
        "database_plain": {},
    }
    for key, values in findings.items():
        assert key not in say(Damaged(key, **values))
