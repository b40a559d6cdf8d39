"""What is asked where this PC has seen a later state of the council than the one that is open."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.dialog import Dialog
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.services import anchors
from kyogikai_desktop.services.session import Session

OLDER = "この控えは、前に使ったものより古いようです。"
_WORDS = (
    "このパソコンで前に使ったときの操作の記録が、いま開いている協議会にはありません。"
    "フォルダーが古い控えや写しに置きかわると、こうなります。",
    "ほかの人が控えから戻したなど、わけが分かっているときは、このまま使えます。"
    "前の状態にしかない記録は、ここにはありません。使うことにしたと、操作の記録に残ります。",
    "思い当たらないときは、何も書かずに閉じて、保護管理の人に知らせてください。"
    "新しいほうのフォルダーや控えが、ほかに残っているかもしれません。",
)


class OlderCopyDialog(Dialog):
    """Explain, and go on only on a person's word."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "前に使ったものより古い協議会を開いています", 620)
        for words in _WORDS:
            self.body.addWidget(label(words, wrap=True))
        later = button("あとで決める", key="Esc", does=self.reject)
        use = button("このまま使う", key="Alt+U", does=self.accept)
        self.body.addLayout(row(None, use, later))
        later.setFocus()


def look_into(session: Session, tasks: Tasks, window: QWidget, settled: Callable[[], object]) -> None:
    """Ask whether to go on; `settled` is called once that is logged."""
    dialog = OlderCopyDialog(window)
    dialog.accepted.connect(lambda: tasks.write(lambda: anchors.accept(session), lambda _none: settled()))
    dialog.open()
