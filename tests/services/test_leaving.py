"""People leave: one new key for all of them, and the backups that their passwords still open."""

from __future__ import annotations

import pytest
from colleagues import FIRST, let_in
from sample_council import acts, receive

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.errors import AppError, InvalidInput, NoSpace, Refused, WrongPassword
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.approval import Approver
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.recovery_sheets import RecoverySheets
from kyogikai_desktop.services.session import open_council
from kyogikai_desktop.vault import epochs
from kyogikai_desktop.vault.connect import PAGE_SIZE
from kyogikai_desktop.vault.kdf import FLOOR


@pytest.fixture
def office(council):
    with council.open() as session:
        let_in(session, "mori", "森　千代", "森の小道を歩く", (Role.RECORDER,))
        let_in(session, "ueda", "上田　弘", "上田の城と桜", (Role.COORDINATOR,))
        yield session


def test_three_who_leave_in_april_cost_one_new_key(office, council):
    let_in(office, "ono", "小野　守", "小野の里の秋", (Role.FACILITATOR,))
    told = []
    removed = Accounts(office).remove(
        "mori", "ueda", "ono", told=lambda done, total: told.append((done, total))
    )
    assert [one.login for one in removed] == ["mori", "ueda", "ono"]
    assert office.vault.epoch == 2
    assert told[-1][0] == told[-1][1] > 0
    assert len(acts(office, "remove_account")) == 3
    assert len(acts(office, "change_key")) == 1
    office.close()
    with pytest.raises(WrongPassword):
        open_council(council.folder, "上田の城と桜", login="ueda", clock=council.clock)


def test_no_login_can_be_taken_for_another_one_in_the_log(office):
    def told(login):
        with pytest.raises(InvalidInput) as refused:
            Accounts(office, FLOOR).add(login, "森", [Role.RECORDER], FIRST)
        return refused.value.key

    lookalikes = ("mori", "MORI", "ｍｏｒｉ", "mori ", "recovery", "Ｒecovery")
    assert {told(login) for login in lookalikes} == {"login_taken"}
    Accounts(office).remove("mori")
    assert told("Mori") == "login_used"


def test_nobody_leaves_where_one_of_them_may_not(office):
    with pytest.raises(Refused) as own:
        Accounts(office).remove("mori", "hayashi")
    assert own.value.key == "own_account"
    with pytest.raises(Refused):
        Accounts(office).remove("mori", "nobody")
    assert [one.login for one in Accounts(office).listing() if one.is_active] == ["hayashi", "mori", "ueda"]
    assert office.vault.epoch == 1


def test_a_full_disk_lets_nobody_in_and_the_next_opening_changes_the_key(office, council, monkeypatch):
    def full(*_):
        raise NoSpace("disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(epochs, "change", full)
        with pytest.raises(NoSpace) as told:
            Accounts(office).remove("mori")
    assert told.value.key == "key_not_changed"
    office.close()
    with council.open() as again:
        assert again.vault.epoch == 2
        assert acts(again, "change_key") == [("2",)]


def test_a_damaged_file_keeps_nobody_but_who_left_from_opening_it(office, council):
    with office.vault.database.open("r+b") as file:
        file.seek(_page_of("search_docs", office) * PAGE_SIZE - 100)
        file.write(bytes(50))
    with pytest.raises(AppError) as told:
        Accounts(office).remove("mori")
    assert told.value.key == "key_not_written"
    office.close()
    for _ in range(2):
        with council.open() as again:
            assert again.vault.epoch == 1
            assert acts(again, "remove_account") == [("state",)]
    with pytest.raises(Refused):
        open_council(council.folder, "森の小道を歩く", login="mori", clock=council.clock)


def _page_of(table, session):
    sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    return session.store.reader.exec_driver_sql(sql, (table,)).scalar_one()


def test_old_backups_give_way_to_a_new_one(office, tmp_path):
    work = Backups(office)
    (tmp_path / "usb").mkdir()
    work.set_second_place(tmp_path / "usb", "許可 12号")
    work.make()
    Accounts(office).remove("mori")
    receive(office, "坂本　恵")
    assert {file.parent.name for file in work.open_to("mori")} == {"backups", "usb"}
    assert work.replace_open_to("mori") == ()
    assert work.open_to("mori") == ()
    assert len(work.listing()) == len(work.listing(tmp_path / "usb")) == 1
    assert acts(office, "delete_backups") == [("2", work.listing()[0].file.name)]


def test_a_second_place_that_gets_no_new_backup_keeps_the_old_one(office, tmp_path):
    work = Backups(office)
    (tmp_path / "usb").mkdir()
    work.set_second_place(tmp_path / "usb", "許可 12号")
    [old] = work.make().copies
    Accounts(office).remove("mori")
    (tmp_path / "usb" / "20200101T000000Z-000001.bak.part").mkdir()  # nothing can be put there now
    assert work.replace_open_to("mori") == (old,)
    assert work.listing(tmp_path / "usb")[0].file == old
    assert len(work.listing()) == 1


def test_no_backup_is_deleted_where_none_can_be_made(office, monkeypatch):
    work = Backups(office)
    work.make()
    Accounts(office).remove("mori")

    def full(*_arguments, **_more):
        raise NoSpace("disk_full")

    monkeypatch.setattr("kyogikai_desktop.vault.backup.copy", full)
    with pytest.raises(NoSpace):
        work.replace_open_to("mori")
    assert len(work.open_to("mori")) == 1


def test_sheets_ask_to_be_made_anew_once_somebody_has_left(office, council):
    council.work_on(office, 31)
    sheets = RecoverySheets(office)
    assert not sheets.state().exist
    sheets.make(Approver("ueda", "上田の城と桜"), lambda _sheets: None)
    assert sheets.state().sound
    assert sheets.state().made == council.clock()
    Accounts(office).remove("mori")
    assert (sheets.state().exist, sheets.state().sound) == (True, False)
    sheets.make(Approver("ueda", "上田の城と桜"), lambda _sheets: None)
    assert sheets.state().sound


def test_sheets_drawn_before_a_new_key_never_count(office, council):
    council.work_on(office, 31)
    drawn = RecoverySheets(office).draw(Approver("ueda", "上田の城と桜"))
    Accounts(office).remove("mori")
    with pytest.raises(Refused) as told:
        RecoverySheets(office).keep(drawn)
    assert told.value.key == "sheets_outdated"
    assert not RecoverySheets(office).state().exist
