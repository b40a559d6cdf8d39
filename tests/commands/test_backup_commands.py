"""backup and restore on the command line: one line each, also when it does not work."""

from __future__ import annotations

import io
import shutil

import pytest
from sample_council import PASSWORD, SampleCouncil, council, council_template  # noqa: F401 (fixtures)

from kyogikai_desktop.commands.console import Console
from kyogikai_desktop.commands.main import run
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.services.session import Founder, create
from kyogikai_desktop.vault.kdf import FLOOR


def call(*arguments, password=PASSWORD):
    out, err = io.StringIO(), io.StringIO()
    words = [str(argument) for argument in arguments]
    code = run([*words, "--password-stdin"], Console(io.StringIO(f"{password}\n"), out, err))
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


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
