"""summary: export anonymised totals of a period, and verify released folders without a vault."""

from __future__ import annotations

from argparse import Namespace

from kyogikai_desktop.commands.arguments import Subcommands, place, subcommand, with_vault
from kyogikai_desktop.commands.console import DAMAGED, DONE, Console
from kyogikai_desktop.errors import InvalidInput


def add(commands: Subcommands) -> None:
    """Add the subcommand and its two verbs."""
    says = "公表用の集計を書き出す、確かめる"
    parser = commands.add_parser("summary", help=says, description=says)
    verbs = parser.add_subparsers(required=True, metavar="export|verify")
    export = with_vault(subcommand(verbs, "export", _export, "期間の集計を書き出す"))
    export.add_argument("--period", required=True, metavar="2025|2025-Q2", help="年度、または四半期")
    export.add_argument("-o", "--output", required=True, metavar="DIR", type=place, help="書き出すフォルダー")
    export.add_argument(
        "--preview", action="store_true", help="見本として書き出す（公表したことになりません）"
    )
    verify = subcommand(verbs, "verify", _verify, "書き出した集計を確かめる")
    verify.add_argument(
        "folders", nargs="+", metavar="DIR", type=place, help="集計のフォルダー（いくつでも）"
    )
    verify.add_argument("--key", metavar="FINGERPRINT", help="受領書にある鍵の指紋")


def _export(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.domain.release import Period
    from kyogikai_desktop.services.releases import Releases

    period = Period.parse(args.period)
    with console.open(args) as session:
        work = Releases(session)
        done = work.export(period, args.output, preview=args.preview)
        if done.preview and not args.preview:
            console.note(
                "見本として書き出しました。逆算できないことの検査がまだ備わっていないため、練習用のほかは公表できません。"
            )
    console.say(f"{'見本' if done.preview else '集計'}：{done.folder}")
    console.say(f"鍵の指紋：{done.fingerprint}")
    return DONE


def _verify(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.verify.releases import verify

    if not all(folder.is_dir() for folder in args.folders):
        raise InvalidInput("release_folder_missing", "folders")
    report = verify(args.folders, args.key)
    for remark in report.remarks:
        console.note(str(remark))
    for finding in report.findings:
        console.say(str(finding))
    if not report.findings:
        console.say("異常はありません。")
    return DAMAGED if report.findings else DONE
