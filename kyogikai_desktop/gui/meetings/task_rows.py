"""役割の分担: lines of who does what by when; F4 adds one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.meetings.texts import TaskText
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.date_field import DateField
from kyogikai_desktop.gui.widgets.field_row import FieldNote
from kyogikai_desktop.gui.widgets.fitting import Fitting
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.text import clear, column, label, row, set_property

_DUE = 256  # px: the reading of a date breaks into two lines rather than take room from the words
_TITLES = ("だれが", "なにを", "いつまで")
_WIDE = 500  # px: narrower ones put the day below
_EXAMPLE = "例：12.10"
_ANY = 16_777_215  # px: as wide as it likes (QWIDGETSIZE_MAX)


class _Line:
    """The fields of one line."""

    def __init__(self, text: TaskText, completer: QCompleter, today: date) -> None:
        self.id = text.id
        self.top = 0
        self.who, self.what, self.due_on = LineEdit(), LineEdit(), DateField(today, example=_EXAMPLE)
        self.who.setText(text.who)
        self.who.setPlaceholderText("名前か機関")
        self.who.setCompleter(completer)
        self.what.setText(text.what)
        self.what.setPlaceholderText("することを書く")
        self.due_on.set_text(text.due_on)
        self.remove = button("", "quiet", icon="close")
        for editor, name in zip((self.who, self.what, self.due_on.line), _TITLES, strict=True):
            editor.setAccessibleName(name)

    def text(self) -> TaskText:
        """Return what is typed."""
        return TaskText(self.who.text(), self.what.text(), self.due_on.text(), self.id)

    def widgets(self) -> tuple[QWidget, ...]:
        """Return the fields from left to right."""
        return self.who, self.what, self.due_on, self.remove

    def put(self, grid: QGridLayout, *, narrow: bool) -> None:
        """Stand in one line, or in two where the words would have no room beside the reading of the day."""
        for number, widget in enumerate((self.who, self.what)):
            grid.addWidget(widget, self.top, number)
        grid.addWidget(self.due_on, self.top + narrow, 0 if narrow else 2, 1, 2 if narrow else 1)
        grid.addWidget(self.remove, self.top, 2 if narrow else 3)
        self.due_on.line.setPlaceholderText(f"いつまで　{_EXAMPLE}" if narrow else _EXAMPLE)
        self.due_on.line.set_room(176 if narrow else 148)
        self.due_on.setMaximumWidth(_ANY if narrow else theme.px(_DUE))


class TaskRows(Fitting):
    """The lines, one empty one always at the end of what is typed."""

    edited = Signal()
    added = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._lines: list[_Line] = []
        self._narrow = False
        self._due_title: QWidget | None = None
        self._names = QCompleter(self)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 4)
        self._grid.setColumnStretch(1, 5)
        self._note = FieldNote(self)
        add = button("分担を加える", "text", key="F4", icon="plus", does=self.add)
        caption = label("決めると、約束として各機関の一覧に入ります", "caption", wrap=True)
        head = row(label("役割の分担", "field"), caption, add)
        head.setStretch(1, 1)
        self.setLayout(column(head, self._grid, self._note, spacing=6))
        self._note.watch(self, "役割の分担")

    def fit(self) -> None:
        """Put each line into two where there is little room."""
        narrow = not self.has_width(_WIDE)
        if narrow != self._narrow:
            self._narrow = narrow
            for line in self._lines:
                for widget in line.widgets():
                    self._grid.removeWidget(widget)
                line.put(self._grid, narrow=narrow)
        if self._due_title:
            self._due_title.setVisible(not narrow)

    def offer(self, names: Sequence[str]) -> None:
        """Offer names of bodies and people while typing."""
        self._names = QCompleter(list(names), self)
        self._names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._names.setFilterMode(Qt.MatchFlag.MatchContains)
        self._names.activated.connect(self.edited)

    def texts(self) -> tuple[TaskText, ...]:
        """Return the lines that say something."""
        return tuple(text for text in (line.text() for line in self._lines) if not text.empty)

    def show_texts(self, texts: tuple[TaskText, ...]) -> None:
        """Show lines; where they are the same, only their ids are taken over, and the cursor stays."""
        shown = self.texts()
        if [replace(text, id=0) for text in texts] == [replace(text, id=0) for text in shown]:
            spoken = [line for line in self._lines if not line.text().empty]
            for line, text in zip(spoken, texts, strict=True):
                line.id = text.id
            return
        self._fill(texts)

    def clear(self) -> None:
        """Take all lines away."""
        self._fill(())

    def add(self) -> None:
        """Go to an empty line, a new one if there is none."""
        empty = next((line for line in self._lines if line.text().empty), None)
        if empty is None:
            empty = self._append(TaskText())
        empty.who.setFocus()
        self.added.emit(empty.who)

    def show_error(self, words: str) -> None:
        """Say below the lines what cannot be read; the date itself is framed too."""
        self._note.show_error(words)
        for line in self._lines:
            wrong = line.due_on.line.property("state") == "error"
            if wrong:
                line.due_on.setFocus()

    def clear_error(self) -> None:
        """Take the sentence away."""
        self._note.clear_error()

    def _fill(self, texts: tuple[TaskText, ...]) -> None:
        self._lines = []
        clear(self._grid)
        for number, title in enumerate(_TITLES):
            self._due_title = label(title, "caption")
            self._grid.addWidget(self._due_title, 0, number)
        for text in texts:
            self._append(text)
        self._append(TaskText())
        self.fit()

    def _append(self, text: TaskText) -> _Line:
        line = _Line(text, self._names, self._today)
        self._lines.append(line)
        line.top = self._grid.rowCount() + 1  # a row stays free below each, for the day
        line.put(self._grid, narrow=self._narrow)
        line.remove.setAccessibleName("この分担を消す")
        line.remove.clicked.connect(lambda *_checked: self._remove(line))
        for editor in (line.who, line.what, line.due_on.line):
            editor.textEdited.connect(self.edited)
        line.due_on.problem.connect(lambda error: self._mark(line, wrong=error is not None))
        return line

    def _mark(self, line: _Line, *, wrong: bool) -> None:
        set_property(line.due_on.line, "state", "error" if wrong else "")
        if not wrong:
            self.clear_error()

    def _remove(self, line: _Line) -> None:
        self._lines.remove(line)
        for widget in line.widgets():
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        if not self._lines:
            self._append(TaskText())
        self.edited.emit()
