"""F12, F21: a change of key that was cut opens with whichever of its two keys the file has."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest

from kyogikai_desktop.errors import Damaged
from kyogikai_desktop.vault import connect, copies, header, keys, slots


def begin_change_of_key(sample):
    """Write a header that holds both epochs; return the keys of the next one."""
    unlocked = copies.unlock(copies.read(sample.folder), sample.password, None)
    current = unlocked.copy.header
    following = keys.new_epoch(current.vault_id, 2)
    both = tuple(slots.seal(slot, current.vault_id, following) for slot in current.slots)
    changed = replace(current, seq=current.seq + 1, next=2, slots=both)
    copies.write(sample.folder, header.serialise(changed, unlocked.epochs[1]))
    return following


def recrypt(sample, epoch):
    """Put a database in the place of the old one that is encrypted with an epoch's key."""
    (sample.folder / "vault.db").unlink()
    connect.create(sample.folder / "vault.db", epoch)
    with closing(connect.connect(sample.folder / "vault.db", epoch)) as db:
        db.execute("CREATE TABLE notes (body)")


def test_the_old_file_opens_while_the_change_runs(sample):
    begin_change_of_key(sample)
    with sample.unlock() as vault:
        assert vault.epoch == 1
        assert vault.reader().execute("SELECT count(*) FROM notes").fetchone() == (300,)


def test_the_new_file_opens_before_the_header_has_followed(sample):
    recrypt(sample, begin_change_of_key(sample))
    with sample.unlock() as vault:
        assert vault.epoch == 2
        vault.change_password(sample.password, "new")
    with sample.unlock("new") as vault:
        assert vault.epoch == 2


@pytest.mark.parametrize("number", [2, 3])
def test_a_file_of_an_epoch_that_the_header_does_not_hold_is_refused(sample, number):
    begin_change_of_key(sample)
    recrypt(sample, keys.new_epoch("0f" * 16, number))
    with pytest.raises(Damaged):
        sample.unlock()
