"""create: make a new encrypted council."""

from __future__ import annotations

from argparse import Namespace

from kyogikai_desktop.commands.arguments import Subcommands, subcommand, with_vault
from kyogikai_desktop.commands.console import DONE, Console

_LOGIN = "kanri"


def add(commands: Subcommands) -> None:
    """Add the subcommand."""
    parser = with_vault(subcommand(commands, "create", _run, "新しい協議会をつくる"))
    parser.add_argument("--council", default="孤独・孤立対策地域協議会", metavar="NAME", help="協議会の名前")
    parser.add_argument("--code", action="append", default=[], help="市区町村コード（6桁。いくつでも）")
    parser.add_argument("--population", type=int, metavar="N", help="人口")
    parser.add_argument("--name", default="", help="最初の利用者の氏名")


def _run(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.domain.council import Council
    from kyogikai_desktop.services.session import Founder, create

    council = Council(args.council, tuple(args.code), args.population)
    founder = Founder(args.login or _LOGIN, args.name, console.new_secret(args, "パスワード："))
    create(args.vault, council, founder).close()
    console.say(f"協議会をつくりました：{args.vault}")
    return DONE
