"""協議会の鍵を新しくする: what it is good for after a loss, and what it does not change."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.text import label, row

_WHAT = (
    "協議会の入ったパソコンや USB メモリー、控えをなくしたとき、盗まれたときに使います（{seconds} 秒ほど）。"
    "これから書くことは、なくしたものの鍵では開きません。パスワードと復旧シートは、そのまま使えます。"
)
_NOT = "なくしたものは、その日のパスワードを知る人には、まだ開けます。パスワードを変えても同じです。"
_WRITTEN = (
    "パスワードを書いたものもなくしたときは、先に、その人の「パスワードを渡し直す」をしてください。"
    "あなたのものなら、ほかの保護管理の人に頼みます。"
)


class KeyDialog(GrowingDialog):
    """Ask before the key is changed; accepted where it is wanted."""

    def __init__(self, window: QWidget, seconds: int) -> None:
        super().__init__(window, "協議会の鍵を新しくする", 640)
        self.body.addWidget(label(_WHAT.format(seconds=seconds), wrap=True))
        for words in (_NOT, _WRITTEN):
            self.body.addWidget(label(words, "second", wrap=True))
        later = button("やめておく", key="Esc", does=self.reject)
        go = button("鍵を新しくする", "primary", key="Ctrl+Enter", does=self.accept)
        self.body.addLayout(row(None, later, go))
        later.setFocus()
