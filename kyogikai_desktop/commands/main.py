"""Read the arguments and run one subcommand; every error is one line on standard error."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import NoReturn

from kyogikai_desktop import __version__
from kyogikai_desktop.commands.console import DONE, REFUSED, Console, standard
from kyogikai_desktop.errors import AppError

SUBCOMMANDS = (
    "practice",
    "create",
    "import_ledger",
    "minutes",
    "summary",
    "check",
    "search",
    "backup",
    "restore",
    "accounts",
    "carry",
    "audit",
)


class _Usage(Exception):
    """Carry what is wrong with the arguments."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:  # noqa: ARG002 (English words of the library)
        raise _Usage(" ".join(self.format_usage().split()).removeprefix("usage: "))


def run(arguments: Sequence[str], console: Console | None = None) -> int:
    """Run a subcommand and return its exit code: 0 done, 1 damage or findings, 2 usage or refusal."""
    console = console or standard()
    try:
        args = _parser().parse_args(arguments)
        return int(args.run(args, console))
    except _Usage as error:
        console.note(f"使い方：{error}")
    except AppError as error:
        from kyogikai_desktop.words import say

        console.note(say(error).replace("\n", " "))
    except KeyboardInterrupt:
        console.note("とちゅうでやめました。")
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    return REFUSED


def _parser() -> _Parser:
    parser = _Parser(prog="kyogikai-desktop", description="協議会デスクトップ（引数なしで画面が開きます）")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in SUBCOMMANDS:
        importlib.import_module(f"kyogikai_desktop.commands.{name}").add(commands)
    return parser
