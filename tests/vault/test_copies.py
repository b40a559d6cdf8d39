from __future__ import annotations

import json
import shutil

import pytest
from sample_vault import forged

from kyogikai_desktop.errors import Damaged, Refused, TooNew, WrongPassword
from kyogikai_desktop.vault import copies
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.vault.open import create

BOTH = ("vault.key", "vault.key.2")


def copies_of(sample):
    return [(sample.folder / name).read_bytes() for name in BOTH]


def edited(data, **changes):
    return forged(json.loads(data) | changes)


@pytest.fixture
def stale(sample):
    """A vault whose second header is from before the password was changed to `new`."""
    before = (sample.folder / "vault.key").read_bytes()
    with sample.unlock() as vault:
        vault.change_password(sample.password, "new")
    (sample.folder / "vault.key.2").write_bytes(before)
    return sample


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("damage", ["lost", "empty", "cut", "flipped", "grown"])
def test_one_good_copy_opens_and_mends_the_other(sample, name, damage):
    file = sample.folder / name
    good = file.read_bytes()
    file.unlink()
    if damage != "lost":
        file.write_bytes(
            {"empty": b"", "cut": good[:500], "flipped": good[:9] + b"!" + good[10:]}.get(damage, good * 99)
        )
    with sample.unlock() as vault:
        assert vault.repaired == (name,)
    assert copies_of(sample) == [good, good]
    with sample.unlock() as vault:
        assert vault.repaired == ()


def test_two_damaged_copies_are_called_damage_and_left_alone(sample):
    for name in BOTH:
        (sample.folder / name).write_bytes(b"{}")
    with pytest.raises(Damaged) as damage:
        sample.unlock()
    assert damage.value.key == "header_damaged"
    assert copies_of(sample) == [b"{}", b"{}"]


def test_a_folder_without_header_is_not_a_vault(tmp_path):
    with pytest.raises(Refused) as refusal:
        copies.read(tmp_path)
    assert refusal.value.key == "not_a_council"


def test_a_vault_that_lost_both_headers_is_damaged(sample):
    for name in BOTH:
        (sample.folder / name).unlink()
    with pytest.raises(Damaged) as damage:
        sample.unlock()
    assert damage.value.key == "headers_missing"


def test_a_creation_that_was_killed_at_its_beginning_says_so(sample):
    for file in sample.folder.iterdir():
        if file.name != "vault.lock":
            file.unlink()
    with pytest.raises(Damaged) as damage:
        sample.unlock()
    assert damage.value.key == "council_empty"


def test_the_newer_copy_wins_over_a_stale_one(stale):
    newer = (stale.folder / "vault.key").read_bytes()
    with stale.unlock("new") as vault:
        assert vault.repaired == ("vault.key.2",)
    assert copies_of(stale) == [newer, newer]


def test_an_old_password_in_a_stale_copy_works_once_and_never_again(stale):
    with stale.unlock(stale.password) as vault:
        assert vault.repaired == ("vault.key.2",)
    with pytest.raises(WrongPassword):
        stale.unlock(stale.password)
    stale.unlock("new").close()


def test_a_wrong_password_changes_neither_copy(stale):
    before = copies_of(stale)
    with pytest.raises(WrongPassword):
        stale.unlock("neither")
    assert copies_of(stale) == before


def test_a_copy_of_another_vault_is_refused_and_kept(sample, tmp_path):
    other = tmp_path / "other"
    create(other, "shimada", sample.password, kdf=FLOOR, now=sample.now).close()
    shutil.copy(other / "vault.key.2", sample.folder / "vault.key.2")
    before = copies_of(sample)
    with pytest.raises(Damaged) as damage:
        sample.unlock()
    assert damage.value.key == "header_of_two"
    assert copies_of(sample) == before


def test_a_copy_is_not_mended_before_the_database_has_opened(sample):
    (sample.folder / "vault.key.2").unlink()
    (sample.folder / "vault.db").write_bytes(b"")
    with pytest.raises(Damaged):
        sample.unlock()
    assert not (sample.folder / "vault.key.2").exists()


def test_a_newer_programs_header_is_refused_and_never_overwritten(sample):
    newer = edited((sample.folder / "vault.key").read_bytes(), version=2)
    (sample.folder / "vault.key").write_bytes(newer)
    with pytest.raises(TooNew):
        sample.unlock()
    assert (sample.folder / "vault.key").read_bytes() == newer


def test_a_well_formed_header_that_no_key_holder_wrote_does_not_win(sample):
    good = (sample.folder / "vault.key.2").read_bytes()
    forged = edited(good, seq=2)
    (sample.folder / "vault.key").write_bytes(forged)
    with sample.unlock() as vault:
        assert vault.repaired == ("vault.key",)
    assert copies_of(sample) == [good, good]
    for name in BOTH:
        (sample.folder / name).write_bytes(forged)
    with pytest.raises(Damaged):
        sample.unlock()
