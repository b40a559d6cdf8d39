"""People come, forget their password, and go."""

from __future__ import annotations

import pytest

from kyogikai_desktop.errors import Damaged, InvalidInput, Refused, WrongPassword
from kyogikai_desktop.vault import epochs, people
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault.kdf import FLOOR

NOTES = "SELECT count(*) FROM notes"


def add(vault, login, password):
    slot = people.new_slot(vault, login, password, FLOOR)
    people.add(vault, slot, password)
    return slot


def opens(sample, login, password):
    try:
        with vaults.unlock(sample.folder, password, login=login, now=sample.now) as vault:
            return vault.reader().execute(NOTES).fetchone() == (300,)
    except WrongPassword:
        return False


def test_a_person_who_was_added_opens_the_vault(sample):
    with sample.unlock() as vault:
        slot = add(vault, "mori", "hatsuyuki")
    with vaults.unlock(sample.folder, "hatsuyuki", login="mori", now=sample.now) as vault:
        assert (vault.login, vault.slot_id) == ("mori", slot.id)
    assert opens(sample, sample.login, sample.password)
    assert not opens(sample, sample.login, "hatsuyuki")
    assert not opens(sample, "mori", sample.password)


def test_a_slot_that_was_not_written_opens_nothing(sample):
    with sample.unlock() as vault:
        people.new_slot(vault, "mori", "hatsuyuki", FLOOR)
    assert not opens(sample, "mori", "hatsuyuki")


def test_a_login_twice_and_an_empty_password_are_refused(sample):
    with sample.unlock() as vault:
        with pytest.raises(Refused):
            people.new_slot(vault, sample.login, "x", FLOOR)
        with pytest.raises(InvalidInput):
            people.new_slot(vault, "mori", "", FLOOR)


def test_a_reset_password_opens_and_the_old_one_does_not(sample):
    with sample.unlock() as vault:
        add(vault, "mori", "hatsuyuki")
        people.reset(vault, "mori", "wakaba", FLOOR)
        people.reset(vault, sample.login, "aoba", FLOOR)
        vault.change_password("aoba", "momiji")
    assert opens(sample, "mori", "wakaba")
    assert not opens(sample, "mori", "hatsuyuki")
    assert opens(sample, sample.login, "momiji")
    assert not opens(sample, sample.login, sample.password)


def test_who_was_left_out_of_a_new_epoch_opens_nothing_and_the_others_all(sample):
    with sample.unlock() as vault:
        left_out = add(vault, "mori", "hatsuyuki")
        add(vault, "ueda", "wakaba")
        epochs.change(vault, [left_out.id])
        assert vault.epoch == 2
        vault.writer().execute("DELETE FROM notes WHERE id > 299")
        vault.writer().execute("INSERT INTO notes (body) VALUES ('new')")
        assert vault.reader().execute(NOTES).fetchone() == (300,)
    assert not opens(sample, "mori", "hatsuyuki")
    assert opens(sample, "ueda", "wakaba")
    assert opens(sample, sample.login, sample.password)


def test_the_key_file_of_before_opens_nothing_of_the_new_file(sample):
    before = (sample.folder / "vault.key").read_bytes()
    with sample.unlock() as vault:
        left_out = add(vault, "mori", "hatsuyuki")
        kept = vault.header_bytes
        epochs.change(vault, [left_out.id])
    for data in (before, kept):
        for name in ("vault.key", "vault.key.2"):
            (sample.folder / name).write_bytes(data)
        with pytest.raises(Damaged):
            vaults.unlock(sample.folder, sample.password, now=sample.now)


def test_a_change_of_key_leaves_nothing_beside(sample):
    with sample.unlock() as vault:
        epochs.change(vault, ())
        epochs.change(vault, ())
        assert vault.epoch == 3
        assert len(vault.epoch_keys()) == 1
        assert [len(slot.sealed) for slot in vault.header.slots] == [1]
    assert {file.name for file in sample.folder.iterdir()} == {
        "vault.key",
        "vault.key.2",
        "vault.db",
        "vault.lock",
    }


def test_the_second_person_is_proven_by_password_alone(sample):
    with sample.unlock() as vault:
        add(vault, "mori", "hatsuyuki")
        vault.prove("mori", "hatsuyuki")
        for login, password in (("mori", sample.password), ("nobody", "hatsuyuki")):
            with pytest.raises(WrongPassword):
                vault.prove(login, password)
        assert vault.login == sample.login
