"""F1: the keys of this page and those that work everywhere."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.dialog import Dialog
from kyogikai_desktop.gui.widgets.key_strip import KeyHint, KeyHints
from kyogikai_desktop.gui.widgets.text import label, row

_EVERYWHERE = (
    KeyHint("Ctrl+K", "さがす・操作"),
    KeyHint("Ctrl+1…6", "画面を移る"),
    KeyHint("Ctrl+,", "設定"),
    KeyHint("Ctrl+L", "ロックする"),
    KeyHint("Esc", "一つ戻る"),
    KeyHint("Tab", "次の欄へ"),
    KeyHint("F1", "この説明"),
)


class KeyHelp(Dialog):
    """Two lists of keys, side by side."""

    def __init__(self, window: QWidget, page: Page) -> None:
        super().__init__(window, f"キーの使い方：{page.title}", width=640)
        grid = QGridLayout()
        grid.setHorizontalSpacing(28)
        _add(grid, 0, "この画面", page.key_hints)
        _add(grid, 1, "どの画面でも", _EVERYWHERE)
        self.body.addLayout(grid)
        self.body.addLayout(row(None, button("閉じる", key="Esc", does=self.reject)))


def _add(grid: QGridLayout, column: int, title: str, hints: Sequence[KeyHint]) -> None:
    grid.addWidget(label(title, "section"), 0, column)
    for number, hint in enumerate(hints, 1):
        line = KeyHints()
        line.show_hints([hint])
        grid.addWidget(line, number, column)
    grid.setColumnStretch(column, 1)
