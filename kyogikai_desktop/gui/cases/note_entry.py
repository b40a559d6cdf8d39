"""The quick entry above the course of support: always open, its draft kept while one types."""

from __future__ import annotations

import json
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.cases import CaseId, ContactWay, ProgressNote
from kyogikai_desktop.errors import AppError, Conflict, InvalidInput
from kyogikai_desktop.gui.cases.case_words import moment
from kyogikai_desktop.gui.cases.note_fields import NoteFields, texts_of
from kyogikai_desktop.gui.draft_keeper import DraftKeeper
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.conflict_dialog import ConflictDialog, Difference
from kyogikai_desktop.gui.widgets.text import label
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.session import Session

_TYPED = ("text", "next_step", "with_whom", "minutes")
_NAMES = {
    "text": "記録の本文",
    "next_step": "次にすること",
    "way": "方法",
    "at": "いつ",
    "with_whom": "相手",
    "minutes": "時間（分）",
}


class NoteEntry(Card):
    """Write a new note, or correct one; `recorded` when it is stored, `refused` with what is no field's."""

    recorded = Signal()
    refused = Signal(object)

    def __init__(self, session: Session, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._session = session
        self._work = Casework(session)
        self._drafts = Drafts(session)
        self._tasks = tasks
        self._case = CaseId(0)
        self._note: ProgressNote | None = None
        self._stored: ProgressNote | None = None
        self._begun: dict[str, str] = {}
        self._sent: dict[str, str] = {}
        self._title = label("", "strong", wrap=True)
        self._state = label("", "caption")
        self._drop = button("捨てる", "text", does=self._give_up)
        self._drop.setAccessibleName("下書きを捨てる")
        self._stop = button("やめる", key="Esc", does=self.stop_correcting)
        self._save = button("記録する", "primary", key="Ctrl+Enter", does=self.record)
        self.fields = NoteFields(session.today(), (self._stop, self._save), (self._state, self._drop))
        self._keeper = DraftKeeper(self._drafts, tasks, self._draft, self)
        self.body.addWidget(self._title)
        self.body.addWidget(self.fields)
        self.fields.typed.connect(self._on_fields_typed)
        self._keeper.kept.connect(self._on_keeper_kept)

    @property
    def correcting(self) -> bool:
        """Tell whether a stored note is being corrected."""
        return self._note is not None

    def show_case(self, case: CaseId) -> None:
        """Write for this case; a draft that was left is offered again."""
        self.leave()
        self._case = case
        self._begin(None)

    def correct(self, note: ProgressNote) -> None:
        """Correct a stored note; what was being written stays as a draft."""
        self.leave()
        self._begin(note)
        self.fields.text.setFocus()

    def stop_correcting(self) -> None:
        """Write new notes again; the correction stays as a draft of that note."""
        self.leave()
        self._begin(None)
        self.fields.text.setFocus()

    def leave(self) -> None:
        """Keep at once what was typed."""
        self._keeper.flush()

    def unsaved(self) -> bool:
        """Tell whether something stands here that is not recorded."""
        return bool(self._draft())

    def record(self) -> None:
        """Store the note."""
        if self.fields.text.composing:
            return
        self.fields.clear_errors()
        now = self._now()
        blank = ProgressNote(self._case, now, ContactWay.VISIT, self._session.account.name, "")
        try:
            note = self.fields.note(self._note or blank, now)
        except InvalidInput as error:
            self._refuse(error)
            return
        self._save.setEnabled(False)
        self._sent = self.fields.texts()
        store = self._work.save_note if self._note else self._work.add_note
        self._tasks.write(lambda: store(note), self._on_stored, self._refuse)

    def _begin(self, note: ProgressNote | None, recorded: str = "") -> None:
        self._note = note
        self._keeper.key = f"note_change:{note.id}" if note else f"note:{self._case}"
        today = self._session.today()
        self._title.setText(f"{moment(note.at, today)} の記録を書き直しています" if note else "")
        self._title.setVisible(note is not None)
        self._stop.setVisible(note is not None)
        self._put(texts_of(note) if note else {})
        key = self._keeper.key
        if key != recorded:  # the draft of what was just recorded may not be gone yet
            self._tasks.read(lambda: (key, self._drafts.get(key)), self._offer, topic="note draft")

    def _put(self, texts: dict[str, str]) -> None:
        self.fields.blockSignals(True)
        self.fields.put(texts, self._now())
        self.fields.blockSignals(False)
        self._begun = self.fields.texts()
        self._tell("")

    def _offer(self, found: tuple[str, str]) -> None:
        key, draft = found
        if draft and key == self._keeper.key and not self.unsaved():
            begun = self._begun
            self._put(json.loads(draft))
            self._begun = begun
            self._tell("下書きを戻しました", drop=True)

    def _draft(self) -> str:
        texts = self.fields.texts()
        changed = any(texts[name] != self._begun[name] for name in _TYPED)
        return json.dumps(texts, ensure_ascii=False) if changed else ""

    def _give_up(self) -> None:
        self._keeper.drop()
        self._put(texts_of(self._note) if self._note else {})
        self.fields.text.setFocus()

    def _on_fields_typed(self) -> None:
        self._keeper.touch()

    def _on_keeper_kept(self) -> None:
        if self.unsaved():
            self._tell(f"下書き {self._now():%H:%M}", drop=True)

    def _on_stored(self, note: ProgressNote) -> None:
        self._save.setEnabled(True)
        self._keeper.drop()
        if self.fields.texts() == self._sent:
            self._begin(None, self._keeper.key)
        else:  # who has written on meanwhile loses nothing
            self._note = self._note and note
            self._keeper.touch()
        self.recorded.emit()

    def _refuse(self, error: AppError) -> None:
        self._save.setEnabled(True)
        if isinstance(error, Conflict) and isinstance(error.stored, ProgressNote):
            self._ask(error.stored)
        elif not (isinstance(error, InvalidInput) and self.fields.show_error(error)):
            self.refused.emit(error)

    def _ask(self, stored: ProgressNote) -> None:
        """Show both versions of a note; the decision is recorded on top of the stored one."""
        self._stored = stored
        theirs, yours = _shown(texts_of(stored)), _shown(self.fields.texts())
        differing = [
            Difference(name, words, theirs[name], yours[name], joinable=name in {"text", "next_step"})
            for name, words in _NAMES.items()
            if theirs[name] != yours[name]
        ]
        if not differing:
            self._on_decided(())
            return
        sentence = "この記録を、あなたが開いたあとに、だれかが変えました。どちらも消えていません。"
        dialog = ConflictDialog(self, sentence, differing)
        dialog.decided.connect(self._on_decided)
        dialog.open()

    def _on_decided(self, values: tuple[tuple[str, str], ...]) -> None:
        self._note = self._stored
        self.fields.put(_typed(_shown(self.fields.texts()) | dict(values)), self._now())
        self.record()

    def _now(self) -> datetime:
        return self._session.clock().replace(second=0, microsecond=0, tzinfo=None)

    def _tell(self, words: str, *, drop: bool = False) -> None:
        self._state.setText(words)
        self._drop.setVisible(drop)


def _shown(texts: dict[str, str]) -> dict[str, str]:
    return texts | {"way": ContactWay(texts["way"]).label}


def _typed(shown: dict[str, str]) -> dict[str, str]:
    way = next(way for way in ContactWay if way.label == shown["way"])
    return shown | {"way": way.value}
