"""The course of support of a case: notes and meetings in one line, newest first."""

from __future__ import annotations

from datetime import date, datetime, time

from kyogikai_desktop.domain.cases import ProgressNote
from kyogikai_desktop.domain.meetings import Meeting
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui.cases.case_file import CaseFile
from kyogikai_desktop.gui.cases.case_words import WAY_ICONS, joined, moment
from kyogikai_desktop.gui.widgets.timeline import Entry


def entries(file: CaseFile, today: date) -> list[Entry]:
    """Return the entries; their keys are the notes and the meetings themselves."""
    dated = [(note.at.replace(tzinfo=None), _of_note(note, today)) for note in file.notes]
    dated += [(_begin(meeting), _of_meeting(meeting, today)) for meeting in file.meetings]
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [entry for _at, entry in dated]


def _begin(meeting: Meeting) -> datetime:
    return datetime.combine(meeting.held_on, meeting.starts or time())


def _of_note(note: ProgressNote, today: date) -> Entry:
    lasted = f"{note.way.label} {note.minutes}分" if note.minutes else note.way.label
    with_whom = f"相手 {note.with_whom}" if note.with_whom else ""
    then = f"次：{note.next_step}" if note.next_step else ""
    who = joined(lasted, note.author, with_whom)
    return Entry(WAY_ICONS[note.way], moment(note.at, today), who, note.text, then, key=note)


def _of_meeting(meeting: Meeting, today: date) -> Entry:
    item = meeting.items[0]
    said = item.decision or item.report or "まだ決まっていません。"
    review = item.next_review_on
    then = joined(
        f"次の見直し {format_day(review, today)}" if review else "",
        f"約束 {len(item.tasks)} 件" if item.tasks else "",
    )
    who = joined(meeting.tier.label, f"第{meeting.number}回")
    return Entry("conference", format_day(meeting.held_on, today), who, said, then, key=meeting)
