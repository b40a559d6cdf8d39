"""The right column of the minutes: document number, facts, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kyogikai_desktop.domain.meetings import Meeting
from kyogikai_desktop.gui.minutes.checks import Check
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.shapes import Shape, paint_shape
from kyogikai_desktop.gui.widgets.text import clear, column, label, row, rule

WIDTH = 336
Facts = Sequence[tuple[str, str]]


class _Mark(QWidget):
    """✓ or ▲ before a check."""

    def __init__(self, *, fine: bool) -> None:
        super().__init__()
        self._fine = fine
        self.setFixedSize(QSize(16, 20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape."""
        shape, tint = (Shape.CHECK_DISC, LIGHT.ok) if self._fine else (Shape.TRIANGLE, LIGHT.over)
        paint_shape(QPainter(self), shape, QRectF(1, 4, 13, 13), tint.ink)


class SidePanel(QWidget):
    """Facts and checks; `numbered` carries a typed document number, `mend` asks for the meeting."""

    numbered = Signal(str)
    mend = Signal()

    def __init__(self, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self.number = LineEdit()
        self.number.setReadOnly(not writable)
        self.number.setPlaceholderText("例：北福総第214号")
        self.number_row = FieldRow("文書番号", self.number, optional=True, hint="紙面の右上と下に入ります。")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(4)
        self._facts.setColumnStretch(1, 1)
        self._checks = QVBoxLayout()
        self._checks.setSpacing(6)
        self._count = label("", "caption")
        self._mend = button("会議を開いて直す", icon="pen", does=self.mend.emit)
        self._lay_out()
        self.number.editingFinished.connect(lambda: self.numbered.emit(self.number.text().strip()))

    def show_meeting(self, meeting: Meeting, facts: Facts, checks: Sequence[Check]) -> None:
        """Show a meeting; a number that is being typed stays."""
        if not self.number.hasFocus() or not self.number.isModified():
            self.number.setText(meeting.document_number)
        self._show_facts(facts)
        clear(self._checks)
        for check in checks:
            words = label(check.words, "body" if check.fine else "strong", wrap=True)
            mark = _Mark(fine=check.fine)
            line = row(mark, words, spacing=8)
            line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            self._checks.addLayout(line)
        fine = sum(check.fine for check in checks)
        self._count.setText(f"{len(checks)} 件中 {fine} 件")
        self._mend.setVisible(fine < len(checks))

    def _show_facts(self, facts: Facts) -> None:
        clear(self._facts)
        for place, (name, words) in enumerate(facts):
            title = label(name, "caption")
            title.setContentsMargins(0, 4, 0, 0)
            self._facts.addWidget(title, place, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(label(words, most=4), place, 1)

    def _lay_out(self) -> None:
        head = row(label("印刷の前の確認", "section"), None, self._count)
        checks = column(head, self._checks, row(self._mend, None), spacing=10)
        whole = column(self._facts, rule(), self.number_row, rule(), checks, None, spacing=12)
        whole.setContentsMargins(16, 14, 16, 14)
        self.setLayout(column(Scrolled(whole), spacing=0))
