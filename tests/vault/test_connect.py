"""Every trap of SQLCipher that leaves a database in plaintext, empty, or under another key."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from kyogikai_desktop.errors import Damaged, Refused
from kyogikai_desktop.vault import connect, keys
from kyogikai_desktop.vault.faults import said_plainly

VAULT = "0f" * 16


@pytest.fixture
def epoch():
    return keys.new_epoch(VAULT, 1)


@pytest.fixture
def file(tmp_path, epoch):
    connect.create(tmp_path / "vault.db", epoch)
    return tmp_path / "vault.db"


@pytest.fixture
def db(file, epoch):
    with closing(connect.connect(file, epoch)) as connection:
        yield connection


def pragma(connection, name):
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.parametrize(
    "spelling",
    [
        b"",
        b"password",
        b"x'" + b"ab" * 32 + b"'",
        b"x'" + b"ab" * 47 + b"'",
        b"x'" + b"ab" * 49 + b"'",
        b"x'" + b"ag" * 48 + b"'",
        b"x'" + b"AB" * 48 + b"'",
        b"X'" + b"ab" * 48 + b"'",
        b"x'" + b"ab" * 48,
        b"x'" + b"ab" * 48 + b"'\n",
    ],
)
def test_a_key_that_sqlcipher_would_take_for_a_passphrase_is_refused(tmp_path, spelling):
    with (
        closing(sqlcipher.connect(str(tmp_path / "db"))) as connection,
        pytest.raises(ValueError, match="raw key"),
    ):
        connect.set_key(connection, bytearray(spelling))


def test_the_key_is_wiped_once_it_is_set(tmp_path, epoch):
    raw = epoch.database()
    with closing(sqlcipher.connect(str(tmp_path / "db"))) as connection:
        connect.set_key(connection, raw)
    assert not any(raw)


def test_a_new_file_begins_with_the_derived_salt_and_holds_no_plaintext(file, epoch):
    content = file.read_bytes()
    assert content[:16] == epoch.salt()
    assert b"SQLite format 3" not in content
    assert len(set(content)) > 200


def test_a_file_that_exists_is_never_created_over(file, epoch):
    before = file.read_bytes()
    with pytest.raises(Refused):
        connect.create(file, epoch)
    assert file.read_bytes() == before


def test_a_missing_file_is_damage_and_is_not_made(tmp_path, epoch):
    with pytest.raises(Damaged) as damage:
        connect.connect(tmp_path / "vault.db", epoch)
    assert damage.value.key == "database_missing"
    assert not any(tmp_path.iterdir())


def test_an_empty_file_is_damage_and_stays_empty(tmp_path, epoch):
    (tmp_path / "vault.db").touch()
    with pytest.raises(Damaged) as damage:
        connect.connect(tmp_path / "vault.db", epoch)
    assert damage.value.key == "database_empty"
    assert (tmp_path / "vault.db").read_bytes() == b""


def test_a_plaintext_database_is_damage(tmp_path, epoch):
    with closing(sqlite3.connect(tmp_path / "vault.db")) as plain:
        plain.execute(f"PRAGMA application_id={connect.APPLICATION_ID}")
    with pytest.raises(Damaged):
        connect.connect(tmp_path / "vault.db", epoch)


def test_a_database_of_another_program_under_our_key_is_refused(tmp_path, epoch):
    with closing(connect.blank(tmp_path / "vault.db", epoch)) as other:
        other.execute("CREATE TABLE notes (body)")
    with pytest.raises(Damaged) as damage:
        connect.connect(tmp_path / "vault.db", epoch)
    assert damage.value.key == "database_foreign"


@pytest.mark.parametrize("other", [keys.new_epoch(VAULT, 1), keys.new_epoch(VAULT, 2)])
def test_the_key_of_another_epoch_is_refused(file, other):
    with pytest.raises(Damaged):
        connect.connect(file, other)


@pytest.mark.parametrize(
    "statement",
    [
        "ATTACH DATABASE '{file}' AS other KEY ''",
        "ATTACH DATABASE '{file}' AS other",
        "ATTACH DATABASE ':memory:' AS other",
        "VACUUM INTO '{file}'",
    ],
)
def test_no_second_file_can_be_attached(db, tmp_path, statement):
    with pytest.raises(sqlcipher.DatabaseError, match="authori"):
        db.execute(statement.format(file=tmp_path / "plain.db"))
    assert not (tmp_path / "plain.db").exists()


def test_every_connection_has_the_settings_that_keep_data_safe(db, file, epoch):
    with closing(connect.connect(file, epoch, read_only=True)) as reader:
        for connection in (db, reader):
            assert pragma(connection, "journal_mode") == "delete"
            assert pragma(connection, "synchronous") == 3
            assert pragma(connection, "locking_mode") == "normal"
            assert pragma(connection, "temp_store") == 2
            assert pragma(connection, "foreign_keys") == 1
            assert pragma(connection, "trusted_schema") == 0
            assert pragma(connection, "secure_delete") == 1
            assert pragma(connection, "cipher_memory_security") == "1"
            assert pragma(connection, "cipher_log_level") == "NONE"
            assert int(pragma(connection, "page_size")) == connect.PAGE_SIZE
            assert pragma(connection, "application_id") == connect.APPLICATION_ID
            assert connection.isolation_level is None


def test_a_reader_cannot_write_whatever_it_is_told(file, epoch):
    with closing(connect.connect(file, epoch, read_only=True)) as reader:
        for wish in ("CREATE TABLE t (a)", "PRAGMA user_version=5"):
            with pytest.raises(Refused), said_plainly():
                reader.execute("PRAGMA query_only=OFF")
                reader.execute(wish)


def test_a_failed_step_leaves_nothing_half_applied(db):
    db.execute("BEGIN IMMEDIATE")
    db.execute("CREATE TABLE parents (id INTEGER PRIMARY KEY)")
    with pytest.raises(sqlcipher.OperationalError):
        db.execute("CREATE TABLE parents (id INTEGER PRIMARY KEY)")
    assert db.in_transaction
    db.execute("ROLLBACK")
    assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_a_name_with_signs_of_the_address_syntax_is_a_file_name(tmp_path, epoch):
    file = tmp_path / "協議会 50% ?mode=rwc#1.db"
    connect.create(file, epoch)
    with closing(connect.connect(file, epoch)) as connection:
        assert pragma(connection, "application_id") == connect.APPLICATION_ID
    assert [found.name for found in tmp_path.iterdir()] == [file.name]


def test_a_large_transaction_spills_nothing_readable_to_the_disk(db, tmp_path):
    marker = "相談の記録"
    db.execute("PRAGMA cache_size=10")
    db.execute("CREATE TABLE notes (body TEXT)")
    db.execute("BEGIN IMMEDIATE")
    db.executemany("INSERT INTO notes VALUES (?)", [(f"{number} {marker * 50}",) for number in range(2000)])
    db.execute("CREATE TEMP TABLE sorted AS SELECT body FROM notes ORDER BY body DESC")
    written = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    db.execute("ROLLBACK")
    assert set(written) == {"vault.db", "vault.db-journal"}
    assert len(written["vault.db"]) > 100 * connect.PAGE_SIZE
    for content in written.values():
        assert marker.encode() not in content
        assert b"CREATE TABLE" not in content
