"""Choose what a meeting is about: due cases, other cases, and items that are about none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.meetings import AgendaItem
from kyogikai_desktop.gui.meetings.plan_lines import Line, Topic
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.badge import due
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.cells import Cell, Column, Group
from kyogikai_desktop.gui.widgets.choice import Choice
from kyogikai_desktop.gui.widgets.line_edit import LineEdit, SearchField
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.gui.widgets.text import column, label, row

_WRITTEN = "この議題には、もう記録があります。外すと記録も消えるため、外せません。"


class AgendaPicker(QFrame):
    """The agenda in its order, candidates below. `changed` tells of any change, `refused` says why not."""

    changed = Signal()
    refused = Signal(str)
    searched = Signal(str)

    def __init__(self, tasks: Tasks, today: date) -> None:
        super().__init__()
        self.setProperty("role", "pane")
        self.lines: list[Line] = []
        self._day = today
        self._basis = "kodoku"
        self._due: tuple[Topic, ...] = ()
        self._found: tuple[Topic, ...] = ()
        self._model = ListModel(self._columns(), tasks, self)
        self.view = ListView(self._model, "議題と候補")
        self.search = SearchField("ほかのケースをさがす", key="F3")
        self.title = LineEdit()
        self._one_basis = Choice()
        self._count = label("", "second")
        self._lay_out()
        self._connect()

    def show_lines(self, lines: Iterable[Line], basis: str) -> None:
        """Show an agenda; new lines get this legal basis."""
        self.lines = list(lines)
        self._basis = basis
        self._show()

    def offer(self, due_cases: Iterable[Topic], day: date) -> None:
        """Offer the cases that are due by the day of the meeting."""
        self._due, self._day = tuple(due_cases), day
        self._show()

    def show_found(self, found: Iterable[Topic]) -> None:
        """Offer what a search found."""
        self._found = tuple(found)
        self._show()

    def add(self, topics: Iterable[Topic]) -> None:
        """Put cases on the agenda that are not there yet."""
        here = {line.topic.case for line in self.lines if line.topic}
        self.lines += [self._line(topic) for topic in topics if topic.case not in here]
        self._show()

    def set_basis(self, basis: str) -> None:
        """Follow the meeting's legal basis in all lines that had the old one."""
        self.lines = [
            replace(line, item=replace(line.item, legal_basis=basis))
            if line.item.legal_basis == self._basis
            else line
            for line in self.lines
        ]
        self._basis = basis
        self._show()

    def first_problem(self) -> str:
        """Say why the agenda cannot be stored, or nothing."""
        return next((line.problem for line in self.lines if line.problem), "")

    def _line(self, topic: Topic) -> Line:
        return Line(AgendaItem(case=topic.case, legal_basis=self._basis), topic)

    def _columns(self) -> Sequence[Column[Line]]:
        return (
            Column("", 76, self._check_cell),
            Column("議題", 0, _title_cell),
            Column("次の見直し", 124, self._review_cell),
            Column("根拠", 190, self._basis_cell, from_width=640),
        )

    def _check_cell(self, line: Line) -> Cell:
        chosen = line in self.lines
        return Cell(str(self.lines.index(line) + 1) if chosen else "", checked=chosen)

    def _review_cell(self, line: Line) -> Cell:
        return Cell(badge=due(line.topic.next_review_on, self._day)) if line.topic else Cell()

    def _basis_cell(self, line: Line) -> Cell:
        own = line.item.legal_basis
        return Cell(codes.legal_basis(own).label, faint=own == self._basis) if line in self.lines else Cell()

    def _show(self) -> None:
        here = {line.topic.case for line in self.lines if line.topic}
        due_lines = [self._line(topic) for topic in self._due if topic.case not in here]
        offered = here | {topic.case for topic in self._due}
        found = [self._line(topic) for topic in self._found if topic.case not in offered]
        rows: list[Line | Group] = [Group("議題", f"{len(self.lines)} 件", Shape.CHECK_DISC, "info")]
        rows += self.lines
        if found or self.search.text():
            rows += [Group("さがした結果", f"{len(found)} 件", Shape.RING), *found]
        rows += [
            Group("会議の日までに見直しの期限がくるケース", f"{len(due_lines)} 件", Shape.DIAMOND, "due")
        ]
        rows += due_lines
        self._count.setText(f"{len(self.lines)} 件")
        self._model.show(rows)
        if self.view.current_row() is None:
            self.view.go_to(len(self.lines))
        self._show_basis(self.view.current_row())

    def _turn(self, line: object) -> None:
        if not isinstance(line, Line):
            return
        if line not in self.lines:
            self.lines.append(line)
        elif line.written:
            self.refused.emit(_WRITTEN)
            return
        else:
            self.lines.remove(line)
        self._show()
        self.changed.emit()

    def _move(self, step: int) -> None:
        line = self.view.current_row()
        if not isinstance(line, Line) or line not in self.lines:
            return
        place = self.lines.index(line)
        target = place + step
        if 0 <= target < len(self.lines):
            self.lines[place], self.lines[target] = self.lines[target], self.lines[place]
            self._show()
            self.view.go_to(self._model.find(lambda other: other == line))
            self.changed.emit()

    def _add_title(self) -> None:
        words = self.title.text()
        if words.strip() and not self.title.composing:
            self.lines.append(Line(AgendaItem(title=words, legal_basis=self._basis)))
            self.title.clear()
            self._show()
            self.changed.emit()

    def _show_basis(self, line: object) -> None:
        chosen = isinstance(line, Line) and line in self.lines
        self._one_basis.setEnabled(chosen)
        if isinstance(line, Line):
            self._one_basis.setCurrentIndex(self._one_basis.findData(line.item.legal_basis))

    def _on_one_basis_activated(self, _index: int) -> None:
        line = self.view.current_row()
        if isinstance(line, Line) and line in self.lines:
            changed = replace(line, item=replace(line.item, legal_basis=str(self._one_basis.currentData())))
            self.lines[self.lines.index(line)] = changed
            self._show()
            if changed.problem:
                self.refused.emit(changed.problem)
            self.changed.emit()

    def _lay_out(self) -> None:
        for basis in codes.legal_bases():
            self._one_basis.addItem(basis.label, basis.id)
        self._one_basis.setAccessibleName("選んだ議題の根拠")
        self.title.setPlaceholderText("ケースでない議題　例：活動の報告")
        self.title.setAccessibleName("ケースでない議題")
        self.search.setMinimumWidth(200)
        head = row(label("議題", "section"), self._count, None, self.search, spacing=10)
        head.setContentsMargins(16, 10, 16, 8)
        add = button("加える", "small", key="F4", icon="plus", does=self._on_add)
        more = row(self.title, add)
        ground = row(label("選んだ議題の根拠", "caption"), self._one_basis)
        ground.setStretch(1, 1)
        foot = column(more, ground, spacing=6)
        foot.setContentsMargins(16, 8, 16, 8)
        box = column(head, self.view, foot, spacing=0)
        box.setStretch(1, 1)
        self.setLayout(box)

    def _on_add(self) -> None:
        if self.title.text().strip():
            self._add_title()
        self.title.setFocus()

    def _connect(self) -> None:
        self.view.marked.connect(self._turn)
        self.view.opened.connect(self._turn)
        self.view.current_changed.connect(self._show_basis)
        self.title.returnPressed.connect(self._add_title)
        self.search.textChanged.connect(self.searched)
        self.search.left_downwards.connect(self.view.setFocus)
        self._one_basis.activated.connect(self._on_one_basis_activated)
        for key, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(key), self.view, partial(self._move, step))
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence("F3"), self, self.search.setFocus)


def _title_cell(line: Line) -> Cell:
    if line.problem:
        return Cell(line.title, line.problem, bold=True, caption_tone="over")
    topic = line.topic
    caption = (
        "　".join(part for part in (topic.number, topic.concerns) if part) if topic else "ケースでない議題"
    )
    return Cell(line.title, caption, bold=True)
