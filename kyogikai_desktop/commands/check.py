"""check: look for damage everywhere: key file, database, audit chain, content of every record."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from kyogikai_desktop.commands.arguments import Subcommands, subcommand, with_vault
from kyogikai_desktop.commands.console import DAMAGED, DONE, Console
from kyogikai_desktop.errors import AppError, Damaged, Remark


def add(commands: Subcommands) -> None:
    """Add the subcommand."""
    with_vault(subcommand(commands, "check", _run, "壊れたところがないか、すべて点検する"))


def _run(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.checking import check_folder
    from kyogikai_desktop.services.deep_check import FILE, STEPS
    from kyogikai_desktop.words import say

    findings: tuple[AppError, ...]
    try:
        password, told = console.password(args), console.steps(*STEPS[FILE:])
        findings = check_folder(Path(args.vault), password, login=args.login, progress=told)
    except Damaged as error:
        findings = (error,)
    for finding in findings:
        console.say(say(finding))
    if all(isinstance(finding, Remark) for finding in findings):
        console.say("異常はありません。")
        return DONE
    return DAMAGED
