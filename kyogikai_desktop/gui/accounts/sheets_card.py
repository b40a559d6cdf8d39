"""復旧シート: whether there are any, whether they were tried, and the way to make and to prove them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.state_lines import Line, StateLines, good, pending, warning
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.services.recovery_sheets import SheetState

_WHAT = (
    "保護管理の人がパスワードを忘れたとき、3枚のうち2枚で開くための紙です。"
    "ないまま忘れると、記録も控えも、だれにも開けません。"
)
_ALONE = "つくるには、2人目の利用者が要ります。先に「人を加える」で、もう1人を加えてください。"


class SheetsCard(Card):
    """Show how the sheets stand."""

    make_wanted = Signal()
    prove_wanted = Signal()

    def __init__(self, today: date, *, may_make: bool, parent: QWidget | None = None) -> None:
        super().__init__("復旧シート", parent=parent)
        self._today, self._may = today, may_make
        self._lines = StateLines()
        self._alone = label(_ALONE, "caption", wrap=True)
        self._make = button("つくる", key="Alt+S", icon="key", does=self.make_wanted.emit)
        self._prove = button("紙で確かめる", key="Alt+K", icon="check", does=self.prove_wanted.emit)
        self.body.addWidget(label(_WHAT, "second", wrap=True))
        self.body.addWidget(self._lines)
        self.body.addWidget(self._alone)
        for one in (self._make, self._prove):
            self.body.addLayout(row(one, None))
        self.show_state(SheetState(), alone=False)

    def show_state(self, state: SheetState, *, alone: bool) -> None:
        """Show the state; a council of one is told what it needs."""
        self._lines.show_lines(sheet_lines(state, self._today))
        self._alone.setVisible(alone and self._may)
        self._make.setText("新しくつくる" if state.exist else "つくる")
        self._make.setVisible(self._may)
        self._make.setEnabled(not alone)
        self._prove.setVisible(self._may and state.exist)


def sheet_lines(state: SheetState, today: date) -> Iterator[Line]:
    """Yield what is to be said of the sheets."""
    if not state.exist:
        yield warning("シート"), "まだありません"
        return
    made = f"{_day(state.made, today)}につくりました" if state.made else "あります"
    yield good("シート"), made
    if state.proven:
        words = f"{_day(state.proven, today)}に、紙の文字で確かめました"
        yield good("確かめ"), words
    else:
        yield pending("確かめ"), "紙の文字では、まだ確かめていません"
    if state.used:
        words = f"{_day(state.used, today)}に使われました。新しいシートをつくってください"
        yield warning("使用"), words
    if state.left:
        words = "外れた人が1枚を持っているかもしれません。新しいシートをつくってください"
        yield warning("異動"), words


def _day(moment: datetime, today: date) -> str:
    return format_day(moment.date(), today)
