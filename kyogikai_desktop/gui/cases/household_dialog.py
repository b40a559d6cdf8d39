"""同じ所に住んでいますか: asked where one of a household hides and the other's address may tell where."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.text import column, label, row

_WORDS = (
    "{hidden}は所在を守っています。同じ所に住んでいると、{seen}の住所や電話から、居場所が分かることがあります。",
    "同じ所に住んでいるときは、{seen}の住所と電話も守ります。"
    "別の所に住んでいるとき（避けている相手のときも）は、守る印をつけず、「家族（別の所に住む）」としてつなぎます。",
)


class HouseholdDialog(GrowingDialog):
    """Ask where two people live; `answered` tells whether in one place."""

    answered = Signal(bool)

    def __init__(self, window: QWidget, hidden: Case, seen: Case) -> None:
        super().__init__(window, "同じ所に住んでいますか", 640)
        named = {"hidden": _called(hidden), "seen": _called(seen)}
        for words in _WORDS:
            self.body.addWidget(label(words.format(**named), wrap=True))
        together = button(f"同じ所に住んでいる（{seen.number} も守る）", key="Alt+M", does=self._together)
        apart = button("別の所に住んでいる", key="Alt+B", does=self._apart)
        later = button("あとで決める", key="Esc", does=self.reject)
        self.body.addLayout(column(row(together, None), row(apart, None, later), spacing=8))
        later.setFocus()

    def _together(self) -> None:
        self.answered.emit(True)
        self.accept()

    def _apart(self) -> None:
        self.answered.emit(False)
        self.accept()


def _called(case: Case) -> str:
    return f"{case.number} {case.person.shown_name}さん"
