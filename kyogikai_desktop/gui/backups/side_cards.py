"""The cards at the right of the backups: what the chosen one is good for, and the way back as a whole."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.text import label, row

_WHOLE = (
    "協議会の全部を、選んだ控えの状態に戻します。まず、何がなくなるかをお見せします。"
    "いまの状態は、戻す前に控えます。"
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
        self._rehearse.setEnabled(bool(of) and self._writable and self._custodian)
        self._bring.setEnabled(bool(of) and self._writable and self._custodian)


class WholeCard(Card):
    """全部を戻す: what it means, and the button; the council is closed for it."""

    wanted = Signal()

    def __init__(self, *, writable: bool, custodian: bool, parent: QWidget | None = None) -> None:
        super().__init__("全部を戻す", parent=parent)
        self._may = writable and custodian
        self._go = button("全部を戻す", key="Alt+Z", icon="disk", does=self.wanted.emit)
        for part in (label(_WHOLE, "caption", wrap=True), row(self._go, None)):
            self.body.addWidget(part) if isinstance(part, QWidget) else self.body.addLayout(part)
        self.show_backup(there=False)

    def show_backup(self, *, there: bool) -> None:
        """Offer it where a backup is chosen."""
        self._go.setEnabled(there and self._may)
