"""The field for a moment of the past; it stands at now until another one is typed."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.moments import parse_moment
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.widgets.read_field import ReadField


class MomentField(ReadField):
    """Stands at now until somebody types another moment."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        self._today = today
        super().__init__(self._parse, self._reading, "例：昨日 14:00", parent)
        self.edited = False
        self.line.textEdited.connect(self._on_line_text_edited_by_hand)

    def show_now(self, now: datetime) -> None:
        """Show the present moment, which moves on until something else is typed."""
        self.edited = False
        self.line.setText(f"今日 {now:%H:%M}")
        self.problem.emit(None)

    def set_value(self, at: datetime) -> None:
        """Show a moment that is known."""
        self.edited = True
        day = "今日" if at.date() == self._today else f"{at.month}.{at.day}"
        if at.year != self._today.year:
            day = f"{at:%Y}/{at.month}/{at.day}"
        self.set_text(f"{day} {at:%H:%M}")

    def value(self, now: datetime) -> datetime:
        """Return the moment typed, or now; raises InvalidInput for field `at`."""
        if not self.edited or not self.text().strip():
            return now
        try:
            at = self._parse(self.text())
        except InvalidInput as error:
            raise InvalidInput(error.key, "at", **error.values) from None
        if at > now:
            raise InvalidInput("date_in_future", "at")
        return at

    def _parse(self, text: str) -> datetime:
        return parse_moment(text or "今日", self._today)

    def _reading(self, at: datetime) -> str:
        return format_day(at.date(), self._today) if self.edited else ""

    def _on_line_text_edited_by_hand(self) -> None:
        self.edited = True
