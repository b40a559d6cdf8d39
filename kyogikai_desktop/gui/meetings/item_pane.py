"""One agenda item: the person, what was promised, report, points, decision, next review, who does what."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.meetings import AgendaItem, ItemId, Meeting, require_consent
from kyogikai_desktop.errors import AppError, InvalidInput, Refused
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.council.roster import Roster
from kyogikai_desktop.gui.meetings.edits import ItemEdit, item_in
from kyogikai_desktop.gui.meetings.person_head import PersonHead
from kyogikai_desktop.gui.meetings.phrases import phrase_menu
from kyogikai_desktop.gui.meetings.promises_card import PromisesCard
from kyogikai_desktop.gui.meetings.task_rows import TaskRows
from kyogikai_desktop.gui.meetings.texts import ItemText, item_text
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.choice import Choice
from kyogikai_desktop.gui.widgets.date_field import DateField
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.field_texts import on_edit, put_text, text_of
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import row
from kyogikai_desktop.gui.widgets.text_area import TextArea
from kyogikai_desktop.words import say

_MARGIN, _PAIRS_FROM = 16, 330
_TEXTS = ("report", "points", "decision")


class ItemPane(Scrolled):
    """The fields of one item; `edited` tells that something was typed."""

    edited = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._roster = Roster()
        self._item = AgendaItem()
        self._case: Case | None = None
        self._showing = False
        self.head = PersonHead(today)
        self.promises = PromisesCard(today)
        self.tasks = TaskRows(today)
        self._basis = Choice()
        for basis in codes.legal_bases():
            self._basis.addItem(basis.label, basis.id)
        self.rows: Mapping[str, FieldRow] = {
            "report": FieldRow("報告", TextArea("報告", 3)),
            "points": FieldRow("論点", TextArea("論点", 3)),
            "decision": FieldRow("決定事項", TextArea("決定事項", 3)),
            "next_review_on": FieldRow("次の見直し", DateField(today)),
            "legal_basis": FieldRow("この議題の根拠", self._basis),
        }
        self._last = self.rows["decision"].editor
        self._lay_out()
        self._connect()

    @property
    def key(self) -> ItemId:
        """Return the item shown."""
        return self._item.id

    def show_item(self, number: int, meeting: Meeting, item: AgendaItem, case: Case | None) -> None:
        """Show an item as it is stored."""
        self._item, self._case = item, case
        self.head.show_item(number, item, case)
        self.promises.show_promises((), self._roster)
        self.rows["next_review_on"].setVisible(case is not None)
        self.rows["next_review_on"].setEnabled(meeting.state != "held")
        self.tasks.clear()
        self.show_text(item_text(item, self._roster))
        self.clear_errors()
        self.verticalScrollBar().setValue(0)

    def show_roster(self, roster: Roster, day: date) -> None:
        """Offer the bodies and people of a day for the tasks."""
        self._roster = roster
        bodies = [body.short_name or body.name for body in roster.bodies if body.is_member_on(day)]
        people = [f"{one.name}（{roster.short(one.body)}）" for one in roster.serving(day)]
        self.tasks.offer([*people, *bodies])

    def text(self) -> ItemText:
        """Return what stands in the fields."""
        words = {name: text_of(self.rows[name].editor) for name in (*_TEXTS, "next_review_on")}
        return ItemText(str(self._basis.currentData()), **words, tasks=self.tasks.texts())

    def show_text(self, text: ItemText) -> None:
        """Show texts; fields that already say so keep their cursor."""
        self._showing = True
        for name in (*_TEXTS, "next_review_on"):
            wanted = getattr(text, name)
            if text_of(self.rows[name].editor) != wanted:
                put_text(self.rows[name].editor, wanted)
        self._basis.setCurrentIndex(self._basis.findData(text.legal_basis))
        self.tasks.show_texts(text.tasks)
        self._showing = False

    def edit(self) -> ItemEdit:
        """Return the item as it is typed, ready to be saved."""
        return ItemEdit(self._item.id, self.text(), self._roster, self._today)

    def adopt(self, meeting: Meeting) -> None:
        """Take over what is stored now, the ids of new promises above all."""
        self._item = item_in(meeting, self._item.id)
        self.clear_errors()
        self.show_text(item_text(self._item, self._roster))

    def refuse(self, error: AppError) -> bool:
        """Say beside a field why the item is not saved; False if no field is to blame."""
        field = error.field if isinstance(error, InvalidInput) else ""
        if error.key == "no_consent":
            field = "legal_basis"
        if field == "tasks":
            self.tasks.show_error(say(error))
        elif field in self.rows:
            self.rows[field].show_error(error)
        else:
            return False
        return True

    def clear_errors(self) -> None:
        """Take all sentences away."""
        for one in self.rows.values():
            one.clear_error()
        self.tasks.clear_error()

    def freeze(self) -> None:
        """Let the item be read only."""
        self.inside.setEnabled(False)

    def start(self) -> None:
        """Put the keyboard into the first field to fill in."""
        first = next((name for name in _TEXTS if not text_of(self.rows[name].editor)), "decision")
        self.rows[first].target().setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put fields below each other where two have no room."""
        super().resizeEvent(event)
        wide = self.viewport().width() >= theme.px(_PAIRS_FROM)
        for pair in self._pairs:
            pair.setDirection(pair.Direction.LeftToRight if wide else pair.Direction.TopToBottom)

    def put_phrase(self, phrase: str) -> None:
        """Put a standing phrase where the cursor stood last."""
        assert isinstance(self._last, TextArea)  # noqa: S101 (only those are remembered)
        self._last.insertPlainText(phrase)
        self._last.setFocus()

    def _connect(self) -> None:
        for name, one in self.rows.items():
            on_edit(one.editor, self._on_edit)
            if name in _TEXTS and isinstance(one.editor, TextArea):
                one.editor.cursorPositionChanged.connect(partial(self._remember, one.editor))
        self.tasks.edited.connect(self._on_edit)
        self.tasks.added.connect(self._on_task_added)
        self._basis.currentIndexChanged.connect(lambda _index: self._check_consent())

    def _on_edit(self) -> None:
        if not self._showing:
            self.edited.emit()

    def _on_task_added(self, field: QWidget) -> None:
        # The new line has its place only after the layout has run.
        QTimer.singleShot(20, field, lambda: self.show_part(field))

    def _remember(self, editor: TextArea) -> None:
        if editor.hasFocus():
            self._last = editor

    def _check_consent(self) -> None:
        """Refuse a basis that needs a consent at once, in words beside the choice."""
        self.rows["legal_basis"].clear_error()
        if self._case is None:
            return
        try:
            require_consent(AgendaItem(legal_basis=str(self._basis.currentData())), self._case)
        except Refused as error:
            self.rows["legal_basis"].show_error(error)

    def _lay_out(self) -> None:
        phrases = button("定型文", "small", key="Ctrl+T", icon="note")
        phrases.setMenu(phrase_menu(phrases, self.put_phrase))
        said, settled = self._pairs = (
            row(self.rows["report"], self.rows["points"], spacing=12),
            row(self.rows["next_review_on"], self.rows["legal_basis"], spacing=12),
        )
        for pair in self._pairs:
            pair.setStretch(0, 1)
            pair.setStretch(1, 1)
        box = QVBoxLayout()
        box.setContentsMargins(_MARGIN, 12, _MARGIN, 16)
        box.setSpacing(8)
        box.addWidget(self.head)
        box.addWidget(self.promises)
        box.addLayout(said)
        box.addWidget(self.rows["decision"])
        box.addLayout(row(phrases, None))
        box.addLayout(settled)
        box.addWidget(self.tasks)
        box.addStretch(1)
        self.hold(box)
