"""The head of a case: who, and the facts one needs first."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.cases.case_file import CaseFile
from kyogikai_desktop.gui.cases.case_parts import protected_mark
from kyogikai_desktop.gui.cases.case_words import age_and_sex, born, consent, joined
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.widgets.badge import BadgeLabel, due, state
from kyogikai_desktop.gui.widgets.elided import ElidedLabel
from kyogikai_desktop.gui.widgets.fitting import Fitting
from kyogikai_desktop.gui.widgets.tab_strip import TabStrip
from kyogikai_desktop.gui.widgets.text import clear, column, label, row
from kyogikai_desktop.gui.widgets.urgency import UrgencyLabel

_WIDE, _LOW, _NAME = 1080, 560, 260


class CaseHead(Fitting):
    """Name at the left, facts in the middle (below in narrow windows), buttons at the right, tabs below."""

    def __init__(self, today: date, tabs: TabStrip, buttons: QVBoxLayout) -> None:
        super().__init__()
        self._today = today
        self.setProperty("role", "header")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = QWidget()
        self._name_box = QVBoxLayout(self._name)
        self._facts = QWidget()
        self._facts_box = row(spacing=0)
        self._remarks: list[tuple[QWidget, tuple[QWidget, ...]]] = []
        self._facts.setLayout(self._facts_box)
        self._name_box.setContentsMargins(0, 0, 0, 0)
        self._name_box.setSpacing(0)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.addWidget(self._name, 0, 0)
        self._grid.addLayout(buttons, 0, 2)
        self._place_facts(wide=True)
        box = column(self._grid, spacing=4)
        box.addWidget(tabs, 0, Qt.AlignmentFlag.AlignLeft)
        box.setContentsMargins(MARGIN, 12, MARGIN, 0)
        self.setLayout(box)

    def show_file(self, file: CaseFile) -> None:
        """Show another case, or the same one as it is now."""
        clear(self._name_box)
        clear(self._facts_box)
        self._remarks.clear()
        self._show_name(file.case)
        self._show_facts(file)
        self._fit_remarks()

    def _show_name(self, case: Case) -> None:
        person = case.person
        first = row(label(case.number, "strong"), BadgeLabel(state(case.state.label)), None)
        if person.whereabouts_protected:
            first.insertWidget(2, protected_mark())
        self._name_box.addLayout(first)
        if person.kana:
            self._name_box.addWidget(ElidedLabel(person.kana, "caption"))
        aged = label(age_and_sex(person.birth, person.sex, self._today), "second")
        self._name_box.addLayout(row(label(person.shown_name, "name", most=2), aged, None, spacing=12))
        household = codes.table("households").short(case.household)
        known = label(joined(born(person.birth), household), "second", most=2)
        self._name_box.addWidget(known)
        self._name_box.addStretch(1)

    def _show_facts(self, file: CaseFile) -> None:
        case = file.case
        mark = UrgencyLabel(case.urgency) if case.urgency else label("決まっていません", "second")
        self._add_fact("緊急度", mark, case.urgency_reason)
        if case.closed_on:
            reason = codes.table("closing_reasons").label(case.closing_reason)
            self._add_fact("終結", label(format_day(case.closed_on, self._today), "strong"), reason)
        else:
            review = case.next_review_on
            day = format_day(review, self._today) if review else "決めてください"
            self._add_fact("次の見直し", BadgeLabel(due(review, self._today)), day)
        self._add_fact("同意", BadgeLabel(consent(case.consent)), case.consent_note)
        lead = file.lead_body or "決まっていません"
        person = f"主たる援助者　{case.key_person}" if case.key_person else ""
        self._add_fact("主担当機関", label(lead, "strong", most=2), person, joined(lead, case.key_person))

    def _add_fact(self, title: str, value: QWidget, words: str, short: str = "") -> None:
        """Show a fact and a remark to it; `short` says both in one line where the window is low."""
        line = QFrame()
        line.setProperty("role", "rule")
        line.setFixedWidth(1)
        beside, below = ElidedLabel(short or words, "second"), label(words, "second", most=3)
        self._remarks.append((beside, (value, below) if short else (below,)))
        block = QWidget()
        block.setMinimumWidth(theme.px(112))
        block.setMaximumWidth(theme.px(210))
        block.setLayout(column(label(title, "caption"), row(value, beside, None), below, None, spacing=3))
        self._facts_box.addWidget(line)
        self._facts_box.addSpacing(14)
        self._facts_box.addWidget(block, 1)
        self._facts_box.addSpacing(14)

    def _place_facts(self, *, wide: bool) -> None:
        self._grid.removeWidget(self._facts)
        if wide:
            self._grid.addWidget(self._facts, 0, 1)
        else:
            self._grid.addWidget(self._facts, 1, 0, 1, 3)

    def fit(self) -> None:
        """Put the facts below the name where there is no room beside it."""
        self._name.setMinimumWidth(theme.px(_NAME))
        self._place_facts(wide=self.has_width(_WIDE))
        self._fit_remarks()

    def _fit_remarks(self) -> None:
        """Let the remarks below the facts stand beside them in low windows, as far as there is room."""
        low = self.window().height() < theme.px(_LOW)
        for beside, others in self._remarks:
            beside.setVisible(low)
            for other in others:
                other.setVisible(not low)
