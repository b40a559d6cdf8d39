"""Read the arguments and run one subcommand; every error is one line on standard error."""

from __future__ import annotations

import importlib
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from kyogikai_desktop import __version__
from kyogikai_desktop.commands.console import DONE, REFUSED, Console, standard
from kyogikai_desktop.commands.usage import Answer, Parser, UsageError
from kyogikai_desktop.errors import AppError, Cancelled

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


def run(arguments: Sequence[str], console: Console | None = None) -> int:
    """Run a subcommand and return its exit code: 0 done, 1 damage or findings, 2 usage or refusal."""
    console = console or standard()
    with console.stops_between():
        return in_one_line(console, lambda: _run(arguments, console))


def in_one_line(console: Console, act: Callable[[], int]) -> int:
    """Return the exit code of an act; what ends it early is one line on standard error."""
    try:
        return act()
    except UsageError as error:
        console.note(str(error))
    except (Cancelled, KeyboardInterrupt, EOFError):  # Ctrl-C; Ctrl-D where a password is asked for
        console.note("とちゅうでやめました。")
    except AppError as error:
        from kyogikai_desktop.words import say

        console.note(say(error).replace("\n", " "))
    except BrokenPipeError:
        return DONE
    except OSError:  # a name that is too long, a loop of links
        console.note("そのファイルかフォルダーは使えません。名前の長さと場所を確かめてください。")
    except Exception as error:  # whatever it is, its words may be those of somebody's case
        console.note(_unexpected(error))
    return REFUSED


def _unexpected(error: Exception) -> str:
    """Say where something happened that nobody thought of; neither its words nor its values."""
    from kyogikai_desktop.words import say

    *_, frame = traceback.extract_tb(error.__traceback__)
    place = f"{type(error).__name__}、{Path(frame.filename).name}:{frame.lineno}"
    return say(AppError("command_failed", place=place))


def _run(arguments: Sequence[str], console: Console) -> int:
    try:
        args, unknown = _parser().parse_known_args(arguments)
    except Answer as answer:
        console.say(str(answer))
        return DONE
    if unknown:
        args.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return int(args.run(args, console))


def _parser() -> Parser:
    parser = Parser(prog="kyogikai-desktop", description="協議会デスクトップ（引数なしで画面が開きます）")
    parser.add_argument("--version", action="version", version=__version__, help="版を見る")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in SUBCOMMANDS:
        importlib.import_module(f"kyogikai_desktop.commands.{name}").add(commands)
    return parser
