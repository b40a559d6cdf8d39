"""A floating panel for work that takes long: steps, numbers, time left; it stops nobody."""

from __future__ import annotations

import time
from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QVBoxLayout, QWidget

from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.widgets.buttons import KeyButton, button
from kyogikai_desktop.gui.widgets.card import float_above
from kyogikai_desktop.gui.widgets.task_steps import TaskSteps
from kyogikai_desktop.gui.widgets.text import label, row, rule

_WIDTH, _MARGIN, _STRIP = 520, 20, 32
_MEANWHILE = "この間も、ほかの仕事を続けられます。やめても、何も変わりません。"
_TO_THE_END = "途中では、やめられません。終わるまで、ほかの画面の読み込みも待ちます。"
_SECONDS_BEFORE_GUESS = 2
_AFTER = 400  # ms; what is done sooner shows no panel
_MINUTE = 60


class LongTask(QFrame):
    """Follow a Progress at the bottom right of a window; やめる stops it, 小さくする hides the panel.

    It comes after a moment. The keyboard goes back to where it was, unless somebody took it elsewhere.
    """

    made_small = Signal()

    def __init__(
        self,
        window: QWidget,
        title: str,
        steps: Sequence[str],
        progress: Progress,
        *,
        stoppable: bool = True,
        writes: bool = False,
    ) -> None:
        super().__init__(window.window())
        self._behind = window.window()
        self._origin = self._behind.focusWidget()
        self.setProperty("role", "floating")
        self.setFixedWidth(_WIDTH)
        self._title = title
        self._writes = writes or not stoppable
        self.progress = progress
        self._step, self._began = 0, time.monotonic()
        self._steps = TaskSteps(steps)
        self._words = label("はじめています", "second")
        self._bar = QProgressBar(self, textVisible=False)
        self._small = KeyButton()
        self._small.setProperty("kind", "quiet")
        self._small.clicked.connect(self._on_small_clicked)
        self._lay_out(stoppable=stoppable)
        float_above(self)
        progress.moved.connect(self._on_progress_moved)
        self._behind.installEventFilter(self)
        self.hide()
        self._coming = QTimer(self, singleShot=True)
        self._coming.timeout.connect(self._appear)
        self._coming.start(_AFTER)

    @property
    def small(self) -> KeyButton:
        """Return the button that stands for the panel in the key strip while it is small."""
        return self._small

    def stop_reading(self) -> None:
        """Stop, unless the task writes: the window locks, and a running write is let finish."""
        if not self._writes:
            self._cancel()

    def finish(self) -> None:
        """Go away: the task is done, has failed or was stopped."""
        self._coming.stop()
        # Once this has returned: the caller may first let the button that began it be pressed again.
        if self._has_keyboard():
            QTimer.singleShot(0, self._behind, self._give_back)
        self._small.deleteLater()
        self.deleteLater()

    def _lay_out(self, *, stoppable: bool) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 14)
        box.setSpacing(10)
        box.addWidget(label(self._title, "large"))
        box.addWidget(self._words)
        box.addWidget(self._bar)
        box.addWidget(self._steps)
        box.addWidget(rule())
        box.addWidget(label(_MEANWHILE if stoppable else _TO_THE_END, "caption", wrap=True))
        self._stop = button("やめる", icon="close", does=self._cancel)
        shrink = button("小さくする", does=self._make_small)
        box.addLayout(row(shrink, None, self._stop))
        self._stop.setVisible(stoppable)  # not before it belongs here: it would be a window of its own

    def _on_progress_moved(self, step: int, done: int, total: int) -> None:
        if step != self._step:
            self._step, self._began = step, time.monotonic()
        self._steps.show_progress(step, f"{done:,}／{total:,}" if total else "")
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._words.setText(
            f"{total:,} のうち {done:,} まで済みました。{self._left(done, total)}" if total else ""
        )
        self._small.setText(f"{self._title} {done:,}／{total:,}" if total else self._title)

    def _left(self, done: int, total: int) -> str:
        passed = time.monotonic() - self._began
        if passed < _SECONDS_BEFORE_GUESS or not done:
            return ""
        seconds = passed * (total - done) / done
        if seconds < _MINUTE:
            return "まもなく終わります。"
        return f"あと {round(seconds / _MINUTE)} 分ほどです。"

    def _cancel(self) -> None:
        self._words.setText("やめています")
        self.progress.cancel()

    def _make_small(self) -> None:
        self._coming.stop()
        if self._has_keyboard():
            self._give_back()
        self.hide()
        self._small.setText(self._title)
        self._small.show()
        self.made_small.emit()

    def _on_small_clicked(self) -> None:
        self._small.hide()
        self._appear()
        self._stop.setFocus()

    def _appear(self) -> None:
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()

    def _has_keyboard(self) -> bool:
        holder = QApplication.focusWidget()
        return holder is None or holder is self._small or self.isAncestorOf(holder)

    def _give_back(self) -> None:
        origin = self._origin
        if origin and shiboken6.isValid(origin) and origin.isVisible() and origin.isEnabled():
            origin.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom right of the window."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def _place(self) -> None:
        corner = self._behind.rect().bottomRight()
        self.move(corner.x() - self.width() - _MARGIN, corner.y() - self.height() - _STRIP - _MARGIN)
