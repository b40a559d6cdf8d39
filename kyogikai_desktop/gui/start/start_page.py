"""Before a council is open: the councils of this PC at the left, unlock or create at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from kyogikai_desktop import __version__
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.icons import pixmap
from kyogikai_desktop.gui.start.recent import Recent
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.text import label, row

if TYPE_CHECKING:
    from datetime import datetime

    from kyogikai_desktop.gui.carrying.carried_page import CarriedPage
    from kyogikai_desktop.gui.restoring.restore_page import RestorePage
    from kyogikai_desktop.gui.start.council_card import CouncilCard
    from kyogikai_desktop.gui.start.create_council import CreatePage
    from kyogikai_desktop.gui.start.unlock import UnlockPage
    from kyogikai_desktop.gui.start.welcome import WelcomePage
    from kyogikai_desktop.gui.widgets.message_bar import Tone

_SIDE, _SHIELD = 372, 18
_ABOUT = "孤独・孤立対策地域協議会のケースと会議を、このパソコンの中だけで、暗号化して扱います。"
_SAFE = "通信はしません。記録は、このパソコンの中だけにあります。"


class StartPage(QWidget):
    """Signals carry what is wanted: an OpenRequest, a CreateRequest, or the folder whose logins to show.

    `backups_requested` carries the folder of a broken council, `forgotten` that of one whose password is
    lost; either may be None.
    """

    open_requested = Signal(object)
    create_requested = Signal(object)
    practice_requested = Signal()
    carried_requested = Signal(object)
    home_requested = Signal(object)
    logins_requested = Signal(object)
    backups_requested = Signal(object)
    contents_requested = Signal(object)
    restore_requested = Signal(object)
    forgotten = Signal(object)

    def __init__(
        self, recents: Sequence[Recent], now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._recents = recents
        self._now = now
        self._cards: list[CouncilCard] = []
        self._chosen: Path | None = None
        self._asking: UnlockPage | WelcomePage | CreatePage | RestorePage | CarriedPage
        self._side = QFrame(self)
        self._shield = QLabel(self)
        self._stack = QStackedWidget(self)
        self._lay_out()

    @cached_property
    def unlock(self) -> UnlockPage:
        """Return the page that asks for a password, built when it is needed."""
        from kyogikai_desktop.gui.start.unlock import UnlockPage

        page = UnlockPage(self._stack)
        page.requested.connect(self.open_requested)
        page.restore_chosen.connect(self.backups_requested)
        page.forgotten.connect(self.forgotten)
        self._stack.addWidget(page)
        return page

    @cached_property
    def welcome(self) -> WelcomePage:
        """Return the page of the first start, built when it is needed."""
        from kyogikai_desktop.gui.start.welcome import WelcomePage

        page = WelcomePage(self._stack)
        page.create_chosen.connect(self.show_create)
        page.open_chosen.connect(self.choose_folder)
        page.practice_chosen.connect(self.practice_requested)
        self._stack.addWidget(page)
        return page

    @cached_property
    def restoring(self) -> RestorePage:
        """Return the page that restores from a backup, built when it is needed."""
        from kyogikai_desktop.gui.restoring.restore_page import RestorePage

        page = RestorePage(self._stack)
        page.requested.connect(self.restore_requested)
        page.file_chosen.connect(self.contents_requested)
        page.given_up.connect(self.begin)
        self._stack.addWidget(page)
        return page

    @cached_property
    def creating(self) -> CreatePage:
        """Return the page that creates a council, built when it is needed."""
        from kyogikai_desktop.gui.start.create_council import CreatePage

        page = CreatePage(self._stack)
        page.requested.connect(self.create_requested)
        page.given_up.connect(self.show_welcome)
        self._stack.addWidget(page)
        return page

    @cached_property
    def carried(self) -> CarriedPage:
        """Return the page for carried files and returns, built when it is needed."""
        from kyogikai_desktop.gui.carrying.carried_page import CarriedPage

        page = CarriedPage(self._stack)
        page.requested.connect(self.carried_requested)
        page.file_chosen.connect(self.home_requested)
        page.given_up.connect(self.begin)
        self._stack.addWidget(page)
        return page

    def begin(self) -> None:
        """Show the council opened last, or what one can start with."""
        first = next((recent for recent in self._recents if not recent.practice), None)
        if first:
            self.show_council(Path(first.folder), first.council)
        else:
            self.show_welcome()

    def show_welcome(self) -> None:
        """Offer to create, to open or to try."""
        self._check(None)
        self._show(self.welcome)

    def show_council(self, folder: Path, council: str, locked: str = "", tone: Tone = "info") -> None:
        """Ask for the password of a council."""
        self._check(folder)
        self.unlock.show_council(folder, council, locked, tone)
        self._show(self.unlock)
        self.logins_requested.emit(folder)

    def show_told(self, words: str, tone: Tone = "ok") -> None:
        """Say what happened, above what is asked for."""
        bar = self.unlock.ui.notice if self._asking is self.unlock else self.welcome.bar
        bar.show_message(tone, words, closable=False)

    def show_restore(self, folder: Path | None, backups: Sequence[Path]) -> None:
        """Show what it takes to restore: a broken council with its newest backup, or any elsewhere."""
        self._check(folder)
        self.restoring.begin(folder, backups, self.unlock.tried if folder else "")
        self._show(self.restoring)

    def show_create(self) -> None:
        """Show the form for a new council."""
        self._check(None)
        self._show(self.creating)

    def show_carried(self) -> None:
        """Ask for a carried file or a return; it goes to the council that was chosen."""
        self.carried.start(self._chosen)
        self._check(None)
        self._show(self.carried)

    def show_error(self, error: AppError) -> None:
        """Say why opening or creating failed, on the page that asked."""
        self._asking.show_error(error)

    def choose_folder(self) -> None:
        """Look for a council's folder."""
        from kyogikai_desktop.gui.widgets.choosing import choose_folder

        chosen = choose_folder(self, "協議会のフォルダーを選ぶ")
        if chosen:
            self.show_council(Path(chosen), Path(chosen).name)

    def _show(self, page: UnlockPage | WelcomePage | CreatePage | RestorePage | CarriedPage) -> None:
        self._asking = page
        self._stack.setCurrentWidget(page)
        page.take_focus()

    def _choose(self, card: CouncilCard, *_checked: bool) -> None:
        if not card.recent.folder:
            self.show_welcome()
            self.practice_requested.emit()
        else:
            self.show_council(Path(card.recent.folder), card.recent.council)

    def _check(self, folder: Path | None) -> None:
        self._chosen = folder
        for card in self._cards:
            card.setAutoExclusive(False)
            card.setChecked(folder is not None and Path(card.recent.folder) == folder)
            card.setAutoExclusive(True)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        self._shield.setFixedSize(_SHIELD, _SHIELD)
        foot = row(self._shield, label(_SAFE, "caption"), None, _version())
        foot.setContentsMargins(28, 10, 24, 14)
        right.addLayout(foot)
        surface = QFrame(self)
        surface.setProperty("role", "surface")
        surface.setLayout(right)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._side.setProperty("role", "side")
        self._side.setFixedWidth(_SIDE)
        box.addWidget(self._side)
        box.addWidget(surface, 1)

    def fill_side(self) -> None:
        """List the councils of this PC and draw the pictures; the password field is painted before."""
        from kyogikai_desktop.gui.start.council_card import CouncilCard

        box = QVBoxLayout(self._side)
        box.setContentsMargins(26, 32, 26, 18)
        box.setSpacing(10)
        name = label("協議会デスクトップ", "large")
        council = QLabel(self)
        self._draw(council, "council", LIGHT.primary, 28)
        self._draw(self._shield, "shield", LIGHT.ok.ink, _SHIELD)
        box.addLayout(row(council, name, None, spacing=12))
        box.addWidget(label(_ABOUT, "caption", wrap=True))
        box.addSpacing(18)
        now = self._now()
        names = [recent.council for recent in self._recents]
        twins = {name for name in names if names.count(name) > 1}
        self._cards = [CouncilCard(recent, now, twins=recent.council in twins) for recent in self._recents]
        if self._cards:
            box.addWidget(label("このパソコンで開いた協議会", "field"))
        for card in self._cards:
            card.clicked.connect(partial(self._choose, card))
            box.addWidget(card)
        box.addStretch(1)
        other = button("別の協議会を開く", "text", icon="folder", does=self.choose_folder)
        new = button("新しく作る", "text", icon="plus", does=self.show_create)
        box.addLayout(row(other, new, None, spacing=14))
        back = button("控えから戻す", "text", icon="back", does=partial(self.backups_requested.emit, None))
        sheets = button("復旧シートで開く", "text", icon="key", does=partial(self.forgotten.emit, None))
        box.addLayout(row(back, sheets, None, spacing=14))
        words = "持ち出し・持ち帰りのファイル"
        box.addLayout(row(button(words, "text", key="Alt+M", icon="folder", does=self.show_carried), None))
        self._check(self._chosen)

    def _draw(self, on: QLabel, name: str, colour: str, size: int) -> None:
        on.setPixmap(pixmap(name, colour, size, self.devicePixelRatioF()))


def _version() -> QLabel:
    return label(f"第{__version__}版", "caption")
