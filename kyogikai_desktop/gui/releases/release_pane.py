"""The right column of the summary: the rule, what it does not protect, earlier releases, the export."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from kyogikai_desktop.domain.release import PeriodBooks
from kyogikai_desktop.gui.releases.release_words import NOT_PROTECTED, period_words
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import clear, column, label, row, rule
from kyogikai_desktop.services.releases import Exported, Look
from kyogikai_desktop.words import say

_WIDTH = 336


class ReleasePane(QWidget):
    """What to know before a summary leaves; `export_wanted` asks for a folder."""

    export_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self._rule = label("", wrap=True)
        self.reason = label("", "second", wrap=True)
        self._released = QVBoxLayout()
        self._released.setSpacing(4)
        self._receipt = QFrame()
        self._receipt.setProperty("tone", "ok")
        self.folder = _copied()
        self.fingerprint = _copied()
        self._told = label("", "strong", wrap=True)
        self.export = button(
            "書き出す", "primary", key="Ctrl+Enter", icon="folder", does=self.export_wanted.emit
        )
        self.export.setEnabled(False)
        self._lay_out()

    def show_look(self, look: Look | None, released: Sequence[PeriodBooks], *, writable: bool) -> None:
        """Show what may be done with a period, and what was released before."""
        self._receipt.hide()
        self._show_released(released)
        self.export.setEnabled(look is not None and writable)
        if look is None:
            return
        self._rule.setText(
            f"{look.books.k} 未満の数は出しません。0 も同じです。締めた期間の数は、あとから直しません。"
        )
        preview = look.refusal is not None
        self.export.setText(
            "見本を書き出す" if preview else "もう一度書き出す" if look.released else "書き出す"
        )
        self.export.updateGeometry()
        if look.refusal:
            self.reason.setText(say(look.refusal))
        elif look.released:
            self.reason.setText("この期間は、もう書き出してあります。何度書き出しても、同じ内容です。")
        else:
            self.reason.setText("書き出すと、この期間の数は締まります。あとから変えられません。")
        if not writable:
            self.reason.setText("ここでは、書き出せません。わけは、画面の上に書いてあります。")

    def show_exported(self, done: Exported) -> None:
        """Show the receipt: where the files lie and by which key they are known."""
        words = "見本を書き出しました" if done.preview else "書き出しました"
        self._told.setText("前と同じ内容を、もう一度書き出しました" if done.again else words)
        self.folder.setText(str(done.folder))
        self.fingerprint.setText(done.fingerprint)
        self._receipt.show()

    def _show_released(self, released: Sequence[PeriodBooks]) -> None:
        clear(self._released)
        if not released:
            self._released.addWidget(label("まだありません。", "second"))
        for books in reversed(released):
            self._released.addWidget(label(period_words(books.period), wrap=True))

    def _lay_out(self) -> None:
        receipt = column(
            self._told,
            label("フォルダー", "caption"),
            self.folder,
            label("鍵の指紋（渡す相手に、別の方法で伝えます）", "caption", wrap=True),
            self.fingerprint,
            spacing=4,
        )
        receipt.setContentsMargins(12, 10, 12, 10)
        self._receipt.setLayout(receipt)
        self._receipt.hide()
        whole = column(
            label("書き出す前に", "section"),
            self._rule,
            rule(),
            label("この検査で守れないもの", "caption"),
            label(NOT_PROTECTED, wrap=True),
            rule(),
            label("出力されるファイル", "caption"),
            label("summary.json　summary.csv　manifest.json", wrap=True),
            rule(),
            label("これまでの公表", "caption"),
            self._released,
            None,
            spacing=8,
        )
        whole.setContentsMargins(16, 14, 16, 10)
        foot = column(self._receipt, self.reason, row(self.export, None), spacing=8)
        foot.setContentsMargins(16, 8, 16, 14)
        both = column(Scrolled(whole), foot, spacing=0)
        both.setStretch(0, 1)
        self.setLayout(both)


def _copied() -> QLabel:
    """Return a label whose text can be marked and copied."""
    made = label("", "body")
    made.setWordWrap(True)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return made
