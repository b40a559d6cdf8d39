"""restore: go back to a backup, in a new folder or in the place of the council it was made of."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from kyogikai_desktop.commands.arguments import Subcommands, subcommand, with_vault
from kyogikai_desktop.commands.console import DONE, Console


def add(commands: Subcommands) -> None:
    """Add the subcommand."""
    parser = subcommand(commands, "restore", _run, "控えから戻す")
    parser.add_argument("backup", metavar="BACKUP", type=Path, help="控えのファイル（.bak）")
    with_vault(parser)


def _run(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.restores import restore

    done = restore(args.backup, Path(args.vault), console.password(args), login=args.login)
    console.say(f"控えから戻しました：{args.vault}（操作の記録 {done.seq_to} 番の時点）")
    if done.kept:
        console.say(f"前のファイルは、ここに残してあります：{done.kept}")
    return DONE
