"""紙の値を確かめる: number and value from the foot of a paper, held against the log."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QProgressBar, QWidget

from kyogikai_desktop.errors import AppError, Cancelled, InvalidInput
from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.tasks import Failed
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.message_bar import MessageBar, Tone
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.services.chain import Anchor, Checked, Fit, anchor
from kyogikai_desktop.words import say

Hold = Callable[[Anchor, Progress, Callable[[Checked], object], Failed], object]

_WORDS = "会議録や月次確認票のいちばん下に「記録の先頭 ○番」として刷られている、番号と値を入れます。"
_ANSWERS: dict[Fit, tuple[Tone, str]] = {
    Fit.FITS: (
        "ok",
        "合っています。{seq:,} 番までの記録は、その紙をつくったときのまま残っています。",
    ),
    Fit.DIFFERS: (
        "over",
        "合いません。紙をつくったあとで、記録が別のものに置きかわったおそれがあります。"
        "打ちまちがいがないかを見て、それでも合わないときは、新しい記録を書かずに「控えと点検」で点検し、"
        "紙を保護管理者に渡してください。",
    ),
    Fit.ABSENT: (
        "over",
        "{seq:,} 番の記録が、ここにはありません。紙をつくったときより古い協議会を開いているおそれがあります。"
        "番号を見直し、それでもないときは、新しいほうの協議会や控えを探してください。",
    ),
    Fit.LEFT_BEHIND: (
        "due",
        "{seq:,} 番は、控えから全部を戻したときに残らなかった記録です。戻したことは操作の記録にあります。"
        "戻したわけに心あたりがないときは、保護管理者に知らせてください。",
    ),
}
_BROKEN = (
    "紙の値は合っていますが、操作の記録に、書いたときと違うところがあります。"
    "新しい記録を書かずに、「控えと点検」で点検してください。"
)


class AnchorDialog(GrowingDialog):
    """Ask for number and value; the answer stands in the dialog, and the next paper can follow.

    A long log takes seconds: a bar shows how far it is, and Esc stops that before it closes the dialog.
    """

    def __init__(self, window: QWidget, hold: Hold) -> None:
        super().__init__(window, "紙の値を確かめる", 600)
        self._hold = hold
        self._progress: Progress | None = None
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName("どこまで確かめたか")
        self._bar.hide()
        self._seq, self._digits = LineEdit(), LineEdit()
        self._rows = {
            "seq": FieldRow("番号", self._seq, required=True, hint="例：1234"),
            "digits": FieldRow("値", self._digits, required=True, hint="例：9f3a0c51d2e7"),
        }
        self._errors = FormErrors(self._rows)
        self._told = MessageBar(self)
        self._close = button("閉じる", key="Esc", does=self.reject)
        self._go = button("確かめる", "primary", key="Enter", does=self._submit)
        self.body.addWidget(label(_WORDS, "second", wrap=True))
        for one in self._rows.values():
            self.body.addWidget(one)
        self.body.addWidget(self._told)
        self.body.addWidget(self._bar)
        self.body.addLayout(row(None, self._close, self._go))
        self._seq.returnPressed.connect(self._digits.setFocus)
        self._digits.returnPressed.connect(self._submit)
        self._seq.setFocus()

    def reject(self) -> None:
        """Stop what goes on; close where nothing does."""
        if self._progress:
            self._progress.cancel()
        else:
            super().reject()

    def _submit(self) -> None:
        if self._progress or self._seq.composing or self._digits.composing:
            return
        self._errors.clear()
        self._told.hide()
        try:
            quoted = anchor(self._seq.text(), self._digits.text())
        except InvalidInput as error:
            self._errors.show_error(error)
            return
        self._progress = progress = Progress(self)
        progress.moved.connect(self._on_moved)
        self._show_busy(busy=True)
        self._hold(quoted, progress, self._show_answer, self._show_refusal)

    def _on_moved(self, _step: int, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def _show_answer(self, checked: Checked) -> None:
        self._show_busy(busy=False)
        tone, words = _ANSWERS[checked.fit]
        if checked.fit is Fit.FITS and not checked.whole:
            tone, words = "over", _BROKEN
        self._told.show_message(tone, words.format(seq=checked.seq), closable=False)
        self._seq.setFocus()
        self._seq.selectAll()

    def _show_refusal(self, error: AppError) -> None:
        self._show_busy(busy=False)
        tone: Tone = "info" if isinstance(error, Cancelled) else "over"
        self._told.show_message(tone, say(error), closable=False)

    def _show_busy(self, *, busy: bool) -> None:
        self._progress = self._progress if busy else None
        self._bar.setRange(0, 0)
        self._bar.setVisible(busy)
        self._close.setText("やめる" if busy else "閉じる")
        self._go.setText("確かめています" if busy else "確かめる")
