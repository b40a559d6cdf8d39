"""A person at the terminal types passwords unseen and new ones twice; bytes that are no text are refused."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from sample_council import PASSWORD, council, council_template  # noqa: F401 (fixtures)

needs_a_terminal = pytest.mark.long  # a bare chroot has no pseudo terminals
HOUSE = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
PROGRAM = (sys.executable, "-m", "kyogikai_desktop")


def at_a_terminal(*arguments, keys):
    """Run a command with a terminal as all three streams, type, and return its exit code and the screen."""
    terminal, inner = pty.openpty()
    command = ["setsid", "-c", *PROGRAM, *map(str, arguments)]  # Ctrl-C reaches who has the terminal
    running = subprocess.Popen(command, stdin=inner, stdout=inner, stderr=inner, env=HOUSE)
    os.close(inner)
    screen = b""
    for typed in keys:
        while "：".encode() not in screen[screen.rfind(b"\n") + 1 :]:
            screen += os.read(terminal, 1000)
        screen += b"\n"
        os.write(terminal, typed)
    with suppress(OSError):  # the other end is closed
        while True:
            screen += os.read(terminal, 1000)
    os.close(terminal)
    return running.wait(), screen.decode()


@needs_a_terminal
@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ([b"himitsu no kotoba\r", b"himitsu no kotobo\r"], "2つのパスワードが違います。"),
        ([b"himitsu no kotoba\r", b"\x04"], "とちゅうでやめました。"),
        ([b"\x03"], "とちゅうでやめました。"),
        ([b"short\r", b"short\r"], "パスワードが短すぎます。"),
    ],
)
def test_a_new_password_is_typed_twice_and_unseen(tmp_path, keys, told):
    code, screen = at_a_terminal("create", tmp_path / "new", keys=keys)
    assert (code, told in screen) == (2, True), screen
    assert "kotob" not in screen
    assert not (tmp_path / "new").exists()


@needs_a_terminal
def test_a_long_command_says_how_far_it_is_and_takes_that_line_away(council):  # noqa: F811
    code, screen = at_a_terminal("check", council.folder, keys=[PASSWORD.encode() + b"\r"])
    assert code == 0
    for step in (
        "[1/5] ファイルを確かめる",
        "[2/5] 操作の記録を確かめる",
        "[3/5] ケースや会議の中身を確かめる",
    ):
        assert step in screen
    assert screen.endswith("\r\x1b[K異常はありません。\r\n")


@pytest.mark.parametrize(
    "given", ["夏草や 兵ども 2026\n".encode("cp932"), "himitsu no kotoba".encode("utf-16-le"), b"x" * 40_000]
)
def test_bytes_that_are_no_text_never_become_a_password(tmp_path, given):
    command = (*PROGRAM, "create", "new", "--password-stdin")
    done = subprocess.run(command, input=given, capture_output=True, check=False, cwd=tmp_path, env=HOUSE)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith("標準入力を読めませんでした。")
    assert not (tmp_path / "new").exists()
