"""Close a case: the day, the reason, and what to tell whoever reads it later."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.errors import AppError, Conflict, InvalidInput
from kyogikai_desktop.gui.form_draft import FormDraft
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.choice import Choice
from kyogikai_desktop.gui.widgets.date_field import DateField
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.gui.widgets.text_area import TextArea
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.words import say


class CloseDialog(GrowingDialog):
    """`closed` carries the stored case; what is wrong stands beside its field."""

    closed = Signal(object)

    def __init__(
        self, window: QWidget, case: Case, work: Casework, drafts: Drafts, tasks: Tasks, today: date
    ) -> None:
        super().__init__(window, "このケースを終結にします", 620)
        self._case = case
        self._work = work
        self._tasks = tasks
        self._day = DateField(today)
        self._day.set_value(today)
        self._reason = Choice()
        self._reason.addItem("選んでください", "")
        for code in codes.table("closing_reasons").codes:
            self._reason.addItem(code.label, code.id)
        self._note = TextArea("終結の説明", 4, "どうなったか、これからどこにつながるか")
        self._rows = {
            "closed_on": FieldRow("終結日", self._day, required=True),
            "closing_reason": FieldRow("理由", self._reason, required=True),
            "closing_note": FieldRow("終結の説明", self._note, optional=True),
        }
        editors = {name: one.editor for name, one in self._rows.items()}
        self._draft = FormDraft(f"close:{case.id}", editors, drafts, tasks)
        self.rejected.connect(self._draft.flush)
        self._told = label("", "error", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        words = "次の見直しの日はなくなります。終結したあとも、記録は読めます。再び受け付けることもできます。"
        self.body.addWidget(label(words, "second", wrap=True))
        self.body.addWidget(self._draft)
        for field in self._rows.values():
            self.body.addWidget(field)
        self.body.addWidget(self._told)
        self._told.hide()
        stop = button("やめる", key="Esc", does=self.reject)
        self.body.addLayout(row(None, stop, button("終結にする", "primary", key="Ctrl+S", does=self._close)))
        self._reason.setFocus()

    def _close(self) -> None:
        for field in self._rows.values():
            field.clear_error()
        try:
            day = self._day.value()
        except InvalidInput as error:
            self._refuse(InvalidInput(error.key, "closed_on", **error.values))
            return
        if day is None:
            self._refuse(InvalidInput("closing_date_missing", "closed_on"))
            return
        case, reason, note = self._case, self._reason.currentData(), self._note.toPlainText()
        self._tasks.write(lambda: self._work.close(case, day, reason, note), self._on_closed, self._refuse)

    def _on_closed(self, case: Case) -> None:
        self._draft.drop()
        self.closed.emit(case)
        self.accept()

    def _refuse(self, error: AppError) -> None:
        field = self._rows.get(error.field) if isinstance(error, InvalidInput) else None
        if field:
            field.show_error(error)
            field.target().setFocus()
            return
        words = say(error)
        if isinstance(error, Conflict) and isinstance(error.stored, Case):
            self._case = error.stored
            words = "ほかの窓で、先に変更されています。その変更は残したまま、もう一度押すと終結にします。"
        self._told.setText(words)
        self._told.show()
