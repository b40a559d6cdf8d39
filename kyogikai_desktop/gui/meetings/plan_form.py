"""When, where, on what ground, and who leads: the form of a meeting to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.listing import MeetingRow
from kyogikai_desktop.domain.meetings import Meeting, Tier
from kyogikai_desktop.domain.wareki import fiscal_label, fiscal_year, format_date
from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.gui.council.roster import Roster
from kyogikai_desktop.gui.meetings.texts import read_time, time_words
from kyogikai_desktop.gui.widgets.choice import Choice
from kyogikai_desktop.gui.widgets.date_field import DateField
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.field_texts import on_edit, text_of
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.text import label

_NOBODY = "決まっていない"
_OTHER_YEAR = "番号は{year}のものです。年度をまたぐときは、新しい会議をつくってください。"


class PlanForm(QWidget):
    """The fields; `day_changed`, `tier_chosen` and `basis_chosen` tell what the lists beside must follow."""

    edited = Signal()
    day_changed = Signal()
    tier_chosen = Signal()
    basis_chosen = Signal(str)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._rows_known: tuple[MeetingRow, ...] = ()
        self._base: Meeting | None = None
        self._tier, self._basis, self._chair, self._recorder = (Choice() for _ in range(4))
        self._day = DateField(today)
        for tier in Tier:
            self._tier.addItem(tier.label, tier)
        for basis in codes.legal_bases():
            self._basis.addItem(basis.label, basis.id)
        self._number = label("", "strong", wrap=True)
        self.rows: Mapping[str, FieldRow] = {
            "tier": FieldRow("会議の種類", self._tier),
            "legal_basis": FieldRow("根拠", self._basis),
            "held_on": FieldRow("日", self._day, required=True),
            "starts": FieldRow("始まり", LineEdit(), optional=True, hint="例：14:00"),
            "place": FieldRow("場所", LineEdit(), optional=True),
            "chair": FieldRow("議長", self._chair),
            "recorder": FieldRow("記録", self._recorder),
        }
        self._lay_out()
        self._connect()

    @property
    def tier(self) -> Tier:
        """Return the tier chosen."""
        return Tier(self._tier.currentData())

    @property
    def basis(self) -> str:
        """Return the legal basis chosen."""
        return str(self._basis.currentData())

    def day(self) -> date | None:
        """Return the day, or None while it cannot be read."""
        try:
            return self._day.value()
        except AppError:
            return None

    def show_meeting(self, base: Meeting, roster: Roster, known: tuple[MeetingRow, ...]) -> None:
        """Show a meeting; `known` are all meetings, for the next number."""
        self._base, self._rows_known = base, known
        self.blockSignals(True)
        for box, chosen in ((self._chair, base.chair), (self._recorder, base.recorder)):
            box.clear()
            box.addItem(_NOBODY, None)
            for member in roster.serving(base.held_on):
                box.addItem(f"{member.name}（{roster.short(member.body)}）", member.id)
            box.setCurrentIndex(max(0, box.findData(chosen)))
        self._tier.setCurrentIndex(self._tier.findData(base.tier))
        self._tier.setEnabled(not base.id)
        self._basis.setCurrentIndex(self._basis.findData(base.legal_basis))
        self._day.set_text(format_date(base.held_on))
        self._line("starts").setText(time_words(base.starts))
        self._line("place").setText(base.place)
        self._line("place").setCursorPosition(0)
        self.blockSignals(False)
        self._say_number()

    def meeting(self, base: Meeting) -> Meeting:
        """Return the meeting as the fields say; raise InvalidInput naming the field."""
        try:
            day = self._day.value()
        except InvalidInput as error:
            raise InvalidInput(error.key, "held_on", **error.values) from None
        if day is None:
            raise InvalidInput("required", "held_on")
        return replace(
            base,
            tier=self.tier,
            legal_basis=self.basis,
            held_on=day,
            starts=read_time(self._line("starts").text(), "starts"),
            place=self._line("place").text(),
            chair=self._chair.currentData(),
            recorder=self._recorder.currentData(),
        )

    def refuse_other_year(self, base: Meeting) -> bool:
        """Say that a numbered meeting cannot move into another fiscal year; False if it does not."""
        day = self.day()
        if not base.id or day is None or fiscal_year(day) == base.fiscal_year:
            return False
        self.rows["held_on"].show_error(_OTHER_YEAR.format(year=fiscal_label(base.fiscal_year)))
        return True

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields."""
        return {name: text_of(one.editor) for name, one in self.rows.items()}

    def _line(self, name: str) -> LineEdit:
        editor = self.rows[name].editor
        assert isinstance(editor, LineEdit)  # noqa: S101 (named by the form itself)
        return editor

    def _say_number(self) -> None:
        day = self.day()
        if self._base and self._base.id:
            self._number.setText(self._base.title)
        elif day:
            year = fiscal_year(day)
            same = [
                one.number for one in self._rows_known if (one.fiscal_year, one.tier) == (year, self.tier)
            ]
            number = max(same, default=0) + 1
            self._number.setText(f"{fiscal_label(year)} 第{number}回 {self.tier.label}になります")

    def _on_day_changed(self) -> None:
        self._say_number()
        self.day_changed.emit()

    def _on_tier_activated(self) -> None:
        self._say_number()
        self.tier_chosen.emit()

    def _connect(self) -> None:
        self._day.changed.connect(self._on_day_changed)
        self._tier.activated.connect(lambda _index: self._on_tier_activated())
        self._basis.activated.connect(lambda _index: self.basis_chosen.emit(self.basis))
        for one in self.rows.values():
            on_edit(one.editor, self.edited.emit)

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.addWidget(self._number, 0, 0, 1, 2)
        grid.addWidget(self.rows["held_on"], 2, 0, 1, 2)
        places = {"tier": (1, 0), "legal_basis": (1, 1), "starts": (3, 0), "place": (3, 1)}
        for name, place in {**places, "chair": (4, 0), "recorder": (4, 1)}.items():
            grid.addWidget(self.rows[name], *place)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
