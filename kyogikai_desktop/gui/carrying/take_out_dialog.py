"""持ち出す: what the register must have, and where the file goes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from kyogikai_desktop.domain.carrying import MEDIUM, PURPOSE, Carry
from kyogikai_desktop.domain.moments import parse_moment
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

TakeOut = Callable[[Carry, Path, Failed], object]

_WORDS = "協議会の全部を、暗号化した1つのファイルにします。持ち帰って取り込むまで、ここは読むだけになります。"
_VERB = "持ち出す"


class TakeOutDialog(GrowingDialog):
    """Ask for folder and the register's entries; a refusal is told here and what was typed stays."""

    def __init__(self, window: QWidget, today: date, take_out: TakeOut) -> None:
        super().__init__(window, "協議会を持ち出す", 640)
        self._today = today
        self._take_out = take_out
        names = ("folder", "destination", "due", "permission", "purpose", "medium")
        self._fields = {name: LineEdit() for name in names}
        self._fields["purpose"].setText(PURPOSE)
        self._fields["medium"].setText(MEDIUM)
        hints = {
            "folder": ("ファイルを置く場所", "USB メモリーなど"),
            "destination": ("行き先", "例：北の杜市役所 第2会議室"),
            "due": ("持ち帰りの予定", "例：今日 17:00、11.28 12:00"),
            "permission": ("持ち出しの許可（文書の番号）", "例：R8.11.1 情報管理 第12号"),
            "purpose": ("目的", ""),
            "medium": ("媒体", "管理番号があれば、それも"),
        }
        self.rows = {
            name: FieldRow(hints[name][0], self._fields[name], required=True, hint=hints[name][1])
            for name in names
        }
        self._errors = FormErrors(self.rows)
        self._told = MessageBar(self)
        self._go = button(_VERB, "primary", key="Ctrl+Enter", does=self.submit)
        self._lay_out()

    def submit(self) -> None:
        """Take it out, unless something is missing."""
        if not self._go.isEnabled():
            return
        self._errors.clear()
        self._told.hide()
        try:
            plan, folder = self._read()
        except InvalidInput as error:
            self._errors.show_error(error)
            return
        self._go.setText("ファイルをつくっています")
        self._go.setEnabled(False)
        self._take_out(plan, folder, self.show_refusal)

    def show_refusal(self, error: AppError) -> None:
        """Say why it was not taken out."""
        self._go.setText(_VERB)
        self._go.setEnabled(True)
        if not (isinstance(error, InvalidInput) and self._errors.show_error(error)):
            self._told.show_message("over", say(error), closable=False)

    def _read(self) -> tuple[Carry, Path]:
        texts = {name: field.text().strip() for name, field in self._fields.items()}
        for name in self._fields:
            if not texts[name]:
                raise InvalidInput("required", name)
        plan = Carry(
            texts["destination"],
            texts["permission"],
            self._due(texts["due"]),
            texts["purpose"],
            texts["medium"],
        )
        return plan, Path(texts["folder"]).expanduser()

    def _due(self, text: str) -> datetime:
        try:
            return parse_moment(text, self._today)
        except InvalidInput as error:
            key = "moment_unreadable" if error.key == "date_unreadable" else error.key
            raise InvalidInput(key, "due", **error.values) from None

    def _lay_out(self) -> None:
        self.body.setSpacing(8)
        self.body.addWidget(label(_WORDS, "second", wrap=True))
        self.body.addWidget(self._told)
        choose = button("選ぶ", key="Alt+O", icon="folder", does=self._choose)
        first = row(self.rows["folder"], choose, spacing=10)
        first.setStretch(0, 1)
        self.body.addLayout(first)
        for pair in (("destination", "due"), ("permission",), ("purpose", "medium")):
            line = row(*(self.rows[name] for name in pair), spacing=14)
            for place in range(len(pair)):
                line.setStretch(place, 1)  # a sentence below one field leaves the other its width
            self.body.addLayout(line)
        later = button("やめておく", key="Esc", does=self.reject)
        self.body.addWidget(self._errors)
        self.body.addLayout(row(None, later, self._go))
        self._fields["folder"].setFocus()

    def _choose(self) -> None:
        if chosen := choose_folder(self, "ファイルを置く場所", self._fields["folder"].text()):
            self._fields["folder"].setText(chosen)
            self._fields["destination"].setFocus()
