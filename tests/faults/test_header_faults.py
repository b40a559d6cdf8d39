"""F8, F10, F12, F21: the header flipped, torn, exchanged, and cut while it is written."""

from __future__ import annotations

import shutil

import pytest
from disk import PowerCut, cut_at, full_at

from kyogikai_desktop.errors import AppError, Damaged, NoSpace, WrongPassword
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.vault.open import create

HEADERS = ("vault.key", "vault.key.2")


def opens(sample, password):
    try:
        sample.unlock(password).close()
    except WrongPassword:
        return False
    return True


@pytest.mark.parametrize("step", range(13))
def test_a_cut_password_change_leaves_the_old_or_the_new_password(sample, monkeypatch, step):
    vault = sample.unlock()
    asked = cut_at(monkeypatch, step)
    try:
        vault.change_password(sample.password, "new")
        assert asked[0] <= step
    except PowerCut:
        pass
    finally:
        monkeypatch.undo()
        vault.close()
    old, new = opens(sample, sample.password), opens(sample, "new")
    assert old or new
    assert len({(sample.folder / name).read_bytes() for name in HEADERS}) == 1
    if old and new:  # the old one opened the copy that had stayed behind, for the last time
        assert not opens(sample, sample.password)
    assert new or asked[0] > step


@pytest.mark.parametrize("step", range(1, 7))
def test_a_password_change_that_is_reported_as_failed_has_not_happened(sample, monkeypatch, step):
    vault = sample.unlock()
    full_at(monkeypatch, step)
    if step <= 4:
        with pytest.raises(NoSpace):
            vault.change_password(sample.password, "new")
    else:
        vault.change_password(sample.password, "new")
    vault.close()
    assert opens(sample, sample.password) == (step <= 4)
    assert opens(sample, "new") == (step > 4)


@pytest.mark.parametrize("part", [0, 3, 7])
@pytest.mark.parametrize("name", HEADERS)
def test_a_flipped_byte_in_one_copy_opens_from_the_other(sample, name, part):
    good = (sample.folder / name).read_bytes()
    place = len(good) * part // 8
    (sample.folder / name).write_bytes(good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :])
    with sample.unlock() as vault:
        assert vault.repaired == (name,)
        assert vault.reader().execute("SELECT count(*) FROM notes").fetchone() == (300,)
    assert (sample.folder / name).read_bytes() == good


@pytest.mark.parametrize("size", [0, 1, 100, 64 * 1024 + 1])
def test_both_copies_of_another_size_are_refused(sample, size):
    for name in HEADERS:
        (sample.folder / name).write_bytes(b"[" * size)
    with pytest.raises(AppError) as refused:
        sample.unlock()
    assert refused.value.key == "header_damaged"


@pytest.fixture
def stranger(sample, tmp_path):
    """Another vault with the same password."""
    create(tmp_path / "stranger", sample.login, sample.password, kdf=FLOOR, now=sample.now).close()
    return tmp_path / "stranger"


def test_the_database_of_another_vault_is_refused_and_nothing_is_written(sample, stranger):
    shutil.copy(stranger / "vault.db", sample.folder / "vault.db")
    before = {file.name: file.read_bytes() for file in sample.folder.iterdir()}
    with pytest.raises(Damaged) as damage:
        sample.unlock()
    assert damage.value.key == "database_damaged"
    assert {file.name: file.read_bytes() for file in sample.folder.iterdir()} == before


def test_the_header_of_another_vault_is_refused_and_nothing_is_written(sample, stranger):
    for name in HEADERS:
        shutil.copy(stranger / name, sample.folder / name)
    before = {file.name: file.read_bytes() for file in sample.folder.iterdir()}
    with pytest.raises(Damaged):
        sample.unlock()
    assert {file.name: file.read_bytes() for file in sample.folder.iterdir()} == before
