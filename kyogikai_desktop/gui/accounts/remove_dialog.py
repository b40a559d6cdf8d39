"""人を外す: one or several at once, with what happens then; and the backups that stay open to them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from kyogikai_desktop.domain.accounts import Account
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.text import column, label, row

_WORDS = (
    "外した人のパスワードでは、もう開けません。協議会の鍵を新しくするためです（{seconds} 秒ほど）。"
    "外した人が書いた記録は、名前とともに残ります。外した利用者IDは、もう使えません。"
)
_SHEETS = "復旧シートを預かっている人が外れるときは、そのあとで新しい復旧シートをつくってください。"
_UNSAVED = (
    "印をつけた人の書きかけ {count} 件は、いっしょに消えます。"
    "要るものがあれば、外す前に、本人が開いて保存してください。"
)
_NO_SECOND = (
    "印をつけた人を外すと、2人目になれる人がいなくなります。"
    "復旧シートをつくるなど、2人ですることは、外す前に済ませてください。"
)
_TOGETHER = "4月の異動などで何人かが同時に外れるときは、いっしょに印をつけると、鍵の取りかえは1回で済みます。"
_MOST_NAMED = 6


class RemoveDialog(GrowingDialog):
    """Mark who leaves; `wanted` carries their logins. `fit` are those who count as a second person now."""

    wanted = Signal(list)

    def __init__(
        self,
        window: QWidget,
        people: Sequence[Account],
        marked: str,
        seconds: int,
        drafts: Mapping[str, int],
        fit: Collection[str],
        *,
        sheets: bool,
    ) -> None:
        super().__init__(window, "外す人を選ぶ", 620)
        self._drafts, self._fit = drafts, set(fit)
        self.boxes = {one.login: QCheckBox(_named(one, drafts.get(one.login, 0))) for one in people}
        self._unsaved, self._alone = label("", wrap=True), label(_NO_SECOND, wrap=True)
        self._go = button("外す", key="Ctrl+Enter", does=self._on_go)
        self._lay_out(seconds, sheets=sheets)
        for login, box in self.boxes.items():
            box.setChecked(login == marked)
            box.toggled.connect(lambda _on: self._tell())
        self._tell()
        if marked in self.boxes:
            self.boxes[marked].setFocus()

    def _lay_out(self, seconds: int, *, sheets: bool) -> None:
        self.body.addWidget(label(_WORDS.format(seconds=seconds), "second", wrap=True))
        self.body.addLayout(column(*self.boxes.values(), spacing=6))
        self.body.addWidget(label(_TOGETHER, "caption", wrap=True))
        self.body.addWidget(self._unsaved)
        self.body.addWidget(self._alone)
        if sheets:
            self.body.addWidget(label(_SHEETS, wrap=True))
        self.body.addLayout(row(None, button("やめておく", key="Esc", does=self.reject), self._go))

    def _chosen(self) -> list[str]:
        return [login for login, box in self.boxes.items() if box.isChecked()]

    def _tell(self) -> None:
        count = len(self._chosen())
        self._go.setText(f"{count} 人を外す" if count else "外す人がいません")
        self._go.setEnabled(count > 0)
        unsaved = sum(self._drafts.get(login, 0) for login in self._chosen())
        self._unsaved.setText(_UNSAVED.format(count=unsaved))
        self._unsaved.setVisible(unsaved > 0)
        self._alone.setVisible(bool(self._fit) and self._fit <= set(self._chosen()))

    def _on_go(self) -> None:
        chosen = self._chosen()
        self.accept()
        self.wanted.emit(chosen)


def _named(one: Account, drafts: int) -> str:
    unsaved = f"　書きかけ {drafts} 件" if drafts else ""
    return f"{one.name}（{one.login}）{unsaved}"


class OldBackupsDialog(GrowingDialog):
    """Name the backups that people who left can still open, and offer to put a new one in their place."""

    def __init__(self, window: QWidget, files: Sequence[Path], does: Callable[[], object]) -> None:
        super().__init__(window, f"外した人がまだ開ける控えが {len(files)} 個あります", 640)
        words = (
            "前のパスワードと控えのファイルを両方もつ人は、控えを開けます。"
            "新しい控えを取ってから、下の控えを消せます。ほかの場所に写したものは、ここからは消せません。"
        )
        self.body.addWidget(label(words, "second", wrap=True))
        for file in files[:_MOST_NAMED]:
            self.body.addWidget(label(str(file), "caption", wrap=True))
        if len(files) > _MOST_NAMED:
            self.body.addWidget(label(f"ほか {len(files) - _MOST_NAMED} 個", "caption"))
        later = button("残しておく", key="Esc", does=self.reject)
        go = button("新しい控えを取って、消す", key="Ctrl+Enter", does=self._on_go)
        self._does = does
        self.body.addLayout(row(None, later, go))
        later.setFocus()

    def _on_go(self) -> None:
        self.accept()
        self._does()
