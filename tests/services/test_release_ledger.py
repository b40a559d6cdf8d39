"""What was released stays what was released: the check finds books and bytes changed behind the program."""

from __future__ import annotations

from contextlib import closing

import pytest

from kyogikai_desktop.errors import InUse
from kyogikai_desktop.records import audit
from kyogikai_desktop.services import practice
from kyogikai_desktop.services.releases import Releases
from kyogikai_desktop.vault.kdf import FLOOR


class Undo(Exception):
    """End a transaction as if nothing had been changed."""


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    place = tmp_path_factory.mktemp("releases")
    with practice.create(place / "council", cases=150, seed=1, kdf=FLOOR) as session:
        work = Releases(session)
        period = next(one for one in work.periods() if not work.look(one).refusal)
        work.export(period, place / "out")
        work.export(period, place / "again")
        yield session


def test_a_release_and_a_second_copy_of_it_are_whole(released):
    assert list(audit.altered(released.store.reader)) == []


@pytest.mark.parametrize(
    "behind",
    [
        "UPDATE frozen_books SET new = new + 1",
        "UPDATE frozen_books SET k = 5",
        "UPDATE release_files SET content = x'00' WHERE name = 'summary.json'",
        "DELETE FROM release_files WHERE name = 'manifest.json'",
        "UPDATE releases SET folder = 'x'",
    ],
)
def test_a_release_changed_by_raw_sql_is_found(released, behind):
    with pytest.raises(Undo), released.store.writing() as tx:
        tx.db.exec_driver_sql(behind)
        assert list(audit.altered(tx.db)) == ["release:1"]
        raise Undo


def test_a_summary_that_cannot_be_logged_does_not_stay_in_its_folder(tmp_path):
    """Else its numbers would be out, and the books would not know of them."""
    with practice.create(tmp_path / "council", cases=10, seed=1, kdf=FLOOR) as session:
        work = Releases(session)
        period = next(one for one in work.periods() if not work.look(one).refusal)
        session.vault.writer().execute("PRAGMA busy_timeout=0")
        with closing(session.vault.connect()) as reading:  # holds up the end of whatever is written
            reading.execute("BEGIN")
            reading.execute("SELECT count(*) FROM audit").fetchone()
            for preview in (True, False):
                with pytest.raises(InUse):
                    work.export(period, tmp_path / "out", preview=preview)
                assert list((tmp_path / "out").iterdir()) == []
        assert work.released() == ()
