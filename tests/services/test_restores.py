"""Back to a backup: tried out, or one case of it; and an older copy is recognised."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sample_council import NAMES, PASSWORD, SampleCouncil, acts, contents

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.cases import LinkKind
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.errors import Refused, WrongPassword
from kyogikai_desktop.records import audit
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.services.restores import Restores
from kyogikai_desktop.services.session import Founder, create
from kyogikai_desktop.vault import backup
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.vault.restore import Source, unpack


def head(session):
    return audit.head(session.store.reader)


# The rehearsal


def test_a_rehearsal_compares_beside_the_live_vault(council, saved):
    with council.open() as session:
        before = head(session).seq
        found = Restores(session).rehearse(saved, PASSWORD)
        counts = {one.kind: (one.in_backup, one.live) for one in found.counts}
        assert counts["case"] == (3, 4)
        assert counts["note"] == (3, 4)
        assert (found.is_prefix, found.damage) == (True, ())
        assert dict(found.since) == {"case": 2, "note": 1}
        assert found.seq < found.live_seq == before
        assert acts(session, "rehearse") == [(saved.name, str(found.seq))]
        assert not (council.folder / "rehearsal").exists()
        assert not Backups(session).due()


def test_what_a_killed_rehearsal_or_restore_left_opens_to_nobody_after_the_next_opening(council, saved):
    for name in ("rehearsal", "restoring"):
        unpack(Source(backup.read(saved), PASSWORD), council.folder / name, council.clock()).close()
    council.open().close()
    assert not [*council.folder.glob("re*")]


def test_a_rehearsal_tells_that_the_live_log_has_another_history(council, saved, tmp_path):
    ahead = Path(shutil.copytree(council.folder, tmp_path / "ahead"))
    council.go_back(saved)
    with council.open() as session:
        newest = max((ahead / "backups").glob("*.bak"))
        assert not Restores(session).rehearse(newest, PASSWORD).is_prefix


def test_a_rehearsal_of_another_council_or_with_a_wrong_password_is_refused(council, saved, tmp_path):
    other = SampleCouncil(tmp_path / "other")
    with create(other.folder, Council("他"), Founder("hayashi", "林", PASSWORD), kdf=FLOOR) as session:
        with pytest.raises(Refused) as refused:
            Restores(session).rehearse(saved, PASSWORD)
        assert refused.value.key == "backup_of_another"
    with council.open() as session:
        with pytest.raises(WrongPassword):
            restores(session, tmp_path).rehearse(saved, PASSWORD + "x")
        assert not (council.folder / "rehearsal").exists()


def restores(session, tmp_path, slept=None):
    """What a backup gives, with the wrong passwords of a PC of its own."""
    sleep = [] if slept is None else slept
    return Restores(session, Attempts(session.clock, sleep.append, tmp_path / "attempts.json"))


def test_wrong_passwords_for_a_backup_wait_as_those_at_the_door_and_enter_the_log(council, saved, tmp_path):
    slept = []
    with council.open() as session:
        work = restores(session, tmp_path, slept)
        tries = (
            lambda: work.rehearse(saved, "x"),
            lambda: work.bring_back_case(saved, "y", "R8-001"),
            lambda: work.rehearse(saved, "z"),
            lambda: work.bring_back_case(saved, "w", "R8-001"),
        )
        for attempt in tries:
            with pytest.raises(WrongPassword):
                attempt()
        assert (slept, work.waiting()) == ([2], 4)
        work.rehearse(saved, PASSWORD)
        assert (slept, work.waiting()) == ([2, 4], 0)
        assert len(acts(session, "failed_login")) == 4


# One case


def test_a_case_comes_back_as_a_new_one_beside_the_one_that_has_its_number(council, saved):
    with council.open() as session:
        work = Casework(session)
        before = contents(session)
        old = work.get(1)
        back = Restores(session).bring_back_case(saved, PASSWORD, old.number)
        assert back.number not in {old.number, ""}
        assert (back.person, back.course) == (old.person, "")
        assert work.links(back.id) == ((LinkKind.SAME_PERSON, old),)
        assert [note.text for note in work.notes(back.id)] == [note.text for note in work.notes(1)]
        assert {name: contents(session)[name] for name in before} == before
        assert acts(session, "bring_back") == [(saved.name,)]
        assert work.find(NAMES[0])
    assert check_folder(council.folder, PASSWORD) == ()


def test_who_is_protected_now_comes_back_protected(council, saved):
    with council.open() as session:
        work = Casework(session)
        known = work.get(1)
        hidden = replace(known.person, address="西町1丁目2-3", whereabouts_protected=True)
        work.save(replace(known, person=hidden))
        back = Restores(session).bring_back_case(saved, PASSWORD, known.number)
        assert back.person.whereabouts_protected


def test_a_case_that_went_with_a_restore_comes_back_under_its_number(council, saved):
    council.go_back(saved)
    newest = council.backups()[-1]
    with council.open() as session:
        back = Restores(session).bring_back_case(newest, PASSWORD, "R8-004")
        assert (back.number, back.person.name) == ("R8-004", "大江　ひかる")
        assert Casework(session).links(back.id) == ()


def test_a_case_that_the_backup_lacks_is_told(council, saved):
    with council.open() as session:
        with pytest.raises(Refused) as refused:
            Restores(session).bring_back_case(saved, PASSWORD, "R8-999")
        assert refused.value.key == "case_not_in_backup"


def test_only_a_custodian_brings_a_case_back_or_names_a_second_place(council, saved, tmp_path):
    with council.open() as session:
        before = contents(session)
        session.account = replace(session.account, roles=(Role.COORDINATOR,))
        for refused in (
            lambda: Restores(session).bring_back_case(saved, PASSWORD, "R8-001"),
            lambda: Backups(session).set_second_place(tmp_path / "usb", "許可 12号"),
        ):
            with pytest.raises(Refused) as error:
                refused()
            assert error.value.key == "role_missing"
        assert Backups(session).state().place == ""
        assert contents(session) == before
