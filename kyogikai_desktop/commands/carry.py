"""carry: take a council out as one encrypted file, open it elsewhere, bring it back, take it in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from kyogikai_desktop.commands.arguments import Subcommands, place, subcommand, with_approver, with_password
from kyogikai_desktop.commands.console import DONE, Console

if TYPE_CHECKING:
    from kyogikai_desktop.services.carrying import Carried

_WRITING = ("いままでの仕事を控える", "ファイルに書く", "書いたものを読んで確かめる")
_TAKING = ("事務所の協議会を控える", "ファイルを開く", "中身を確かめる", "入れかえる")
_BEFORE = "持ち出す前のパスワード："


def add(commands: Subcommands) -> None:
    """Add the subcommand and its verbs."""
    says = "持ち出す、持ち出し先で開く、持ち帰る、取り込む、打ち切る"
    parser = commands.add_parser("carry", help=says, description=says)
    parser.add_argument("vault", metavar="VAULT", type=place, help="協議会のフォルダー")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    out = _into(verbs, "out", _out, "持ち出しのファイルをつくる（ここは読むだけになる）")
    out.add_argument("--to", required=True, metavar="TEXT", help="行き先")
    out.add_argument("--permission", required=True, metavar="TEXT", help="許可の文書")
    out.add_argument("--until", required=True, metavar="MOMENT", help="持ち帰る予定。例：R8.11.27 17:00")
    out.add_argument("--purpose", metavar="TEXT", help="目的")
    out.add_argument("--medium", metavar="TEXT", help="媒体。例：USBメモリー 管理番号 3")
    out.add_argument("--entry", metavar="FILE.pdf", type=place, help="持出簿の記載票も書き出す")
    _into(verbs, "again", _again, "いまの持ち出し・持ち帰りのファイルを、もう一度つくる")
    _from(verbs, "open", _open, "持ち出しのファイルを、新しいフォルダー VAULT に開く")
    _into(verbs, "back", _back, "持ち帰りのファイルをつくる（ここは読むだけになる）")
    _plain(verbs, "on", _on, "持ち帰りを取り消し、続きを書く")
    taking = _from(verbs, "return", _return, "持ち帰りのファイルを、事務所の協議会に取り込む")
    says = "持ち出し先でパスワードを変えた（次の行：変える前のパスワード）"
    taking.add_argument("--old-password", action="store_true", help=says)
    breaking = with_approver(_plain(verbs, "break", _break, "なくした持ち出しを、2人で打ち切る"))
    breaking.add_argument("--report", metavar="FILE.pdf", type=place, help="紛失の記録も書き出す")
    with_approver(_plain(verbs, "move", _move, "持ち出し先のパソコンに、2人で引きつぐ"))
    _plain(verbs, "list", _list, "持出簿")


def _plain(verbs: Subcommands, name: str, run: object, says: str) -> ArgumentParser:
    return with_password(subcommand(verbs, name, run, says))  # type: ignore[arg-type]


def _into(verbs: Subcommands, name: str, run: object, says: str) -> ArgumentParser:
    parser = _plain(verbs, name, run, says)
    parser.add_argument("folder", metavar="DIR", type=place, help="ファイルを置くフォルダー")
    return parser


def _from(verbs: Subcommands, name: str, run: object, says: str) -> ArgumentParser:
    parser = _plain(verbs, name, run, says)
    parser.add_argument("file", metavar="FILE", type=place, help="ファイル（.carry）")
    return parser


def _out(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.domain.carrying import MEDIUM, PURPOSE, Carry
    from kyogikai_desktop.domain.moments import parse_moment
    from kyogikai_desktop.services.carry_papers import CarryPapers, Paper
    from kyogikai_desktop.services.carrying import Carrying

    with console.open(args) as session:
        due = parse_moment(args.until, session.today())
        plan = Carry(args.to, args.permission, due, args.purpose or PURPOSE, args.medium or MEDIUM)
        done = Carrying(session).take_out(plan, args.folder, console.steps(*_WRITING))
        _say_file(console, "持ち出しのファイルをつくりました", done)
        if args.entry:
            CarryPapers(session).export(Paper.ENTRY, done.carry.id, args.entry)
            console.say(f"持出簿の記載票：{args.entry}")
    console.note("持ち帰って取り込むまで、ここは読むだけになります。")
    return DONE


def _again(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.carrying import Carrying

    with console.open(args) as session:
        _say_file(
            console,
            "もう一度つくりました",
            Carrying(session).write_again(args.folder, console.steps(*_WRITING)),
        )
    return DONE


def _open(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.returning import open_carried

    carry = open_carried(
        args.file,
        args.vault,
        console.password(args),
        login=args.login,
        progress=console.steps(*_TAKING),
    )
    console.say(f"持ち出した協議会を開けるようにしました：{args.vault}（予定 {carry.due:%Y-%m-%d %H:%M}）")
    return DONE


def _back(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.carrying import Carrying

    with console.open(args) as session:
        _say_file(
            console,
            "持ち帰りのファイルをつくりました",
            Carrying(session).bring_back(args.folder, console.steps(*_WRITING)),
        )
    console.note("事務所のパソコンで取り込んでください。ここは読むだけになります。")
    return DONE


def _on(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.carrying import Carrying

    with console.open(args) as session:
        Carrying(session).carry_on()
    console.say("持ち帰りを取り消しました。続きを書けます。")
    console.note("前につくった持ち帰りのファイルは、取り込まないでください。")
    return DONE


def _return(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.returning import take_in

    password = console.password(args)
    before = console.secret(args, _BEFORE) if args.old_password else None
    carry = take_in(
        args.file,
        args.vault,
        password,
        before=before,
        login=args.login,
        progress=console.steps(*_TAKING),
    )
    console.say(f"持ち帰りを取り込みました：{args.vault}（第 {carry.id} 号）")
    return DONE


def _break(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.carry_papers import CarryPapers, Paper, report
    from kyogikai_desktop.services.carrying import Carrying

    with console.open(args) as session:
        carry = Carrying(session).break_off(console.approver(args))
        console.say("持ち出しを打ち切りました。ここに、また書けます。")
        for line in report(carry):
            console.say(line)
        if args.report:
            CarryPapers(session).export(Paper.LOSS, carry.id, args.report)
            console.say(f"紛失の記録：{args.report}")
    return DONE


def _move(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.carrying import Carrying

    with console.open(args) as session:
        Carrying(session).stay(console.approver(args))
    console.say("このパソコンに引きつぎました。前の事務所の協議会は、使わないでください。")
    return DONE


def _list(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.carrying import Carrying

    with console.open(args) as session:
        for one in Carrying(session).register():
            console.say(f"{one.id}\t{one.left_at:%Y-%m-%d}\t{one.state.label}\t{one.file_name}")
    return DONE


def _say_file(console: Console, words: str, done: Carried) -> None:
    console.say(f"{words}：{done.file}")
