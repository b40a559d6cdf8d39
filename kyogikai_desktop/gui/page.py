"""What every page is: a head, a message bar, content, keys, and how it speaks with the window around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyogikai_desktop.errors import AppError, Cancelled
from kyogikai_desktop.gui.page_head import MARGIN, PageHead
from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.tasks import Failed, Tasks
from kyogikai_desktop.gui.widgets.fitting import Fitting
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.long_task import LongTask
from kyogikai_desktop.gui.widgets.message_bar import MessageBar, Tone
from kyogikai_desktop.gui.widgets.text import column, label
from kyogikai_desktop.services.permission import Act, why_not
from kyogikai_desktop.words import say

if TYPE_CHECKING:
    from kyogikai_desktop.services.session import Session

T = TypeVar("T")
CHECK = "check"  # the record with which the page of backups begins its check


@dataclass(frozen=True)
class Command:
    """Something a person can do from a menu and from the palette.

    `menu` is ファイル, 編集, 表示, 記録, 会議 or ヘルプ. A `key` works anywhere while the command is offered;
    keys that a button or a list of the page acts on itself are given as `shown_key`.
    """

    words: str
    run: Callable[[], object]
    menu: str = "記録"
    key: str = ""
    shown_key: str = ""
    icon: str = "next"


def limit_words(what: str, refused: AppError) -> str:
    """Say whose work something is (ケースを書く)."""
    return f"{what}のは、「{refused.values['roles']}」の役割の人です。"


@dataclass(frozen=True)
class PageSpec:
    """A page before it is built; `factory` imports and builds it when it is first opened.

    `section` is "main" or "tools" in the side bar; a page that is reached from another one has no
    section and names that page as `parent`. A `form` is left for good once it leads on: going back
    passes over it, what was typed lies in its draft.
    """

    id: str
    title: str
    factory: Callable[[], Page]
    icon: str = ""
    section: str = ""
    parent: str = ""
    form: bool = False


class Page(Fitting):
    """The base of all pages. Put content into `body`; build lazily in `activate` what needs data.

    `navigate` asks for another page (id, record or None); `saved` tells words for the key strip;
    `waiting` tells the number behind a page in the side bar; `keys_changed` that other keys hold now;
    `council_left` that the council must be closed, or is, to be opened anew, with the words for the unlock
    page of the next process (no name of a person, nothing that was typed);
    `left_undone` that it is closed, but what it was closed for was not done, with the reason;
    `undone` that something long was not done, in such words: for who comes back only after a lock;
    `leaving` that it will be, so that every page hands its typed input over;
    `renewed` that the window may hold other pages now.
    """

    navigate = Signal(str, object)
    saved = Signal(str)
    waiting = Signal(str, int)
    keys_changed = Signal()
    renewed = Signal()
    task_started = Signal(object)
    council_left = Signal(str)
    left_undone = Signal(str)
    undone = Signal(str)
    leaving = Signal()

    key_hints: Sequence[KeyHint] = ()

    def __init__(self, title: str, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.tasks = tasks
        self._long_read: LongTask | None = None
        self.head = PageHead(title, self)
        self.bar = MessageBar(self)
        self.limits = label("", "caption", wrap=True)
        self._limited = QWidget(self)
        limits = column(self.limits)
        limits.setContentsMargins(MARGIN, 6, MARGIN, 6)
        self._limited.setLayout(limits)
        self._limited.hide()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(self.head)
        self._box.addWidget(self._limited)
        self._box.addWidget(self.bar)
        self._box.addLayout(self.body, 1)

    def activate(self, record: object = None) -> None:
        """Come to the front, for a record where the page shows one: load, refresh, take the focus."""

    def commands(self) -> Sequence[Command]:
        """Return what can be done here, for menus and palette."""
        return ()

    def unsaved(self) -> bool:
        """Tell whether something typed here is saved nowhere yet."""
        return False

    def in_meeting(self) -> bool:
        """Tell whether people sit around this page now, so that it locks later than at a desk."""
        return False

    def shown(self) -> int | None:
        """Return the id of the record shown, for coming back after a lock."""
        return None

    def leave(self) -> None:
        """Hand typed input over to the drafts: the window locks or closes, and nothing can hold that up."""

    def back(self) -> bool:
        """Go back one level inside the page; False lets the window go back to the page before."""
        return False

    def replace_head(self, head: QWidget) -> None:
        """Show a head of the page's own in place of the title row."""
        self._box.replaceWidget(self.head, head)
        self.head.hide()

    def message(
        self,
        tone: Tone,
        words: str,
        action: str = "",
        does: Callable[[], object] | None = None,
        key: str = "",
    ) -> None:
        """Say one sentence in the message bar, with at most one button."""
        self.bar.show_message(tone, words, action, does, key=key)

    def tell_saved(self, at: datetime) -> None:
        """Say in the key strip that and when something was saved."""
        self.saved.emit(f"保存済み {at:%H:%M}")

    def refuse(self, error: AppError) -> None:
        """Say why something could not be done."""
        self.message("over", say(error))

    def may(self, session: Session, act: Act, what: str = "", keys: str = "") -> bool:
        """Tell whether the person may do an act of a service here; where it is for others, say so on top.

        `what` is what the act is, in words before のは (ケースを書く); without it nothing is said. `keys` are
        those of the act, divided by blanks: the key strip does not name them where it is closed.
        """
        refused = why_not(session, act)
        if refused or session.read_only:
            closed = keys.split()
            self.key_hints = tuple(hint for hint in self.key_hints if hint.key not in closed)
        if refused and what and not session.read_only:
            self.tell_limit(what, refused)
        return refused is None and not session.read_only

    def tell_limit(self, what: str, refused: AppError) -> None:
        """Say below the head whose work something is."""
        words = limit_words(what, refused)
        if words not in self.limits.text():
            self.limits.setText(self.limits.text() + words)
        self._limited.show()

    def follow(
        self, title: str, steps: Sequence[str], *, stoppable: bool = True, writes: bool = False
    ) -> LongTask:
        """Show a panel for work that takes long; give its `progress` to the work, then call `finish`.

        A lock stops it, unless it `writes`: then the lock covers the window and waits.
        """
        task = LongTask(self, title, steps, Progress(self), stoppable=stoppable, writes=writes)
        self.task_started.emit(task)
        return task

    def read(
        self,
        func: Callable[[], T],
        then: Callable[[T], object],
        failed: Failed | None = None,
        *,
        topic: str = "",
    ) -> None:
        """Read off the GUI thread; refusals go to the message bar unless `failed` takes them."""
        self.tasks.read(func, then, failed or self.refuse, topic=topic)

    def read_long(
        self,
        title: str,
        steps: Sequence[str],
        work: Callable[[Progress], T],
        then: Callable[[T], object],
        failed: Failed | None = None,
    ) -> None:
        """Read for seconds while lists go on, with a panel that can stop it; a later one replaces this one.

        Refusals go to the message bar unless `failed` takes them; that it was stopped is told to it alone.
        """
        if self._long_read:
            self._long_read.progress.cancel()
        self._long_read = task = self.follow(title, steps)

        def end(tell: Callable[[Any], object], result: object) -> None:
            task.finish()
            if self._long_read is task:
                self._long_read = None
                tell(result)

        self.tasks.read_long(
            work, partial(end, then), partial(end, failed or self._refuse_long), progress=task.progress
        )

    @property
    def reads_long(self) -> bool:
        """Tell whether a long read of this page goes on."""
        return self._long_read is not None

    def _refuse_long(self, error: AppError) -> None:
        if not isinstance(error, Cancelled):
            self.refuse(error)

    def write(self, func: Callable[[], T], then: Callable[[T], object], failed: Failed | None = None) -> None:
        """Write off the GUI thread; refusals go to the message bar unless `failed` takes them."""
        self.tasks.write(func, then, failed or self.refuse)
