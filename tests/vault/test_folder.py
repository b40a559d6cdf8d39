from __future__ import annotations

import os
import stat

import pytest

from kyogikai_desktop.errors import Refused
from kyogikai_desktop.vault import folder


def rights(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_only_the_owner_may_look_into_a_vault(sample):
    assert rights(sample.folder) == 0o700
    assert {file.name: rights(file) for file in sample.folder.iterdir()} == {
        "vault.key": 0o600,
        "vault.key.2": 0o600,
        "vault.db": 0o600,
        "vault.lock": 0o600,
    }


def test_an_empty_folder_with_wide_rights_is_closed_to_others(tmp_path):
    (tmp_path / "open").mkdir(mode=0o755)
    folder.prepare(tmp_path / "open")
    assert rights(tmp_path / "open") == 0o700


@pytest.mark.parametrize("content", ["other.txt", ".hidden", "vault.key"])
def test_a_folder_that_holds_anything_is_refused(tmp_path, content):
    (tmp_path / content).touch()
    with pytest.raises(Refused) as refused:
        folder.prepare(tmp_path)
    assert refused.value.key == "folder_not_empty"


def test_a_file_in_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "council").touch()
    with pytest.raises(Refused):
        folder.prepare(tmp_path / "council")


def test_discarding_leaves_what_is_not_ours(tmp_path):
    for name in ("vault.key", "vault.db", "vault.db-journal", "vault.lock", "letter.txt"):
        (tmp_path / name).touch()
    (tmp_path / "backups").mkdir()
    folder.discard(tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["letter.txt"]


def test_discarding_removes_the_folder_with_the_vault(sample):
    folder.discard(sample.folder)
    assert not sample.folder.exists()


def test_a_replaced_file_is_whole_private_and_alone(tmp_path):
    file = tmp_path / "vault.key"
    for data in (b"first", b"second, longer", b"3"):
        folder.replace_file(file, data)
        assert file.read_bytes() == data
    assert rights(file) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_cannot_be_replaced_stays(tmp_path, monkeypatch):
    file = tmp_path / "vault.key"
    folder.replace_file(file, b"first")

    def fail(_descriptor):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="space"):
        folder.replace_file(file, b"second")
    assert file.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [file]


def test_a_link_in_the_way_of_a_replaced_file_is_not_followed(tmp_path):
    somebodys = tmp_path / "report.txt"
    somebodys.write_text("a year of work")
    (tmp_path / "vault.key.tmp").symlink_to(somebodys)
    folder.replace_file(tmp_path / "vault.key", b"new")
    assert (tmp_path / "vault.key").read_bytes() == b"new"
    assert somebodys.read_text() == "a year of work"
