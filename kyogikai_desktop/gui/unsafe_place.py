"""What is said where a council lies on a share or in a synced folder, and how it gets away from there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.services import place_notice
from kyogikai_desktop.services.session import Session

_STEPS = (
    "1. この協議会を閉じます。控えが自動で取られ、確かめられます。",
    "2. フォルダーを、そのまま、このパソコンの中の同期されない場所に移します（コピーではなく移動）。"
    "OneDrive では「デスクトップ」「ドキュメント」も同期されていることがあります。",
    "3. はじめの画面で、移した先のフォルダーを選んで開きます。",
    "4. 元の場所とクラウドのごみ箱に残った写しを消します。写しは暗号化してありますが、"
    "パスワードを知る人は開けます。心配なときは、「利用者」で協議会の鍵を新しくしてください。",
)


class UnsafePlaceDialog(GrowingDialog):
    """Say what to do step by step; accepted once somebody knows and is not to be told again."""

    def __init__(self, window: QWidget, folder: Path) -> None:
        super().__init__(window, "協議会のフォルダーを、安全な場所に移してください", 640)
        self.body.addWidget(label(f"いまの場所：{folder}", "strong", wrap=True))
        for step in _STEPS:
            self.body.addWidget(label(step, wrap=True))
        later = button("あとで", key="Esc", does=self.reject)
        known = button("わかりました（この場所では、もう知らせない）", key="Alt+U", does=self.accept)
        self.body.addLayout(row(None, known, later))
        later.setFocus()


def explain(session: Session, window: QWidget, settled: Callable[[], object]) -> None:
    """Show what to do; `settled` is called once nobody has to be told of this place again."""

    def know() -> None:
        place_notice.told(session)
        settled()

    dialog = UnsafePlaceDialog(window, session.vault.folder.resolve())
    dialog.accepted.connect(know)
    dialog.open()
