"""import-ledger: take the cases of an Excel or CSV ledger into a council."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from kyogikai_desktop.commands.arguments import Subcommands, place, subcommand, with_vault
from kyogikai_desktop.commands.console import DONE, Console

if TYPE_CHECKING:
    from kyogikai_desktop.services.imports import JudgedRow


def add(commands: Subcommands) -> None:
    """Add the subcommand."""
    parser = with_vault(subcommand(commands, "import-ledger", _run, "台帳（xlsx、csv）を取り込む"))
    parser.add_argument("file", metavar="FILE", type=place, help="台帳のファイル（.xlsx、.csv）")
    parser.add_argument("--mapping", metavar="M.toml", type=place, help="列の対応を書いたファイル")
    parser.add_argument("--report", metavar="R.csv", type=place, help="行ごとの結果と理由を書き出す")
    parser.add_argument("--dry-run", action="store_true", help="取り込まずに結果だけを見る")


def _run(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.imports import LedgerImport, read_mapping, tally
    from kyogikai_desktop.services.output import save
    from kyogikai_desktop.words import say

    with console.open(args) as session:
        work = LedgerImport(session)
        file = work.read(args.file, console.progress)
        mapping = work.guess(file, read_mapping(args.mapping) if args.mapping else None)
        rows = work.judge(file, mapping, console.progress)

        def report(judged: tuple[JudgedRow, ...]) -> None:
            if args.report:
                save(args.report, work.report(mapping, judged, say, stored=not args.dry_run))

        if args.dry_run:
            report(rows)
        else:
            work.run(file, rows, console.progress, report=report)
    counts = tally(rows)
    console.say(f"imported={counts.imported} warned={counts.warned} refused={counts.refused}")
    return DONE
