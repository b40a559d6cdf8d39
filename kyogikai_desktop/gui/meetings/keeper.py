"""Save a meeting part by part: one save at a time, so that each goes on from the version stored before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from kyogikai_desktop.domain.meetings import Meeting
from kyogikai_desktop.errors import AppError, Conflict
from kyogikai_desktop.gui.meetings.edits import Edit
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.services.meetings import Meetings


class MeetingKeeper(QObject):
    """Hold the meeting as it is stored. A part that is refused keeps none of the others from being saved.

    `saved` carries the edit that is stored now; `refused` the edit and the error; `clashed` the edit, the
    meeting it was made on and the fields that somebody else has changed too.
    """

    saved = Signal(object)
    refused = Signal(object, object)
    clashed = Signal(object, object, object)

    def __init__(self, work: Meetings, tasks: Tasks, meeting: Meeting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.meeting = meeting
        self._work = work
        self._tasks = tasks
        self._waiting: dict[str, Edit] = {}
        self._busy: Edit | None = None
        self._then: Callable[[], object] | None = None

    @property
    def idle(self) -> bool:
        """Tell whether nothing is on its way to the disk."""
        return not self._busy and not self._waiting

    @property
    def expected(self) -> Meeting:
        """Return the meeting as it will be once everything on its way is stored."""
        meeting = self.meeting
        for edit in (*((self._busy,) if self._busy else ()), *self._waiting.values()):
            try:
                meeting = edit.apply(meeting)
            except AppError:
                continue  # it will be refused when its turn comes
        return meeting

    def submit(self, edit: Edit) -> None:
        """Save a part after the saves before it; a newer edit of a part replaces a waiting one."""
        self._waiting.pop(edit.key, None)
        self._waiting[edit.key] = edit
        self._next()

    def when_idle(self, does: Callable[[], object]) -> None:
        """Call a function once everything that was handed over is saved or refused."""
        self._then = does
        self._next()

    def _next(self) -> None:
        while self._waiting and not self._busy:
            self._start(self._waiting.pop(next(iter(self._waiting))))
        if self.idle and self._then:
            does, self._then = self._then, None
            does()

    def _start(self, edit: Edit) -> None:
        try:
            changed = edit.apply(self.meeting)
        except AppError as error:
            self.refused.emit(edit, error)
            return
        if changed == self.meeting:
            self.saved.emit(edit)
            return
        self._busy = edit
        self._tasks.write(
            partial(self._work.save, changed), partial(self._on_saved, edit), partial(self._on_failed, edit)
        )

    def _on_saved(self, edit: Edit, stored: Meeting) -> None:
        self.meeting = stored
        self._busy = None
        self.saved.emit(edit)
        self._next()

    def _on_failed(self, edit: Edit, error: AppError) -> None:
        self._busy = None
        if isinstance(error, Conflict) and isinstance(error.stored, Meeting):
            self._go_on_from(error.stored, edit)
        else:
            self.refused.emit(edit, error)
        self._next()

    def _go_on_from(self, stored: Meeting, edit: Edit) -> None:
        base, self.meeting = self.meeting, stored
        try:
            again, clashes = edit.merged(base, stored)
        except AppError as error:
            self.refused.emit(edit, error)
            return
        if clashes:
            self.clashed.emit(edit, base, clashes)
        else:
            self._waiting.setdefault(edit.key, again)
