"""In the form of a protected person: whereabouts are not there until somebody says why they are needed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from kyogikai_desktop.gui.cases.case_texts import WHEREABOUTS
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.text import column, label, row

_WORDS = (
    "この人は所在を守っています。住所、郵便番号、電話は、ここには出していません。"
    "ほかのところは、このまま書き直せます。"
)


class WhereaboutsPanel(QFrame):
    """Stand in place of the hidden fields; `wanted` asks for a reason to see them."""

    wanted = Signal()

    def __init__(self, rows: Mapping[str, FieldRow]) -> None:
        super().__init__()
        self._rows = rows
        self.hidden = False
        self.setProperty("tone", "due")
        show = button("理由を書いて見る・直す", "small", icon="eye", does=self.wanted.emit)
        box = column(label(_WORDS, wrap=True), row(show, None))
        box.setContentsMargins(14, 10, 14, 12)
        self.setLayout(box)

    def withhold(self, *, hidden: bool) -> None:
        """Stand in place of the fields, or let them be seen and changed."""
        self.hidden = hidden
        self.setVisible(hidden)
        for name in WHEREABOUTS:
            self._rows[name].setVisible(not hidden)
        self._rows["whereabouts_protected"].setEnabled(not hidden)
