"""The row of filters above the case list: search in the list, lead body, urgency."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kyogikai_desktop.domain.cases import Urgency
from kyogikai_desktop.domain.council import BodyId, MemberBody
from kyogikai_desktop.domain.listing import CaseQuery, Sort, View
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.widgets.chip import Chip
from kyogikai_desktop.gui.widgets.line_edit import SearchField

_TYPING_MS = 150
_ALL = ("", "すべて")
_URGENCIES = (_ALL, *((grade.value, f"{grade.value}（{grade.label}）") for grade in Urgency))


class ListFilters(QWidget):
    """Emit `changed` when other cases are wanted; while typing, only after a short pause."""

    changed = Signal()
    searched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.search = SearchField("この一覧の中をさがす", key="F3")
        self.search.set_room(256)
        self._body = Chip("主担当機関", [_ALL])
        self._urgency = Chip("緊急度", _URGENCIES)
        self._pause = QTimer(self, singleShot=True, interval=_TYPING_MS)
        box = QHBoxLayout(self)
        box.setContentsMargins(MARGIN, 9, MARGIN, 9)
        box.setSpacing(8)
        for part in (self.search, self._body, self._urgency):
            box.addWidget(part)
        box.addStretch(1)
        self._pause.timeout.connect(self.changed)
        self.search.textChanged.connect(lambda _text: self._pause.start())
        self.search.editingFinished.connect(self.searched)
        for chip in (self._body, self._urgency):
            chip.chosen.connect(lambda _id: self.changed.emit())

    def offer_bodies(self, bodies: Iterable[MemberBody]) -> None:
        """Offer these bodies as lead bodies."""
        named = ((str(body.id), body.short_name or body.name) for body in bodies)
        self._body.set_options([_ALL, *named])

    def query(self, view: View, sort: Sort, *, descending: bool) -> CaseQuery:
        """Return the query for a view in an order, narrowed by what is chosen here."""
        body, urgency = self._body.current(), self._urgency.current()
        return CaseQuery(
            view=view,
            sort=sort,
            descending=descending,
            lead_body=BodyId(int(body)) if body else None,
            urgencies=(Urgency(urgency),) if urgency else (),
            text=self.search.text(),
        )

    def narrows(self) -> bool:
        """Tell whether any filter is set."""
        return bool(self.search.text().strip() or self._body.current() or self._urgency.current())

    def reset(self) -> None:
        """Show everything again."""
        self._body.choose("")
        self._urgency.choose("")
        self.search.clear()
        self.changed.emit()
