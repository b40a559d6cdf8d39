"""What the subcommands speak through: standard streams, passwords, one-line errors, progress."""

from __future__ import annotations

import getpass
import io
import os
import re
import signal
import sys
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, TextIO

from kyogikai_desktop.errors import AppError, Cancelled, InvalidInput, Refused

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Iterator

    from kyogikai_desktop.services.approval import Approver
    from kyogikai_desktop.services.session import Session

DONE, DAMAGED, REFUSED = 0, 1, 2
_LONGEST_LINE = 32_768
_NO_TEXT = re.compile(r"[\0\ud800-\udfff]")


class Console:
    """The terminal, or the pipes in its place."""

    def __init__(self, stdin: TextIO, stdout: TextIO, stderr: TextIO) -> None:
        self._stdin = stdin
        self._stdout = stdout
        self._stderr = stderr
        self._shown = ""  # a line of progress that stands, without its end
        self._at_work = False
        self._stop_wanted = False

    def say(self, line: str) -> None:
        """Write a line of the answer; raises BrokenPipeError where its reader is gone, AppError otherwise."""
        self._end_progress()
        try:
            self._stdout.write(line + "\n")
            self._stdout.flush()
        except OSError as error:
            _drop(self._stdout)
            if isinstance(error, BrokenPipeError):
                raise
            raise AppError("answer_not_written") from error

    def note(self, line: str) -> None:
        """Write a line about the work to standard error; nobody can be told where that is closed."""
        try:
            self._end_progress()
            self._stderr.write(line + "\n")
            self._stderr.flush()
        except OSError:
            _drop(self._stderr)

    def progress(self, done: int, total: int) -> None:
        """Write how far a long task is, on one line that is written over; silent in pipes.

        The total is 0 while nobody knows it. Raises Cancelled after Ctrl-C.
        """
        self._go_on()
        self._show(f"{done:,}" + (f" / {total:,}" if total else ""))

    def steps(self, *words: str) -> Callable[[int, int, int], None]:
        """Return what hears of a long task which step it is at, and how far that is if anybody knows.

        It raises Cancelled after Ctrl-C.
        """

        def told(step: int, done: int, total: int) -> None:
            self._go_on()
            self._show(
                f"[{step + 1}/{len(words)}] {words[step]}" + (f" {done:,} / {total:,}" if total else "")
            )

        return told

    def to_the_end(self, done: int, total: int) -> None:
        """Write how far a task is that is not left half done: Ctrl-C does not stop it."""
        self._at_work = True
        self._show(
            f"{done:,} / {total:,}" + ("（とちゅうでは、やめられません）" if self._stop_wanted else "")
        )

    @contextmanager
    def stops_between(self) -> Iterator[None]:
        """Let Ctrl-C stop long work only where it tells how far it is, and what has no such places at once.

        So a file is whole or gone, and files that are being exchanged are exchanged.
        """
        before = signal.getsignal(signal.SIGINT)
        if before is not signal.default_int_handler or current_thread() is not main_thread():
            yield
            return
        signal.signal(signal.SIGINT, self._on_interrupt)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _on_interrupt(self, _number: int, _frame: object) -> None:
        if not self._at_work:
            raise KeyboardInterrupt
        self._stop_wanted = True

    def _go_on(self) -> None:
        self._at_work = True
        if self._stop_wanted:
            raise Cancelled

    def _show(self, words: str) -> None:
        if words != self._shown and self._stderr.isatty():
            self._stderr.write(f"\r\x1b[K{words}")
            self._stderr.flush()
            self._shown = words

    def _end_progress(self) -> None:
        self._at_work = False
        if self._shown:
            self._shown = ""
            self._stderr.write("\r\x1b[K")
            self._stderr.flush()

    def password(self, args: Namespace) -> str:
        """Return the password: the first line of standard input, or typed at the terminal.

        A practice council has its password on a note in its folder, so nobody needs to type that.
        """
        if args.password_stdin:
            return self._line()
        from kyogikai_desktop.services import practice_note

        known = "" if args.login else practice_note.password(args.vault)
        return known or self.secret(args, "パスワード：")

    def secret(self, args: Namespace, prompt: str) -> str:
        """Return the next line of standard input, or what is typed unseen at the terminal."""
        if args.password_stdin:
            return self._line()
        if not self._stdin.isatty():
            raise AppError("password_needed")
        self._end_progress()
        return getpass.getpass(prompt, self._stderr)

    def new_secret(self, args: Namespace, prompt: str) -> str:
        """Return a new password as `secret` does; at the terminal, where it is not seen, typed twice."""
        typed = self.secret(args, prompt)
        if not args.password_stdin and self.secret(args, "もう一度：") != typed:
            raise InvalidInput("password_differs", "repeat")
        return typed

    def _line(self) -> str:
        """Return the next line of standard input, empty at its end; raise AppError for what is no text."""
        line = self._stdin.readline(_LONGEST_LINE)
        if len(line) == _LONGEST_LINE or _NO_TEXT.search(line):
            raise AppError("input_unreadable")
        return line.rstrip("\r\n")

    def approver(self, args: Namespace) -> Approver | None:
        """Return the second person of `--approver`, with the password of the next line."""
        from kyogikai_desktop.services.approval import Approver

        if not args.approver:
            return None
        return Approver(args.approver, self.secret(args, f"{args.approver} のパスワード："))

    def open(self, args: Namespace, password: str | None = None, *, first_login: bool = False) -> Session:
        """Open the council that the arguments name; a first password serves for nothing but its change."""
        from kyogikai_desktop.services.backups import STEPS
        from kyogikai_desktop.services.session import open_council

        typed = self.password(args) if password is None else password
        session = open_council(args.vault, typed, login=args.login)
        session.closing = self.steps(*STEPS)
        if session.account.must_change and not first_login:
            session.close()
            raise Refused("first_password")
        return session


def standard() -> Console:
    """Return the console of this process; Japanese text in UTF-8, whatever the locale.

    A stream that was closed before the start hears and says nothing. Bytes that are no UTF-8 become
    surrogates, which `Console` refuses: a password made of them could be typed nowhere else.
    """
    for stream, encoding, errors in (
        (sys.stdin, "utf-8-sig", "surrogateescape"),
        (sys.stdout, "utf-8", "backslashreplace"),
        (sys.stderr, "utf-8", "backslashreplace"),
    ):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=encoding, errors=errors)
    stdin, stdout, stderr = (stream or io.StringIO() for stream in (sys.stdin, sys.stdout, sys.stderr))
    return Console(stdin, stdout, stderr)


def _drop(stream: TextIO) -> None:
    """Let what a stream could not write go nowhere, so that Python does not try again at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
