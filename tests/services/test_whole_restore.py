"""Back to a backup as a whole: over an open council, over a broken one, and on a PC that never saw it."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest
from sample_council import PASSWORD, SampleCouncil, acts, contents, receive
from this_pc import STATE

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.errors import Damaged, InUse, InvalidInput, Refused, Remark, WrongPassword
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.approval import Approver
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.backup_files import newest_backups
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.services.restores import Restores
from kyogikai_desktop.services.session import Founder, create, open_council
from kyogikai_desktop.services.whole_restore import restore, restore_by_sheets, restore_open
from kyogikai_desktop.vault import recovery
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.words import say

MORI, LATER = "mori no jibun no kotoba", "a later password"


def files(folder):
    found = (file for file in folder.rglob("*") if file.is_file() and file.name != "vault.lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


def key_of(error):
    return error.value.key


# Over a council that is open


def test_a_restore_is_logged_anchored_and_the_old_state_is_backed_up_for_good(council, saved):
    before = len(council.backups())
    done = council.go_back(saved)
    assert done.seq_from > done.seq_to
    assert done.kept is None
    assert len(council.backups()) == before + 1
    with council.open() as session:
        assert Casework(session).get(1).course == ""
        assert acts(session, "restore") == [(str(done.seq_from), str(done.seq_to))]
        assert not session.older_than_seen
        found = Restores(session).rehearse(council.backups()[-1], PASSWORD)
        assert {one.kind: one.in_backup for one in found.counts}["case"] == 4
        assert found.seq == done.seq_from - 1  # that the backup was made is the row after it
    [remark] = check_folder(council.folder, PASSWORD)
    rows = f"操作の記録 {done.seq_from} 番から {done.seq_to} 番へ"
    assert say(remark) == f"R8.11.20 に、控えから戻しています（{rows}）。"


def test_what_was_there_before_a_restore_outlives_every_rotation(council, saved):
    council.go_back(saved)
    before = council.backups()[-1]
    for _ in range(5):
        council.wait(hours=7)
        with council.open() as session:
            Casework(session).save(replace(Casework(session).get(1), course=str(council.now[0])))
    assert before in council.backups()
    council.go_back(before)
    with council.open() as session:
        assert Casework(session).get(1).course == "変更後"
        assert len(Backups(session).kept()) == 2


def test_a_vault_under_a_later_password_goes_back_to_the_password_of_the_day(council, saved):
    with council.open() as session:
        session.change_password(PASSWORD, LATER)
    with pytest.raises(WrongPassword):
        council.go_back(saved, LATER, LATER)
    council.go_back(saved, PASSWORD, LATER)
    with council.open() as session:
        assert Casework(session).get(1).course == ""


@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_wrong_password_changes_nothing_waits_longer_and_enters_the_log(council, saved, password):
    waited = []
    with council.open() as session:
        before = contents(session)
        tries = Attempts(council.clock, waited.append)
        for _ in range(4):
            with pytest.raises((WrongPassword, InvalidInput)):
                restore_open(session, saved, password, attempts=tries)
        assert not session.closed
        assert contents(session) == before
        assert bool(waited) == bool(password)
    assert not (council.folder / "restoring").exists()
    with council.open() as session:
        assert len(acts(session, "failed_login")) == (4 if password else 0)


def test_only_a_custodian_goes_back(council, saved):
    with council.open() as session:
        session.account = replace(session.account, roles=(Role.COORDINATOR,))
        with pytest.raises(Refused) as refused:
            restore_open(session, saved, PASSWORD)
        assert key_of(refused) == "role_missing"
        assert not session.closed


@pytest.fixture
def two(council):
    """The council with a second custodian, who has a password of her own for a long time."""
    with council.open() as session:
        Accounts(session, FLOOR).add("mori", "森　千代", [Role.CUSTODIAN], "hajime no kotoba")
    with open_council(council.folder, "hajime no kotoba", login="mori", clock=council.clock) as session:
        session.change_password("hajime no kotoba", MORI)
        council.work_on(session, 40)
    return council


def test_two_people_go_back_where_there_are_two(two, saved):
    with two.open() as session:
        for approver, key in (
            (None, "approver_missing"),
            (Approver("hayashi", PASSWORD), "approver_unfit"),
            (Approver("mori", "x"), "wrong_password"),
        ):
            with pytest.raises((Refused, WrongPassword)) as refused:
                restore_open(session, saved, PASSWORD, approver=approver)
            assert key_of(refused) == key
        assert not session.closed
        restore_open(session, saved, PASSWORD, approver=Approver("mori", MORI))
        assert session.closed
    with two.open() as session:
        [(_since, _to, approved)] = acts(session, "restore")
        assert approved == "approved:mori"
    assert [type(one) for one in check_folder(two.folder, PASSWORD)] == [Remark]


def test_a_practice_council_needs_no_second_person(tmp_path, monkeypatch):
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    made = SampleCouncil(tmp_path / "practice")
    council = Council("練習", ("202070",), 50_000, practice=True)
    with create(made.folder, council, Founder("a", "林", PASSWORD), kdf=FLOOR) as session:
        Accounts(session, FLOOR).add("mori", "森", [Role.CUSTODIAN], MORI)
        receive(session, "大江　ひかる")
        file = Backups(session).make().file
        restore_open(session, file, PASSWORD)
    with made.open() as session:
        assert len(acts(session, "restore")) == 1


def test_a_council_that_another_window_has_open_is_not_restored_over(council, saved):
    with council.open() as session:
        with pytest.raises(InUse):
            restore(saved, council.folder, PASSWORD, clock=council.clock)
        assert Casework(session).get(1).course == "変更後"


def test_a_folder_that_is_only_read_is_not_restored_over(council, saved):
    with council.open() as session:
        session.vault.gate.shut("read_only")
        with pytest.raises(Refused) as refused:
            restore_open(session, saved, PASSWORD)
        assert key_of(refused) == "read_only"
        assert not session.closed


def test_a_damaged_council_that_still_opens_is_restored_and_its_files_stay(council, saved):
    file = council.folder / "vault.db"
    whole = file.read_bytes()
    for page in range(len(whole) // 4096 - 1, 0, -1):
        place = page * 4096 + 99
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        try:
            council.open().close()
            break
        except Damaged:
            continue
    done = council.go_back(saved)
    assert (done.kept / "vault.db").exists()
    with council.open() as session:
        assert Casework(session).get(1).course == ""
        assert [one.key for one in Backups(session).state().warnings] == []


# Over a council that opens no more


def test_a_council_that_opens_is_not_restored_over_by_whoever_has_an_old_password(council, saved):
    before = files(council.folder)
    with pytest.raises(Refused) as refused:
        restore(saved, council.folder, PASSWORD, clock=council.clock)
    assert key_of(refused) == "restore_over_open"
    with council.open() as session:
        session.change_password(PASSWORD, LATER)
    before = files(council.folder)
    for today, key in (("", "restore_may_open"), (LATER, "restore_over_open")):
        with pytest.raises(Refused) as refused:
            restore(saved, council.folder, PASSWORD, today=today, clock=council.clock)
        assert key_of(refused) == key
    assert files(council.folder) == before


@pytest.mark.parametrize("spoil", [b"", b"x" * 4097, None])
def test_a_broken_vault_is_restored_and_its_files_stay(council, saved, spoil):
    database = council.folder / "vault.db"
    if spoil is None:
        database.unlink()
    else:
        database.write_bytes(spoil)
    done = restore(saved, council.folder, PASSWORD, clock=council.clock)
    if spoil is not None:
        assert (done.kept / "vault.db").read_bytes() == spoil
    assert done.seq_from is not None  # this PC had seen it
    with council.open() as session:
        assert len(contents(session)) == 8
        assert not session.older_than_seen


def test_a_vault_broken_under_a_later_password_needs_that_password_to_be_called_broken(council, saved):
    with council.open() as session:
        session.change_password(PASSWORD, LATER)
    file = council.folder / "vault.db"
    file.write_bytes(file.read_bytes()[:100] + bytes(5000) + file.read_bytes()[5100:])
    with pytest.raises(Refused) as refused:
        restore(saved, council.folder, PASSWORD, clock=council.clock)
    assert key_of(refused) == "restore_may_open"
    restore(saved, council.folder, PASSWORD, today=LATER, clock=council.clock)
    with council.open() as session:
        assert Casework(session).get(1).course == ""


def test_the_newest_backup_is_told_by_its_number_not_by_the_clock(council, saved):
    assert saved.exists()
    council.wait(days=-300)
    with council.open() as session:
        newest = Backups(session).make().file
    (council.folder / "backups" / "メモ.txt").write_text("")
    assert newest_backups(council.folder)[0] == newest
    assert newest_backups(council.folder / "nowhere") == ()


# On a PC that never saw it


@pytest.mark.usefixtures("saved")
def test_a_pc_that_never_saw_the_vault_gets_equal_content(council, tmp_path, monkeypatch):
    with council.open() as session:
        expected = contents(session)
        Backups(session).make(tmp_path / "usb")
    shutil.rmtree(council.folder)
    monkeypatch.setenv(STATE, str(tmp_path / "another PC"))
    newest = max((tmp_path / "usb").iterdir())
    done = restore(newest, tmp_path / "back", PASSWORD, clock=council.clock)
    assert (done.seq_from, done.kept) == (None, None)
    with SampleCouncil(tmp_path / "back", council.now).open() as session:
        assert contents(session) == expected
        assert not session.older_than_seen
        assert acts(session, "restore") == [("", str(done.seq_to))]
    [remark] = check_folder(tmp_path / "back", PASSWORD)
    assert isinstance(remark, Remark)


@pytest.fixture
def sheets(council):
    """The three sheets of the council, made as the program does but for the second person."""
    with council.open() as session:
        made = recovery.make(session.vault)
        recovery.keep(session.vault, made)
    return made.sheets


def strings(sheets, holders):
    """Return what two of the three people type: each the string for use with the other."""
    of = {sheet.holder: sheet.strings for sheet in sheets}
    pairs = (holders, holders[::-1])
    return tuple(next(text for text in of[one] if text[1] == other) for one, other in pairs)


@pytest.mark.parametrize(
    "holders", ["AB", *(pytest.param(pair, marks=pytest.mark.long) for pair in ("BC", "CA"))]
)
def test_two_sheets_and_a_backup_are_enough_on_a_pc_that_never_saw_the_vault(
    council, sheets, tmp_path, monkeypatch, holders
):
    with council.open() as session:
        receive(session, "大江　ひかる")
        expected = contents(session)
        file = Backups(session).make(tmp_path / "usb").copies[0]
    shutil.rmtree(council.folder)
    monkeypatch.setenv(STATE, str(tmp_path / "another PC"))
    typed = strings(sheets, holders)
    place = tmp_path / "back"
    with pytest.raises(Refused) as refused:
        restore_by_sheets(file, place, typed, "nobody", "atarashii kotoba", clock=council.clock, kdf=FLOOR)
    assert key_of(refused) == "no_such_account"
    assert not place.exists()
    restore_by_sheets(file, place, typed, "hayashi", "atarashii kotoba", clock=council.clock, kdf=FLOOR)
    back = SampleCouncil(place, council.now)
    with pytest.raises(WrongPassword):
        back.open(PASSWORD)
    with back.open("atarashii kotoba") as session:
        found = contents(session)
        assert {name: found[name] for name in found if not name.startswith("account:")} == {
            name: expected[name] for name in expected if not name.startswith("account:")
        }
        assert not session.older_than_seen
    assert [type(one) for one in check_folder(place, "atarashii kotoba")] == [Remark]


def test_sheets_that_do_not_fit_are_told_beside_their_field_and_leave_nothing(council, sheets, tmp_path):
    with council.open() as session:
        file = Backups(session).make(tmp_path / "usb").copies[0]
        newer = recovery.make(session.vault)
        recovery.keep(session.vault, newer)
    first, second = strings(sheets, "AB")
    typo = first[:-1] + ("0" if first[-1] != "0" else "1")
    newer_first, _ = strings(newer.sheets, "AB")
    for typed, field in (
        ((typo, second), "first"),
        ((first, first), "second"),
        ((newer_first, second), "first"),
    ):
        with pytest.raises(InvalidInput) as refused:
            restore_by_sheets(
                file, tmp_path / "back", typed, "hayashi", LATER, clock=council.clock, kdf=FLOOR
            )
        assert refused.value.field == field
        assert say(refused.value)
    assert not (tmp_path / "back").exists()


def test_sheets_do_not_go_over_a_council_that_opens(council, sheets, tmp_path):
    with council.open() as session:
        file = Backups(session).make(tmp_path / "usb").copies[0]
    typed = strings(sheets, "AB")
    before = files(council.folder)
    with pytest.raises(Refused) as refused:
        restore_by_sheets(file, council.folder, typed, "hayashi", LATER, clock=council.clock, kdf=FLOOR)
    assert key_of(refused) == "restore_over_open"
    assert files(council.folder) == before
    (council.folder / "vault.db").write_bytes(b"")
    restore_by_sheets(file, council.folder, typed, "hayashi", LATER, clock=council.clock, kdf=FLOOR)
    council.open(LATER).close()


# What cannot be restored, and where


SPOILS = (
    lambda whole: whole[:5000],
    lambda whole: whole[:0],
    lambda whole: whole[:-1],
    lambda whole: b"x" * len(whole),
    lambda whole: bytes([whole[0] ^ 1]) + whole[1:],
    lambda whole: whole + b"x",
)


@pytest.mark.parametrize("spoil", SPOILS)
def test_a_backup_that_is_cut_flipped_or_none_changes_nothing(council, saved, tmp_path, spoil):
    saved.write_bytes(spoil(saved.read_bytes()))
    before = files(council.folder)
    with pytest.raises(Damaged) as damage:
        restore(saved, tmp_path / "new", PASSWORD, clock=council.clock)
    assert key_of(damage) == "backup_damaged"
    assert not (tmp_path / "new").exists()
    assert files(council.folder) == before
    with council.open() as session:
        expected = contents(session)
        with pytest.raises(Damaged):
            restore_open(session, saved, PASSWORD)
        assert not session.closed
        assert contents(session) == expected


def test_a_backup_of_another_council_changes_nothing(council, saved, tmp_path):
    other = SampleCouncil(tmp_path / "other")
    with create(other.folder, Council("他"), Founder("hayashi", "林", PASSWORD), kdf=FLOOR) as session:
        with pytest.raises(Refused) as refused:
            restore_open(session, saved, PASSWORD)
        assert key_of(refused) == "backup_of_another"
        assert not session.closed
    (other.folder / "vault.db").write_bytes(b"")
    before = files(other.folder)
    with pytest.raises(Refused) as refused:
        restore(saved, other.folder, PASSWORD, clock=council.clock)
    assert key_of(refused) == "backup_of_another"
    assert files(other.folder) == before


def test_a_folder_with_something_else_or_a_backup_that_is_gone_changes_nothing(council, saved, tmp_path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "letter.txt").write_text("a letter")
    with pytest.raises(Refused) as refused:
        restore(saved, tmp_path / "letters", PASSWORD, clock=council.clock)
    assert key_of(refused) == "folder_not_empty"
    assert files(tmp_path / "letters") == {"letter.txt": b"a letter"}
    saved.unlink()
    with pytest.raises(Refused) as refused:
        restore(saved, tmp_path / "new", PASSWORD, clock=council.clock)
    assert key_of(refused) == "backup_missing"


def test_a_clock_set_back_changes_no_order(council, saved):
    council.wait(days=-400)
    with council.open() as session:
        assert [one.key for one in Backups(session).state().warnings] == ["backup_in_future"]
    done = council.go_back(saved)
    with council.open() as session:
        assert acts(session, "restore") == [(str(done.seq_from), str(done.seq_to))]
        assert not session.older_than_seen
        newest = Backups(session).make().file
        assert newest == newest_backups(council.folder)[0] != council.backups()[-1]
    council.wait(days=400)
    assert council.go_back(saved).seq_from > done.seq_to
