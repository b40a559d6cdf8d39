"""The palette of Ctrl+K: people, meetings, bodies and commands in one list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.icons import pixmap
from kyogikai_desktop.gui.page import Command
from kyogikai_desktop.gui.palette_line import LINE, Line, LineDelegate
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.dialog import Dialog
from kyogikai_desktop.gui.widgets.key_strip import KeyHint, KeyHints
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.text import label, row, rule

_MOST = 9
_PAUSE_MS = 120
_HIGHEST, _AROUND = 470, 240  # px: of the list; of what else the palette shows, and of air above and below


@dataclass(frozen=True)
class Hit:
    """One thing found: its group (人, 会議, 機関), words, caption, and where it leads."""

    group: str
    words: str
    caption: str
    page: str
    record: object
    icon: str = "case"


Search = Callable[[str], Sequence[Hit]]


class SearchPalette(Dialog):
    """Find and go. `search` runs on the reader thread; each new text replaces the search before."""

    chosen = Signal(str, object)

    def __init__(
        self, window: QWidget, search: Search, commands: Sequence[Command], tasks: Tasks, text: str = ""
    ) -> None:
        super().__init__(window, "さがす・操作", top=96)
        self._search, self._commands, self._tasks = search, commands, tasks
        self._field = LineEdit(self)
        self._field.setProperty("bare", "true")
        self._field.setFont(theme.font(theme.SECTION))
        self._field.setPlaceholderText("氏名・かな・番号・機関・会議・操作")
        self._field.setAccessibleName("さがす言葉")
        self._list = QListWidget(self)
        self._list.setItemDelegate(LineDelegate(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._count = label("", "caption")
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self._lay_out()
        self._field.textChanged.connect(self._pause.start)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(self._run)
        self._field.setText(text)
        self._show([])

    def _lay_out(self) -> None:
        self.body.setContentsMargins(8, 10, 8, 8)
        self.body.setSpacing(8)
        hint = label("かな・旧字・番号・電話の一部でも見つかります", "caption")
        lens = QLabel(self)
        lens.setPixmap(pixmap("search", LIGHT.text2, 20, self.devicePixelRatioF()))
        head = row(lens, self._field, hint)
        head.setContentsMargins(12, 0, 10, 0)
        self.body.addLayout(head)
        self.body.addWidget(rule())
        self.body.addWidget(self._list)
        self.body.addWidget(rule())
        keys = KeyHints(self)
        words = (("↑↓", "選ぶ"), ("Enter", "開く"), (">", "操作だけ"), ("Esc", "閉じる"))
        keys.show_hints([KeyHint(*pair) for pair in words])
        foot = row(keys, self._count)
        foot.setStretch(0, 1)
        foot.setContentsMargins(10, 0, 10, 0)
        self.body.addLayout(foot)
        self._field.setFocus()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Move in the list and open from the field, never while the input method composes."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress or self._field.composing:
            return False
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self._list.currentItem())
            return True
        return False

    def _look(self) -> None:
        text = self._field.text().strip()
        if not text or text.startswith((">", "＞")):
            self._show([])
        else:
            self._tasks.read(lambda: self._search(text), self._show, topic="palette")

    def _show(self, hits: Sequence[Hit]) -> None:
        lines: list[Line] = []
        for hit in hits[:_MOST]:
            if hit.group not in [line.words for line in lines if line.heading]:
                lines.append(Line(hit.group, heading=True))
            lines.append(Line(hit.words, hit.caption, hit.icon, run=partial(self._go, hit)))
        lines += self._command_lines(_MOST - len(hits))
        self._list.clear()
        for line in lines:
            item = QListWidgetItem(f"{line.words} {line.caption}".strip(), self._list)
            item.setData(LINE, line)
            if line.heading:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
        height = sum(line.height for line in lines)
        self._list.setFixedHeight(min(height + 4, _HIGHEST, self._room()))
        count = sum(not line.heading for line in lines)
        typed = self._field.text().strip()
        found = f"{count} 件" if count else "見つかりません。読みがなや番号の一部でもさがせます。"
        self._count.setText(f"{found}　さがした記録が残ります" if typed else found)
        self._list.setCurrentRow(-1)
        self._step(1)
        self.adjustSize()

    def _room(self) -> int:
        """Return how high the list may be in this window; the rest is scrolled to."""
        parent = self.parentWidget()
        return parent.window().height() - theme.px(_AROUND) if parent else _HIGHEST

    def _command_lines(self, most: int) -> list[Line]:
        text = self._field.text().strip().lstrip(">＞").strip()
        found = [command for command in self._commands if text in command.words][: max(3, most)]
        lines = [
            Line(c.words, icon=c.icon, key=c.key or c.shown_key, run=partial(self._do, c)) for c in found
        ]
        return [Line("操作", heading=True), *lines] if lines else []

    def _step(self, step: int) -> None:
        number = self._list.currentRow() + step
        while 0 <= number < self._list.count():
            if self._list.item(number).flags():
                self._list.setCurrentRow(number)
                return
            number += step

    def _run(self, item: QListWidgetItem | None) -> None:
        line = item.data(LINE) if item else None
        if isinstance(line, Line) and not line.heading:
            line.run()

    def _go(self, hit: Hit) -> None:
        self.accept()
        self.chosen.emit(hit.page, hit.record)

    def _do(self, command: Command) -> None:
        self.accept()
        command.run()
