"""Ctrl-C during long work ends it with one line and leaves nothing half; the terminal says how far it is."""

from __future__ import annotations

import io
import shutil
import signal

import pytest
from sample_council import PASSWORD, SampleCouncil, contents, council, council_template, saved  # noqa: F401

from kyogikai_desktop.commands.console import Console
from kyogikai_desktop.commands.main import run
from kyogikai_desktop.errors import Remark
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.vault import people, recovery
from kyogikai_desktop.vault.kdf import FLOOR

NEW = "atarashii kotoba"


class Screen(io.StringIO):
    """A terminal at which somebody presses Ctrl-C as soon as it shows some words."""

    def __init__(self, words=""):
        super().__init__()
        self._words = words

    def isatty(self):
        return True

    def write(self, text):
        if self._words and self._words in text:
            self._words = ""
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


def call(*arguments, typed=(PASSWORD,), stop=""):
    """Return the exit code, the answer, and what the terminal showed."""
    out, screen = io.StringIO(), Screen(stop)
    stdin = io.StringIO("".join(f"{line}\n" for line in typed))
    code = run([*map(str, arguments), "--password-stdin"], Console(stdin, out, screen))
    return code, out.getvalue(), screen.getvalue()


def files(folder):
    found = (file for file in folder.rglob("*") if file.is_file() and file.name != "vault.lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in found}


def was_stopped(called):
    code, out, screen = called
    return (code, out) == (2, "") and screen.endswith("\r\x1b[Kとちゅうでやめました。\n")


def is_whole(folder):
    return all(isinstance(found, Remark) for found in check_folder(folder, PASSWORD))


def test_each_step_is_shown_and_its_line_taken_away(council, tmp_path):  # noqa: F811
    code, out, screen = call("backup", council.folder, tmp_path / "usb")
    assert code == 0
    assert "[1/3] 写しを取る" in screen
    assert "[2/3] 写しを開いて、中身を確かめる" in screen
    assert "[3/3] 別の場所にも置く" in screen
    assert screen.endswith("\r\x1b[K")
    [file] = (tmp_path / "usb").iterdir()
    code, out, screen = call("restore", file, tmp_path / "new")
    assert (code, out.startswith("控えから戻しました")) == (0, True)
    assert "[2/4] 控えを写す" in screen
    assert "[3/4] 中身を確かめる" in screen


@pytest.mark.parametrize(("step", "own"), [("[1/3]", 0), ("[2/3]", 0), ("[3/3]", 1)])
def test_a_backup_that_is_stopped_leaves_no_half_file_and_makes_no_other(council, tmp_path, step, own):  # noqa: F811
    assert was_stopped(call("backup", council.folder, tmp_path / "usb", stop=step))
    assert not files(tmp_path / "usb")
    assert [len(council.backups()), len(list(council.folder.rglob("*.part")))] == [own, 0]
    assert is_whole(council.folder)
    with council.open() as session:  # and the home page says nothing of a backup that failed
        assert (
            session.store.reader.exec_driver_sql(
                "SELECT count(*) FROM audit WHERE action = 'backup_failed'"
            ).scalar()
            == 0
        )


@pytest.mark.parametrize("step", ["[2/4]", "[3/4]"])
def test_a_restore_into_a_new_folder_that_is_stopped_leaves_no_folder(saved, tmp_path, step):  # noqa: F811
    assert was_stopped(call("restore", saved, tmp_path / "new", stop=step))
    assert not (tmp_path / "new").exists()


def test_a_restore_goes_into_no_folder_of_a_council(council, saved):  # noqa: F811
    code, out, screen = call("restore", saved, council.folder / "new")
    assert (code, out) == (2, "")
    assert "その場所は、協議会のフォルダーの中です。" in screen
    assert not (council.folder / "new").exists()


@pytest.mark.parametrize("step", ["[1/4]", "[2/4]", "[3/4]"])
def test_a_restore_over_a_broken_council_that_is_stopped_leaves_its_files(council, saved, step):  # noqa: F811
    (council.folder / "vault.db").write_bytes((council.folder / "vault.db").read_bytes()[:-100])
    before = files(council.folder)
    assert was_stopped(call("restore", saved, council.folder, stop=step))
    assert files(council.folder) == before


@pytest.mark.parametrize(
    "step",
    [
        pytest.param("[1/4] 控え", marks=pytest.mark.long),
        pytest.param("[2/4] 中身", marks=pytest.mark.long),
        "[3/4] いまの状態",
    ],
)
def test_a_restore_over_an_open_council_that_is_stopped_leaves_it_open_as_it_was(
    council,  # noqa: F811
    saved,  # noqa: F811
    step,
):
    with council.open() as session:
        before = contents(session)
    assert was_stopped(call("restore", saved, council.folder, stop=step))
    assert not (council.folder / "restoring").exists()
    with council.open() as session:
        assert contents(session) == before
    assert is_whole(council.folder)


def test_once_the_files_are_exchanged_it_is_done_and_said_so(council, saved):  # noqa: F811
    code, out, screen = call("restore", saved, council.folder, stop="[4/4]")
    assert (code, out.startswith("控えから戻しました")) == (0, True)
    assert "やめました" not in screen
    with council.open() as session:
        assert len([name for name in contents(session) if name.startswith("case:")]) == 3


@pytest.mark.long
@pytest.mark.parametrize("step", ["[2/4]", "[3/4]"])
def test_a_restore_by_sheets_that_is_stopped_leaves_no_folder(council, tmp_path, monkeypatch, step):  # noqa: F811
    monkeypatch.setattr(people, "calibrate", lambda: FLOOR)
    with council.open() as session:
        sheets = recovery.make(session.vault)
        recovery.keep(session.vault, sheets)
    call("backup", council.folder, tmp_path / "usb")
    shutil.rmtree(council.folder)
    [file] = (tmp_path / "usb").iterdir()
    typed = [
        next(text for text in sheets.sheets[0].strings if text[1] == "B"),
        next(text for text in sheets.sheets[1].strings if text[1] == "A"),
        NEW,
    ]
    command = ("restore", file, council.folder, "--sheets", "--login", "hayashi")
    assert was_stopped(call(*command, typed=typed, stop=step))
    assert not council.folder.exists()
    code, out, _ = call(*command, typed=typed)
    assert (code, out.startswith("控えから戻しました")) == (0, True)


@pytest.mark.long
def test_a_carry_out_that_is_stopped_leaves_the_council_writable(council, tmp_path):  # noqa: F811
    from colleagues import let_in_long_ago

    with council.open() as session:
        let_in_long_ago(session, "mori", "森　千代", "森の小道を歩く")
    words = ("--to", "会議室", "--permission", "第1号", "--until", "R8.11.27 17:00")
    assert was_stopped(call("carry", council.folder, "out", tmp_path, *words, stop="ファイルに書く"))
    assert not list(tmp_path.glob("*.carry*"))
    with council.open() as session:
        assert not session.read_only


def test_a_new_key_is_not_left_half_done(council):  # noqa: F811
    code, out, screen = call("accounts", council.folder, "rekey", stop=" / ")
    assert (code, out.startswith("協議会の鍵を新しくしました")) == (0, True)
    assert "とちゅうでやめました" not in screen
    assert is_whole(council.folder)
