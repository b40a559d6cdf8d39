"""audit: walk the chain of the audit log and hold values from paper against it."""

from __future__ import annotations

from argparse import Namespace
from contextlib import suppress

from kyogikai_desktop.commands.arguments import Subcommands, place, subcommand, with_vault
from kyogikai_desktop.commands.console import DAMAGED, DONE, Console
from kyogikai_desktop.errors import AppError, Damaged

_SHEET = ("操作の記録を集める", "紙に並べる")


def add(commands: Subcommands) -> None:
    """Add the subcommand and its verbs."""
    says = "操作の記録を確かめる"
    parser = commands.add_parser("audit", help=says, description=says)
    verbs = parser.add_subparsers(required=True, metavar="sheet|verify")
    sheet = with_vault(subcommand(verbs, "sheet", _sheet, "月次確認票を PDF で書き出す"))
    sheet.add_argument("--month", required=True, metavar="2026-10|R8.10", help="月")
    sheet.add_argument(
        "-o", "--output", required=True, metavar="FILE.pdf", type=place, help="書き出すファイル"
    )
    verify = with_vault(subcommand(verbs, "verify", _verify, "操作の記録が、書いたときのままかを確かめる"))
    verify.add_argument(
        "--anchor", action="append", default=[], metavar="SEQ:HEX", help="紙にある番号と値（何度でも）"
    )


def _sheet(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.domain.audit_log import parse_month
    from kyogikai_desktop.services.audit_sheet import AuditSheets

    with console.open(args) as session:
        sheets, month = AuditSheets(session), parse_month(args.month, session.today())
        sheets.note(month)
        try:
            made = sheets.write_file(month, args.output, console.steps(*_SHEET))
        except BaseException:
            with suppress(AppError):
                sheets.drop(month)
            raise
    console.say(f"月次確認票を書き出しました（{made.pages} ページ）：{args.output}")
    for sign in made.missing:
        console.note(f"書体にない文字を〓にしました：{sign}")
    return DONE


def _verify(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.chain import anchor_text, verify_folder
    from kyogikai_desktop.words import say

    quoted = [anchor_text(text) for text in args.anchor]
    try:
        password, told = console.password(args), console.progress
        findings, head = verify_folder(args.vault, password, quoted, login=args.login, progress=told)
    except Damaged as error:
        console.say(say(error))
        return DAMAGED
    for finding in findings:
        console.say(say(finding))
    if any(isinstance(finding, Damaged) for finding in findings):
        return DAMAGED
    console.say(f"異常はありません。紙に控える番号と値：{head.seq}:{head.digest}")
    return DONE
