"""What is still missing in the minutes of a meeting, in words; nothing of it forbids to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kyogikai_desktop.domain.council import Member, MemberId
from kyogikai_desktop.domain.meetings import AgendaItem, Meeting, Presence


@dataclass(frozen=True)
class Check:
    """One thing looked at: whether it is as it should be, and the sentence that says so."""

    fine: bool
    words: str


def checks(meeting: Meeting, members: Mapping[MemberId, Member], missing: Sequence[str]) -> tuple[Check, ...]:
    """Look over a meeting; `missing` are the code points that no face has."""
    return (
        _chair_and_recorder(meeting),
        *_attendance(meeting, members),
        _decisions(meeting.items),
        _dates(meeting.items),
        _papers(meeting),
        _secrecy(meeting),
        _characters(missing),
    )


def _chair_and_recorder(meeting: Meeting) -> Check:
    people = (("議長", meeting.chair), ("記録", meeting.recorder))
    open_posts = [word for word, who in people if who is None]
    if open_posts:
        return Check(False, f"{'と'.join(open_posts)}が決まっていません")
    return Check(True, "議長と記録が決まっています")


def _attendance(meeting: Meeting, members: Mapping[MemberId, Member]) -> Iterator[Check]:
    came = [seat.member for seat in meeting.attendance if seat.presence is not Presence.ABSENT]
    if not came:
        yield Check(False, "出席した人の印がありません")
        return
    pledged = [member for member in came if members[member].may_attend(meeting.held_on)]
    if len(pledged) == len(came):
        yield Check(True, f"出席 {len(came)} 名。全員の誓約書があります")
    else:
        yield Check(False, f"出席 {len(came)} 名のうち {len(came) - len(pledged)} 名の誓約書がありません")


def _decisions(items: Sequence[AgendaItem]) -> Check:
    if not items:
        return Check(False, "議題がありません")
    undecided = _numbers(number for number, item in enumerate(items, 1) if not item.decision.strip())
    if undecided:
        return Check(False, f"議題 {undecided} に決定がありません。続けるときは「継続」と書きます")
    return Check(True, f"議題 {len(items)} 件すべてに決定があります")


def _dates(items: Sequence[AgendaItem]) -> Check:
    endless = _numbers(
        number for number, item in enumerate(items, 1) if any(task.due_on is None for task in item.tasks)
    )
    if endless:
        return Check(False, f"議題 {endless} の約束に「いつまで」がありません")
    return Check(True, f"約束 {sum(len(item.tasks) for item in items)} 件すべてに「いつまで」があります")


def _papers(meeting: Meeting) -> Check:
    out, back = meeting.papers_out, meeting.papers_back
    if out is None:
        return Check(True, "資料は配っていません")
    if back is None:
        return Check(False, f"資料 {out} 部の回収が、まだ記録されていません")
    return Check(out == back, f"資料　配布 {out} 部　回収 {back} 部")


def _secrecy(meeting: Meeting) -> Check:
    if meeting.secrecy_confirmed:
        return Check(True, "守秘義務を確認しました")
    return Check(False, "守秘義務の確認が記録されていません")


def _characters(missing: Sequence[str]) -> Check:
    if missing:
        return Check(False, f"どの書体にもない文字が 〓 になります：{'、'.join(missing)}")
    return Check(True, "すべての文字を印刷できます")


def _numbers(found: Iterable[int]) -> str:
    return "、".join(map(str, found))
