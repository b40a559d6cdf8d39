"""How far long work is, told to whoever wants to know; who hears it may stop the work by raising."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, int], object]  # step, done, total (0: nobody knows)
Told = Callable[[int, int], object]  # done, total


def quiet(_step: int, _done: int, _total: int) -> None:
    """Tell nobody how far it is."""


def copying(progress: Progress, step: int, checking: int) -> Told:
    """Return what hears of a copy: once all bytes are there they are checked, nobody knows for how long."""

    def told(done: int, total: int) -> None:
        progress(*(step, done, total) if done < total else (checking, 0, 0))

    return told


def within(progress: Progress, step: int) -> Progress:
    """Return what hears of work that has steps of its own and is one step of another."""
    return lambda _step, done, total: progress(step, done, total)
