"""restore: go back to a backup, in a new folder or in the place of the council it was made of."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from kyogikai_desktop.commands.arguments import Subcommands, place, subcommand, with_approver, with_vault
from kyogikai_desktop.commands.console import DONE, Console
from kyogikai_desktop.errors import Refused

if TYPE_CHECKING:
    from kyogikai_desktop.services.progress import Progress
    from kyogikai_desktop.services.whole_restore import Restored, Step

_CURRENT = "いまのパスワード："
_SHEETS = ("1枚目のシート：", "2枚目のシート：")


def add(commands: Subcommands) -> None:
    """Add the subcommand."""
    parser = subcommand(commands, "restore", _run, "控えから戻す（1行目：控えを取った日のパスワード）")
    parser.add_argument("backup", metavar="BACKUP", type=place, help="控えのファイル（.bak）")
    with_vault(parser)
    says = "いまの協議会のパスワードが、控えの日と違う（次の行：いまのパスワード）"
    parser.add_argument("--current-password", action="store_true", help=says)
    with_approver(parser)
    says = "復旧シート2枚で開き、--login の人のパスワードを新しくする"
    lines = "1・2行目：シートの文字、3行目：新しいパスワード"
    parser.add_argument("--sheets", action="store_true", help=f"{says}（{lines}）")


def _run(args: Namespace, console: Console) -> int:
    done = _by_sheets(args, console) if args.sheets else _by_password(args, console)
    console.say(f"控えから戻しました：{args.vault}（操作の記録 {done.seq_to} 番の時点）")
    if done.kept:
        console.say(f"前のファイルは、ここに残してあります：{done.kept}")
    return DONE


def _by_password(args: Namespace, console: Console) -> Restored:
    """Restore over a council that opens as one of its people; elsewhere the backup's password does."""
    from kyogikai_desktop.services.whole_restore import ANEW, OVER, restore, restore_open

    password = console.password(args)
    today = console.secret(args, _CURRENT) if args.current_password else ""
    vault, told = args.vault, _told(console, ANEW)
    try:
        return restore(args.backup, vault, password, login=args.login, today=today, progress=told)
    except Refused as refused:
        if refused.key != "restore_over_open":
            raise
    with console.open(args, today or password) as session:
        second, told = console.approver(args), _told(console, OVER)
        return restore_open(session, args.backup, password, approver=second, progress=told)


def _by_sheets(args: Namespace, console: Console) -> Restored:
    from kyogikai_desktop.services.whole_restore import ANEW, restore_by_sheets

    if not args.login:
        raise Refused("restore_login_missing")
    sheets = (console.secret(args, _SHEETS[0]), console.secret(args, _SHEETS[1]))
    password = console.new_secret(args, "新しいパスワード：")
    vault, told = args.vault, _told(console, ANEW)
    return restore_by_sheets(args.backup, vault, sheets, args.login, password, progress=told)


def _told(console: Console, steps: tuple[Step, ...]) -> Progress:
    """Return what hears of a restore, whose steps are these."""
    from kyogikai_desktop.services.whole_restore import STEPS

    told = console.steps(*(STEPS[step] for step in steps))
    return lambda step, done, total: told([*steps].index(step), done, total)  # type: ignore[arg-type]
