"""The cases that are offered to an agenda: those due by its day, and those that a search finds."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer

from kyogikai_desktop.domain.listing import CaseQuery
from kyogikai_desktop.gui.meetings.plan_agenda import AgendaPicker
from kyogikai_desktop.gui.meetings.plan_lines import Topic, topic_of_row
from kyogikai_desktop.gui.meetings.plan_start import PlanReader
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.session import Session

_FOUND, _PAUSE_MS = 30, 120


class CaseOffers(QObject):
    """Read what the agenda offers; while one types, only after a short pause."""

    def __init__(self, page: Page, session: Session, agenda: AgendaPicker) -> None:
        super().__init__(page)
        self._page = page
        self._agenda = agenda
        self._cases = Casework(session)
        self._reader = PlanReader(session)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._search)
        agenda.searched.connect(lambda _text: self._pause.start())

    def follow(self, day: date) -> None:
        """Offer the cases that are due by the day of the meeting."""
        self._page.read(lambda: self._reader.due(day), partial(self._agenda.offer, day=day), topic="due")

    def _search(self) -> None:
        words = self._agenda.search.text()
        if not words.strip():
            self._agenda.show_found(())
            return
        query = CaseQuery(text=words)
        self._page.read(
            lambda: tuple(map(topic_of_row, self._cases.page(query, 0, _FOUND))),
            self._on_found,
            topic="plan search",
        )

    def _on_found(self, found: tuple[Topic, ...]) -> None:
        self._agenda.show_found(found)
        self._page.write(lambda: self._cases.note_search(len(found)), lambda _done: None)
