"""Store what a form holds, and meet a case that somebody saved in between."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from kyogikai_desktop.domain.cases import Case, CaseId, CaseLink, LinkKind
from kyogikai_desktop.errors import AppError, Conflict
from kyogikai_desktop.gui.cases.editor_input import CaseInput, with_whereabouts
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.gui.widgets.conflict_dialog import ConflictDialog
from kyogikai_desktop.services.casework import Casework


class CaseStore(QObject):
    """`stored` carries the case, `settled` the one to go on from with the decisions, `refused` an error."""

    stored = Signal(object)
    settled = Signal(object, object)
    refused = Signal(object)

    def __init__(self, page: Page, work: Casework, held: CaseInput) -> None:
        super().__init__(page)
        self._page = page
        self._work = work
        self._held = held
        self._reason = ""

    def save(self, case: Case, declared: frozenset[str], reason: str, same: CaseId | None) -> None:
        """Store a case; `reason` is why its whereabouts were revealed, `same` an earlier case to tie."""
        self._reason = reason
        if case.id:
            act = partial(self._work.save, case, revealed=bool(reason), not_my_number=declared)
        else:
            act = partial(self._work.receive, case, not_my_number=declared)
        self._page.write(act, partial(self._on_stored, same), self._on_refused)

    def _on_stored(self, same: CaseId | None, case: Case) -> None:
        if same:
            pair = CaseLink(case.id, same, LinkKind.SAME_PERSON)
            self._page.write(lambda: self._work.link(pair), lambda _done: None)
        self.stored.emit(case)

    def _on_refused(self, error: AppError) -> None:
        if not isinstance(error, Conflict) or not isinstance(error.stored, Case):
            self.refused.emit(error)
        elif self._reason and error.stored.person.whereabouts_protected:
            # What is stored is compared with what was revealed, so it is revealed again, and logged.
            case, reason = error.stored, self._reason
            self._page.write(lambda: with_whereabouts(case, self._work.reveal(case.id, reason)), self._meet)
        else:
            self._meet(error.stored)

    def _meet(self, stored: Case) -> None:
        withheld = stored.person.whereabouts_protected and not self._reason
        found = self._held.differences(stored, withheld=withheld)
        if not found:
            self.settled.emit(stored, ())
            return
        sentence = f"{stored.number} を、あなたが開いたあとに、だれかが変えました。どちらも消えていません。"
        dialog = ConflictDialog(self._page, sentence, found)
        dialog.decided.connect(partial(self.settled.emit, stored))
        dialog.rejected.connect(partial(self.refused.emit, None))
        dialog.open()
