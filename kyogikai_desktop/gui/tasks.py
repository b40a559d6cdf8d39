"""Work off the GUI thread: one thread reads, one reads for long, one writes; results come back to it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cached_property, partial
from threading import Event, get_ident
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import shiboken6
from PySide6 import QtCore
from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal, SignalInstance

from kyogikai_desktop.errors import AppError

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

    from kyogikai_desktop.gui.progress import Progress

T = TypeVar("T")
Failed = Callable[[AppError], object]

_INTERRUPT_MS = 20


class _Job(NamedTuple):
    """A function and what becomes of its result; what only reads and can be held back can begin again."""

    func: Callable[[], Any]
    then: Callable[[Any], object]
    failed: Failed
    wanted: Callable[[], bool] = lambda: True
    again: Callable[[], None] | None = None
    writes: bool = False
    reads_long: bool = False


class Tasks(QObject):
    """Run functions on the reader or the writer thread, in the order given.

    An AppError goes to `failed`, or to the signal `refused` where none is given. Any other exception goes
    to `sys.excepthook`, as one of the GUI thread does.
    """

    refused = Signal(object)
    _finished = Signal(object)
    _settled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._topics: dict[str, object] = {}
        self._draining = False
        self._writes = 0
        self._long_reads = 0
        self._stop = Event()
        self._reading = 0  # the thread that reads, while it does
        self._held: list[Callable[[], None]] | None = None  # what waits while nothing may be read
        self._interrupt: Callable[[int], object] = id

    @cached_property
    def _ended(self) -> SignalInstance:
        """Return the signal that hands results over to the GUI thread, connected by the first task."""
        self._finished.connect(self._deliver, QtCore.Qt.ConnectionType.QueuedConnection)
        return self._finished

    @cached_property
    def _reader(self) -> ThreadPoolExecutor:
        return _one_thread("reader")

    @cached_property
    def _long_reader(self) -> ThreadPoolExecutor:
        return _one_thread("long reader")

    @cached_property
    def _writer(self) -> ThreadPoolExecutor:
        return _one_thread("writer")

    def read(
        self,
        func: Callable[[], T],
        then: Callable[[T], object],
        failed: Failed | None = None,
        *,
        topic: str = "",
    ) -> None:
        """Call `func` on the reader thread; a later read of the same topic replaces this one."""
        current = object()
        if topic:
            self._topics[topic] = current

        def wanted() -> bool:
            return not topic or self._topics[topic] is current

        def begin() -> None:
            if self._held is not None:
                self._held.append(begin)
            else:
                self._start(self._reader, _Job(func, then, failed or self.refused.emit, wanted, begin))

        begin()

    def hold_reads(self, interrupt: Callable[[int], object]) -> None:
        """Read nothing until `go_on_reading`; what was stopped or asked for meanwhile is read then.

        `interrupt` gets the id of the thread that reads, again and again until it has stopped. What reads
        for long is stopped, too, and does not begin again.
        """
        self.stop_long_reads()
        if self._held is None:
            self._held = []
            self._interrupt = interrupt
            self._stop_read()

    def go_on_reading(self) -> None:
        """Read again, and first what was held back."""
        held, self._held = self._held or (), None
        for begin in held:
            begin()

    def read_long(
        self,
        work: Callable[[Progress], T],
        then: Callable[[T], object],
        failed: Failed | None = None,
        *,
        progress: Progress,
    ) -> None:
        """Call `work` on a thread of its own, so that lists go on meanwhile; it reports to `progress`.

        While nothing may be read it ends at its first report, as if somebody had stopped it.
        """
        progress.stop_with(self._stop)
        if self._held is not None:
            progress.cancel()
        if not self._draining:
            self._long_reads += 1
        failed = failed or self.refused.emit
        self._start(self._long_reader, _Job(lambda: work(progress), then, failed, reads_long=True))

    def stop_long_reads(self) -> None:
        """End what reads for long at its next report, as if somebody had stopped it."""
        self._stop.set()
        self._stop = Event()

    def write(self, func: Callable[[], T], then: Callable[[T], object], failed: Failed | None = None) -> None:
        """Call `func` on the only thread that writes; writes are never dropped."""
        if not self._draining:
            self._writes += 1
            self._start(self._writer, _Job(func, then, failed or self.refused.emit, writes=True))

    def settle(self, *, long_reads: bool = False) -> None:
        """Wait until all writes are done and their results delivered, and those that follow; events run.

        With `long_reads` also until what reads for long has ended, and what it wrote because of that.
        """
        while (self._writes or (long_reads and self._long_reads)) and not self._draining:
            loop = QEventLoop()
            self._settled.connect(loop.quit)
            loop.exec()

    def write_alone(
        self, func: Callable[[], T], then: Callable[[T], object], failed: Failed | None = None
    ) -> None:
        """Call `func` on the writer thread while nothing is read: reads wait until it is done."""
        if self._draining:
            return
        done = Event()
        held = [_hold(pool, done) for pool in (self._reader, self._long_reader)]

        def alone() -> T:
            for free in held:
                free.wait()
            try:
                return func()
            finally:
                done.set()

        self.write(alone, then, failed)

    def drain(self) -> None:
        """Finish every write, drop what only reads, deliver nothing any more and stop the threads."""
        self._draining = True
        self.stop_long_reads()
        for pool in (self._reader, self._long_reader):
            pool.shutdown(cancel_futures=True)
        self._writer.shutdown()

    def _stop_read(self) -> None:
        if self._held is not None and self._reading:
            self._interrupt(self._reading)
            QTimer.singleShot(_INTERRUPT_MS, self, self._stop_read)

    def _start(self, pool: ThreadPoolExecutor, job: _Job) -> None:
        if self._draining:
            return
        ended = self._ended

        def finish(future: Future[Any]) -> None:
            if not future.cancelled() and not self._draining:
                ended.emit((future, job))

        run = partial(self._read, job) if job.again else job.func
        pool.submit(run).add_done_callback(finish)

    def _read(self, job: _Job) -> object:
        self._reading = get_ident()  # first: from here on it is interrupted, or sees that it must not begin
        try:
            return job.func() if job.wanted() and self._held is None else None
        finally:
            self._reading = 0

    def _deliver(self, result: tuple[Future[Any], _Job]) -> None:
        future, job = result
        if job.again and self._held is not None:
            self._held.append(job.again)
            return
        self._long_reads -= job.reads_long
        if job.writes:
            self._writes -= 1  # before it is told: a lock may come while `then` waits in a loop of its own
        try:
            self._tell(future, job)
        finally:
            if not self._writes:
                self._settled.emit()

    def _tell(self, future: Future[Any], job: _Job) -> None:
        if self._draining or not job.wanted() or not _alive(job.then):
            return
        error = future.exception()
        if error is None:
            job.then(future.result())
        elif isinstance(error, AppError):
            job.failed(error)
        else:
            sys.excepthook(type(error), error, error.__traceback__)


def _one_thread(name: str) -> ThreadPoolExecutor:
    from concurrent.futures import ThreadPoolExecutor  # only after the first window is painted

    return ThreadPoolExecutor(1, name)


def _hold(pool: ThreadPoolExecutor, done: Event) -> Event:
    """Keep a thread from work until `done`; the event that is returned tells that it is held."""
    free = Event()

    def hold() -> None:
        free.set()
        done.wait()

    pool.submit(hold).add_done_callback(lambda _held: free.set())  # also where draining has cancelled it
    return free


def _alive(then: Callable[[Any], object]) -> bool:
    owner = getattr(then, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)
