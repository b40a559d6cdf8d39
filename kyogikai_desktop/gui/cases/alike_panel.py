"""同じ人かもしれません: other cases with the same reading, while a person is being typed in."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from kyogikai_desktop.domain.births import format_birth
from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.gui.cases.case_words import age_and_sex, joined
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import announce
from kyogikai_desktop.gui.widgets.text import clear, label, row


class AlikePanel(QFrame):
    """List cases that may be the same person; `open_wanted` to compare, `same` to tie them on saving."""

    open_wanted = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._others: set[CaseId] = set()
        self._cases: tuple[Case, ...] = ()
        self.same: CaseId | None = None
        self.setProperty("tone", "info")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(14, 10, 14, 12)
        self.hide()

    def reset(self) -> None:
        """Forget what was decided, for another form."""
        self._others.clear()
        self.same = None
        self.show_cases(())

    def show_cases(self, cases: tuple[Case, ...]) -> None:
        """Show the cases that were not ruled out."""
        self._cases = cases
        left = [case for case in cases if case.id not in self._others]
        clear(self._box)
        self.setVisible(bool(left))
        if not left:
            return
        self._box.addWidget(label("同じ人かもしれません", "strong"))
        self._box.addWidget(label(f"ふりがなが同じケースが {len(left)} 件あります。", "caption"))
        for case in left:
            self._add(case)
        announce(self, "同じ人かもしれないケースがあります")

    def _add(self, case: Case) -> None:
        person = case.person
        known = joined(
            person.kana, format_birth(person.birth) or age_and_sex(person.birth, person.sex, self._today),
            case.state.label,
        )  # fmt: skip
        name = label(person.shown_name, "strong")
        self._box.addLayout(row(label(case.number, "second"), name, label(known), None))
        if self.same == case.id:
            self._box.addWidget(label("保存すると、同じ人としてつなぎます。", "second"))
            return
        compare = button("開いて見くらべる", "small", does=partial(self.open_wanted.emit, case.id))
        tie = button("同じ人（つなぐ）", "small", does=partial(self._tie, case))
        other = button("別の人", "small", does=partial(self._rule_out, case))
        self._box.addLayout(row(compare, tie, other, None))

    def _tie(self, case: Case) -> None:
        self.same = case.id
        self.show_cases(self._cases)

    def _rule_out(self, case: Case) -> None:
        self._others.add(case.id)
        self.show_cases(self._cases)
