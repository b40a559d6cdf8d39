"""The whereabouts of a protected person in the form: kept out of it until somebody says why."""

from __future__ import annotations

from PySide6.QtCore import QObject

from kyogikai_desktop.domain.cases import Case, CaseId
from kyogikai_desktop.gui.cases.case_form import CaseForm
from kyogikai_desktop.gui.cases.case_texts import WHEREABOUTS
from kyogikai_desktop.gui.cases.contact_card import ReasonDialog
from kyogikai_desktop.gui.cases.editor_input import CaseInput, with_whereabouts
from kyogikai_desktop.gui.cases.whereabouts_panel import WhereaboutsPanel
from kyogikai_desktop.gui.form_draft import keep_typed
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.services.casework import Casework, Whereabouts
from kyogikai_desktop.services.drafts import Drafts


class Withheld(QObject):
    """Let whereabouts be seen and changed once there is a `reason`, and log that they were.

    `kept_back` is what a draft says of them before that.
    """

    def __init__(self, page: Page, work: Casework, drafts: Drafts, form: CaseForm, held: CaseInput) -> None:
        super().__init__(page)
        self.reason = ""
        self.kept_back: dict[str, str] = {}
        self._page = page
        self._work = work
        self._drafts = drafts
        self._form = form
        self._held = held
        self._panel = WhereaboutsPanel(form.rows)
        form.add_to_person(self._panel)
        self._panel.wanted.connect(self.ask)
        self._panel.withhold(hidden=False)

    def begin(self, case: Case) -> None:
        """Withhold what is protected in a case that is shown anew."""
        self.reason, self.kept_back = "", {}
        self.show(case)

    def show(self, case: Case) -> None:
        """Withhold what is protected in a case, unless a reason was given."""
        self._panel.withhold(hidden=case.person.whereabouts_protected and not self.reason)

    def put(self, texts: dict[str, str]) -> None:
        """Put the texts of a draft into the form, and keep back what is withheld."""
        if self._panel.hidden:
            self.kept_back = {name: texts.pop(name) for name in WHEREABOUTS if name in texts}
        self._form.put(texts)

    def reveal(self, reason: str) -> None:
        """Log the reason and show the whereabouts, ready to be changed."""
        if case := self._held.case:
            self._page.write(lambda: (case.id, reason, self._work.reveal(case.id, reason)), self._on_revealed)

    def ask(self) -> None:
        """Ask why they are needed."""
        if self._held.case:
            dialog = ReasonDialog(self._page)
            keep_typed(dialog, f"reason:{self._held.case.id}", self._drafts, self._page.tasks)
            dialog.given.connect(self.reveal)
            dialog.open()

    def _on_revealed(self, found: tuple[CaseId, str, Whereabouts]) -> None:
        case_id, reason, where = found
        case = self._held.case
        if case is None or case.id != case_id:
            return
        self.reason = reason
        self._held.add(with_whereabouts(case, where), {name: getattr(where, name) for name in WHEREABOUTS})
        self._form.put(self.kept_back)
        self._panel.withhold(hidden=False)
        self._form.rows["postal_code"].target().setFocus()
