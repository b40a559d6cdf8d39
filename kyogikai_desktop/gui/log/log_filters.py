"""The row of filters above the audit log: which days, who, what kind, and one case."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kyogikai_desktop.domain.accounts import Account
from kyogikai_desktop.domain.audit_acts import ActGroup
from kyogikai_desktop.domain.audit_log import LogQuery, Span, last_days, month_of
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.chip import Chip
from kyogikai_desktop.gui.widgets.date_field import DateField
from kyogikai_desktop.gui.widgets.field_row import FieldNote
from kyogikai_desktop.gui.widgets.line_edit import SearchField
from kyogikai_desktop.gui.widgets.text import label, row

_ALL = ("", "すべて")
_PERIODS = (
    ("month", "今月"),
    ("before", "先月"),
    ("days", "この30日"),
    ("day", "日を選ぶ"),
    ("span", "期間を選ぶ"),
    ("", "はじめから"),
)


class LogFilters(QWidget):
    """Emit `changed` when other rows are wanted, and `numbered` when a case's number was typed."""

    changed = Signal()
    numbered = Signal(str)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._today = today
        self._case: CaseId | None = None
        self._period = Chip("期間", _PERIODS)
        self._period.choose("month")
        self._person = Chip("だれが", [_ALL])
        self._group = Chip("種類", [_ALL, *((group.value, group.label) for group in ActGroup)])
        self.number = SearchField("ケースの番号でしぼる", key="F3")
        self.number.setPlaceholderText("ケースの番号と Enter")
        self.number.set_room(250, QSizePolicy.Policy.Maximum)
        self._of_case = button("", "small", icon="close", does=self.drop_case)
        self._of_case.hide()
        self._first, self._last = self._day_field("始まりの日"), self._day_field("終わりの日")
        self._to = label("から")
        self._note = FieldNote()
        self._days = QWidget()
        self._lay_out()
        self._connect()

    def offer_people(self, people: Iterable[Account]) -> None:
        """Offer these people; who has left stays, since the log names them."""
        self._person.set_options([_ALL, *((one.login, one.name) for one in people)])

    def query(self) -> LogQuery:
        """Return what is asked for; raise InvalidInput for days that cannot be read."""
        group = self._group.current()
        return LogQuery(self._span(), self._person.current(), ActGroup(group) if group else None, self._case)

    def span(self) -> Span | None:
        """Return the days that are chosen, or None."""
        try:
            return self._span()
        except AppError:
            return None

    def narrows(self) -> bool:
        """Tell whether anything but the period is set."""
        return bool(self._person.current() or self._group.current() or self._case)

    def reset(self) -> None:
        """Show everybody and everything again, of the same days."""
        self._person.choose("")
        self._group.choose("")
        self.drop_case()

    def choose_case(self, case: CaseId, words: str) -> None:
        """Show only what is about one case, since the beginning; a click takes it off."""
        self._case = case
        self._of_case.setText(words)
        self._of_case.setAccessibleName(f"{words} だけを見るのをやめる")
        self._of_case.show()
        self.number.clear()
        self._period.choose("")
        self._show_days()
        self.changed.emit()

    def drop_case(self) -> None:
        """Show all cases again."""
        self._case = None
        self._of_case.hide()
        self.changed.emit()

    def show_problem(self, error: AppError | None) -> None:
        """Say what is wrong with the days or the number, or that nothing is."""
        if error is None:
            self._note.clear_error()
        else:
            self._note.show_error(error)

    def _span(self) -> Span | None:
        chosen = self._period.current()
        if chosen in {"day", "span"}:
            return self._typed_span(chosen)
        month = month_of(self._today)
        spans = {
            "month": month,
            "before": month_of(month.first - timedelta(days=1)),
            "days": last_days(self._today),
        }
        return spans.get(chosen)

    def _typed_span(self, chosen: str) -> Span:
        first = self._first.value()
        if first is None:
            raise InvalidInput("required", "first")
        last = self._last.value() if chosen == "span" else first
        return Span(first, last or self._today)

    def _day_field(self, name: str) -> DateField:
        field = DateField(self._today, example="例：8.11.20、きのう")
        field.line.setAccessibleName(name)
        field.line.returnPressed.connect(self.changed.emit)
        field.changed.connect(self.changed.emit)
        return field

    def _lay_out(self) -> None:
        chips = row(self._period, self._person, self._group, self.number, self._of_case, None, spacing=8)
        days = QHBoxLayout(self._days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(8)
        for part in (self._first, self._to, self._last):
            days.addWidget(part)
        days.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(MARGIN, 9, MARGIN, 9)
        box.setSpacing(6)
        box.addLayout(chips)
        box.addWidget(self._days)
        box.addWidget(self._note)
        self._note.watch(self._first, "始まりの日")
        self._show_days()

    def _connect(self) -> None:
        self._period.chosen.connect(self._on_period_chosen)
        for chip in (self._person, self._group):
            chip.chosen.connect(lambda _id: self.changed.emit())
        self.number.returnPressed.connect(self._on_number_entered)

    def _on_number_entered(self) -> None:
        if self.number.text().strip() and not self.number.composing:
            self.numbered.emit(self.number.text())

    def _on_period_chosen(self, chosen: str) -> None:
        self._show_days()
        if chosen in {"day", "span"} and not self._first.text():
            self._first.setFocus()
        else:
            self.changed.emit()

    def _show_days(self) -> None:
        chosen = self._period.current()
        self._days.setVisible(chosen in {"day", "span"})
        self._last.setVisible(chosen == "span")
        self._to.setVisible(chosen == "span")
