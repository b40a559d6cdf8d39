"""A terminal for tests: commands run in this process, with a password on standard input."""

from __future__ import annotations

import io
from dataclasses import dataclass

from kyogikai_desktop.commands.console import Console
from kyogikai_desktop.commands.main import run

PASSWORD = "himitsu no kotoba 2026"


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


def call(*arguments: object, password: str | None = PASSWORD) -> Answer:
    """Run one command; a password goes in by --password-stdin."""
    words = [str(argument) for argument in arguments]
    stdin = io.StringIO("" if password is None else f"{password}\n")
    out, err = io.StringIO(), io.StringIO()
    if password is not None:
        words.append("--password-stdin")
    code = run(words, Console(stdin, out, err))
    return Answer(code, out.getvalue(), err.getvalue())
