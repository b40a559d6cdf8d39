"""The page 会議の準備: when and where, what is discussed, who is asked to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtGui import QHideEvent

from kyogikai_desktop.domain.listing import MeetingRow
from kyogikai_desktop.domain.meetings import Meeting, MeetingId, MeetingState, Tier
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.errors import AppError, Conflict, InvalidInput
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.draft_keeper import DraftKeeper
from kyogikai_desktop.gui.meetings.plan_agenda import AgendaPicker
from kyogikai_desktop.gui.meetings.plan_form import PlanForm
from kyogikai_desktop.gui.meetings.plan_lines import Topic, rebased, topic_of
from kyogikai_desktop.gui.meetings.plan_offers import CaseOffers
from kyogikai_desktop.gui.meetings.plan_people import InvitePicker, usual_guests
from kyogikai_desktop.gui.meetings.plan_start import NEW, PlanReader, Start, draft_key, draft_text
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_texts import put_texts
from kyogikai_desktop.gui.widgets.foot import Foot
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import column, row
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session

_PEOPLE = 150
_LEFT, _LEFT_WIDE, _WIDE = 500, 560, 1500
_DRAFT = "前に用意していた会議の続きです。まだ保存していません。"
_CHANGED = "ほかの窓で変わった内容を取り入れました。確かめて、もう一度保存してください。"


class PlanPage(Page):
    """Prepare a meeting, or change what was prepared."""

    key_hints = (
        KeyHint("Space", "議題・人を選ぶ"),
        KeyHint("Alt+↑↓", "議題の順を変える"),
        KeyHint("F3", "ケースをさがす"),
        KeyHint("F4", "ケースでない議題"),
        KeyHint("Ctrl+S", "保存する"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("会議の準備", tasks)
        self._session = session
        self._work = Meetings(session)
        self._reader = PlanReader(session)
        self._today = session.today()
        self._start: Start | None = None
        self._dirty = False
        self._form = PlanForm(self._today)
        self._people = InvitePicker(tasks, self._today)
        self._agenda = AgendaPicker(tasks, self._today)
        self._offers = CaseOffers(self, session, self._agenda)
        self._errors = FormErrors(self._form.rows)
        self._keeper = DraftKeeper(Drafts(session), tasks, self._draft, self)
        self._lay_out()
        self._connect()

    def activate(self, record: object = None) -> None:
        """Prepare a new meeting (None, a Tier, or cases for its agenda), or a stored one (MeetingId)."""
        self._keeper.flush()
        meeting = MeetingId(record) if isinstance(record, int) else NEW
        tier = record if isinstance(record, Tier) else Tier.PRACTITIONERS
        cases = record if isinstance(record, tuple) else ()
        self.read(lambda: self._reader.read(meeting, tier, cases), self._take, topic="plan")

    def commands(self) -> Sequence[Command]:
        """Return what can be done here."""
        return (Command("会議の準備を保存する", self._save, "会議", shown_key="Ctrl+S", icon="save"),)

    def unsaved(self) -> bool:
        """Tell whether something was changed."""
        return self._dirty

    def leave(self) -> None:
        """Keep a draft."""
        self._keeper.flush()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep a draft when another page is shown."""
        self._keeper.flush()
        super().hideEvent(event)

    def _take(self, start: Start) -> None:
        self._start, self._dirty = start, False
        self.bar.hide()
        self._errors.clear()
        self._keeper.key = draft_key(start.base.id)
        base = start.base
        self._form.show_meeting(base, start.roster, start.rows)
        self._people.show_people(start.roster, base.held_on)
        guests = {seat.member for seat in base.attendance}
        self._people.invite(guests if base.id else usual_guests(base.tier, start.roster, base.held_on))
        self._agenda.show_lines(start.lines, base.legal_basis)
        self._save_button.setText("保存する" if base.id else "会議をつくる")
        if start.draft:
            self._go_on(start)
        if start.wanted:
            self._agenda.add(start.wanted)
            self._touch()
            self._offer_planned(start)
        self._follow_day()
        self._form.rows["held_on"].target().setFocus()

    def _go_on(self, start: Start) -> None:
        assert start.draft is not None  # noqa: S101 (asked before)
        put_texts(self._form.rows, start.draft.form)
        self._agenda.show_lines(start.draft.lines, self._form.basis)
        self._people.invite(start.draft.invited)
        self._dirty = True
        self.message("info", _DRAFT, "下書きを捨てる", self._start_again)

    def _start_again(self) -> None:
        if self._start:
            self._keeper.drop()
            again = self._start.base
            self.activate(again.id or again.tier)

    def _offer_planned(self, start: Start) -> None:
        """Say that a meeting to come could take the cases too."""
        coming = [
            one for one in start.rows if one.state is MeetingState.PLANNED and one.held_on >= self._today
        ]
        if coming and not start.base.id:
            nearest = coming[-1]
            day = format_day(nearest.held_on, self._today)
            words = f"準備中の会議（{day} {nearest.tier.label}）があります。そこにも入れられます。"
            self.message("info", words, "その会議に入れる", partial(self._into, nearest, start.wanted))

    def _into(self, meeting: MeetingRow, topics: tuple[Topic, ...]) -> None:
        self._keeper.drop()
        cases = tuple(topic.case for topic in topics)
        self.read(lambda: self._reader.read(meeting.id, meeting.tier, cases), self._take, topic="plan")

    def _touch(self) -> None:
        if self._start:
            self._dirty = True
            self._keeper.touch()

    def _draft(self) -> str:
        if not self._dirty:
            return ""
        return draft_text(self._form.texts(), self._agenda.lines, self._people.invited)

    def _follow_day(self) -> None:
        day = self._form.day()
        if day and self._start:
            self._people.show_people(self._start.roster, day)
            self._offers.follow(day)

    def _on_tier_chosen(self) -> None:
        if self._start and not self._start.base.id:
            day = self._form.day() or self._today
            self._people.invite(usual_guests(self._form.tier, self._start.roster, day))

    def _save(self) -> None:
        if self._start is None:
            return
        self._errors.clear()
        base = self._start.base
        try:
            meeting = self._form.meeting(base)
        except InvalidInput as error:
            self._refuse(error)
            return
        if self._form.refuse_other_year(base):
            self._errors.refresh()
        elif problem := self._agenda.first_problem():
            self.message("over", problem)
            self._agenda.view.setFocus()
        else:
            self._send(meeting)

    def _send(self, meeting: Meeting) -> None:
        whole = meeting_with(meeting, self._agenda, self._people)
        save: Callable[[Meeting], Meeting] = self._work.save if meeting.id else self._work.plan
        self.write(partial(save, whole), self._on_saved, self._refuse)

    def _on_saved(self, meeting: Meeting) -> None:
        self._dirty = False
        self._keeper.drop()
        self._start = None
        self.tell_saved(self._session.clock())
        self.navigate.emit("meeting", meeting.id)

    def _refuse(self, error: AppError) -> None:
        if isinstance(error, Conflict) and isinstance(error.stored, Meeting):
            stored = error.stored
            self.read(
                lambda: tuple(map(topic_of, self._work.cases(stored).values())),
                partial(self._rebase, stored),
            )
        elif not isinstance(error, InvalidInput) or not self._errors.show_error(error):
            self.refuse(error)

    def _rebase(self, stored: Meeting, topics: tuple[Topic, ...]) -> None:
        """Go on from the stored meeting with the lines chosen here; nothing written there is lost."""
        if self._start:
            lines = rebased(self._agenda.lines, self._start.base, stored, topics)
            self._start = Start(stored, tuple(lines), self._start.roster, self._start.rows)
            self._agenda.show_lines(lines, self._form.basis)
            self.message("info", _CHANGED)

    def _connect(self) -> None:
        for signal in (self._form.edited, self._people.changed, self._agenda.changed):
            signal.connect(self._touch)
        for refused in (self._people.refused, self._agenda.refused):
            refused.connect(partial(self.message, "due"))
        self._form.day_changed.connect(self._follow_day)
        self._form.tier_chosen.connect(self._on_tier_chosen)
        self._form.basis_chosen.connect(self._agenda.set_basis)

    def _lay_out(self) -> None:
        left = column(self._form, self._people, spacing=10)
        left.setStretch(1, 1)
        left.setContentsMargins(20, 12, 16, 8)
        self._left = Scrolled(left, "surface")
        middle = row(self._left, self._agenda, spacing=0)
        middle.setStretch(1, 1)
        self._save_button = button("会議をつくる", "primary", key="Ctrl+S", does=self._save)
        self.body.addLayout(middle, 1)
        self.body.addWidget(Foot(self._errors, self._save_button))

    def fit(self) -> None:
        """Give the form more room on wide screens."""
        self._people.view.setMinimumHeight(theme.px(_PEOPLE))
        self._left.setFixedWidth(theme.px(_LEFT_WIDE if self.has_width(_WIDE) else _LEFT))


def meeting_with(meeting: Meeting, agenda: AgendaPicker, people: InvitePicker) -> Meeting:
    """Return the meeting with the chosen agenda and the people who are asked."""
    items = tuple(line.item for line in agenda.lines)
    return replace(meeting, items=items, attendance=people.attendance(meeting))
