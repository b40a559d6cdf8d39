"""The console of a meeting: agenda at the left, the item in the middle, attendance at the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut

from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.domain.council import Member
from kyogikai_desktop.domain.meetings import Meeting, MeetingId, MeetingState
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.council.roster import Roster, needs_pledge
from kyogikai_desktop.gui.meetings import clashes
from kyogikai_desktop.gui.meetings.agenda import AgendaPane, AgendaRow, agenda_rows
from kyogikai_desktop.gui.meetings.attendance_pane import AttendancePane
from kyogikai_desktop.gui.meetings.desk import MeetingDesk
from kyogikai_desktop.gui.meetings.edits import OPENING, Edit, item_in
from kyogikai_desktop.gui.meetings.ending import Ending
from kyogikai_desktop.gui.meetings.meeting_head import MeetingHead
from kyogikai_desktop.gui.meetings.parts import PartStack
from kyogikai_desktop.gui.meetings.promises import EarlierPromises
from kyogikai_desktop.gui.meetings.table import Table, read_table
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.conflict_dialog import ConflictDialog
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.text import row
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.words import say

_SIDES = ((1500, (290, 310)), (1100, (240, 270)), (800, (206, 258)), (0, (150, 228)))
_HELD = "開催ずみの会議です。直すと会議録に入ります。次の見直しの日は、ケースの画面で直してください。"
_DRAFTS = "前に入力して、まだ保存していないものがあります。▲ の議題を開くと、続きから書けます。"
_CLASH = "この議題の同じ欄を、ほかの窓で先に書いています。どちらも消えていません。"
_KEYS = "F2 F4 Ctrl+T Ctrl+Enter Ctrl+S Alt+Shift+A"


class MeetingPage(Page):
    """Hold a meeting: everything typed is saved when an item is left and every few seconds."""

    key_hints = (
        KeyHint("Ctrl+↓", "次の議題"),
        KeyHint("F4", "分担を加える"),
        KeyHint("Ctrl+T", "定型文"),
        KeyHint("Alt+A", "出席"),
        KeyHint("Ctrl+Enter", "会議を終える"),
        KeyHint("F2", "準備を書き直す"),
        KeyHint("Alt+K", "ケースを見る"),
        KeyHint("Alt+Shift+A", "全員を出席に"),
        KeyHint("Ctrl+S", "いま保存する"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("会議", tasks)
        self._session = session
        self._today = session.today()
        self._roster = Roster()
        self._cases: Mapping[CaseId, Case] = {}
        self._writes = self.may(session, Meetings.save, "会議の内容を書く", _KEYS)
        self._head = MeetingHead(writable=self._writes)
        self._agenda = AgendaPane(tasks)
        self._parts = PartStack(self._today)
        self._attendance = AttendancePane(tasks)
        self._desk = MeetingDesk(session, tasks, self._parts.edit, self)
        self._promises = EarlierPromises(self, session, self._parts.item.promises)
        self._ending = Ending(self, session, self._desk)
        self._lay_out()
        self._connect()

    def activate(self, record: object = None) -> None:
        """Show a meeting (MeetingId), or the one that lies here as it is stored now."""
        known = None if self._desk.empty else self._desk.meeting.id
        wanted = record if isinstance(record, int) else known
        if wanted is None:
            self.navigate.emit("meetings", None)
        elif known is None:
            self._read(MeetingId(wanted))
        else:
            self._desk.commit()
            self._desk.when_idle(partial(self._read, MeetingId(wanted)))

    def commands(self) -> Sequence[Command]:
        """Return what can be done in a meeting."""
        if not self._writes:
            return ()
        return (
            Command("準備を書き直す", self._rewrite, "会議", shown_key="F2", icon="pen"),
            Command("会議を終える", self._end, "会議", shown_key="Ctrl+Enter", icon="tick"),
            Command("全員を出席に", self._attendance.all_present, "会議", shown_key="Alt+Shift+A"),
            Command("入力したものをいま保存する", self._desk.commit, "会議", shown_key="Ctrl+S", icon="save"),
        )

    def unsaved(self) -> bool:
        """Tell whether something is typed that is not stored."""
        return self._desk.dirty or bool(self._desk.unsaved)

    def shown(self) -> int | None:
        """Return the meeting."""
        return None if self._desk.empty else self._desk.meeting.id

    def in_meeting(self) -> bool:
        """Tell whether the meeting is today and has not ended."""
        if self._desk.empty:
            return False
        meeting = self._desk.meeting
        return meeting.state is MeetingState.PLANNED and meeting.held_on == self._today

    def leave(self) -> None:
        """Keep and save what is typed."""
        self._desk.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is typed when another page is shown."""
        self._desk.commit()
        super().hideEvent(event)

    def _lay_out(self) -> None:
        self.replace_head(self._head)
        middle = row(self._agenda, self._parts, self._attendance, spacing=0)
        middle.setStretch(1, 1)
        self.body.addLayout(middle, 1)
        if not self._writes:
            self._parts.freeze()
            self._attendance.freeze()
        if not self.may(self._session, Meetings.finish_task, "約束に印をつける"):
            self._parts.item.promises.freeze()

    def _connect(self) -> None:
        self._head.rewrite_wanted.connect(self._rewrite)
        self._head.end_wanted.connect(self._end)
        self._agenda.chosen.connect(self._show_part)
        self._agenda.view.opened.connect(lambda _line: self._parts.pane.start())
        self._parts.edited.connect(self._desk.touch)
        self._parts.item.head.case_wanted.connect(self._open_case)
        self._attendance.changed.connect(self._change_seat)
        self._attendance.refused.connect(self._refuse_seat)
        self._desk.saved.connect(self._on_saved)
        self._desk.refused.connect(self._on_refused)
        self._desk.clashed.connect(self._on_clashed)
        self._ending.seats_wanted.connect(self._attendance.go)
        self._ending.outdated.connect(lambda: self._read(self._desk.meeting.id))
        for key, step in (("Ctrl+Down", 1), ("Ctrl+Up", -1)):
            QShortcut(QKeySequence(key), self, partial(self._step, step))
        QShortcut(QKeySequence("Ctrl+S"), self, self._desk.commit)

    def _read(self, record: MeetingId) -> None:
        self.read(lambda: read_table(self._session, record), self._take, topic="meeting")

    def _take(self, table: Table) -> None:
        again = not self._desk.empty and self._desk.meeting.id == table.meeting.id
        self._roster, self._cases = table.roster, table.cases
        self._desk.take(table)
        self._parts.item.show_roster(table.roster, table.meeting.held_on)
        key, self._parts.key = self._parts.key if again else OPENING, ""
        self._refresh()
        if not self._agenda.go_to(key):
            self._agenda.go_to(OPENING)
        self._show_part(self._agenda.view.current_row())
        self._parts.pane.start()
        if self._desk.unsaved:
            self.message("info", _DRAFTS)
        elif table.meeting.state is MeetingState.HELD:
            self.message("info", _HELD)
        else:
            self.bar.hide()

    def _refresh(self) -> None:
        meeting = self._desk.meeting
        self._head.show_meeting(meeting, self._roster)
        self._agenda.show_rows(agenda_rows(meeting, self._cases, self._desk.unsaved))
        self._attendance.show_seats(self._desk.expected, self._roster)

    def _step(self, step: int) -> None:
        self._agenda.step(step)
        self._parts.pane.start()

    def _show_part(self, line: object) -> None:
        if not isinstance(line, AgendaRow) or line.key == self._parts.key:
            return
        if self._parts.key:
            self._desk.commit()
        self._parts.key = line.key
        self._desk.turn_to(line.key)
        meeting = self._desk.meeting
        self._parts.show_part(line, meeting, self._cases)
        if line.item is not None:
            self._promises.read(meeting, line.item, self._roster)
        if edit := self._desk.unsaved.get(line.key):
            self._parts.show_typed(edit)
            self._desk.touch()

    def _on_saved(self, edit: Edit) -> None:
        self._refresh()
        self.tell_saved(self._session.clock())
        if edit.key == self._parts.key and not self._desk.dirty:
            self._parts.pane.adopt(self._desk.meeting)

    def _on_refused(self, edit: Edit, error: AppError) -> None:
        self._refresh()
        if edit.key == self._parts.key and self._parts.pane.refuse(error):
            return
        back = partial(self._agenda.go_to, edit.key) if edit.key != self._parts.key else None
        self.message("over", say(error), "その議題へ" if back else "", back)

    def _on_clashed(self, edit: Edit, base: Meeting, fields: tuple[str, ...]) -> None:
        stored = self._desk.meeting
        self._refresh()
        dialog = ConflictDialog(self, _CLASH, clashes.differences(edit, stored, fields))
        dialog.decided.connect(lambda chosen: self._desk.submit(clashes.settled(edit, base, stored, chosen)))
        dialog.open()

    def _change_seat(self, edit: Edit) -> None:
        self._desk.submit(edit)
        self._attendance.show_seats(self._desk.expected, self._roster)

    def _refuse_seat(self, member: Member) -> None:
        go = partial(self.navigate.emit, "bodies", member)
        self.message("due", needs_pledge(member), "構成機関を開く", go, key="Alt+R")

    def _open_case(self) -> None:
        if case := item_in(self._desk.meeting, self._parts.item.key).case:
            self.navigate.emit("case", case)

    def _rewrite(self) -> None:
        self.navigate.emit("meeting_plan", self._desk.meeting.id)

    def _end(self) -> None:
        self._desk.commit()
        self._desk.when_idle(lambda: self._ending.ask(self._cases))

    def fit(self) -> None:
        """Give the sides as much room as the window has."""
        left, right = next(sides for least, sides in _SIDES if self.has_width(least))
        self._agenda.setFixedWidth(theme.px(left))
        self._attendance.setFixedWidth(theme.px(right))
