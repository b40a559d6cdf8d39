"""A file is being written: which step, how far, and a way to stop after which everything is as before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QProgressBar, QWidget

from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.task_steps import TaskSteps
from kyogikai_desktop.gui.widgets.text import label, row

_WORDS = "終わるまで、媒体を抜かないでください。やめると、何も変わらず、ファイルも残りません。"


class WorkingDialog(GrowingDialog):
    """Follow `progress`, which goes to the work; whoever began the work accepts this at its end.

    `first` is the number by which the work calls the first of the steps.
    """

    def __init__(self, window: QWidget, title: str, steps: Sequence[str], first: int = 0) -> None:
        super().__init__(window, title, 520)
        self._first = first
        self.progress = Progress(self)
        self._steps = TaskSteps(steps)
        self._bar = QProgressBar(self, textVisible=False)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._told = label(_WORDS, "caption", wrap=True)
        self._stop = button("やめる", key="Esc", icon="close", does=self.reject)
        self.body.addWidget(self._bar)
        self.body.addWidget(self._steps)
        self.body.addWidget(self._told)
        self.body.addLayout(row(None, self._stop))
        self._stop.setFocus()
        self.progress.moved.connect(self._on_moved)
        self._on_moved(first, 0, 0)

    def reject(self) -> None:
        """Ask the work to stop; the dialog stays until it has."""
        self.progress.cancel()
        self._stop.setEnabled(False)
        self._told.setText("やめています。書きかけのファイルを消すまで、お待ちください。")

    def _on_moved(self, step: int, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._steps.show_progress(step - self._first, f"{100 * done // total} %" if total else "")
