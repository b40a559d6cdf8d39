"""The first tab of a case: cards at the left, quick entry and course of support at the right."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from kyogikai_desktop.domain.cases import CaseId, ProgressNote
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.cases.case_cards import CaseCard, ConcernsCard, IntakeCard, PromisesCard, WishCard
from kyogikai_desktop.gui.cases.case_file import CaseFile
from kyogikai_desktop.gui.cases.case_timeline import entries
from kyogikai_desktop.gui.cases.contact_card import ContactCard
from kyogikai_desktop.gui.cases.links_card import LinksCard
from kyogikai_desktop.gui.cases.note_entry import NoteEntry
from kyogikai_desktop.gui.page_head import MARGIN
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.fitting import Fitting
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.gui.widgets.timeline import TimelineView
from kyogikai_desktop.services.casework import Whereabouts
from kyogikai_desktop.services.session import Session

_TIMELINE = 100  # px: what is always seen of the course of support; lower windows scroll
_SIDES = ((1000, 366), (880, 330), (840, 280), (0, 240))


class CaseOverview(Fitting):
    """What is known at the left, what happened at the right; who `keeps` may tick off promises."""

    def __init__(self, session: Session, tasks: Tasks, *, writable: bool, keeps: bool) -> None:
        super().__init__()
        self._today = today = session.today()
        self._writable = writable
        self._keeps = keeps
        self.entry = NoteEntry(session, tasks)
        self.timeline = TimelineView()
        self.timeline.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.promises = PromisesCard(today)
        self.contact = ContactCard(today)
        self.links = LinksCard(today)
        self.cards: tuple[CaseCard, ...] = (
            WishCard("本人の意向", today, "wish"),
            ConcernsCard("困りごと", today, "concerns"),
            self.promises,
            self.contact,
            self.links,
            IntakeCard("相談の受付", today, "intake"),
        )
        self._count = label("", "second")
        self._stack = column(*self.cards, None, spacing=10)
        self._side = self._left()
        self._right_side = self._right()
        line = row(self._side, self._right_side, spacing=14)
        line.setContentsMargins(MARGIN, 12, MARGIN, 12)
        line.setStretch(1, 1)
        self.setLayout(line)
        self.entry.setVisible(self._writable)

    def show_case(self, case: CaseId) -> None:
        """Prepare for another case, from its beginning: its draft is read while its file is."""
        for side in (self._side, self._right_side):
            side.verticalScrollBar().setValue(0)
        self.entry.show_case(case)

    def show_file(self, file: CaseFile) -> None:
        """Show a case as it is stored."""
        for card in self.cards:
            card.show_file(file, writable=self._keeps if card is self.promises else self._writable)
        shown = entries(file, self._today)
        self._put_links_in_place()
        self._count.setText(f"{len(shown)} 件　新しい順" if shown else "まだありません")
        self.timeline.show_entries(shown)
        self._order_by_reading()

    def show_whereabouts(self, found: object) -> None:
        """Show phone and address for a while."""
        if isinstance(found, Whereabouts):
            self.contact.reveal(found)

    def write(self) -> None:
        """Put the keyboard into the note."""
        self.entry.fields.text.setFocus()
        self._right_side.ensureWidgetVisible(self.entry.fields.text)

    def correct_current(self) -> bool:
        """Correct the note under the cursor, if the timeline has the keyboard; tell whether it did."""
        entry = self.timeline.current_entry() if self.timeline.hasFocus() else None
        if entry is None or not isinstance(entry.key, ProgressNote):
            return False
        self.entry.correct(entry.key)
        return True

    def _put_links_in_place(self) -> None:
        """Let the links stand first while the address of one may tell where another hides."""
        self._stack.removeWidget(self.links)
        self._stack.insertWidget(0 if self.links.warns else self.cards.index(self.links), self.links)

    def _order_by_reading(self) -> None:
        """Let Tab go through the cards, which are filled anew, before the entry and the timeline."""
        cards = sorted(self.cards, key=self._stack.indexOf)
        stops = [each for card in cards for each in card.findChildren(QWidget) if _stops(each)]
        right = [each for each in self.entry.findChildren(QWidget) if _stops(each)]
        for first, second in pairwise([*stops, *right[:1]]):
            QWidget.setTabOrder(first, second)

    def fit(self) -> None:
        """Give the cards less in narrow windows."""
        self.timeline.setMinimumHeight(theme.px(_TIMELINE))
        self._side.setFixedWidth(next(theme.px(side) for least, side in _SIDES if self.has_width(least)))

    def _left(self) -> QScrollArea:
        self._stack.setContentsMargins(0, 0, 4, 0)
        return Scrolled(self._stack)

    def _right(self) -> QScrollArea:
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = column(self.timeline)
        inside.setContentsMargins(1, 8, 4, 8)
        frame.setLayout(inside)
        title = row(label("支援の経過", "section"), self._count, None)
        title.setContentsMargins(4, 0, 4, 0)
        box = column(self.entry, title, frame, spacing=7)
        box.setStretch(2, 1)
        return Scrolled(box)


def _stops(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
