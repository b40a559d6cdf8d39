"""What happens with an error nobody expected: said once in the window, logged without personal data."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Signal


class Reporter(QObject):
    """Stand in for `sys.excepthook` on all threads; `reported` carries a short place such as page.py:41.

    Messages and values of exceptions are left out: they may hold what somebody typed. The same place is
    reported once, since a broken `data()` fails at every repaint.
    """

    reported = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seen: set[str] = set()

    def install(self) -> None:
        """Take the place of the interpreter's hooks."""
        sys.excepthook = self.report
        threading.excepthook = lambda args: self.report(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = lambda args: self.report(args.exc_type, args.exc_value, args.exc_traceback)

    def report(
        self, kind: type[BaseException], _error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Log where it happened, and tell the window at the first time."""
        import logging
        import traceback

        frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        place = _short(frames[-1]) if frames else kind.__name__
        if place in self._seen:
            return
        self._seen.add(place)
        logging.getLogger("kyogikai_desktop").error("%s at %s", kind.__name__, " < ".join(reversed(frames)))
        self.reported.emit(place)


def _short(frame: str) -> str:
    return frame.replace("\\", "/").rsplit("/", 1)[-1].split(" ")[0]
