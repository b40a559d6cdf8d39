from __future__ import annotations

import sys
import threading

import pytest

from kyogikai_desktop.errors import Cancelled, Refused
from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.tasks import Tasks


@pytest.mark.parametrize("kind", ["read", "write"])
def test_work_leaves_the_gui_thread_and_its_result_comes_back(qtbot, tasks, kind):
    seen = []
    start = getattr(tasks, kind)
    start(threading.get_ident, lambda worker: seen.append((worker, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    worker, receiver = seen[0]
    assert worker != receiver == threading.get_ident()


def test_writes_keep_their_order(qtbot, tasks):
    done, seen = [], []
    for number in range(20):
        tasks.write(lambda number=number: done.append(number), lambda _none: seen.append(1))
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert done == list(range(20))


def refuse():
    raise Refused("no_rights")


def test_a_refusal_goes_to_whoever_takes_it(qtbot, tasks):
    taken = []
    tasks.write(refuse, lambda _none: None, taken.append)
    qtbot.waitUntil(lambda: bool(taken))
    assert taken[0].key == "no_rights"


def test_a_refusal_that_nobody_takes_is_told_to_all(qtbot, tasks):
    with qtbot.waitSignal(tasks.refused) as told:
        tasks.read(refuse, lambda _none: None)
    assert told.args[0].key == "no_rights"


def test_anything_else_goes_to_the_hook(qtbot, tasks, monkeypatch):
    reported = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, *_rest: reported.append(kind))
    tasks.read(lambda: 1 // 0, lambda _none: None)
    qtbot.waitUntil(lambda: bool(reported))
    assert reported == [ZeroDivisionError]


def test_of_reads_on_one_topic_only_the_last_arrives(qtbot, tasks):
    gate, seen = threading.Event(), []
    tasks.read(gate.wait, lambda _none: None)
    for text in ("よ", "よし", "よしだ"):
        tasks.read(lambda text=text: text, seen.append, topic="search")
    gate.set()
    qtbot.waitUntil(lambda: bool(seen))
    tasks.read(lambda: "end", seen.append)
    qtbot.waitUntil(lambda: "end" in seen)
    assert seen == ["よしだ", "end"]


def test_reads_are_stopped_held_back_and_read_again(qtbot, tasks):
    begun, stopped, seen = threading.Event(), threading.Event(), []

    def search():
        begun.set()
        return threading.get_ident() if stopped.wait() and len(asked) > 2 else 1 // 0

    asked = []
    tasks.read(search, lambda thread: seen.append(thread == asked[0]))
    tasks.read(lambda: "queued", seen.append)
    begun.wait()
    tasks.hold_reads(lambda thread: (asked.append(thread), len(asked) > 2 and stopped.set()))
    tasks.read(lambda: "asked for meanwhile", seen.append)
    qtbot.waitUntil(stopped.is_set)
    tasks.write(lambda: "written", seen.append)
    tasks.settle()
    assert seen == ["written"]
    tasks.go_on_reading()
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert seen[0] == "written"
    assert set(seen) == {"written", True, "queued", "asked for meanwhile"}


@pytest.mark.usefixtures("themed")
def test_drain_finishes_writes_and_delivers_nothing(qtbot):
    tasks = Tasks()
    gate, written, seen = threading.Event(), [], []
    tasks.write(gate.wait, seen.append)
    tasks.write(lambda: written.append("draft"), seen.append)
    gate.set()
    tasks.drain()
    tasks.write(lambda: written.append("late"), seen.append)
    qtbot.wait(1)
    assert written == ["draft"]
    assert seen == []


@pytest.mark.usefixtures("themed")
def test_progress_tells_and_stops():
    progress, seen = Progress(), []
    progress.moved.connect(lambda *numbers: seen.append(numbers))
    for done in range(1, 101):
        progress(0, done, 100)
    assert seen[0] == (0, 1, 100)
    assert seen[-1] == (0, 100, 100)
    assert len(seen) < 100
    progress.cancel()
    with pytest.raises(Cancelled):
        progress(1, 0, 0)


def test_what_writes_alone_waits_for_the_read_before_and_holds_the_read_behind(qtbot, tasks):
    gate, order = threading.Event(), []
    tasks.read(lambda: (gate.wait(), order.append("read before")), lambda _none: None)
    tasks.write_alone(lambda: order.append("alone"), lambda _none: None)
    tasks.read(lambda: order.append("read behind"), lambda _none: order.append("shown"))
    gate.set()
    qtbot.waitUntil(lambda: "shown" in order)
    assert order == ["read before", "alone", "read behind", "shown"]


def test_what_writes_alone_is_finished_where_the_window_closes(tasks):
    gate, done = threading.Event(), []
    tasks.read(gate.wait, lambda _none: None)
    tasks.write_alone(lambda: done.append(1), lambda _none: None)
    threading.Timer(0.1, gate.set).start()
    tasks.drain()
    assert done == [1]


def test_lists_are_read_while_a_long_read_goes_on(qtbot, tasks):
    gate, seen = threading.Event(), []
    tasks.read_long(lambda _progress: gate.wait(), lambda _: seen.append("long"), progress=Progress())
    tasks.read(lambda: "list", seen.append)
    qtbot.waitUntil(lambda: seen == ["list"])
    gate.set()
    qtbot.waitUntil(lambda: seen == ["list", "long"])


def walk(begun):
    """Return a read that has no end of its own."""

    def work(progress):
        while True:
            progress(0, 0, 0)
            begun.set()

    return work


@pytest.mark.parametrize("stop", [Tasks.stop_long_reads, Tasks.drain])
def test_a_long_read_ends_where_the_window_locks_or_closes(qtbot, tasks, stop):
    begun, refused = threading.Event(), []
    tasks.read_long(walk(begun), lambda _: None, refused.append, progress=Progress())
    begun.wait()
    stop(tasks)
    tasks.read_long(lambda _: None, lambda _: refused.append("the next one"), progress=Progress())
    if stop is not Tasks.drain:
        qtbot.waitUntil(lambda: len(refused) == 2)
        assert isinstance(refused[0], Cancelled)


def test_what_writes_alone_waits_for_a_long_read_too(qtbot, tasks):
    gate, order = threading.Event(), []
    tasks.read_long(lambda _: (gate.wait(), order.append("long")), lambda _: None, progress=Progress())
    tasks.write_alone(lambda: order.append("alone"), lambda _none: order.append("told"))
    gate.set()
    qtbot.waitUntil(lambda: "told" in order)
    assert order == ["long", "alone", "told"]
