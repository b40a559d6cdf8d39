"""Arguments that several subcommands share."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Subcommands: TypeAlias = "_SubParsersAction[ArgumentParser]"


def subcommand(commands: Subcommands, name: str, run: Callable[..., int], says: str) -> ArgumentParser:
    """Add a subcommand with its function and one line of help; usage errors come from its own parser."""
    parser = commands.add_parser(name, help=says, description=says)
    parser.set_defaults(run=run, parser=parser)
    return parser


def place(text: str) -> Path:
    """Return a path; raise ValueError for an empty one, which would be the folder that one stands in."""
    if not text:
        raise ValueError
    return Path(text)


def with_vault(parser: ArgumentParser) -> ArgumentParser:
    """Add the folder of the council, and whose password comes how."""
    parser.add_argument("vault", metavar="VAULT", type=place, help="協議会のフォルダー")
    return with_password(parser)


def with_password(parser: ArgumentParser) -> ArgumentParser:
    """Add whose password comes how."""
    parser.add_argument("--login", metavar="LOGIN", help="利用者ID（なければ、協議会をつくった人）")
    parser.add_argument("--password-stdin", action="store_true", help="パスワードを標準入力の1行目から読む")
    return parser


def with_approver(parser: ArgumentParser) -> ArgumentParser:
    """Add the second person of an act that needs two."""
    parser.add_argument("--approver", metavar="LOGIN", help="2人目（次の行：その人のパスワード）")
    return parser
