"""The cards at the right of the first page: the next meeting, the reviews, the backups, the first steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from PySide6.QtWidgets import QProgressBar, QWidget

from kyogikai_desktop.domain.listing import MeetingRow
from kyogikai_desktop.domain.wareki import fiscal_label, format_day
from kyogikai_desktop.gui.backups.backup_words import for_home
from kyogikai_desktop.gui.home.todos import Overview
from kyogikai_desktop.gui.widgets.badge import BadgeLabel, due
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.state_lines import StateLines
from kyogikai_desktop.gui.widgets.text import clear, column, label, row
from kyogikai_desktop.services.backup_state import BackupState

Go = Callable[[str, object], object]


class MeetingCard(Card):
    """次の会議: when, what, where, and the way to its preparation."""

    def __init__(self, go: Go, today: date, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__("次の会議", parent=parent)
        self._go = go
        self._today = today
        self._writable = writable
        self._meeting: MeetingRow | None = None
        self._open = button("準備を開く", "text", does=self._open_meeting)
        self.add_to_head(self._open)

    def show_meeting(self, meeting: MeetingRow | None) -> None:
        """Show a planned meeting, or that there is none."""
        clear(self.body)
        self._meeting = meeting
        self._open.setVisible(meeting is not None)
        if meeting is None:
            self.body.addWidget(label("予定されている会議は、いまありません。", "second", wrap=True))
            if self._writable:
                plan = button("会議をつくる", icon="plus", does=lambda: self._go("meeting_plan", None))
                self.body.addLayout(row(plan, None))
            return
        title = f"{fiscal_label(meeting.fiscal_year)} 第{meeting.number}回 {meeting.tier.label}"
        when = label(format_day(meeting.held_on, self._today), "large")
        self.body.addLayout(row(when, BadgeLabel(due(meeting.held_on, self._today)), None))
        self.body.addWidget(label(title, "second", wrap=True))
        place = f"議題 {meeting.items} 件　{meeting.place}".strip()
        self.body.addWidget(label(place, "second", wrap=True))

    def _open_meeting(self) -> None:
        if self._meeting:
            self._go("meeting", self._meeting.id)


class ReviewCard(Card):
    """ケースの見直し: how many open cases have a next date, and the way to those that have none."""

    def __init__(self, show_undated: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__("ケースの見直し", parent=parent)
        self._words = label("", "large", wrap=True)
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName("次の見直しの日が決まっているケース")
        self._rest = label("", "second", wrap=True)
        self._undated = button("日を決める", "text", icon="review", does=show_undated)
        self.add_to_head(self._undated)
        for part in (self._words, self._bar, self._rest):
            self.body.addWidget(part)

    def show_counts(self, open_cases: int, undated: int) -> None:
        """Show the counts."""
        dated = open_cases - undated
        self._words.setText(f"{open_cases:,} 件中 {dated:,} 件に日があります")
        self._bar.setRange(0, max(1, open_cases))
        self._bar.setValue(dated)
        every = (
            "どのケースにも、次の見直しの日があります。"
            if open_cases
            else "支援中のケースは、いまありません。"
        )
        self._rest.setText(f"日が未定のケースが {undated:,} 件あります。" if undated else every)
        self._undated.setVisible(undated > 0)


class BackupCard(Card):
    """控えと点検: when the last backup was made, what is wrong with them, and the way to their page."""

    def __init__(self, go: Go, parent: QWidget | None = None) -> None:
        super().__init__("控えと点検", parent=parent)
        self.add_to_head(button("開く", "text", does=partial(go, "backups", None)))
        self._lines = StateLines()
        self.body.addWidget(self._lines)
        self._practice = label("練習用は、自動では控えません。", "second", wrap=True)
        self.body.addWidget(self._practice)
        self._practice.hide()

    def show_state(self, state: BackupState, now: datetime, *, practice: bool) -> None:
        """Show how the backups stand; a practice council needs none."""
        self._practice.setVisible(practice)
        self._lines.setVisible(not practice)
        self._lines.show_lines(() if practice else for_home(state, now))


class FirstSteps(Card):
    """はじめに: what fills an empty council."""

    def __init__(self, go: Go, parent: QWidget | None = None) -> None:
        super().__init__("はじめに", parent=parent)
        for words, why, icon, page in (
            (
                "台帳を取り込む",
                "いまお使いの Excel や CSV の台帳を、1行ずつ確かめて取り込みます。",
                "import",
                "import",
            ),
            ("新しい相談を受け付ける", "1件ずつ、様式にそって入れます。", "case", "case_edit"),
            ("構成機関を登録する", "機関と人、誓約書。会議の出席に使います。", "body", "bodies"),
        ):
            step = button(words, icon=icon, does=partial(go, page, None))
            self.body.addLayout(column(row(step, None), label(why, "caption", wrap=True), spacing=4))
            self.body.addSpacing(4)

    def show_for(self, seen: Overview, *, may: bool) -> None:
        """Show the card while it helps, to who may do these things."""
        self.setVisible(may and (seen.empty or not seen.bodies))
