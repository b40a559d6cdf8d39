"""いまの様子: four lines about the backups and the check, and the warnings above them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.backups.backup_words import (
    being_checked,
    checked,
    made,
    not_checked,
    rehearsed,
    second_place,
)
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.state_lines import StateLines
from kyogikai_desktop.gui.widgets.text import clear, label, row
from kyogikai_desktop.services.backup_state import BackupState
from kyogikai_desktop.services.rebuilding import can_mend
from kyogikai_desktop.words import say

_MEND = "さがすための写しと件数は、記録から作り直せます。記録は変わりません。いまの状態は、先に控えます。"
_MEND_LIMIT = "さがすための写しと件数を記録から作り直すのは、保護管理の役割の人です。"


class Warnings(QWidget):
    """A message bar for each warning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self.hide()

    def show_warnings(self, warnings: Sequence[AppError]) -> None:
        """Say each in its sentence."""
        clear(self._box)
        for one in warnings:
            bar = MessageBar(self)
            self._box.addWidget(bar)
            bar.show_message("due", say(one), closable=False)
        self.setVisible(bool(warnings))


class StateCard(Card):
    """When a backup was made and tried out, where else it lies, and what the check found."""

    place_wanted = Signal()
    check_wanted = Signal()
    rebuild_wanted = Signal()

    def __init__(self, *, writable: bool, custodian: bool, parent: QWidget | None = None) -> None:
        super().__init__("いまの様子", parent=parent)
        place = button("場所を決める", key="Alt+P", does=self.place_wanted.emit)
        place.setEnabled(custodian)
        self._check = button("点検する", key="Alt+K", does=self.check_wanted.emit)
        self._rebuild = button("作り直す", key="Alt+G", does=self.rebuild_wanted.emit)
        self._rebuild.setAccessibleName("さがすための写しと件数を作り直す")
        self._writable = writable
        self._mend = QWidget(self)
        mend = row(label(_MEND if custodian else _MEND_LIMIT, "second", wrap=True), self._rebuild)
        mend.setStretch(0, 1)
        self._mend.setLayout(mend)
        self._mend.hide()
        if not custodian:
            self._rebuild.hide()
        self._lines = StateLines()
        self._place = StateLines(place)
        place.setVisible(writable)
        self._checked = StateLines(self._check)
        for part in (self._lines, self._place, self._checked, self._mend):
            self.body.addWidget(part)
        if writable and not custodian:
            words = "場所を決めることと、控えから戻すことは、保護管理の役割の人ができます。"
            self.body.addWidget(label(words, "caption", wrap=True))
        self._checked.show_lines([not_checked()])

    def show_state(self, state: BackupState, now: datetime) -> None:
        """Show how the backups stand."""
        self._lines.show_lines([made(state, now), rehearsed(state, now)])
        self._place.show_lines([second_place(state, now)])

    def show_checking(self) -> None:
        """Say that the check goes on; it may take seconds."""
        self._mend.hide()
        self._check.setText("点検しています")  # still enabled: it keeps the keyboard
        self._checked.show_lines([being_checked()])

    def show_not_checked(self) -> None:
        """Say that the check was stopped before its end."""
        self._check.setText("点検する")
        self._checked.show_lines([not_checked()])

    def show_findings(self, findings: Sequence[AppError], now: datetime) -> None:
        """Say what the check found, and offer to make anew what can be made of the records."""
        self._check.setText("点検する")
        self._mend.setVisible(self._writable and any(map(can_mend, findings)))
        self._checked.show_lines(checked(findings, now))
