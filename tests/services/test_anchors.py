"""What a PC has seen of a council: an older copy is told, a restore in the log explains itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rooms import MORI, SECOND
from sample_council import PASSWORD, SampleCouncil, acts, receive
from this_pc import STATE

from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.errors import Remark
from kyogikai_desktop.gui.backups.older_copy import older_words
from kyogikai_desktop.services import anchors
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.services.returning import open_carried
from kyogikai_desktop.services.session import open_council
from kyogikai_desktop.services.whole_restore import restore, restore_open
from kyogikai_desktop.vault.open import unlock


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"seq": "x", "mac": ""}', b"\xff" * 5000])
def test_an_anchor_that_cannot_be_read_is_none(council, content):
    with council.open() as session:
        vault_id = session.vault.vault_id
    [file] = (council.folder.parent / "state").rglob("*.json")
    file.write_bytes(content)
    assert anchors.seen(vault_id) is None
    with council.open() as session:
        assert not session.older_than_seen
    assert anchors.seen(vault_id) is not None


def put_in_place(copy: Path, council: SampleCouncil) -> None:
    shutil.rmtree(council.folder)
    shutil.copytree(copy, council.folder)


def test_an_older_copy_is_recognised_until_somebody_accepts_it(council, tmp_path):
    older = Path(shutil.copytree(council.folder, tmp_path / "older"))
    with council.open() as session:
        assert not session.older_than_seen
        receive(session, "大江　ひかる")
    put_in_place(older, council)
    for _ in range(2):
        with council.open() as session:
            assert session.older_than_seen
    with council.open() as session:
        anchors.accept(session)
    with council.open() as session:
        assert not session.older_than_seen
        assert acts(session, "accept_older_copy") == [()]


def test_rows_cut_off_the_end_of_the_log_are_found_by_the_check_on_a_pc_that_saw_them(council):
    session = council.open()
    Casework(session).note_view(CaseId(1))
    session.close(back_up=False)  # the newest row changes no record: without it, all the others fit
    with unlock(council.folder, PASSWORD, now=council.clock()) as vault:
        db = vault.writer()
        [[guard]] = db.execute("SELECT sql FROM sqlite_master WHERE name = 'audit_is_kept'").fetchall()
        for behind in (
            "DROP TRIGGER audit_is_kept",
            "DELETE FROM audit WHERE seq > (SELECT max(seq) FROM audit) - 1",
            guard,
        ):
            db.execute(behind)
    assert [one.key for one in check_folder(council.folder, PASSWORD)] == ["seen_differs"]


# After a restore by a colleague


class Office:
    """A folder that two people share, each with a PC (or a Windows login) and an account of their own."""

    def __init__(self, council: SampleCouncil, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.council = council
        self._place, self._monkeypatch = place, monkeypatch

    def at(self, pc: str) -> None:
        self._monkeypatch.setenv(STATE, str(self._place / f"state of {pc}"))

    def hayashi(self, pc: str = "one"):
        self.at(pc)
        return self.council.open()

    def mori(self, pc: str = "two"):
        self.at(pc)
        return open_council(self.council.folder, MORI, login="mori", clock=self.council.clock)

    def go_back(self, file: Path) -> None:
        with self.hayashi() as session:
            restore_open(session, file, PASSWORD, approver=SECOND)


@pytest.fixture
def office(two_people, tmp_path, monkeypatch):
    return Office(
        SampleCouncil(Path(shutil.copytree(two_people, tmp_path / "council"))), tmp_path, monkeypatch
    )


@pytest.fixture
def backup(office, tmp_path):
    """A backup, after which both have worked."""
    with office.hayashi() as session:
        file = Backups(session).make(tmp_path / "usb").copies[0]
    for opened in (office.hayashi, office.mori):
        with opened() as session:
            receive(session, "大江　ひかる")
    return file


def test_after_a_restore_nobody_with_another_login_is_warned(office, backup):
    with office.mori("one"):
        pass
    office.go_back(backup)
    with office.mori("one") as session:
        assert (session.older_than_seen, session.restored) == (False, None)


def test_another_pc_hears_once_of_a_restore_and_is_not_warned(office, backup):
    office.go_back(backup)
    with office.mori() as session:
        assert not session.older_than_seen
        assert session.restored.at == office.council.now[0]
        receive(session, "小野　まこと")
    findings = check_folder(office.council.folder, MORI, login="mori")
    assert [(type(one), one.key) for one in findings] == [(Remark, "restored")]
    with office.mori() as session:
        assert (session.older_than_seen, session.restored) == (False, None)


def test_a_restore_that_a_pc_knows_explains_no_older_copy_of_afterwards(office, backup, tmp_path):
    office.go_back(backup)
    older = Path(shutil.copytree(office.council.folder, tmp_path / "older"))
    with office.mori() as session:  # the log is still shorter than the one that was left
        receive(session, "小野　まこと")
    put_in_place(older, office.council)
    with office.mori() as session:
        assert session.older_than_seen
        assert session.restored is None


def test_who_saw_more_than_the_one_who_went_back_is_warned(office, backup):
    (office.council.folder / "vault.db").write_bytes(b"broken")
    office.at("one")  # which has not seen what was done on the other
    restore(backup, office.council.folder, PASSWORD, clock=office.council.clock)
    with office.mori() as session:
        assert session.older_than_seen
    with office.hayashi() as session:
        assert not session.older_than_seen


def test_a_pc_that_saw_nothing_of_what_was_lost_hears_nothing(office, tmp_path):
    with office.mori():
        pass
    with office.hayashi() as session:
        file = Backups(session).make(tmp_path / "usb").copies[0]
        receive(session, "小野　まこと")
    office.go_back(file)
    with office.mori() as session:
        assert (session.older_than_seen, session.restored) == (False, None)


def test_two_restores_in_a_row_are_both_explained(office, backup):
    office.go_back(backup)
    with office.mori() as session:
        receive(session, "小野　まこと")
    office.council.wait(hours=1)
    office.go_back(backup)
    with office.mori() as session:
        assert not session.older_than_seen
        assert session.restored.at == office.council.now[0]


# A council that is out, where both copies are opened on one PC


def test_the_carried_file_on_the_pc_that_wrote_it_is_no_older_copy(rooms, tmp_path):
    file = rooms.out()  # the office's copy then notes that the file was finished: one row more
    rooms.laptop = SampleCouncil(tmp_path / "same pc" / "council", rooms.office.now)
    rooms.at(rooms.office)
    open_carried(file, rooms.laptop.folder, PASSWORD, clock=rooms.office.clock)
    assert check_folder(rooms.laptop.folder, PASSWORD) == ()
    with rooms.laptop.open() as session:
        assert not session.older_than_seen
    older = Path(shutil.copytree(rooms.laptop.folder, tmp_path / "older"))
    with rooms.laptop.open() as session:
        receive(session, "大江　ひかる")
    put_in_place(older, rooms.laptop)
    with rooms.laptop.open() as session:
        assert session.older_than_seen


def test_the_office_copy_is_told_as_older_where_the_carried_one_was_used_here_until_it_is_back(rooms):
    rooms.open(rooms.out())
    rooms.at(rooms.office)  # one PC for both
    for council, older in ((rooms.laptop, False), (rooms.office, True), (rooms.laptop, False)):
        with council.open() as session:
            assert session.older_than_seen == older
            assert ("持ち帰りを取り込むと、そろいます" in older_words(session)) == older
    with rooms.laptop.open() as session:
        back = Carrying(session).bring_back(rooms.stick).file
    rooms.take_in(back)
    with rooms.office.open() as session:
        assert older_words(session) == ""


def test_a_carried_file_that_was_given_up_is_an_older_copy(rooms):
    file = rooms.out()
    with rooms.office.open() as session:
        Carrying(session).break_off(SECOND)
    rooms.at(rooms.office)
    open_carried(file, rooms.laptop.folder, PASSWORD, clock=rooms.office.clock)
    with rooms.laptop.open() as session:
        assert session.older_than_seen
