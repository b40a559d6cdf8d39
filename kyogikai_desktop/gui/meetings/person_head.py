"""Who an agenda item is about: name, age, number, urgency, review, consent, and the person's own words."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.meetings import AgendaItem
from kyogikai_desktop.gui.cases.case_words import age_and_sex, consent, joined
from kyogikai_desktop.gui.widgets.badge import BadgeLabel, due
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.elided import ElidedLabel
from kyogikai_desktop.gui.widgets.fitting import Fitting
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.gui.widgets.urgency import UrgencyLabel

_ONE_LINE_FROM = 400


class PersonHead(Fitting):
    """The head of an item; an item without a case shows its title alone."""

    case_wanted = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._number = label("", "mark")
        self._name = ElidedLabel("", "name", least=90)
        self._kana = ElidedLabel("", "caption")
        self._facts = ElidedLabel("", "second")
        self._urgency = UrgencyLabel()
        self._review = BadgeLabel()
        self._consent = BadgeLabel()
        self._wish = label("", wrap=True)
        self._open = button("ケースを見る", "text", key="Alt+K", icon="next", does=self.case_wanted.emit)
        self._badges = QWidget(self)
        marks = row(self._review, self._consent, None, spacing=10)
        upper, lower = self._lines = (
            row(row(self._number, self._name, self._kana, None, spacing=10), self._open),
            row(row(self._facts, self._urgency, spacing=10), marks),
        )
        upper.setStretch(0, 1)
        upper.setAlignment(self._open, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._badges.setLayout(lower)
        self._quote = QFrame(self)
        self._quote.setProperty("role", "quote")
        words = row(label("本人の意向", "caption"), self._wish, spacing=10)
        words.setStretch(1, 1)
        words.setContentsMargins(12, 2, 0, 2)
        self._quote.setLayout(words)
        self.setLayout(column(upper, self._badges, self._quote, spacing=4))

    def fit(self) -> None:
        """Break the lines of narrow heads in two, and leave the reading of the name out."""
        wide = self.has_width(_ONE_LINE_FROM)
        self._kana.setVisible(wide)
        for line in self._lines:
            line.setDirection(line.Direction.LeftToRight if wide else line.Direction.TopToBottom)

    def show_item(self, number: int, item: AgendaItem, case: Case | None) -> None:
        """Show an item; `number` counts from 1."""
        self._number.setText(str(number))
        self._badges.setVisible(case is not None)
        self._open.setVisible(case is not None)
        self._quote.setVisible(case is not None)
        if case is None:
            self._name.setText(item.shown_title)
            self._kana.setText("")
            return
        person = case.person
        self._name.setText(person.shown_name)
        self._kana.setText(person.kana)
        self._facts.setText(joined(case.number, age_and_sex(person.birth, person.sex, self._today)))
        self._urgency.show_mark(case.urgency or "")
        self._review.show_badge(due(case.next_review_on, self._today) if case.is_open else None)
        self._consent.show_badge(consent(case.consent))
        self._wish.setText(f"「{case.wish}」" if case.wish else "まだ聞いていません")
