"""The agenda beside the item: number, name, and how far each item is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal

from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.domain.meetings import AgendaItem, ItemId, Meeting
from kyogikai_desktop.gui.meetings.edits import OPENING, item_key
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.badge import Badge
from kyogikai_desktop.gui.widgets.cells import Cell, Column
from kyogikai_desktop.gui.widgets.fitting import Fitting
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.gui.widgets.text import column, label, row


@dataclass(frozen=True)
class AgendaRow:
    """One line of the agenda; the opening has no item."""

    key: str
    number: str
    title: str
    caption: str
    shape: Shape
    tone: str
    item: ItemId | None = None


def agenda_rows(meeting: Meeting, cases: Mapping[CaseId, Case], unsaved: Collection[str]) -> list[AgendaRow]:
    """Return the opening and the items; `unsaved` holds the keys of parts that are not stored yet."""
    done = meeting.secrecy_confirmed
    shape, tone = (Shape.CHECK_DISC, "ok") if done else (Shape.RING, "mute")
    words = "確かめました" if done else "まだ"
    opening = AgendaRow(OPENING, "", "開会・守秘の確認", words, shape, tone)
    if OPENING in unsaved:
        opening = AgendaRow(OPENING, "", opening.title, "未保存", Shape.TRIANGLE, "over")
    return [opening, *(_row(n, item, cases, unsaved) for n, item in enumerate(meeting.items, 1))]


def _row(number: int, item: AgendaItem, cases: Mapping[CaseId, Case], unsaved: Collection[str]) -> AgendaRow:
    case = cases.get(item.case) if item.case else None
    title = case.person.shown_name if case else item.shown_title
    words, shape, tone = _progress(item, item_key(item.id) in unsaved)
    caption = f"{case.number}　{words}" if case else words
    return AgendaRow(item_key(item.id), str(number), title, caption, shape, tone, item.id)


def _progress(item: AgendaItem, unsaved: bool) -> tuple[str, Shape, str]:
    if unsaved:
        return "未保存", Shape.TRIANGLE, "over"
    if item.decision:
        return "決まりました", Shape.CHECK_DISC, "ok"
    if item.report or item.points or item.tasks:
        return "途中", Shape.HALF, "due"
    return "まだ", Shape.RING, "mute"


_COLUMNS = (
    Column[AgendaRow]("", 54, lambda line: Cell(badge=Badge(line.shape, line.number, line.tone))),
    Column[AgendaRow]("議題", 0, lambda line: Cell(line.title, line.caption, bold=True)),
)

_KEY_FROM = 225


class AgendaPane(Fitting):
    """The list of items; `chosen` carries the row that is to be shown."""

    chosen = Signal(object)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setProperty("role", "column")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._count = label("", "second")
        self._model = ListModel(_COLUMNS, tasks, self)
        self.view = ListView(self._model, "議題の一覧")
        self.view.horizontalHeader().hide()
        self._key = label("Ctrl+↑↓", "key")
        head = row(label("議題", "section"), self._count, None, self._key)
        head.setContentsMargins(14, 10, 12, 8)
        box = column(head, self.view, spacing=0)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.view.current_changed.connect(self.chosen)

    def fit(self) -> None:
        """Leave the key to the strip below where it has no room."""
        self._key.setVisible(self.has_width(_KEY_FROM))

    def show_rows(self, rows: list[AgendaRow]) -> None:
        """Show the agenda; the cursor stays."""
        decided = sum(line.shape is Shape.CHECK_DISC and line.item is not None for line in rows)
        self._count.setText(f"{decided}／{len(rows) - 1}")
        self.view.blockSignals(True)
        self._model.show(rows)
        self.view.blockSignals(False)

    def go_to(self, key: str) -> bool:
        """Put the cursor on a part; False if it is not on the agenda."""
        number = self._model.find(lambda line: line.key == key)
        self.view.go_to(number)
        return number >= 0

    def step(self, step: int) -> None:
        """Go to the next or the previous item."""
        self.view.go_to(self.view.currentIndex().row() + step)
