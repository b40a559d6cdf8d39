"""minutes: write the minutes of a meeting as PDF."""

from __future__ import annotations

from argparse import Namespace

from kyogikai_desktop.commands.arguments import Subcommands, place, subcommand, with_vault
from kyogikai_desktop.commands.console import DONE, Console
from kyogikai_desktop.errors import InvalidInput, Refused


def add(commands: Subcommands) -> None:
    """Add the subcommand."""
    parser = with_vault(subcommand(commands, "minutes", _run, "会議録を PDF にする"))
    parser.add_argument("--meeting", required=True, metavar="ID|latest", help="会議の番号、または latest")
    parser.add_argument(
        "-o", "--output", required=True, metavar="FILE.pdf", type=place, help="書き出すファイル"
    )


def _run(args: Namespace, console: Console) -> int:
    from kyogikai_desktop.domain.meetings import MeetingId
    from kyogikai_desktop.services.meetings import Meetings
    from kyogikai_desktop.services.minutes import MinutesWork

    if args.meeting != "latest" and not args.meeting.isdecimal():
        raise InvalidInput("meeting_unreadable", "meeting")
    with console.open(args) as session:
        meetings = Meetings(session)
        meeting = meetings.latest().id if args.meeting == "latest" else MeetingId(int(args.meeting))
        try:
            rendered = MinutesWork(session).export(meeting, args.output)
        except (KeyError, OverflowError):  # a number that no database holds
            raise Refused("no_such_meeting") from None
    console.say(f"{args.output}：{rendered.pages} ページ")
    for code_point in rendered.missing:
        console.note(f"どの書体にもない文字を〓にしました：{code_point}")
    return DONE
