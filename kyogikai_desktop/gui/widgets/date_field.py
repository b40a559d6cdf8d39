"""Fields for dates and births as offices write them, with the reading beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from kyogikai_desktop.domain import births, wareki
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.read_field import ReadField

_BIRTH_ROOM = 220
_JOINER = "\u2060"


class DateField(ReadField):
    """A date: 8.12.24, R8.12.24, 令8, 2026/12/24, 来週金, +30; Alt+↓ opens a calendar."""

    def __init__(
        self, today: date, *, example: str = "例：8.12.24、来週金", parent: QWidget | None = None
    ) -> None:
        super().__init__(self._parse, self._long, example, parent)
        self._today = today
        self.line.installEventFilter(self)

    def value(self) -> date | None:
        """Return the date, or None for an empty field; raise InvalidInput if it cannot be read."""
        return self._parse(self.text())

    def set_value(self, day: date | None) -> None:
        """Show a date."""
        self.set_text(wareki.format_date(day) if day else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the calendar on Alt+↓; in a field that is wrong, the key leads on to the next such field."""
        wrong = self.line.property("state") == "error"
        if wrong or not isinstance(event, QKeyEvent) or not _asks_for_calendar(event):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress:
            self.open_calendar()
        event.accept()
        return True

    def open_calendar(self) -> None:
        """Show a calendar below the field."""
        try:
            shown = self.value() or self._today
        except AppError:
            shown = self._today
        popup = _Calendar(shown, self._today, self.set_value, self)
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        popup.show()

    def _parse(self, text: str) -> date | None:
        return wareki.parse_date(text, self._today) if text.strip() else None

    def _long(self, day: date | None) -> str:
        if day is None:
            return ""
        days = (day - self._today).days
        distance = "きょう" if days == 0 else f"{days}日後" if days > 0 else f"{-days}日前"
        return f"{wareki.format_long(day)}{_unbroken(distance)}"


class BirthField(ReadField):
    """A birth: S30.4.2, 昭和30年ごろ, 71歳, 70代; the age stands beside."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(
            lambda text: births.parse_birth(text, today), self._aged, "例：S30.4.2、昭和30年ごろ", parent
        )
        self.line.set_room(_BIRTH_ROOM)
        self._today = today

    def value(self) -> births.Birth:
        """Return what is known of the birth; raise InvalidInput if it cannot be read."""
        return births.parse_birth(self.text(), self._today)

    def set_value(self, birth: births.Birth) -> None:
        """Show a birth."""
        self.set_text(births.format_typed(birth, self._today))

    def _aged(self, birth: births.Birth) -> str:
        age = births.format_age(birth, self._today)
        if not age or birth.is_decade:
            return age
        known = wareki.format_date(birth.on) if birth.on else ""
        return f"{known} {age}{'' if birth.exact else '前後'}".strip()


class _Calendar(QFrame):
    """A month to choose from, Monday first."""

    def __init__(
        self, shown: date, today: date, choose: Callable[[date], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choose = choose
        self._month = QCalendarWidget(self)
        self._month.setLocale(QLocale(QLocale.Language.Japanese))
        self._month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._month.setSelectedDate(_qdate(shown))
        self._month.setDateTextFormat(_qdate(today), _bold())
        for day, ink in ((Qt.DayOfWeek.Saturday, LIGHT.primary), (Qt.DayOfWeek.Sunday, LIGHT.error.ink)):
            self._month.setWeekdayTextFormat(day, _inked(ink))
        self._month.currentPageChanged.connect(self._mark_holidays)
        self._mark_holidays(shown.year, shown.month)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.addWidget(self._month)
        self._month.activated.connect(self._on_month_activated)
        self._month.setFocus()

    def _mark_holidays(self, year: int, month: int) -> None:
        """Ink the holidays of a month; imported here, since most dates are typed."""
        from kyogikai_desktop.domain.holidays import holiday_name

        first = date(year, month, 1)
        for day in (first + timedelta(days=n) for n in range(QDate(year, month, 1).daysInMonth())):
            if name := holiday_name(day):
                inked = _inked(LIGHT.error.ink)
                inked.setToolTip(name)
                self._month.setDateTextFormat(_qdate(day), inked)

    def _on_month_activated(self, day: QDate) -> None:
        self._choose(date(day.year(), day.month(), day.day()))
        self.close()


def _unbroken(words: str) -> str:
    """Return words that stay in one line: 283 | 日前 is misread."""
    return _JOINER.join(words)


def _asks_for_calendar(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Down and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def _bold() -> QTextCharFormat:
    made = QTextCharFormat()
    made.setFontWeight(700)
    return made


def _inked(ink: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(ink))
    return made
