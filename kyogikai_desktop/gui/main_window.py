"""The window of an open council: top bar, side bar, page, key strip; pages are built when first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kyogikai_desktop import paths
from kyogikai_desktop.gui.key_help import KeyHelp
from kyogikai_desktop.gui.page import CHECK, Command, Page, PageSpec
from kyogikai_desktop.gui.preferences import step_zoom
from kyogikai_desktop.gui.search_palette import Search, SearchPalette
from kyogikai_desktop.gui.side_bar import SideBar
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.top_bar import PracticeBand, TopBar
from kyogikai_desktop.gui.widgets.fitting import Fitting
from kyogikai_desktop.gui.widgets.key_chip import key_sequence
from kyogikai_desktop.gui.widgets.key_strip import KeyStrip
from kyogikai_desktop.gui.widgets.long_task import LongTask
from kyogikai_desktop.gui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from kyogikai_desktop.services.locking import Locking

FULL_SIDE_BAR = 1320
LEAST = (800, 480)


@dataclass(frozen=True)
class Workplace:
    """What an opened council gives the window: its name, who works, the pages, search and commands.

    `read_only` is the reason why nothing can be written, or empty; `notice` says in its place that this is a
    carried copy, and leads to the page that brings it back. `news` is said until somebody closes it.
    `warning` stands over every page, and `look_into` shows in the window what it means and calls back once it
    is settled. `place_warning` says that the folder lies where it gets lost; `explain_place` says what to do
    and calls back once nobody is to be told again. `close` runs on the writer thread and is told whether
    there is time for a backup; so does `renew`, which returns what the same open council gives once a page
    says so. `interrupt` stops what the thread of an id reads. `locking` knows when it locks.
    `closed` says of the pages that are not offered to this person, by their ids, whose work they are.
    """

    council: str
    user: str
    role: str
    pages: Sequence[PageSpec]
    search: Search
    close: Callable[[bool], object]
    commands: Sequence[Command] = ()
    practice: bool = False
    read_only: str = ""
    notice: str = ""
    warning: str = ""
    news: str = ""
    locking: Locking | None = None
    returns_to: str = ""
    look_into: Callable[[QWidget, Callable[[], object], Callable[[], object]], object] = (
        lambda _window, settled, _check: settled()
    )
    place_warning: str = ""
    explain_place: Callable[[QWidget, Callable[[], object]], object] = lambda _window, settled: settled()
    renew: Callable[[], Workplace] | None = None
    closed: Mapping[str, str] = field(default_factory=dict)
    interrupt: Callable[[int], object] = lambda _thread: None


class MainWindow(Fitting):
    """Hold the pages and lead from one to the other."""

    lock_requested = Signal()
    council_left = Signal(str)
    left_undone = Signal(str)
    undone = Signal(str)
    renewed = Signal()
    page_shown = Signal()

    def __init__(self, place: Workplace, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._tasks = tasks
        self._specs = {spec.id: spec for spec in place.pages}
        self._pages: dict[str, Page] = {}
        self._history: list[str] = []
        self._keys: list[QShortcut] = []
        self._top = TopBar(place.council, self.commands, practice=place.practice)
        self._side = SideBar(place.pages, place.user, place.role)
        self._stack = QStackedWidget(self)
        self.strip = KeyStrip(self)
        self._reason = MessageBar(self)
        self._warning = MessageBar(self)
        self._place_warning = MessageBar(self)
        # Narrower than the bars would like: they fold only once the window is that narrow.
        self.setMinimumSize(*LEAST)
        self._lay_out()
        self._connect()
        self.open_page(place.pages[0].id)

    def page(self) -> Page:
        """Return the page shown."""
        return self._pages[self._history[-1]]

    def commands(self) -> Sequence[Command]:
        """Return what can be done now: on this page, and anywhere."""
        own = self.page().commands() if self._history else ()
        pages = [
            Command(f"{spec.title}を開く", partial(self.open_page, spec.id), "表示", icon=spec.icon)
            for spec in self._place.pages
            if spec.section
        ]
        larger = Command("文字を大きく", partial(self._zoom, 1), "表示", key="Ctrl++", icon="plus")
        smaller = Command("文字を小さく", partial(self._zoom, -1), "表示", key="Ctrl+-", icon="minus")
        lock = Command("ロックする", self.lock_requested.emit, "ファイル", shown_key="Ctrl+L", icon="lock")
        keys = Command("この画面のキー", self.show_keys, "ヘルプ", shown_key="F1", icon="info")
        return (*own, *self._place.commands, *pages, larger, smaller, lock, keys)

    def open_page(self, page_id: str, record: object = None) -> None:
        """Show a page, building it at its first use; say of a page that is not offered whose work it is."""
        if why := self._place.closed.get(page_id):
            self.page().message("due", why)
            return
        if page_id not in self._pages:
            self._pages[page_id] = self._build(self._specs[page_id])
        if not self._history or self._history[-1] != page_id:
            passed = (other for other in self._history if other != page_id and not self._specs[other].form)
            self._history = [*passed, page_id]
        page = self._pages[page_id]
        self._stack.setCurrentWidget(page)
        spec = self._specs[page_id]
        self._side.show_current(spec.parent or page_id)
        page.activate(record)
        self._refresh_keys()
        self.page_shown.emit()

    def go_back(self) -> None:
        """Go back one level: inside the page, else to the page before."""
        if self.page().back() or len(self._history) == 1:
            return
        self._history.pop()
        previous = self._history.pop()
        self.open_page(previous)

    def show_keys(self) -> None:
        """Show the keys of this page."""
        KeyHelp(self, self.page()).open()

    def show_search(self) -> None:
        """Open the palette."""
        palette = SearchPalette(self, self._place.search, self.commands(), self._tasks)
        palette.chosen.connect(self.open_page)
        palette.open()

    def here(self) -> str:
        """Return the page shown and the id of its record, for coming back after a lock: case:12."""
        record = self.page().shown()
        return f"{self._history[-1]}:{record or ''}"

    def come_back(self, place: str) -> None:
        """Show a page that `here` named, if it is offered to this account."""
        page, _, record = place.partition(":")
        if page in self._specs:
            self.open_page(page, int(record) if record.isdecimal() else None)

    def leave(self) -> None:
        """Let every page hand its typed input over to the drafts."""
        for page in self._pages.values():
            page.leave()

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._side)
        middle.addWidget(self._stack, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        if self._place.practice:
            box.addWidget(PracticeBand())
        box.addWidget(self._top)
        box.addWidget(self._reason)
        box.addWidget(self._warning)
        box.addWidget(self._place_warning)
        box.addLayout(middle, 1)
        box.addWidget(self.strip)
        if self._place.read_only:
            self._reason.show_message("due", f"読み取り専用：{self._place.read_only}", closable=False)
        elif self._place.notice:
            lead = partial(self.open_page, "carry")
            self._reason.show_message("info", self._place.notice, "持ち帰る", lead, closable=False)
        if self._place.news:
            self._warning.show_message("info", self._place.news)
        if self._place.warning:
            check = partial(self.open_page, "backups", CHECK)
            look = partial(self._place.look_into, self, self._warning.hide, check)
            self._warning.show_message(
                "over", self._place.warning, "確かめる", look, key="Alt+W", closable=False
            )

        if words := self._place.place_warning:
            explain = partial(self._place.explain_place, self, self._place_warning.hide)
            self._place_warning.show_message(
                "over", words, "どうするか", explain, key="Alt+J", closable=False
            )

    def _connect(self) -> None:
        self._top.search_requested.connect(self.show_search)
        self._top.lock_requested.connect(self.lock_requested)
        self._side.chosen.connect(self.open_page)
        self._tasks.refused.connect(lambda error: self.page().refuse(error))
        QShortcut(QKeySequence("F1"), self, self.show_keys)

    def _zoom(self, step: int) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            step_zoom(app, paths.state(), step)

    def _build(self, spec: PageSpec) -> Page:
        page = spec.factory()
        page.navigate.connect(self.open_page)
        page.saved.connect(self.strip.show_saved)
        page.waiting.connect(self._side.set_count)
        page.keys_changed.connect(self._refresh_keys)
        page.renewed.connect(self.renewed)
        page.task_started.connect(self._on_page_task_started)
        page.council_left.connect(self.council_left)
        page.left_undone.connect(self.left_undone)
        page.undone.connect(self.undone)
        page.leaving.connect(self.leave)
        self._stack.addWidget(page)
        return page

    def _on_page_task_started(self, task: LongTask) -> None:
        task.made_small.connect(partial(self.strip.add_task, task.small))

    def _refresh_keys(self) -> None:
        self.strip.show_hints(self.page().key_hints)
        self._top.refresh_menus()
        for key in self._keys:
            key.setEnabled(False)  # two of one key at the same time would mean neither
            key.deleteLater()
        offered = [command for command in self.commands() if command.key]
        self._keys = [QShortcut(key_sequence(command.key), self, command.run) for command in offered]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc, where nothing inside wanted it."""
        if event.key() == Qt.Key.Key_Escape:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def fit(self) -> None:
        """Fold the side bar in narrow windows."""
        self._side.set_rail(rail=not self.has_width(FULL_SIDE_BAR))
