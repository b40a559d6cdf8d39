"""Read the arguments and run one subcommand; every error is one line on standard error."""

from __future__ import annotations

import argparse
import importlib
import re
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

_WRONG = (
    ("the following arguments are required: (.+)", "{}が足りません。"),
    ("unrecognized arguments: (.+)", "{}は使えません。"),
    ("argument ([^:]+): expected", "{}の値が足りません。"),
    ("argument ([^:]+): ", "{}の値を確かめてください。"),
)


class _Usage(Exception):
    """Carry what is wrong with the arguments."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        usage = " ".join(self.format_usage().split()).removeprefix("usage: ")
        raise _Usage(f"{_wrong(message)}使い方：{usage}")


def _wrong(message: str) -> str:
    """Say in Japanese which argument a message of argparse is about; nothing for messages of another form."""
    found = ((re.match(pattern, message), words) for pattern, words in _WRONG)
    return next((words.format(match[1]) for match, words in found if match), "")


def run(arguments: Sequence[str], console: Console | None = None) -> int:
    """Run a subcommand and return its exit code: 0 done, 1 damage or findings, 2 usage or refusal."""
    console = console or standard()
    try:
        args, unknown = _parser().parse_known_args(arguments)
        if unknown:
            args.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
        return int(args.run(args, console))
    except _Usage as error:
        console.note(str(error))
    except AppError as error:
        from kyogikai_desktop.words import say

        console.note(say(error).replace("\n", " "))
    except (KeyboardInterrupt, EOFError):  # Ctrl-C; Ctrl-D where a password is asked for
        console.note("とちゅうでやめました。")
    except BrokenPipeError:
        return DONE
    except OSError:  # a name that is too long, a loop of links
        console.note("そのファイルかフォルダーは使えません。名前の長さと場所を確かめてください。")
    return REFUSED


def _parser() -> _Parser:
    parser = _Parser(prog="kyogikai-desktop", description="協議会デスクトップ（引数なしで画面が開きます）")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in SUBCOMMANDS:
        importlib.import_module(f"kyogikai_desktop.commands.{name}").add(commands)
    return parser
