"""demo: play the main job on a practice council into one folder, for PCs without a screen."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kyogikai_desktop import paths
from kyogikai_desktop.commands.console import DAMAGED, DONE, Console, standard
from kyogikai_desktop.commands.main import in_one_line
from kyogikai_desktop.commands.usage import UsageError
from kyogikai_desktop.services.output import save, told
from kyogikai_desktop.words import say

if TYPE_CHECKING:
    from kyogikai_desktop.domain.cases import Case
    from kyogikai_desktop.domain.meetings import AgendaItem, Meeting, Task
    from kyogikai_desktop.services.session import Session

_NAME = "practice-council"
_STEPS = 7


def run(arguments: Sequence[str]) -> int:
    """Fill a new folder (here, or as named) and say what lies where; returns the exit code."""
    console = standard()
    return in_one_line(console, lambda: _play(_fresh(_wanted(arguments)), console))


def _wanted(arguments: Sequence[str]) -> Path:
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        raise UsageError("使い方：kyogikai-desktop demo [FOLDER]")
    return Path(arguments[0] if arguments else _NAME)


def _fresh(wanted: Path) -> Path:
    """Make the folder, or the next one of that name: what an earlier run made is kept."""
    names = [wanted, *(wanted.with_name(f"{wanted.name}-{number}") for number in range(2, 1000))]
    folder = next(name for name in names if not name.exists())
    with told():
        folder.mkdir(parents=True)
    return folder


def _play(folder: Path, console: Console) -> int:
    from kyogikai_desktop.services import practice

    def step(number: int, words: str) -> None:
        console.note(f"[{number}/{_STEPS}] {words}")

    step(1, "練習用の協議会をつくっています（架空のケース 60 件）")
    with practice.create(folder / "council", cases=60, seed=1, progress=console.progress) as session:
        step(2, "台帳を取り込んでいます")
        _import_ledger(session, folder)
        step(3, "3件のケースで会議を開いています")
        meeting = _hold_meeting(session)
        step(4, "会議録を PDF にしています")
        _write_minutes(session, meeting, folder)
        step(5, "令和7年度の集計を書き出して、確かめています")
        findings = _release(session, folder)
        step(6, "すべての画面を絵にしています")
        pictures = _draw(session, folder)
    step(7, "協議会のフォルダーを点検しています")
    findings += _check(folder)
    _tell(console, folder, pictures, findings)
    return DAMAGED if findings else DONE


def _import_ledger(session: Session, folder: Path) -> None:
    from kyogikai_desktop.services.imports import LedgerImport

    work = LedgerImport(session)
    file = work.read(paths.resources() / "practice" / "ledger-sample.csv")
    mapping = work.guess(file)
    rows = work.run(file, work.judge(file, mapping))
    save(folder / "取り込みの結果.csv", work.report(mapping, rows, say, stored=True))


def _hold_meeting(session: Session) -> Meeting:
    from kyogikai_desktop.domain.meetings import Attendance, Meeting, Task, Tier
    from kyogikai_desktop.services.council import CouncilWork
    from kyogikai_desktop.services.meetings import Meetings

    work, today = Meetings(session), session.today()
    people = [member for member in CouncilWork(session).members() if member.may_attend(today)]
    draft = Meeting(
        Tier.CASE_CONFERENCE,
        today,
        0,
        0,
        starts=time(14, 0),
        ends=time(15, 10),
        place="ひなた市役所　第2会議室",
        chair=people[0].id,
        recorder=people[1].id,
        secrecy_confirmed=True,
        attendance=tuple(Attendance(member.id, member.body) for member in people[:7]),
    )
    planned = work.plan(draft, [case.id for case in work.candidates(today)[:3]])
    cases = work.cases(planned)
    visit = Task("訪問して、本人の話を聞く", body=people[0].body, due_on=today + timedelta(days=14))
    items = (_discussed(item, cases[item.case], visit, today) for item in planned.items if item.case)
    return work.conclude(replace(planned, items=tuple(items)))


def _discussed(item: AgendaItem, case: Case, task: Task, today: date) -> AgendaItem:
    return replace(
        item,
        report=case.situation or "前回からの様子を、主担当が報告した。",
        points="本人の意向に沿って、だれが、いつ会うか。",
        decision="本人の希望を先にして、いまの支援を続ける。",
        next_review_on=today + timedelta(days=30),
        tasks=(task,),
    )


def _write_minutes(session: Session, meeting: Meeting, folder: Path) -> None:
    from kyogikai_desktop.services.minutes import MinutesWork

    MinutesWork(session).export(meeting.id, folder / "会議録.pdf")


def _release(session: Session, folder: Path) -> list[str]:
    from kyogikai_desktop.domain.release import Period
    from kyogikai_desktop.services.releases import Releases
    from kyogikai_desktop.verify.releases import verify

    done = Releases(session).export(Period.parse("2025"), folder / "summary")
    return [str(finding) for finding in verify([done.folder]).findings]


def _draw(session: Session, folder: Path) -> int:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")
    from kyogikai_desktop.gui.pictures import draw

    return draw(session, folder / "pictures")


def _check(folder: Path) -> list[str]:
    from kyogikai_desktop.services import practice_note
    from kyogikai_desktop.services.checking import check_folder

    council = folder / "council"
    return [say(finding) for finding in check_folder(council, practice_note.password(council))]


def _tell(console: Console, folder: Path, pictures: int, findings: list[str]) -> None:
    for finding in findings:
        console.say(finding)
    console.say(f"できました。{folder.resolve()} の中にあります。")
    console.say("  council/            暗号化した練習用の協議会")
    console.say("  取り込みの結果.csv   台帳のどの行がどうなったか")
    console.say("  会議録.pdf          きょうの個別ケース検討会議")
    console.say("  summary/            令和7年度の公表用の集計（点検ずみ）")
    console.say(f"  pictures/           画面の絵 {pictures} 枚")
    console.say("画面のあるところで sh run.sh とすると、プログラムが開きます。")
