"""What the subcommands speak through: standard streams, passwords, one-line errors, progress."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from kyogikai_desktop.errors import AppError

if TYPE_CHECKING:
    from argparse import Namespace

    from kyogikai_desktop.services.session import Session

DONE, DAMAGED, REFUSED = 0, 1, 2


class Console:
    """The terminal, or the pipes in its place."""

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self._stdin = stdin
        self._stdout = stdout
        self._stderr = stderr

    def say(self, line: str) -> None:
        """Write a line of the answer."""
        self._stdout.write(line + "\n")

    def note(self, line: str) -> None:
        """Write a line about the work to standard error."""
        self._stderr.write(line + "\n")
        self._stderr.flush()

    def progress(self, done: int, total: int) -> None:
        """Write how far a long task is, on one line that is written over; silent in pipes."""
        if self._stderr.isatty():
            self._stderr.write(f"\r{done:,} / {total:,}" + ("\n" if done >= total else ""))
            self._stderr.flush()

    def password(self, args: Namespace) -> str:
        """Return the password: the first line of standard input, or typed at the terminal.

        A practice council has its password on a note in its folder, so nobody needs to type that.
        """
        if args.password_stdin:
            return self._stdin.readline().rstrip("\r\n")
        from kyogikai_desktop.services import practice_note

        known = practice_note.password(Path(args.vault))
        if known:
            return known
        if not self._stdin.isatty():
            raise AppError("password_needed")
        return getpass.getpass("パスワード：", self._stderr)

    def open(self, args: Namespace) -> Session:
        """Open the council that the arguments name."""
        from kyogikai_desktop.services.session import open_council

        return open_council(Path(args.vault), self.password(args))


def standard() -> Console:
    """Return the console of this process; Japanese text in UTF-8, whatever the locale."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return Console(sys.stdin, sys.stdout, sys.stderr)
