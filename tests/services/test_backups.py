"""Backups come by themselves after work, go to a second place, and say when they are missing."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest
from sample_council import PASSWORD, SampleCouncil, acts, receive

from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.errors import InvalidInput, Refused
from kyogikai_desktop.records import database
from kyogikai_desktop.services.accounts import recover
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.session import Founder, create
from kyogikai_desktop.vault import recovery
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.words import say


def warnings(session):
    return [warning.key for warning in Backups(session).state().warnings]


def test_closing_after_work_makes_one_backup_and_looking_makes_none(council):
    with council.open() as session:
        receive(session, "大江　ひかる")
    [first] = council.backups()
    council.wait(hours=1)
    with council.open() as session:
        work = Casework(session)
        work.note_search(len(work.find("大江")))
        work.note_view(1)
        assert not Backups(session).due()
    assert council.backups() == [first]


def test_a_second_close_does_nothing(council):
    session = council.open()
    receive(session, "大江　ひかる")
    session.close()
    session.close()
    assert len(council.backups()) == 1


def test_a_backup_is_logged_and_listed_newest_first(council):
    with council.open() as session:
        first = Backups(session).make()
        council.wait(days=1)
        second = Backups(session).make()
        assert [one.file for one in Backups(session).listing()] == [second.file, first.file]
        assert Backups(session).listing()[0].at == council.now[0]
        assert acts(session, "backup")[-2:] == [(first.file.name,), (second.file.name,)]
        assert Backups(session).state().last == council.now[0]


def test_a_practice_council_makes_none_by_itself(tmp_path):
    made = SampleCouncil(tmp_path / "practice")
    council = Council("練習", ("202070",), 50_000, practice=True)
    with create(made.folder, council, Founder("a", "林", PASSWORD), kdf=FLOOR) as session:
        receive(session, "大江　ひかる")
    assert made.backups() == []


def test_only_the_levels_stay_and_a_copy_by_hand_is_never_taken_away(council, tmp_path):
    with council.open() as session:
        for _ in range(4):
            made = Backups(session).make(tmp_path / "by hand")
            council.wait(minutes=5)
    assert council.backups() == [made.file]
    assert len(list((tmp_path / "by hand").iterdir())) == 4


def next_schema(tmp_path, monkeypatch):
    """Let the program be one that knows another schema."""
    steps = tmp_path / "migrations"
    shutil.copytree(database._MIGRATIONS, steps)
    (steps / "0002_next.sql").write_text("CREATE TABLE pets (id INTEGER PRIMARY KEY);")
    monkeypatch.setattr(database, "_MIGRATIONS", steps)
    monkeypatch.setattr(database, "SCHEMA_VERSION", 2)


def test_sheets_that_open_a_council_of_an_earlier_schema_back_it_up_first(council, tmp_path, monkeypatch):
    with council.open() as session:
        made = recovery.make(session.vault)
        recovery.keep(session.vault, made)
        session.close(back_up=False)
    next_schema(tmp_path, monkeypatch)
    first, second = (sheet.strings[0] for sheet in made.sheets[:2])  # A with B, B with A
    recover(council.folder, (first, second), "hayashi", "atarashii kotoba", clock=council.clock, kdf=FLOOR)
    [old] = council.backups()
    with council.open("atarashii kotoba") as session:
        assert old.name in Backups(session).kept()


def test_the_backup_before_another_schema_is_never_rotated_away(council, tmp_path, monkeypatch):
    council.open().close()
    next_schema(tmp_path, monkeypatch)
    before = set(council.backups())
    with council.open() as session:
        [old] = {*council.backups()} - before
        for _ in range(3):
            council.wait(minutes=5)
            new = Backups(session).make().file
    assert {old, new} == {*council.backups()} - before


def test_the_second_place_needs_its_written_permission(council, tmp_path):
    with council.open() as session:
        with pytest.raises(InvalidInput) as refused:
            Backups(session).set_second_place(tmp_path / "usb", " 　")
        assert refused.value.field == "permission"
        assert Backups(session).state().place == ""


def test_the_second_place_is_outside_of_every_council(council):
    with council.open() as session:
        for inside in (council.folder, council.folder / "backups", council.folder / "new"):
            with pytest.raises(InvalidInput) as refused:
                Backups(session).set_second_place(inside, "R8.11.1 情報管理 第12号")
            assert (refused.value.key, refused.value.field) == ("backup_place_inside", "folder")
        assert Backups(session).state().place == ""


def test_each_backup_also_goes_to_the_second_place_and_is_rotated_there(council, tmp_path):
    with council.open() as session:
        Backups(session).set_second_place(tmp_path / "usb", "R8.11.1 情報管理第12号 保護管理者 島田")
        for _ in range(3):
            made = Backups(session).make()
            council.wait(minutes=5)
        assert [file.read_bytes() for file in (tmp_path / "usb").iterdir()] == [made.file.read_bytes()]
        assert made.copies == tuple((tmp_path / "usb").iterdir())
        assert Backups(session).state().place_last == council.now[0] - timedelta(minutes=5)
        assert warnings(session) == []


def test_a_second_place_that_is_not_there_is_told_and_hinders_nothing(council, tmp_path):
    with council.open() as session:
        Backups(session).set_second_place(tmp_path / "stick" / "控え", "許可 12号")
        made = Backups(session).make()
        assert made.file.exists()
        assert made.place_failed.key == "backup_place_missing"
        [warning] = Backups(session).state().warnings
        assert "まだ一度も取れていません" in say(warning)
        assert "USB" in say(warning)
        (tmp_path / "stick").mkdir()
        Backups(session).make()
        assert warnings(session) == []


def test_why_the_second_place_failed_is_told_in_words_for_a_stick(council, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    with council.open() as session:
        Backups(session).set_second_place(stick / "控え", "許可 12号")
        (stick / "控え").write_bytes(b"a file where the folder would be")
        assert Backups(session).make().place_failed is not None
        (stick / "控え").unlink()
        Backups(session).make()
        stick.rename(tmp_path / "pulled out")
        Backups(session).make()
        [warning] = Backups(session).state().warnings
    words = "別の場所の控えは、11月20日（金） のあと取れていません。フォルダーがありません。"
    assert say(warning).startswith(words)


def test_another_stick_in_the_same_place_gets_nothing(council, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    with council.open() as session:
        Backups(session).set_second_place(stick / "控え", "許可 12号")
        Backups(session).make()
        stick.rename(tmp_path / "pulled out")
        stick.mkdir()  # what is left where it was mounted, or the stick of somebody else
        assert Backups(session).make().place_failed.key == "backup_place_missing"
        assert list(stick.iterdir()) == []
        (stick / "控え").mkdir()
        assert Backups(session).make().place_failed.key == "backup_place_other"
        assert list((stick / "控え").iterdir()) == []
        [warning] = Backups(session).state().warnings
        assert "別の USB" in say(warning)
        Backups(session).set_second_place(stick / "控え", "許可 13号")
        assert Backups(session).make().place_failed is None


def test_backups_of_another_council_in_the_same_place_are_left_alone(council, tmp_path):
    other = SampleCouncil(tmp_path / "other")
    with create(other.folder, Council("他"), Founder("b", "森", PASSWORD), kdf=FLOOR) as session:
        theirs = [Backups(session).make(tmp_path / "usb").copies[0] for _ in range(2)]
    with council.open() as session:
        Backups(session).set_second_place(tmp_path / "usb", "許可 12号")
        for _ in range(2):
            ours = Backups(session).make()
        assert {*theirs, *ours.copies} == set((tmp_path / "usb").iterdir())
        assert [one.file for one in Backups(session).listing(tmp_path / "usb")] == list(ours.copies)


def test_missing_old_and_future_backups_are_told_in_words(council):
    with council.open() as session:
        assert warnings(session) == ["backup_gone"]  # whoever made the template took them away
        Backups(session).make()
        council.wait(days=30)
        assert warnings(session) == []  # nothing was done since
        receive(session, "大江　ひかる")
        [warning] = Backups(session).state().warnings
        assert say(warning).startswith("最後の控えは 11月20日（金） です（30日前）。")
        council.wait(days=-60)
        assert warnings(session) == ["backup_in_future"]
        Backups(session).make()
        assert warnings(session) == []


def test_a_failed_backup_is_told_until_one_works(council, monkeypatch):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    session = council.open()
    receive(session, "大江　ひかる")
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        session.close()
    assert council.backups() == []
    with council.open() as again:
        [failed, _none] = Backups(again).state().warnings
        assert "空き容量が足りません。" in say(failed)
    assert len(council.backups()) == 1
    with council.open() as again:
        assert warnings(again) == []


def test_a_place_without_its_parent_is_refused(council, tmp_path):
    with council.open() as session:
        with pytest.raises(Refused) as refused:
            Backups(session).make(tmp_path / "no" / "such")
        assert refused.value.key == "backup_place_missing"
