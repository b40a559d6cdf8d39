"""What a form's long work is at, in a line of words above a bar; until its last step it can be stopped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.widgets.text import column, label


class UnderWay(QWidget):
    """Follow one piece of work after the other; `stoppable` tells whether it can be stopped now."""

    stoppable = Signal(bool)

    def __init__(self, name: str, steps: Mapping[Any, str], last: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps, self._last = steps, last
        self._progress: Progress | None = None
        self._stopping = False
        self._words = label("", "second")
        self._bar = QProgressBar(self, textVisible=False)
        self._bar.setAccessibleName(name)
        self.setLayout(column(self._words, self._bar, spacing=6))
        self.hide()

    def begin(self, words: str) -> Progress:
        """Show the first words, and return what the work reports to."""
        self._stopping = False
        self._progress = Progress(self)
        self._progress.moved.connect(self._on_moved)
        self._words.setText(words)
        self._bar.setRange(0, 0)
        self.show()
        self.stoppable.emit(True)
        return self._progress

    def end(self) -> None:
        """Show nothing: the work is done, has failed or was stopped."""
        if self._progress:
            self._progress.moved.disconnect(self._on_moved)
        self._progress = None
        self.hide()
        self.stoppable.emit(True)

    def stop(self) -> bool:
        """Ask the work to stop where it can; tell whether there is any."""
        if self._progress and not self._stopping:
            self._progress.cancel()
            self._stop_no_more("やめています")
        return self._progress is not None

    def _on_moved(self, step: int, done: int, total: int) -> None:
        if step == self._last:
            self._stop_no_more(self._steps[step])
        elif not self._stopping:
            self._words.setText(self._steps[step])
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _stop_no_more(self, words: str) -> None:
        self._stopping = True
        self._words.setText(words)
        self.stoppable.emit(False)
