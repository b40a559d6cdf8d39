"""backup: put a verified copy of a council into a folder."""

from __future__ import annotations

from argparse import Namespace

from kyogikai_desktop.commands.arguments import Subcommands, place, subcommand, with_vault
from kyogikai_desktop.commands.console import DONE, Console


def add(commands: Subcommands) -> None:
    """Add the subcommand."""
    parser = with_vault(subcommand(commands, "backup", _run, "控えを取り、開いて確かめる"))
    parser.add_argument("folder", metavar="DIR", type=place, help="控えを置くフォルダー")


def _run(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.backups import STEPS, Backups
    from kyogikai_desktop.words import say

    with console.open(args) as session:
        made = Backups(session).make(args.folder, progress=console.steps(*STEPS))
    console.say(f"控えを取り、確かめました：{made.copies[0]}")
    if made.place_failed:
        console.note(f"別の場所の控えは取れませんでした。{say(made.place_failed)}")
    return DONE
