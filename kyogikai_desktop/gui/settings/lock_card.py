"""When the council locks by itself: at the desk, and while a meeting is on the screen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.choice import Choice
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.services.locking import LONGEST, LONGEST_IN_MEETING, LockTimes

_WIDTH = 260
_WORDS = (
    "操作がないときに覆って閉じ、パスワードをきくまでの時間です。入力中の記録は下書きに残ります。"
    "パソコンの画面がロックされたときと、休止に入るときは、すぐにロックします。"
)
_IN_MEETING = (
    "会議の画面を開いているあいだは、席を離れてもこの時間は開いたままです。席を離れるときは Ctrl+L を。"
)


class LockCard(Card):
    """Two choices, stored at once by whoever hears `chosen`; only custodians may change them."""

    chosen = Signal(object)

    def __init__(self, *, custodian: bool, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__("自動のロック", "この協議会を使う全員に効きます", parent=parent)
        self.usual = _minutes(LONGEST)
        self.meeting = _minutes(LONGEST_IN_MEETING)
        self.body.addWidget(label(_WORDS, "second", wrap=True))
        self.body.addLayout(
            row(
                FieldRow("ふだん", self.usual),
                FieldRow("会議の画面を開いているとき", self.meeting),
                None,
            )
        )
        self.body.addWidget(label(_IN_MEETING, "caption", wrap=True))
        if not custodian:
            self.body.addWidget(label("変えられるのは、保護管理の役割の人です。", "caption"))
        for field in (self.usual, self.meeting):
            field.setEnabled(custodian and writable)
            field.activated.connect(self._on_field_activated)

    def show_times(self, times: LockTimes) -> None:
        """Show what holds now."""
        self.usual.setCurrentIndex(self.usual.findData(times.usual))
        self.meeting.setCurrentIndex(self.meeting.findData(times.meeting))

    def _on_field_activated(self, _index: int) -> None:
        self.chosen.emit(LockTimes(self.usual.currentData(), self.meeting.currentData()))


def _minutes(longest: int) -> QComboBox:
    field = Choice()
    field.setFixedWidth(_WIDTH)
    for minutes in range(1, longest + 1):
        field.addItem(f"{minutes} 分", minutes)
    return field
