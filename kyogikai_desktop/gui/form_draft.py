"""Keep what is typed into a dialog: through a lock, and when it is put off, until it is saved."""

from __future__ import annotations

import json
from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.draft_keeper import DraftKeeper
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.field_texts import on_edit, put_texts, texts_of
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.services.drafts import Drafts


class FormDraft(QWidget):
    """A line that says that a form goes on from a draft; put it above the fields. Call `drop` once saved."""

    def __init__(self, key: str, rows: Mapping[str, FieldRow], drafts: Drafts, tasks: Tasks) -> None:
        super().__init__()
        self._rows = rows
        self._begun = texts_of(rows)
        self._keeper = DraftKeeper(drafts, tasks, self._text, self)
        self._keeper.key = key
        words = label("前に入力した下書きの続きです。まだ保存していません。", "second", wrap=True)
        line = row(words, button("下書きを捨てる", "text", does=self._throw_away))
        line.setStretch(0, 1)
        self.setLayout(line)
        self.hide()
        for one in rows.values():
            on_edit(one.editor, self._keeper.touch)
        tasks.read(lambda: drafts.get(key), self._restore)

    def drop(self) -> None:
        """Forget the draft."""
        self._begun = texts_of(self._rows)
        self._keeper.drop()

    def _text(self) -> str:
        texts = texts_of(self._rows)
        return json.dumps(texts, ensure_ascii=False) if texts != self._begun else ""

    def _restore(self, draft: str) -> None:
        if draft and not self._text():
            put_texts(self._rows, json.loads(draft))
            self.show()

    def _throw_away(self) -> None:
        put_texts(self._rows, self._begun)
        self._keeper.drop()
        self.hide()
