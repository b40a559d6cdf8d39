"""All columns of the ledger, each with an example and the choice of what it is imported as."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from kyogikai_desktop.gui.imports.judged import Judged
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.choice import Choice
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import clear, column, label, row
from kyogikai_desktop.interchange.ledger_mapping import Column, Target, column_letters
from kyogikai_desktop.interchange.ledger_values import text_of, without_my_number

_EXAMPLE = 40
_WHEREABOUTS = (Target.ADDRESS, Target.POSTAL_CODE, Target.PHONE)


class ColumnsPane(QWidget):
    """Every column of the sheet; `chosen` carries a column's index and its new Target."""

    chosen = Signal(int, object)
    save_wanted = Signal()
    load_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: tuple[str, str] = ("", "")
        self.choices: dict[int, QComboBox] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(3, 1)
        note = label(
            "台帳のどの列も、ここに並びます。対応のない列は、見出しつきで備考に残ります。",
            "caption",
            wrap=True,
        )
        save = button("対応をファイルに保存", does=self.save_wanted.emit, icon="save")
        load = button("対応をファイルから読む", does=self.load_wanted.emit, icon="folder")
        foot = row(note, save, load)
        foot.setStretch(0, 1)
        foot.setContentsMargins(16, 8, 16, 8)
        self.setLayout(column(Scrolled(column(self._grid, None)), foot, spacing=0))

    def show_judged(self, judged: Judged) -> None:
        """Show the columns of a ledger; of the same sheet only the choices change."""
        table = (judged.file.sha256, judged.mapping.sheet)
        if table != self._table:
            self._table = table
            self._build(judged)
        for one in judged.mapping.columns:
            choice = self.choices[one.index]
            with QSignalBlocker(choice):
                choice.setCurrentIndex(choice.findData(one.target.value))

    def _build(self, judged: Judged) -> None:
        clear(self._grid)
        self.choices.clear()
        for place, title in enumerate(("列", "見出し", "取り込む先", "例")):
            self._grid.addWidget(label(title, "field"), 0, place)
        for number, one in enumerate(judged.mapping.columns, 1):
            self._grid.addWidget(label(f"{column_letters(one.index)}列", "caption"), number, 0)
            self._grid.addWidget(label(one.header, "strong"), number, 1)
            self._grid.addWidget(self._choice(one), number, 2)
            self._grid.addWidget(label(_example(judged, one), "caption"), number, 3)

    def _choice(self, one: Column) -> QComboBox:
        choice = Choice()
        choice.setMinimumWidth(220)
        choice.setAccessibleName(f"{one.header} の取り込む先")
        for target in Target:
            choice.addItem(target.label, target.value)
        choice.activated.connect(partial(self._on_choice_activated, one.index))
        self.choices[one.index] = choice
        return choice

    def _on_choice_activated(self, index: int, number: int) -> None:
        self.chosen.emit(index, Target(self.choices[index].itemData(number)))


def _example(judged: Judged, one: Column) -> str:
    """Return the first filled cell below the headings; where somebody lives is in no list."""
    if one.target in _WHEREABOUTS:
        return "（ここには出しません）"
    below = judged.file.sheet(judged.mapping.sheet).rows[max(judged.mapping.header_rows, default=0) :]
    texts = (text_of(cells[one.index]).strip() for cells in below if one.index < len(cells))
    found = without_my_number(next((text for text in texts if text), ""))
    return found if len(found) <= _EXAMPLE else f"{found[:_EXAMPLE]}…"
