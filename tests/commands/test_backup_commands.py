"""backup and restore on the command line: one line each, also when it does not work."""

from __future__ import annotations

import io
import shutil
from datetime import datetime

import pytest
from colleagues import weeks_pass
from sample_council import PASSWORD, SampleCouncil, council, council_template  # noqa: F401 (fixtures)

from kyogikai_desktop.commands.console import Console
from kyogikai_desktop.commands.main import run
from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.session import Founder, create, open_council
from kyogikai_desktop.vault import people, recovery
from kyogikai_desktop.vault.kdf import FLOOR


def call(*arguments, password=PASSWORD, more=()):
    out, err = io.StringIO(), io.StringIO()
    words = [str(argument) for argument in arguments]
    stdin = io.StringIO("".join(f"{line}\n" for line in (password, *more)))
    code = run([*words, "--password-stdin"], Console(stdin, out, err))
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """New slots cost the least that is allowed."""
    monkeypatch.setattr(people, "calibrate", lambda: FLOOR)


@pytest.fixture
def place(council: SampleCouncil):  # noqa: F811 (the fixture)
    """The folder around a council that has one backup beside it."""
    code, [said], _ = call("backup", council.folder, council.folder.parent / "usb")
    assert code == 0
    assert said.startswith("控えを取り、確かめました：")
    return council.folder.parent


def contents(folder):
    files = (file for file in folder.rglob("*") if file.is_file() and file.name != "vault.lock")
    return {file: file.read_bytes() for file in files}


def the_backup(place):
    [file] = (place / "usb").iterdir()
    return file


def test_a_destroyed_council_comes_back_and_check_only_says_so(place):
    shutil.rmtree(place / "council")
    code, [said], err = call("restore", the_backup(place), place / "council")
    assert (code, err) == (0, [])
    assert said.startswith("控えから戻しました")
    code, [restored, clean], err = call("check", place / "council")
    assert (code, clean, err) == (0, "異常はありません。", [])
    assert "控えから戻しています" in restored


def test_a_council_goes_back_in_its_own_folder(place):
    code, [said], err = call("restore", the_backup(place), place / "council")
    assert (code, err) == (0, [])
    assert str(place / "council") in said
    assert call("check", place / "council")[0] == 0


@pytest.mark.parametrize(
    ("backup", "vault", "told"),
    [
        ("usb/none.bak", "new", "控えのファイルがありません"),
        ("notes.txt", "new", "控えが壊れています"),
        ("{backup}", "letters", "もう何か入っています"),
        ("{backup}", "other", "別の協議会のもの"),
    ],
)
def test_a_restore_that_cannot_be_is_one_line_and_changes_nothing(place, backup, vault, told):
    (place / "notes.txt").write_text("a note")
    (place / "letters").mkdir()
    (place / "letters" / "letter.txt").write_text("a letter")
    create(place / "other", Council("他"), Founder("b", "森", "other password"), kdf=FLOOR).close()
    before = contents(place)
    code, out, err = call("restore", place / backup.format(backup=the_backup(place)), place / vault)
    assert (code, out, len(err)) == (2, [], 1)
    assert told in err[0]
    assert contents(place) == before
    assert not (place / "new").exists()


def test_a_wrong_password_restores_nothing(place):
    code, out, [err] = call("restore", the_backup(place), place / "new", password="x")
    assert (code, out) == (2, [])
    assert err.startswith("パスワードが違います。")
    assert not (place / "new").exists()


def test_a_backup_into_no_folder_is_one_line(place):
    code, out, [err] = call("backup", place / "council", place / "no" / "such")
    assert (code, out) == (2, [])
    assert "見つかりません" in err


@pytest.mark.parametrize("inside", [".", "backups", "new/folder"])
def test_a_backup_into_the_folder_of_the_council_is_refused_in_one_line(place, inside):
    before = contents(place / "council")
    code, out, [err] = call("backup", place / "council", place / "council" / inside)
    assert (code, out) == (2, [])
    assert err.startswith("協議会のフォルダーの中には、控えを置けません。")
    assert [name for name in contents(place / "council") if name.suffix == ".bak"] == [
        name for name in before if name.suffix == ".bak"
    ]


def test_a_later_password_of_the_council_goes_in_the_second_line(place):
    with open_council(place / "council", PASSWORD) as session:
        session.change_password(PASSWORD, "a later password")
    code, _, [err] = call("restore", the_backup(place), place / "council")
    assert (code, "いまのパスワードで開くか" in err) == (2, True)
    code, [said], err = call(
        "restore", the_backup(place), place / "council", "--current-password", more=["a later password"]
    )
    assert (code, err, said.startswith("控えから戻しました")) == (0, [], True)


def test_two_people_restore_where_there_are_two(place):
    with open_council(place / "council", PASSWORD, clock=lambda: datetime(2026, 1, 5, tzinfo=JST)) as session:
        Accounts(session, FLOOR).add("mori", "森", [Role.RECORDER], "hajime no kotoba")
        weeks_pass(session, session.clock())
    with open_council(place / "council", "hajime no kotoba", login="mori") as session:
        session.change_password("hajime no kotoba", "mori no kotoba")
    command = ("restore", the_backup(place), place / "council")
    code, _, [err] = call(*command)
    assert (code, err.startswith("2人での確認が要ります。")) == (2, True)
    code, _, err = call(*command, "--approver", "mori", more=["mori no kotoba"])
    assert (code, err) == (0, [])
    assert call("check", place / "council")[0] == 0


def test_two_sheets_restore_for_a_named_custodian(place):
    with open_council(place / "council", PASSWORD) as session:
        sheets = recovery.make(session.vault)
        recovery.keep(session.vault, sheets)
    call("backup", place / "council", place / "with sheets")
    shutil.rmtree(place / "council")
    [file] = (place / "with sheets").iterdir()
    lines = [next(text for text in sheets.sheets[1].strings if text[1] == "A"), "atarashii kotoba"]
    first = next(text for text in sheets.sheets[0].strings if text[1] == "B")
    command = ("restore", file, place / "council", "--sheets")
    code, _, [err] = call(*command, password=first, more=lines)
    assert (code, err.startswith("だれのパスワードを新しくするかが")) == (2, True)
    code, _, err = call(*command, "--login", "hayashi", password=first, more=lines)
    assert (code, err) == (0, [])
    assert call("check", place / "council", password="atarashii kotoba")[0] == 0
