"""F16: what a newer program wrote is refused at every door, in words that name the version, and stays so."""

from __future__ import annotations

import pytest
from sample_council import PASSWORD
from terminal import call

from kyogikai_desktop.errors import TooNew
from kyogikai_desktop.records.schema import SCHEMA_VERSION
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.chain import verify_folder
from kyogikai_desktop.services.restores import Restores
from kyogikai_desktop.services.whole_restore import restore, restore_open
from kyogikai_desktop.words import say

NEWER = SCHEMA_VERSION + 1


def files(folder):
    return {file: file.read_bytes() for file in folder.rglob("*.bak")} | {
        name: (folder / name).read_bytes() for name in ("vault.db", "vault.key", "vault.key.2")
    }


def rise(session, version):
    session.vault.writer().execute(f"PRAGMA user_version = {version}")


@pytest.fixture
def newer(council):
    """The council as a newer program left it."""
    with council.open() as session:
        Backups(session).make()
        rise(session, NEWER)
        session.close(back_up=False)
    return council


@pytest.fixture
def newer_backup(council, tmp_path):
    """A backup that a newer program made of the council."""
    with council.open() as session:
        rise(session, NEWER)
        file = Backups(session).make(tmp_path / "usb").copies[0]
        rise(session, SCHEMA_VERSION)
    return file


def named(error):
    assert error.value.values == {"needed": NEWER, "known": SCHEMA_VERSION}
    assert str(NEWER) in say(error.value)


def test_a_newer_council_is_neither_opened_nor_changed(newer):
    before = files(newer.folder)
    with pytest.raises(TooNew) as refused:
        newer.open()
    named(refused)
    assert files(newer.folder) == before


@pytest.mark.parametrize("words", [("search", "吉田"), ("check",), ("audit", "verify"), ("backup", "usb")])
def test_every_command_says_so_in_one_line_and_writes_nothing(newer, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = files(newer.folder)
    at = 2 if words[0] == "audit" else 1
    answer = call(*words[:at], newer.folder, *words[at:], password=PASSWORD)
    assert answer.code == 2
    assert (answer.out, answer.err.count("\n")) == ("", 1)
    assert str(NEWER) in answer.err
    assert files(newer.folder) == before


def test_the_check_of_the_log_refuses_it(newer):
    with pytest.raises(TooNew) as refused:
        verify_folder(newer.folder, PASSWORD)
    named(refused)


def test_a_newer_backup_is_not_gone_back_to(council, newer_backup, tmp_path):
    before = files(council.folder)
    with pytest.raises(TooNew) as refused:
        restore(newer_backup, tmp_path / "new", PASSWORD, clock=council.clock)
    named(refused)
    assert not (tmp_path / "new").exists()
    with council.open() as session:
        for act in (
            lambda: restore_open(session, newer_backup, PASSWORD),
            lambda: Restores(session).rehearse(newer_backup, PASSWORD),
            lambda: Restores(session).bring_back_case(newer_backup, PASSWORD, "R8-001"),
        ):
            with pytest.raises(TooNew) as refused:
                act()
            named(refused)
        assert not session.closed
        session.close(back_up=False)
    assert all(files(council.folder)[name] == before[name] for name in before if name != "vault.db")
