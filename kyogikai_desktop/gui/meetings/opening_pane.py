"""開会・守秘の確認: times, place, papers given out and collected, and that secrecy was confirmed aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout

from kyogikai_desktop.domain.codes import legal_basis
from kyogikai_desktop.domain.meetings import Meeting
from kyogikai_desktop.errors import AppError, InvalidInput
from kyogikai_desktop.gui.meetings.edits import OPENING, OpeningEdit
from kyogikai_desktop.gui.meetings.texts import OpeningText, opening_text
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.field_texts import on_edit, put_text, text_of, texts_of
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import label

_ASK = "全員で確かめました"
_ASKED = "ここで聞いたことを外で話さないこと、資料を持ち帰らないこと"


class OpeningPane(Scrolled):
    """The fields of the opening; `edited` tells that something was typed."""

    edited = Signal()
    key = OPENING

    def __init__(self) -> None:
        super().__init__()
        self._showing = False
        self._confirmed = QCheckBox(_ASK)
        self._basis = label("", wrap=True)
        self.rows: Mapping[str, FieldRow] = {
            "secrecy_confirmed": FieldRow("守秘の確認", self._confirmed, hint=_ASKED),
            "starts": FieldRow("始まり", LineEdit(), hint="例：14:00"),
            "ends": FieldRow("終わり", LineEdit(), hint="空のまま会議を終えると、そのときの時刻が入ります"),
            "place": FieldRow("場所", LineEdit()),
            "document_number": FieldRow("文書番号", LineEdit(), optional=True),
            "papers_out": FieldRow("配った資料", LineEdit(), optional=True, hint="部数"),
            "papers_back": FieldRow("集めた資料", LineEdit(), optional=True, hint="配った数と同じですか"),
        }
        for one in self.rows.values():
            on_edit(one.editor, self._on_edit)
        self._lay_out()

    def show_meeting(self, meeting: Meeting) -> None:
        """Show the opening as it is stored."""
        basis = legal_basis(meeting.legal_basis)
        self._basis.setText(f"この会議の守秘義務：{basis.secrecy}")
        self.show_text(opening_text(meeting))
        self.clear_errors()

    def text(self) -> OpeningText:
        """Return what stands in the fields."""
        return OpeningText(**texts_of(self.rows))

    def show_text(self, text: OpeningText) -> None:
        """Show texts; fields that already say so keep their cursor."""
        self._showing = True
        for name, wanted in asdict(text).items():
            if text_of(self.rows[name].editor) != wanted:
                put_text(self.rows[name].editor, wanted)
        self._showing = False

    def edit(self) -> OpeningEdit:
        """Return the opening as it is typed, ready to be saved."""
        return OpeningEdit(self.text())

    def adopt(self, meeting: Meeting) -> None:
        """Take over what is stored now."""
        self.show_meeting(meeting)

    def refuse(self, error: AppError) -> bool:
        """Say beside a field why the opening is not saved; False if no field is to blame."""
        if not isinstance(error, InvalidInput) or error.field not in self.rows:
            return False
        self.rows[error.field].show_error(error)
        return True

    def clear_errors(self) -> None:
        """Take all sentences away."""
        for one in self.rows.values():
            one.clear_error()

    def freeze(self) -> None:
        """Let the opening be read only."""
        self.inside.setEnabled(False)

    def start(self) -> None:
        """Put the keyboard into the first field."""
        self._confirmed.setFocus()

    def _on_edit(self) -> None:
        if not self._showing:
            self.edited.emit()

    def _lay_out(self) -> None:
        card = Card("開会・守秘の確認")
        card.body.addWidget(self._basis)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        grid.addWidget(self.rows["secrecy_confirmed"], 0, 0, 1, 2)
        for number, one in enumerate(list(self.rows.values())[1:]):
            grid.addWidget(one, 1 + number // 2, number % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        box = QVBoxLayout()
        box.setContentsMargins(16, 14, 16, 16)
        box.addWidget(card)
        box.addStretch(1)
        self.hold(box)
