"""復旧シートのこと: told on the first page to custodians until there are sheets that nobody else may hold."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.text import label
from kyogikai_desktop.services.recovery_sheets import SheetState

_NONE = (
    "復旧シートが、まだありません。保護管理の人がパスワードを忘れると、記録も控えも、だれにも開けません。"
    "もう1人の利用者と2人で、つくってください。"
)
_USED = "復旧シートが使われました。新しいシートをつくると、使ったシートでは開けなくなります。"
_LEFT = "外れた人が、復旧シートを持っているかもしれません。新しいシートをつくってください。"


class SheetsHint(Card):
    """Say why sheets are needed, and lead to the page that makes them."""

    def __init__(self, go: Callable[[str, object], object], parent: QWidget | None = None) -> None:
        super().__init__("復旧シート", parent=parent)
        self._words = label("", "second", wrap=True)
        self.add_to_head(button("利用者を開く", "text", icon="key", does=partial(go, "accounts", None)))
        self.body.addWidget(self._words)
        self.hide()

    def show_state(self, state: SheetState, *, concerns: bool) -> None:
        """Show the card while something is to be done by the person at the desk."""
        self._words.setText(_NONE if not state.exist else _USED if state.used else _LEFT)
        self.setVisible(concerns and not state.sound)
