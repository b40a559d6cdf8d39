"""What earlier meetings promised about the case on the table: read, and marked as kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject

from kyogikai_desktop.domain.meetings import ItemId, Meeting, MeetingId, TaskId
from kyogikai_desktop.gui.council.roster import Roster
from kyogikai_desktop.gui.meetings.edits import item_in
from kyogikai_desktop.gui.meetings.promises_card import Promise, PromisesCard
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session


class EarlierPromises(QObject):
    """Fill the card of an item and store what is marked on it."""

    def __init__(self, page: Page, session: Session, card: PromisesCard) -> None:
        super().__init__(page)
        self._page = page
        self._session = session
        self._work = Meetings(session)
        self._card = card
        self._again: Callable[[], object] = lambda: None
        card.marked.connect(self._mark)

    def read(self, meeting: Meeting, item: ItemId, roster: Roster) -> None:
        """Show what was promised about the case of an item."""
        self._again = partial(self.read, meeting, item, roster)
        if case := item_in(meeting, item).case:
            self._page.read(
                lambda: earlier_promises(self._work.of_case(case), meeting),
                lambda found: self._card.show_promises(found, roster),
                topic="promises",
            )

    def _mark(self, meeting: MeetingId, task: TaskId, day: date | None) -> None:
        self._page.write(partial(self._work.finish_task, meeting, task, day), lambda _done: self._on_marked())

    def _on_marked(self) -> None:
        self._page.tell_saved(self._session.clock())
        self._again()


def earlier_promises(meetings: Iterable[Meeting], this: Meeting) -> tuple[Promise, ...]:
    """Return what the last meeting about a case promised, and what is still open from those before."""
    earlier = [one for one in meetings if one.id != this.id and one.held_on <= this.held_on]
    made = [
        Promise(one, task)
        for place, one in enumerate(earlier)
        for item in one.items
        for task in item.tasks
        if place == 0 or task.done_on is None
    ]
    return tuple(made)
