"""Lock and close, in the one order that loses nothing and shows nothing (vault.md, section 6)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget

from kyogikai_desktop.errors import AppError, NoSpace
from kyogikai_desktop.gui.draft_keeper import everything_typed
from kyogikai_desktop.gui.lock.cover import Cover
from kyogikai_desktop.gui.lock.cover_page import CoverPage
from kyogikai_desktop.gui.lock.idle import IdleTimer, left_words
from kyogikai_desktop.gui.lock.key import LockKey
from kyogikai_desktop.gui.lock.note import LockNote
from kyogikai_desktop.gui.lock.system import SystemSignals
from kyogikai_desktop.gui.widgets.long_task import LongTask
from kyogikai_desktop.words import say

if TYPE_CHECKING:
    from datetime import datetime

    from kyogikai_desktop.gui.main_window import MainWindow, Workplace
    from kyogikai_desktop.gui.tasks import Tasks
    from kyogikai_desktop.services.locking import LockTimes

_STILL_TYPED = "入力したものは、覆いの下に残っています。"
_NO_SPACE = (
    "空き容量が足りず、入力中のものを下書きに残せませんでした。閉じずに、覆ってあります。"
    "空きをつくると、下書きに残して、ロックします。続きに戻るときは、パスワードを入力してください。"
)
_AGAIN_MS = 15_000
_EXEMPT = "練習用は、自動ではロックしません"
_HELD = "入力中のものを下書きに残せなかったため、閉じずにおきました。画面は前のままです。"


class LockRoom(QObject):
    """Watch over one open council. `locked` carries a LockNote once it is closed.

    A practice council locks by its key only: it asks for no password and holds nobody's data.
    """

    locked = Signal(object)

    def __init__(
        self,
        window: QStackedWidget,
        main: MainWindow,
        place: Workplace,
        tasks: Tasks,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(main)
        self._main = main
        self._place = place
        self._tasks = tasks
        self._now = now
        self._page = CoverPage()
        self._cover = Cover(window, self._page)
        self._busy = False
        self._told = ""
        self._undone = ""
        self._cause = ""
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._times: LockTimes | None = None
        self.idle = IdleTimer(parent=self)
        self._again.timeout.connect(self._lock_again)
        self._page.tried.connect(self._on_page_tried)
        main.lock_requested.connect(self.lock)
        LockKey(self).pressed.connect(self.lock, Qt.ConnectionType.QueuedConnection)
        main.council_left.connect(partial(self._on_council_left, "left"))
        main.left_undone.connect(partial(self._on_council_left, "undone"))
        main.undone.connect(self._on_undone)
        self.idle.touched.connect(self._on_touched)
        self._watch()

    @property
    def is_covered(self) -> bool:
        """Tell whether the windows are covered."""
        return self._cover.is_up

    def lock(self, cause: str = "key") -> None:
        """Cover at once, let the running write finish, keep what is typed, close; no dialog holds it back.

        Where it cannot be kept, it stays covered and tries again, until it can or the password comes.
        """
        if self._busy:
            return
        self._cause = cause
        minutes = self._minutes()
        self._busy = True
        self.idle.start(0)
        self._page.show_words("ロックしています", "書き込みが終わるのを待っています。")
        self._cover.put_up()
        typed, failed = self._keep(self._main.here())
        if failed:
            self._page.ask(_NO_SPACE if isinstance(failed, NoSpace) else say(failed) + _STILL_TYPED)
            self._busy = False
            self._again.start()
            return
        self._close(back_up=cause != "sleep")
        said = self._told, self._undone
        self.locked.emit(LockNote("", f"{self._now():%H:%M}", cause, minutes, typed, *said))

    def close(self) -> bool:
        """Keep what is typed and close the council; False, and nothing is closed, if it cannot be kept.

        It stays open, too, where the write that it waited for was not done: else nobody would be told.
        """
        if self._busy:
            return False
        self._busy, self._undone = True, ""
        covered = self._cover.is_up
        self._page.show_words("閉じています", "書き込みと控えが終わるのを待っています。")
        self._cover.put_up()
        _typed, failed = self._keep("")
        if why := say(failed) if failed else self._undone:
            self._busy = False
            if covered:
                self._page.ask(why)
            else:
                self._lift(why)
            return False
        self._close(back_up=True)
        return True

    def _on_council_left(self, cause: str, words: str) -> None:
        """Go on in a fresh process with a council that was exchanged; a lock under way does it by itself."""
        self._told = words
        self.lock(cause)

    def _on_undone(self, words: str) -> None:
        """Remember for the next process what failed, where nobody may be there to see it."""
        if self._busy or self._times:  # without times nobody knows who is there
            self._undone = words

    def _on_touched(self) -> None:
        if not self._cover.is_up:
            self._undone = ""

    def _keep(self, place: str) -> tuple[int, AppError | None]:
        """Return how many drafts were kept, and why they were not; none of a council that was exchanged."""
        for window in self._main.window().findChildren(LongTask):
            window.stop_reading()
        self._tasks.hold_reads(self._place.interrupt)  # a long search would hold up the drafts
        if not self._told:
            self._main.leave()
        self._tasks.settle()
        if self._told:
            return 0, None
        failed: list[AppError] = [AppError("unexpected", place="lock")]
        typed = everything_typed()
        locking = self._place.locking
        if locking:
            self._tasks.write(
                lambda: locking.keep(typed, place),
                lambda _done: failed.clear(),
                failed.append,
            )
            self._tasks.settle()
        why = failed[-1] if failed and locking else None
        return sum(map(bool, typed.values())), why

    def _close(self, *, back_up: bool) -> None:
        self._tasks.settle(long_reads=True)  # a file that was stopped stands in the log as not made
        self._tasks.write_alone(lambda: self._place.close(back_up), lambda _done: None, lambda _error: None)
        self._tasks.settle()
        self._tasks.drain()
        self._cover.leave_up()

    def _on_page_tried(self, password: str) -> None:
        locking = self._place.locking
        if locking:
            self._tasks.write(lambda: locking.prove(password), self._on_proved, self._page.refuse)

    def _on_proved(self, _done: None) -> None:
        self._lift(_HELD)
        self._restart()

    def _lock_again(self) -> None:
        if self._page.is_used:
            self._again.start()
        elif self._cover.is_up:
            self.lock(self._cause)

    def _lift(self, words: str) -> None:
        """Go on with the same windows, and say why."""
        self._again.stop()
        self._cover.lift()
        self._tasks.go_on_reading()
        self._main.page().message("over", words)

    def _watch(self) -> None:
        if self._place.practice or self._place.locking is None:
            self._main.strip.show_lock(_EXEMPT if self._place.practice else "")
            return
        self.idle.left.connect(self._on_idle_left)
        self.idle.idle.connect(lambda: self.lock("idle"))
        self._main.page_shown.connect(self._read_times)
        self._system = SystemSignals(self)
        self._system.heard.connect(self.lock)
        self._read_times()

    def _read_times(self) -> None:
        if self._place.locking:
            self._restart()
            self._tasks.read(self._place.locking.times, self._take_times, topic="lock room")

    def _take_times(self, times: LockTimes) -> None:
        self._times = times
        self._restart()

    def _restart(self) -> None:
        if self._times and not self._busy and not self._cover.is_up:
            self.idle.start(self._minutes())

    def _minutes(self) -> int:
        if self._times is None:
            return 0
        return self._times.meeting if self._main.page().in_meeting() else self._times.usual

    def _on_idle_left(self, seconds: int) -> None:
        meeting = self._main.page().in_meeting()
        words = f"会議中：{left_words(seconds)}。離れるときは Ctrl+L" if meeting else left_words(seconds)
        self._main.strip.show_lock(words, warns=meeting)
