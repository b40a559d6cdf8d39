"""What goes out of the program is logged before it is made; where it comes to no end, that is logged too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.tasks import Tasks

T = TypeVar("T")


def or_dropped(
    tasks: Tasks,
    work: Callable[[Progress], T],
    drop: Callable[[], object],
    then: Callable[[], object] = lambda: None,
) -> Callable[[Progress], T]:
    """Return work for the thread that reads for long, which lets `drop` log that it failed or was stopped.

    Not by what follows such work on the page: that is not told where a later work takes its place.
    """

    def made(progress: Progress) -> T:
        try:
            return work(progress)
        except BaseException:
            tasks.write(drop, lambda _dropped: then())
            raise

    return made
