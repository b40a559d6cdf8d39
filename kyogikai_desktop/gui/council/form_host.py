"""Where a body is shown, and in its place the form that is being filled in, with its draft."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from kyogikai_desktop.errors import AppError, Conflict
from kyogikai_desktop.gui.council.forms import PledgeForm
from kyogikai_desktop.gui.council.pane_form import PaneForm
from kyogikai_desktop.gui.draft_keeper import DraftKeeper
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.gui.widgets.conflict_dialog import ConflictDialog
from kyogikai_desktop.services.drafts import Drafts

_CHANGED = "この記録を、あなたが開いたあとに、ほかの窓で書き直しています。どちらも消えていません。"


class FormHost(QStackedWidget):
    """`stored` carries what a form has saved; `closed` tells that the pane is back."""

    stored = Signal(object)
    closed = Signal()

    def __init__(self, page: Page, pane: QWidget, drafts: Drafts) -> None:
        super().__init__()
        self.form: PaneForm | None = None
        self._page = page
        self._pane = pane
        self._drafts = drafts
        self._keeper = DraftKeeper(drafts, page.tasks, self.draft, self)
        self.addWidget(pane)

    def open(self, form: PaneForm, key: str, save: Callable[..., object]) -> None:
        """Show a form; its draft lies under the key, `save` stores what it gives (writer's thread)."""
        self.close_form()
        self.form = form
        self._keeper.key = key
        self.addWidget(form)
        self.setCurrentWidget(form)
        form.closed.connect(self.close_form)
        form.edited.connect(self._keeper.touch)
        form.thrown_away.connect(self._keeper.drop)
        form.submitted.connect(
            lambda record: self._page.write(
                lambda: save(record), partial(self._on_saved, form), partial(self._refuse, form)
            )
        )
        self._page.read(partial(self._drafts.get, key), partial(self._restore, form), topic="body draft")

    def draft(self) -> str:
        """Return what is typed and not stored, as the text of a draft."""
        return self.form.draft() if self.form else ""

    def leave(self) -> None:
        """Keep at once what is typed."""
        self._keeper.flush()

    def close_form(self) -> None:
        """Show the pane again; the draft stays."""
        self.leave()
        self._take_away()

    def _restore(self, form: PaneForm, draft: str) -> None:
        if draft and form is self.form:
            form.restore(draft)

    def _on_saved(self, form: PaneForm, record: object) -> None:
        if form is self.form:
            self._keeper.drop()
            self._take_away()
        self.stored.emit(record)

    def _refuse(self, form: PaneForm, error: AppError) -> None:
        if not isinstance(error, Conflict) or form is not self.form:
            form.refuse(error)
        elif isinstance(form, PledgeForm):
            form.base = error.stored  # another pledge takes nothing away from what is stored
            form.submit()
        else:
            stored = error.stored
            dialog = ConflictDialog(self, _CHANGED, form.differences(stored))
            dialog.decided.connect(partial(form.settle, stored))
            dialog.open()

    def _take_away(self) -> None:
        if self.form:
            form, self.form = self.form, None
            self.setCurrentWidget(self._pane)
            self.removeWidget(form)
            form.hide()
            form.deleteLater()
            self.closed.emit()
