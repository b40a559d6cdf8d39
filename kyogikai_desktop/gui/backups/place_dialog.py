"""別の場所を決める: the folder where each backup is also put, and the permission to take data there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.gui.tasks import Failed
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.choosing import choose_folder
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.form_errors import FormErrors
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.message_bar import MessageBar
from kyogikai_desktop.gui.widgets.text import label, row
from kyogikai_desktop.words import say

SetPlace = Callable[[Path | None, str, Callable[[None], object], Failed], object]

_WORDS = (
    "控えを取るたびに、ここにも同じものを置きます。USB メモリーなど、このパソコンの外を選んでください。"
    "控えは暗号化されています。"
)


class PlaceDialog(GrowingDialog):
    """Ask for folder and permission; an existing place can also be ended."""

    def __init__(self, window: QWidget, place: str, set_place: SetPlace) -> None:
        super().__init__(window, "控えを置く別の場所", 640)
        self._set_place = set_place
        self._folder = LineEdit()
        self._folder.setText(place)
        self._permission = LineEdit()
        hint = "いつ、だれが許可したか。例：R8.11.1 情報管理 第12号 保護管理者"
        self._rows = {
            "folder": FieldRow("フォルダー", self._folder, required=True),
            "permission": FieldRow(
                "持ち出しの許可（文書の番号）", self._permission, required=True, hint=hint
            ),
        }
        self._errors = FormErrors(self._rows)
        self._told = MessageBar(self)
        self._lay_out(ends=bool(place))

    def _lay_out(self, *, ends: bool) -> None:
        choose = button("選ぶ", icon="folder", key="Alt+O", does=self._choose)
        self.body.addWidget(label(_WORDS, "second", wrap=True))
        self.body.addWidget(self._told)
        self.body.addWidget(self._rows["folder"])
        self.body.addLayout(row(choose, None))
        self.body.addWidget(self._rows["permission"])
        end = button("置くのをやめる", "text", does=self._end)
        end.setVisible(ends)
        later = button("閉じる", key="Esc", does=self.reject)
        settle = button("この場所に決める", "primary", key="Ctrl+Enter", does=self._settle)
        self.body.addLayout(row(end, None, later, settle))
        self._folder.setFocus()

    def _choose(self) -> None:
        if chosen := choose_folder(self, "控えを置くフォルダー", self._folder.text()):
            self._folder.setText(chosen)
            self._permission.setFocus()

    def _settle(self) -> None:
        self._errors.clear()
        folder = self._folder.text().strip()
        if not folder:
            self._errors.show_error(InvalidInput("required", "folder"))
            return
        self._set_place(Path(folder), self._permission.text(), self._on_set, self._refuse)

    def _end(self) -> None:
        self._set_place(None, "", self._on_set, self._refuse)

    def _on_set(self, _none: None) -> None:
        self.accept()

    def _refuse(self, error: AppError) -> None:
        if not (isinstance(error, InvalidInput) and self._errors.show_error(error)):
            self._told.show_message("over", say(error), closable=False)
