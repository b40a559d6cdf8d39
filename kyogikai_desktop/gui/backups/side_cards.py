"""The cards at the right of the backups: what the chosen one is good for, and the way back as a whole."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.backups.backup_words import restore_command
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.text import label, row

_WHOLE = (
    "協議会を閉じているあいだに行うため、この画面からはできません。閉じてから、次のように打ちます。",
    "利用者とパスワードも、控えた日のものに戻ります。そのあとに加えた人は開けず、止めた人や外した人は"
    "また開けるようになります。戻したら、利用者を確かめてください。",
)


class ChosenCard(Card):
    """選んだ控え: try it out, or bring one case back."""

    rehearse_wanted = Signal()
    bring_back_wanted = Signal()

    def __init__(self, *, writable: bool, custodian: bool, parent: QWidget | None = None) -> None:
        super().__init__("選んだ控え", parent=parent)
        self._writable, self._custodian = writable, custodian
        self._of = label("", "large")
        self._rehearse = button("ためしに開く", key="Enter", icon="eye", does=self.rehearse_wanted.emit)
        self._bring = button("1件だけ戻す", key="Alt+B", icon="back", does=self.bring_back_wanted.emit)
        self.body.addWidget(self._of)
        for does, why in (
            (self._rehearse, "読めるか、いまと何が違うかを確かめます。何も変わりません。"),
            (self._bring, "番号で1件を選び、新しいケースとして戻します。"),
        ):
            self.body.addLayout(row(does, None))
            self.body.addWidget(label(why, "caption", wrap=True))
        self.show_backup("")

    def show_backup(self, of: str) -> None:
        """Show which backup is chosen; nothing where there is none."""
        self._of.setText(of or "控えがありません")
        self._rehearse.setEnabled(bool(of) and self._writable)
        self._bring.setEnabled(bool(of) and self._writable and self._custodian)


class WholeCard(Card):
    """全部を戻すには: explained only, since the council must be closed for it."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__("全部を戻すには", parent=parent)
        self._folder = folder
        before, after = (label(words, "second", wrap=True) for words in _WHOLE)
        self._command = label("", wrap=True)
        self.add_to_head(button("写す", "text", does=self._copy))
        for part in (before, self._command, after):
            self.body.addWidget(part)
        self.show_backup(None)

    def show_backup(self, file: Path | None) -> None:
        """Show the command for a backup."""
        self._command.setText(restore_command(file, self._folder))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._command.text())
