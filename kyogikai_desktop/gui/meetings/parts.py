"""The middle of the console: the opening of the meeting, or one item of its agenda."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.domain.meetings import Meeting
from kyogikai_desktop.gui.meetings.agenda import AgendaRow
from kyogikai_desktop.gui.meetings.desk import Typed
from kyogikai_desktop.gui.meetings.edits import OPENING, ItemEdit, OpeningEdit, item_in
from kyogikai_desktop.gui.meetings.item_pane import ItemPane
from kyogikai_desktop.gui.meetings.opening_pane import OpeningPane


class PartStack(QStackedWidget):
    """Show the part whose `key` is set; `edited` tells that something was typed in it."""

    edited = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.key = ""
        self.opening = OpeningPane()
        self.item = ItemPane(today)
        for pane in (self.opening, self.item):
            self.addWidget(pane)
            pane.edited.connect(self.edited)

    @property
    def pane(self) -> OpeningPane | ItemPane:
        """Return the pane of the part."""
        return self.opening if self.key == OPENING else self.item

    def edit(self) -> Typed:
        """Return the part as it is typed, ready to be saved."""
        return self.pane.edit()

    def show_part(self, line: AgendaRow, meeting: Meeting, cases: Mapping[CaseId, Case]) -> None:
        """Show a part as it is stored."""
        if line.item is None:
            self.opening.show_meeting(meeting)
        else:
            item = item_in(meeting, line.item)
            self.item.show_item(int(line.number), meeting, item, cases.get(item.case) if item.case else None)
        self.setCurrentWidget(self.pane)

    def show_typed(self, edit: Typed) -> None:
        """Show a text that is not stored, ready to be tried again."""
        if isinstance(edit, ItemEdit):
            self.item.show_text(edit.text)
        elif isinstance(edit, OpeningEdit):
            self.opening.show_text(edit.text)

    def freeze(self) -> None:
        """Let all parts be read only."""
        self.opening.freeze()
        self.item.freeze()
