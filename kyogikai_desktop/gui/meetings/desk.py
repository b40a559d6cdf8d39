"""What is typed in a meeting on its way to the disk: draft after a second, saved after a few, never lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from kyogikai_desktop.domain.meetings import Meeting
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.draft_keeper import DraftKeeper
from kyogikai_desktop.gui.meetings import texts
from kyogikai_desktop.gui.meetings.edits import OPENING, Edit, ItemEdit, OpeningEdit, item_key
from kyogikai_desktop.gui.meetings.keeper import MeetingKeeper
from kyogikai_desktop.gui.meetings.table import Table, draft_key
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.session import Session

SAVE_MS = 4000

Typed = ItemEdit | OpeningEdit


class _PartKeeper(DraftKeeper):
    """Keep the part under the keyboard, and those that could not be saved when they were left."""

    def typed(self) -> dict[str, str]:
        """Return all parts that are typed but not stored."""
        desk = self.parent()
        assert isinstance(desk, MeetingDesk)  # noqa: S101 (made there)
        return desk.not_stored() | super().typed()


class MeetingDesk(QObject):
    """Hold the parts that are typed but not stored, under their keys.

    `current` gives the part under the keyboard. Signals as those of MeetingKeeper; a clash that is put off
    comes back when the part is left.
    """

    saved = Signal(object)
    refused = Signal(object, object)
    clashed = Signal(object, object, object)

    def __init__(
        self, session: Session, tasks: Tasks, current: Callable[[], Typed], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.unsaved: dict[str, Typed] = {}
        self.dirty = False
        self._current = current
        self._tasks = tasks
        self._today = session.today()
        self._work = Meetings(session)
        self._drafts = Drafts(session)
        self._bases: dict[str, Meeting] = {}
        self._keeper: MeetingKeeper | None = None
        self._draft = _PartKeeper(self._drafts, tasks, self._draft_text, self)
        self._timer = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._timer.timeout.connect(self._on_timer_timeout)

    @property
    def meeting(self) -> Meeting:
        """Return the meeting as it is stored."""
        assert self._keeper is not None  # noqa: S101 (nothing is shown before)
        return self._keeper.meeting

    @property
    def expected(self) -> Meeting:
        """Return the meeting with everything that is on its way to the disk."""
        assert self._keeper is not None  # noqa: S101
        return self._keeper.expected

    @property
    def empty(self) -> bool:
        """Tell whether no meeting lies here yet."""
        return self._keeper is None

    def take(self, table: Table) -> None:
        """Lay a meeting on the desk, with the drafts that an earlier sitting left."""
        self._keeper = MeetingKeeper(self._work, self._tasks, table.meeting, self)
        self._keeper.saved.connect(self._on_saved)
        self._keeper.refused.connect(self._on_refused)
        self._keeper.clashed.connect(self._on_clashed)
        self.dirty = False
        self._bases = {}
        self.unsaved = {}
        for key, draft in table.drafts.items():
            self._restore(table, key, draft)

    def turn_to(self, key: str) -> None:
        """Save the part that is left; what is typed from now on belongs to another one."""
        self.commit()
        self._draft.flush()
        self._draft.key = draft_key(self.meeting.id, key)

    def touch(self) -> None:
        """Note that something was typed in the current part."""
        self.dirty = True
        self._draft.touch()
        if not self._timer.isActive():
            self._timer.start()

    def commit(self) -> None:
        """Save the current part now, if anything was typed in it."""
        self._timer.stop()
        if not self.dirty or self._keeper is None:
            return
        self.dirty = False
        edit = self._current()
        self.unsaved[edit.key] = edit
        if edit.key in self._bases:
            self._settle_again(edit)
        else:
            self._keeper.submit(edit)

    def submit(self, edit: Edit) -> None:
        """Save a part that is not typed: a seat, or a clash that is settled."""
        assert self._keeper is not None  # noqa: S101
        self._bases.pop(edit.key, None)
        self._keeper.submit(edit)

    def when_idle(self, does: Callable[[], object]) -> None:
        """Call a function once everything handed over is stored or refused."""
        assert self._keeper is not None  # noqa: S101
        self._keeper.when_idle(does)

    def not_stored(self) -> dict[str, str]:
        """Return the parts that could not be saved, as drafts under their keys."""
        return {draft_key(self.meeting.id, key): texts.dump(one.text) for key, one in self.unsaved.items()}

    def leave(self) -> None:
        """Keep a draft of what is typed, and save it if there is time."""
        self._draft.flush()
        self.commit()

    def _restore(self, table: Table, key: str, draft: str) -> None:
        known = {item_key(item.id): item for item in table.meeting.items}
        edit: Typed | None = None
        if key == OPENING:
            edit = OpeningEdit(texts.load_opening(draft))
            stored: object = texts.opening_text(table.meeting)
        elif key in known:
            edit = ItemEdit(known[key].id, texts.load_item(draft), table.roster, self._today)
            stored = texts.item_text(known[key], table.roster)
        if edit and edit.text != stored:
            self.unsaved[key] = edit
        else:
            self._drop(key)

    def _draft_text(self) -> str:
        edit = self._current()
        return texts.dump(edit.text) if self.dirty or edit.key in self.unsaved else ""

    def _on_timer_timeout(self) -> None:
        if self._current().key not in self._bases:
            self.commit()

    def _on_saved(self, edit: Edit) -> None:
        self.unsaved.pop(edit.key, None)
        typing = self.dirty and self._draft.key == draft_key(self.meeting.id, edit.key)
        if not typing:
            self._drop(edit.key)
        self.saved.emit(edit)

    def _on_refused(self, edit: Edit, error: AppError) -> None:
        if isinstance(edit, ItemEdit | OpeningEdit):
            key = draft_key(self.meeting.id, edit.key)
            self._tasks.write(partial(self._drafts.keep, key, texts.dump(edit.text)), _nothing)
        self.refused.emit(edit, error)

    def _on_clashed(self, edit: Edit, base: Meeting, fields: tuple[str, ...]) -> None:
        self._bases[edit.key] = base
        self.clashed.emit(edit, base, fields)

    def _settle_again(self, edit: Typed) -> None:
        base = self._bases[edit.key]
        merged, fields = edit.merged(base, self.meeting)
        if fields:
            self.clashed.emit(edit, base, fields)
        else:
            self.submit(merged)

    def _drop(self, key: str) -> None:
        if key == OPENING or key.startswith("item:"):
            self._tasks.write(partial(self._drafts.drop, draft_key(self.meeting.id, key)), _nothing)


def _nothing(_done: object) -> None:
    """Take the result of a write that nobody waits for."""
