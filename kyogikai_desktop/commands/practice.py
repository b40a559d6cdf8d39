"""practice: make a fictional council of any size."""

from __future__ import annotations

from argparse import Namespace

from kyogikai_desktop.commands.arguments import Subcommands, subcommand, with_vault
from kyogikai_desktop.commands.console import DONE, Console
from kyogikai_desktop.errors import InvalidInput

_MOST = 200_000


def add(commands: Subcommands) -> None:
    """Add the subcommand."""
    parser = with_vault(subcommand(commands, "practice", _run, "練習用の架空の協議会をつくる"))
    parser.add_argument("--cases", type=int, default=60, metavar="N", help="ケースの数（ふつうは 60）")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="同じ数なら、同じ内容になります")


def _run(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services import practice, practice_note
    from kyogikai_desktop.services.session import Founder

    if not 0 <= args.cases <= _MOST:
        raise InvalidInput("practice_size", "cases", most=f"{_MOST:,}")
    password = console.password(args) if args.password_stdin else practice_note.PASSWORD
    founder = Founder("kanri", "佐々木　真由美", password)
    folder = args.vault
    practice.create(
        folder, cases=args.cases, seed=args.seed, founder=founder, progress=console.progress
    ).close()
    console.say(f"練習用の協議会をつくりました：{args.vault}（架空のケース {args.cases:,} 件）")
    return DONE
