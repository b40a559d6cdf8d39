"""What was released stays what was released: the check finds books and bytes changed behind the program."""

from __future__ import annotations

import pytest

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
