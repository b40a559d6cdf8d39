"""Unlocking against the key derivation alone; a backup of a large council against SQLite's own copy."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

import pytest
from ratios import ratio

from kyogikai_desktop.vault import backup, connect, kdf
from kyogikai_desktop.vault.kdf import KdfParams
from kyogikai_desktop.vault.open import create, unlock

pytestmark = pytest.mark.long
NOW = datetime(2026, 11, 20, tzinfo=UTC)
USUAL = KdfParams(m_kib=262_144, t=3, p=4)
MEGABYTES = 400


def test_unlocking_is_the_key_derivation_and_nothing_else(tmp_path):
    create(tmp_path / "vault", "hayashi", "夏草や 2026", kdf=USUAL, now=NOW).close()

    def derived():
        kdf.wipe(kdf.derive(bytearray("夏草や 2026".encode()), bytes(16), USUAL))

    def opened():
        with unlock(tmp_path / "vault", "夏草や 2026", now=NOW) as vault:
            vault.reader().execute("SELECT count(*) FROM sqlite_schema").fetchone()

    assert ratio("unlock", opened, derived, rounds=7) <= 1.15


def test_a_backup_of_400_megabytes_costs_little_more_than_sqlites_own_copy(tmp_path):
    with create(tmp_path / "vault", "hayashi", "pw", kdf=kdf.FLOOR, now=NOW) as vault:
        db = vault.writer()
        db.execute("CREATE TABLE papers (id INTEGER PRIMARY KEY, scan BLOB)")
        db.execute("BEGIN IMMEDIATE")
        for _megabyte in range(MEGABYTES):
            db.execute("INSERT INTO papers (scan) VALUES (randomblob(1000000))")
        db.execute("COMMIT")

        def copied():
            target = tmp_path / "bare.db"
            target.unlink(missing_ok=True)
            with closing(connect.blank(target, vault.keys)) as bare, closing(vault.connect()) as source:
                source.backup(bare)

        def made():
            backup.copy(vault, tmp_path / "backups", NOW).unlink()

        found = ratio(f"backup of {MEGABYTES} MB, verified", made, copied, rounds=3)
    assert found <= 1.3
