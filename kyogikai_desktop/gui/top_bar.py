"""The bar at the top: council, menus, practice badge, search and lock."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QMenuBar, QSizePolicy, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import pixmap
from kyogikai_desktop.gui.page import Command
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.badge import Badge, BadgeLabel, state
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.elided import ElidedLabel
from kyogikai_desktop.gui.widgets.fitting import Fitting
from kyogikai_desktop.gui.widgets.shapes import Shape
from kyogikai_desktop.gui.widgets.stripes import paint_stripes

MENUS = ("ファイル(&F)", "編集(&E)", "表示(&V)", "記録(&R)", "会議(&M)", "ヘルプ(&H)")
PRACTICE = Badge(Shape.SQUARE_LINE, "練習用 — 架空のデータです", "due", tinted=True)
HEIGHT, UNFOLDED = 46, 1200
_GAP, _SEARCH, _LEAST_NAME, _SHORT = 10, 300, 160, 880


class PracticeBand(QWidget):
    """The striped band over a window of a practice council."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(8)
        self.setAccessibleName(PRACTICE.words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the stripes."""
        paint_stripes(QPainter(self), self.rect())


class TopBar(Fitting):
    """Menus are filled when they open, from `commands`; a menu without commands is not shown."""

    search_requested = Signal()
    lock_requested = Signal()

    def __init__(self, council: str, commands: Callable[[], Sequence[Command]], *, practice: bool) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._commands = commands
        self._menus = QMenuBar(self)
        self._menus.setNativeMenuBar(False)
        self._menus.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._folded = button("メニュー", "small", icon="menu")
        self._folded.setMenu(QMenu(self._folded))
        self._practice = BadgeLabel(PRACTICE if practice else None)
        self._search = button("氏名・番号・会議・操作をさがす", "search", key="Ctrl+K", icon="search")
        self._search.short = "さがす・操作"
        self._search.clicked.connect(self.search_requested)
        self._lock = button("ロック", "small", key="Ctrl+L", icon="lock")
        self._lock.clicked.connect(self.lock_requested)
        self._council = ElidedLabel(council, "strong", _LEAST_NAME)
        logo = QLabel(self)
        logo.setPixmap(pixmap("council", LIGHT.primary, 20, self.devicePixelRatioF()))
        self._lay_out(logo)
        self.refresh_menus()
        self.fit()

    def _lay_out(self, logo: QLabel) -> None:
        box = QHBoxLayout(self)
        box.setContentsMargins(15, 0, 14, 0)
        box.setSpacing(_GAP)
        for part in (logo, self._council, self._menus, self._folded, self._practice):
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        box.addStretch(1)
        box.addWidget(self._search)
        box.addWidget(self._lock)

    def fit(self) -> None:
        """Show the menus side by side where there is room beside all else, or in one behind メニュー."""
        self.setFixedHeight(theme.px(HEIGHT))
        shown = (self._council, self._menus, self._practice, self._lock)
        needed = sum(part.sizeHint().width() + _GAP for part in shown) + theme.px(_SEARCH)
        folded = self.width() < max(theme.px(UNFOLDED), needed)
        if self._practice.text():
            self._practice.show_badge(PRACTICE if self.has_width(_SHORT) else state("練習用"))
        self._folded.setVisible(folded)
        self._menus.setVisible(not folded)

    def refresh_menus(self) -> None:
        """Offer what can be done now."""
        self._menus.clear()
        folded = self._folded.menu()
        folded.clear()
        for title in MENUS:
            offered = [c for c in self._commands() if title.startswith(c.menu)]
            if offered:
                _fill(self._menus.addMenu(title), offered)
                _fill(folded.addMenu(title), offered)


def _fill(menu: QMenu, commands: Sequence[Command]) -> None:
    for command in commands:
        shown = command.key or command.shown_key
        words = command.words.replace("&", "&&")
        action = menu.addAction(f"{words}\t{shown}" if shown else words)
        action.triggered.connect(lambda *_checked, run=command.run: run())
