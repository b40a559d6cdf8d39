"""つながり: cases of the same household or the same person."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kyogikai_desktop.domain.cases import Case, CaseId, LinkKind, gives_away
from kyogikai_desktop.domain.listing import HitKind, SearchHit
from kyogikai_desktop.domain.names import shown
from kyogikai_desktop.gui.cases.case_cards import CaseCard
from kyogikai_desktop.gui.cases.case_file import CaseFile
from kyogikai_desktop.gui.cases.case_words import joined
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.cells import Cell, Column
from kyogikai_desktop.gui.widgets.chip import Chip
from kyogikai_desktop.gui.widgets.dialog import Dialog
from kyogikai_desktop.gui.widgets.line_edit import SearchField
from kyogikai_desktop.gui.widgets.list_model import ListModel
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.services.casework import Casework

_PAUSE_MS = 150
_COLUMNS: tuple[Column[SearchHit], ...] = (
    Column("番号", 96, lambda hit: Cell(hit.number)),
    Column("氏名", 0, lambda hit: Cell(shown(hit.name), bold=True)),
)


class LinksCard(CaseCard):
    """The linked cases, to open, take off and add; `warns` while one may give another away."""

    opened = Signal(object)
    taken_off = Signal(object)
    add_wanted = Signal()
    whereabouts_asked = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__("つながり", today)
        self.warns = False
        self._add = button("つなぐ", "text", does=self.add_wanted.emit)
        self.add_to_head(self._add)

    def fill(self, file: CaseFile, *, writable: bool) -> None:
        """Show each linked case."""
        self._add.setVisible(writable)
        self.warns = False
        for kind, other in file.links:
            self.body.addLayout(self._line(kind, other, writable=writable))
            if kind is LinkKind.HOUSEHOLD:
                self._warn(file.case, other, writable=writable)
        if not file.links:
            self.body.addWidget(label("同じ世帯の人や、以前の相談をつなげます。", "second", wrap=True))

    def _warn(self, case: Case, other: Case, *, writable: bool) -> None:
        """Say it where the address of one may tell where the other hides, and ask."""
        if gives_away(case.person, other.person):
            words = f"{other.number} の住所から、この人の居場所が分かることがあります。"
        elif gives_away(other.person, case.person):
            words = f"{other.number} は所在を守っています。この人の住所から、居場所が分かることがあります。"
        else:
            return
        self.warns = True
        notice = column(label(words, wrap=True))
        if writable:
            notice.addLayout(
                row(button("決める", "small", does=partial(self.whereabouts_asked.emit, other)), None)
            )
        notice.setContentsMargins(12, 8, 12, 8)
        frame = QFrame()
        frame.setProperty("tone", "due")
        frame.setLayout(notice)
        self.body.addWidget(frame)

    def _line(self, kind: LinkKind, other: Case, *, writable: bool) -> QHBoxLayout:
        name = label(other.person.shown_name, "strong", wrap=True)
        known = label(joined(other.number, kind.label, other.state.label), "caption", wrap=True)
        opens = button("開く", "small", does=partial(self.opened.emit, other.id))
        opens.setAccessibleName(f"{other.number} を開く")
        line = row(column(name, known, spacing=0), opens)
        line.setStretch(0, 1)
        if writable:
            off = button("外す", "small", does=partial(self.taken_off.emit, other.id))
            off.setAccessibleName(f"{other.number} とのつながりを外す")
            line.addWidget(off)
        return line


class LinkDialog(Dialog):
    """Find the other case by typing; `chosen` carries its id and how the two belong together."""

    chosen = Signal(object, object)

    def __init__(self, window: QWidget, case: CaseId, work: Casework, tasks: Tasks) -> None:
        super().__init__(window, "どのケースとつなぎますか", 620)
        self._case = case
        self._work = work
        self._tasks = tasks
        self._search = SearchField("氏名、ふりがな、番号でさがす")
        self._kind = Chip("つながり", [(kind.value, kind.label) for kind in LinkKind])
        self._model = ListModel(_COLUMNS, tasks, self)
        self._list = ListView(self._model, "見つかったケース")
        self._list.set_empty_words("氏名、ふりがな、番号のどれかを入れてください")
        self._list.setFixedHeight(250)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        ties = button("つなぐ", "primary", key="Ctrl+S", does=self._choose)
        stop = button("やめる", key="Esc", does=self.reject)
        line = row(self._search, self._kind)
        line.setStretch(0, 1)
        self.body.addLayout(line)
        self.body.addWidget(self._list)
        self.body.addLayout(row(None, stop, ties))
        self._search.textChanged.connect(lambda _text: self._pause.start())
        self._search.left_downwards.connect(self._list.setFocus)
        self._pause.timeout.connect(self._find)
        self._list.opened.connect(lambda _row: self._choose())
        self._search.setFocus()

    def _find(self) -> None:
        text = self._search.text()
        self._tasks.read(lambda: self._work.find(text), self._show_hits, topic="link search")

    def _show_hits(self, hits: tuple[SearchHit, ...]) -> None:
        cases = [hit for hit in hits if hit.kind is HitKind.CASE and hit.case != self._case]
        self._list.set_empty_words("見つかりませんでした" if self._search.text() else "")
        self._model.show(cases)

    def _choose(self) -> None:
        hit = self._list.current_row()
        if isinstance(hit, SearchHit):
            self.chosen.emit(hit.case, LinkKind(self._kind.current()))
            self.accept()
