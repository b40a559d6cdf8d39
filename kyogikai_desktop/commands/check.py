"""check: look for damage everywhere: key file, database, audit chain, content of every record.

What is derived from the records can be made anew before.
"""

from __future__ import annotations

from argparse import Namespace

from kyogikai_desktop.commands.arguments import Subcommands, subcommand, with_vault
from kyogikai_desktop.commands.console import DAMAGED, DONE, Console
from kyogikai_desktop.errors import AppError, Damaged, Remark


def add(commands: Subcommands) -> None:
    """Add the subcommand."""
    parser = with_vault(subcommand(commands, "check", _run, "壊れたところがないか、すべて点検する"))
    says = (
        "さがすための写しと件数を、記録から作り直してから点検する（保護管理の役割の人が、控えを取ってから）"
    )
    parser.add_argument("--rebuild-search", action="store_true", help=says)


def _run(args: Namespace, console: Console) -> int:
    password = console.password(args)
    if args.rebuild_search:
        _rebuild(args, console, password)
    return _check(args, console, password)


def _rebuild(args: Namespace, console: Console, password: str) -> None:
    from kyogikai_desktop.services.rebuilding import STEPS, rebuild

    with console.open(args, password) as session:
        made = rebuild(session, console.steps(*STEPS))
    console.say(
        f"さがすための写しと件数を、記録から作り直しました。{made.found}。前の状態の控え：{made.backup}"
    )


def _check(args: Namespace, console: Console, password: str) -> int:
    from kyogikai_desktop.services.checking import check_folder
    from kyogikai_desktop.services.deep_check import FILE, STEPS
    from kyogikai_desktop.words import say

    findings: tuple[AppError, ...]
    try:
        told = console.steps(*STEPS[FILE:])
        findings = check_folder(args.vault, password, login=args.login, progress=told)
    except Damaged as error:
        findings = (error,)
    for finding in findings:
        console.say(say(finding))
    if all(isinstance(finding, Remark) for finding in findings):
        console.say("異常はありません。")
        return DONE
    return DAMAGED
