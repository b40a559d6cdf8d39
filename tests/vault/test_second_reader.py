"""An independent program (SQLite3 Multiple Ciphers) reads the database: the format is not ours alone."""

from __future__ import annotations

from contextlib import closing

import apsw
import pytest


def open_elsewhere(file, key):
    connection = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
    connection.pragma("cipher", "sqlcipher")
    connection.pragma("legacy", 4)
    connection.pragma("key", key)
    return connection


def test_another_implementation_reads_every_row(sample):
    with sample.unlock() as vault:
        key = vault.keys.database().decode()
        expected = vault.reader().execute("SELECT id, body FROM notes").fetchall()
    with closing(open_elsewhere(sample.folder / "vault.db", key)) as other:
        assert other.execute("SELECT id, body FROM notes").fetchall() == expected
        assert other.pragma("integrity_check") == "ok"


def test_another_implementation_reads_nothing_without_the_key(sample):
    other = open_elsewhere(sample.folder / "vault.db", "x'" + "00" * 48 + "'")
    with closing(other), pytest.raises(apsw.NotADBError):
        other.execute("SELECT * FROM notes").fetchall()
