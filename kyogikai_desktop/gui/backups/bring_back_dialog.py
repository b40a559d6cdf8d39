"""1件だけ戻す: a case and its notes come out of a backup as a new case."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.gui.backups.beside_dialog import BesideDialog
from kyogikai_desktop.gui.tasks import Failed
from kyogikai_desktop.gui.widgets.back_off import Waiting, no_wait
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.text import label

BringBack = Callable[[str, str, Callable[[Case], object], Failed], object]


class BringBackDialog(BesideDialog):
    """Ask for the number and the password; `open_wanted` carries the id of the case that came back."""

    open_wanted = Signal(object)

    def __init__(self, window: QWidget, of: str, bring_back: BringBack, waiting: Waiting = no_wait) -> None:
        words = f"{of} の控えから、ケース1件と支援の記録を、新しいケースとして戻します。"
        words += "いまの記録はそのままです。"
        super().__init__(window, "控えから1件だけ戻す", words, "戻す", waiting)
        self._bring_back = bring_back
        self._number = LineEdit()
        number = FieldRow("ケースの番号", self._number, required=True, hint="例：R8-012")
        self.rows = {"number": number, **self.rows}
        self._number.returnPressed.connect(self.password.setFocus)
        self.lay_out_fields()

    def typed(self) -> dict[str, str]:
        """Return number and password."""
        return {"number": self._number.text().strip(), **super().typed()}

    def begin(self) -> None:
        """Look for the case in the backup and copy it."""
        self._bring_back(self.typed()["number"], self.password.text(), self.show_back, self.show_refusal)

    def show_back(self, case: Case) -> None:
        """Say under which number the case is back."""
        asked = self.typed()["number"]
        words = f"{case.number} として戻しました。"
        if case.number != asked:
            words += f"{asked} はいまも使われているため、新しい番号です。「同じ人」としてつないであります。"

        def go() -> None:
            self.accept()
            self.open_wanted.emit(case.id)

        following = button("そのケースを開く", "primary", key="Ctrl+Enter", does=go)
        self.show_result(label(words, wrap=True), following)
