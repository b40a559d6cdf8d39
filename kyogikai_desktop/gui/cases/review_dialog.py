"""Record a review of a case: when it is looked at again, and what has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.wareki import format_day, format_long
from kyogikai_desktop.errors import AppError, Conflict, InvalidInput
from kyogikai_desktop.gui.form_draft import FormDraft
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.date_field import DateField
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.gui.widgets.text_area import TextArea
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.words import say

_WEEKS = ((2, "2週間後"), (4, "4週間後"), (13, "3か月後"))


class ReviewDialog(GrowingDialog):
    """Save the next review date and the situation; `reviewed` carries the stored case."""

    reviewed = Signal(object)

    def __init__(
        self, window: QWidget, case: Case, work: Casework, drafts: Drafts, tasks: Tasks, today: date
    ) -> None:
        super().__init__(window, "見直しを記録する", 620)
        self._case = case
        self._work = work
        self._tasks = tasks
        self._today = today
        self._next = DateField(today)
        self._next.set_value(case.next_review_on)
        self._changed = TextArea("変わったこと・いまの状況", 5)
        self._changed.setPlainText(case.situation)
        self._rows = {
            "next_review_on": FieldRow("次の見直し", self._next, required=True),
            "situation": FieldRow("変わったこと・いまの状況", self._changed, optional=True),
        }
        editors = {name: one.editor for name, one in self._rows.items()}
        self._draft = FormDraft(f"review:{case.id}", editors, drafts, tasks)
        self.rejected.connect(self._draft.flush)
        self._told = label("", "error", wrap=True)
        self._told.hide()
        self._fill()
        self._next.setFocus()
        self._next.line.selectAll()

    def _fill(self) -> None:
        known = f"{self._case.number}　いまの次の見直し：{self._day(self._case.next_review_on)}"
        later = [button(words, "small", does=partial(self._in_weeks, weeks)) for weeks, words in _WEEKS]
        self.body.addWidget(label(known, "second", wrap=True))
        self.body.addWidget(self._draft)
        self.body.addWidget(self._rows["next_review_on"])
        self.body.addLayout(row(*later, None))
        self.body.addWidget(self._rows["situation"])
        self.body.addWidget(self._told)
        save = button("見直しを記録する", "primary", key="Ctrl+Enter", does=self._save)
        self.body.addLayout(row(None, button("やめる", key="Esc", does=self.reject), save))

    def _day(self, day: date | None) -> str:
        return format_day(day, self._today) if day else "日が未定"

    def _in_weeks(self, weeks: int) -> None:
        self._next.set_value(self._today + timedelta(weeks=weeks))

    def _save(self) -> None:
        for field in self._rows.values():
            field.clear_error()
        try:
            day = self._next.value()
        except InvalidInput as error:
            self._refuse(InvalidInput(error.key, "next_review_on", **error.values))
            return
        if day is None:
            self._refuse(InvalidInput("review_date_missing", "next_review_on"))
            return
        changed = replace(self._case, next_review_on=day, situation=self._changed.toPlainText())
        self._tasks.write(
            lambda: self._work.save(changed, action="review_case"), self._on_saved, self._refuse
        )

    def _on_saved(self, case: Case) -> None:
        self._draft.drop()
        self.reviewed.emit(case)
        self.accept()

    def _refuse(self, error: AppError) -> None:
        if isinstance(error, Conflict) and isinstance(error.stored, Case):
            self._tell_conflict(error.stored)
            return
        field = self._rows.get(error.field) if isinstance(error, InvalidInput) else None
        if field:
            field.show_error(error)
            field.target().setFocus()
        else:
            self._tell(say(error))

    def _tell_conflict(self, stored: Case) -> None:
        """Show what somebody else saved; only a second press replaces it."""
        self._case = stored
        when = format_long(stored.next_review_on) if stored.next_review_on else "日が未定"
        self._tell(
            f"ほかの窓で、先に変更されています。保存されている次の見直しは「{when}」、"
            f"状況は「{stored.situation or '空'}」です。もう一度押すと、いま入力してある内容にします。"
        )

    def _tell(self, words: str) -> None:
        self._told.setText(words)
        self._told.show()
