"""The working days ahead, each with the number of reviews and promises that fall on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from kyogikai_desktop.domain.holidays import holiday_name
from kyogikai_desktop.domain.wareki import WEEKDAYS, format_day
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.home.todos import Todo
from kyogikai_desktop.gui.icons import paint_icon
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.text import row

DAYS = 6
_SATURDAY = 5
_WORDS = {"review": "見直し", "promise": "約束"}


class WeekStrip(QWidget):
    """Six days from today on; `chosen` carries the day that was pressed."""

    chosen = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = [_Day(day, today) for day in working_days(today)]
        self.setLayout(row(*self._days, spacing=10))
        for shown in self._days:
            shown.clicked.connect(partial(self.chosen.emit, shown.day))

    def show_todos(self, todos: Iterable[Todo], meeting: date | None) -> None:
        """Count the todos of each day and mark the day of the next meeting."""
        counts = Counter((todo.day, todo.icon) for todo in todos)
        for shown in self._days:
            numbers = {icon: counts[shown.day, icon] for icon in _WORDS}
            shown.show_counts(numbers, meets=shown.day == meeting)


def working_days(today: date) -> Iterator[date]:
    """Give today, whatever it is, and the next days from Monday to Friday."""
    day, given = today, 0
    while given < DAYS:
        if day == today or day.weekday() < _SATURDAY:
            yield day
            given += 1
        day += timedelta(days=1)


class _Day(QAbstractButton):
    """One day: number, weekday, and what falls on it."""

    def __init__(self, day: date, today: date) -> None:
        super().__init__()
        self.day = day
        self._is_today = day == today
        self._holiday = holiday_name(day)
        told = (format_day(day, today), self._holiday, "きょう" if self._is_today else "")
        self._words = "　".join(part for part in told if part)
        self._counts: dict[str, int] = {}
        self._meets = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self._words)

    def show_counts(self, counts: dict[str, int], *, meets: bool) -> None:
        """Show how many reviews and promises fall on the day, and whether a meeting is held."""
        self._counts, self._meets = counts, meets
        told = [f"{_WORDS[icon]} {count} 件" for icon, count in counts.items() if count]
        told += ["会議"] if meets else []
        self.setAccessibleName("、".join([self._words, *told]))
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for two lines."""
        return QSize(110, theme.px(52))

    def minimumSizeHint(self) -> QSize:
        """Let six of them fit into narrow windows."""
        return QSize(84, theme.px(52))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, the day, and the counts behind their icons."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge, width = (LIGHT.primary, 2) if self._is_today else (LIGHT.line, 1)
        painter.setPen(QPen(QColor(edge), width))
        painter.setBrush(QColor(LIGHT.tint if self.isDown() else LIGHT.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        self._paint_day(painter)
        self._paint_counts(painter)

    def _paint_day(self, painter: QPainter) -> None:
        upper = QRectF(10, 4, self.width() - 16, self.height() / 2 - 4)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        large = theme.font(theme.SECTION, bold=self._is_today)
        painter.setFont(large)
        painter.setPen(QColor(LIGHT.text))
        painter.drawText(upper, left, str(self.day.day))
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(QColor(LIGHT.text2))
        after = QFontMetricsF(large).horizontalAdvance(str(self.day.day)) + 3
        closed = "　休日" if self._holiday else ""
        painter.drawText(upper.adjusted(after, 0, 0, 0), left, f"{WEEKDAYS[self.day.weekday()]}{closed}")

    def _paint_counts(self, painter: QPainter) -> None:
        middle, at = self.height() * 0.73, 10.0
        shown = [(icon, str(count)) for icon, count in self._counts.items() if count]
        for icon, words in [*shown, *([("meeting", "")] if self._meets else [])]:
            paint_icon(painter, icon, QRectF(at, round(middle - 7), 14, 14))
            painter.drawText(
                QRectF(at + 17, middle - 10, 40, 20),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                words,
            )
            at += 24 + painter.fontMetrics().horizontalAdvance(words)
