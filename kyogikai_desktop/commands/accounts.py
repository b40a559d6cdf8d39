"""accounts: who may open a council, as what; recovery sheets, and the way back in with two of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from kyogikai_desktop.commands.arguments import (
    Subcommands,
    place,
    subcommand,
    with_approver,
    with_password,
)
from kyogikai_desktop.commands.console import DONE, Console

if TYPE_CHECKING:
    from kyogikai_desktop.domain.accounts import Account, Role
    from kyogikai_desktop.services.session import Session

_ROLES = "役割（コンマで区切る）。coordinator, facilitator, recorder, custodian"
_FIRST = "はじめのパスワード："
_NEW = "新しいパスワード："
_SHEETS = ("1枚目のシート：", "2枚目のシート：")


def add(commands: Subcommands) -> None:
    """Add the subcommand and its verbs."""
    says = "利用者を見る、加える、外す。復旧シートをつくる"
    parser = commands.add_parser("accounts", help=says, description=says)
    parser.add_argument("vault", metavar="VAULT", type=place, help="協議会のフォルダー")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    with_password(subcommand(verbs, "list", _list, "利用者の一覧"))
    new = _about(verbs, "add", _add, "利用者を加える（2行目：はじめのパスワード）")
    new.add_argument("--name", default="", help="氏名")
    new.add_argument("--roles", required=True, help=_ROLES)
    roles = _about(verbs, "roles", _roles, "役割を変える")
    roles.add_argument("--roles", required=True, help=_ROLES)
    _about(verbs, "disable", _disable, "しばらく使えなくする")
    _about(verbs, "enable", _enable, "また使えるようにする")
    leaving = with_password(subcommand(verbs, "remove", _remove, "外して、協議会の鍵を取りかえる"))
    leaving.add_argument("people", metavar="LOGIN", nargs="+", help="利用者ID（いくつでも）")
    says = "協議会の鍵を新しくする（パソコンや USB メモリーをなくしたとき）"
    with_password(subcommand(verbs, "rekey", _rekey, says))
    _about(verbs, "reset", _reset, "パスワードを忘れた人に、はじめのパスワードを渡す（2行目）")
    with_password(subcommand(verbs, "password", _password, "自分のパスワードを変える（2行目：新しいもの）"))
    sheets = with_password(subcommand(verbs, "recovery", _recovery, "復旧シートを3枚つくる"))
    sheets.add_argument("-o", "--output", required=True, metavar="DIR", type=place, help="置くフォルダー")
    with_approver(sheets)
    with_password(
        subcommand(verbs, "prove", _prove, "印刷した復旧シート2枚を確かめる（2・3行目：シートの文字）")
    )
    says = "復旧シート2枚で、パスワードを新しくする（1・2行目：シートの文字、3行目：新しいパスワード）"
    _about(verbs, "recover", _recover, says)


def _about(verbs: Subcommands, name: str, run: object, says: str) -> ArgumentParser:
    parser = with_password(subcommand(verbs, name, run, says))  # type: ignore[arg-type]
    parser.add_argument("person", metavar="LOGIN", help="利用者ID")
    return parser


def _list(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.accounts import Accounts

    with console.open(args) as session:
        for account in Accounts(session).listing():
            console.say(_line(account))
    return DONE


def _add(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.accounts import Accounts

    with console.open(args) as session:
        first = console.new_secret(args, _FIRST)
        account = Accounts(session).add(args.person, args.name, _wanted(args), first)
        _say_strength(console, first, account, session)
    console.say(f"加えました：{_line(account)}")
    return DONE


def _roles(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.accounts import Accounts

    with console.open(args) as session:
        console.say(_line(Accounts(session).change_roles(args.person, _wanted(args))))
    return DONE


def _disable(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.accounts import Accounts

    with console.open(args) as session:
        console.say(_line(Accounts(session).disable(args.person)))
    return DONE


def _enable(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.accounts import Accounts

    with console.open(args) as session:
        console.say(_line(Accounts(session).enable(args.person)))
    return DONE


def _remove(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.accounts import Accounts
    from kyogikai_desktop.services.backups import Backups
    from kyogikai_desktop.services.drafts import counts
    from kyogikai_desktop.services.recovery_sheets import RecoverySheets

    with console.open(args) as session:
        unsaved = sum(count for login, count in counts(session).items() if login in args.people)
        for account in Accounts(session).remove(*args.people, told=console.to_the_end):
            console.say(_line(account))
        readable = Backups(session).open_to(*args.people)
        sheets = RecoverySheets(session).state()
    console.say("協議会の鍵を取りかえました。")
    if unsaved:
        console.note(f"外した人の書きかけ {unsaved} 件は、いっしょに消えました。")
    if readable:
        console.note("次の控えは、外した人の前のパスワードでまだ開きます。要らなければ、消してください。")
    for file in readable:
        console.note(str(file))
    if sheets.left:
        console.note("外した人が、復旧シートを持っているかもしれません。新しい復旧シートをつくってください。")
    return DONE


def _rekey(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.accounts import Accounts

    with console.open(args) as session:
        Accounts(session).renew_key(console.to_the_end)
    console.say("協議会の鍵を新しくしました。なくしたものの鍵では、これから書くことは開きません。")
    return DONE


def _reset(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.accounts import Accounts

    with console.open(args) as session:
        first = console.new_secret(args, _FIRST)
        account = Accounts(session).reset(args.person, first)
        _say_strength(console, first, account, session)
    console.say(f"はじめのパスワードにしました：{_line(account)}")
    return DONE


def _password(args: Namespace, console: Console) -> int:
    old = console.password(args)
    with console.open(args, old, first_login=True) as session:
        new = console.new_secret(args, _NEW)
        session.change_password(old, new)
        _say_strength(console, new, session.account, session)
    console.say("パスワードを変えました。")
    return DONE


def _recovery(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.recovery_sheets import RecoverySheets, write

    with console.open(args) as session:
        RecoverySheets(session).make(
            console.approver(args), lambda sheets: write(session, sheets, args.output)
        )
    console.say(f"復旧シートを3枚つくりました：{args.output}")
    console.note("印刷したら、ファイルを消してください。前につくったシートがあれば、それではもう開けません。")
    return DONE


def _prove(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.recovery_sheets import RecoverySheets

    with console.open(args) as session:
        sheets = (console.secret(args, _SHEETS[0]), console.secret(args, _SHEETS[1]))
        RecoverySheets(session).prove(*sheets)
    console.say("この2枚で、協議会を開けます。")
    return DONE


def _recover(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.services.accounts import recover

    sheets = (console.secret(args, _SHEETS[0]), console.secret(args, _SHEETS[1]))
    recover(args.vault, sheets, args.person, console.new_secret(args, _NEW))
    console.say("新しいパスワードにしました。新しい復旧シートもつくってください。")
    return DONE


def _wanted(args: Namespace) -> tuple[Role, ...]:
    from kyogikai_desktop.domain.accounts import roles

    return roles(args.roles.split(","))


def _line(account: Account) -> str:
    labels = "、".join(role.label for role in account.roles)
    return f"{account.login}\t{account.name}\t{labels}\t{account.state.label}"


def _say_strength(console: Console, password: str, account: Account, session: Session) -> None:
    from kyogikai_desktop.domain.passwords import Strength, strength

    found = strength(password, (account.login, *account.name.split(), session.council.name))
    if found in (Strength.WEAK, Strength.FAIR):
        console.note(f"パスワードの強さ：{found.label}。長くすると強くなります。")
