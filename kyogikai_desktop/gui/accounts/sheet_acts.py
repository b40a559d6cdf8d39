"""What is done with recovery sheets: two people make them, and two of them are typed again as proof."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.gui.accounts.asking_dialog import Then
from kyogikai_desktop.gui.accounts.sheets_dialogs import ProveDialog, SheetsDialog
from kyogikai_desktop.gui.approval_dialog import Question, ask_second
from kyogikai_desktop.gui.tasks import Failed
from kyogikai_desktop.services.approval import Approver
from kyogikai_desktop.services.recovery_sheets import DrawnSheets, RecoverySheets, render
from kyogikai_desktop.services.session import Session

if TYPE_CHECKING:
    from kyogikai_desktop.gui.page import Page

_TWO = Question(
    "復旧シートをつくる",
    "シートが2枚あれば、だれのパスワードも知らずに開けます。"
    "1人がひそかにつくることのないよう、2人で行い、記録に残します。",
    "2人でつくる",
)
_DRAWING = "復旧シートの紙面をつくっています。"
_KEPT = "復旧シートを使い始めました。前につくったシートがあれば、それではもう開けません。"


class SheetActs:
    """The acts on the sheets of an open council; `refresh` is called when something may have changed."""

    def __init__(self, page: Page, session: Session, refresh: Callable[[], object]) -> None:
        self._page, self._session, self._refresh = page, session, refresh
        self._work = RecoverySheets(session)

    def make(self) -> None:
        """Draw sheets once a second person has agreed, and let them count once they are on paper."""

        def draw(approver: Approver | None, then: Then, no: Failed) -> None:
            self._page.write(lambda: self._work.draw(approver), then, no)

        ask_second(self._page, self._session, _TWO, draw, self._on_drawn)

    def prove(self) -> None:
        """Have two of them typed from paper."""

        def prove(first: str, second: str, then: Then, no: Failed) -> None:
            self._page.write(lambda: self._work.prove(first, second), then, no)

        dialog = ProveDialog(self._page, prove)
        dialog.accepted.connect(partial(self._page.message, "ok", "この2枚で、協議会を開けます。"))
        dialog.finished.connect(lambda _code: self._refresh())
        dialog.open()

    def _on_drawn(self, drawn: DrawnSheets) -> None:
        def keep(then: Then, no: Failed) -> None:
            self._page.write(lambda: self._work.keep(drawn), then, no)

        def show(pages: list[RenderedPdf]) -> None:
            self._page.bar.hide()
            dialog = SheetsDialog(self._page, self._page.tasks, pages, keep)
            dialog.accepted.connect(self._on_kept)
            dialog.open()

        self._page.message("info", _DRAWING)
        self._page.read(lambda: [render(self._session, sheet) for sheet in drawn.sheets], show)

    def _on_kept(self) -> None:
        self._page.message("ok", _KEPT, "紙で確かめる", self.prove)
        self._refresh()
