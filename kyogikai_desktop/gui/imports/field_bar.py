"""The line of choices above the list: which column of the ledger each field is read from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.imports.judged import sources
from kyogikai_desktop.gui.imports.row_cells import FIELDS
from kyogikai_desktop.gui.widgets.choice import Choice
from kyogikai_desktop.gui.widgets.list_view import ListView
from kyogikai_desktop.gui.widgets.text import label
from kyogikai_desktop.interchange.ledger_mapping import Target, column_letters
from kyogikai_desktop.services.imports import Mapping

_FIRST_FIELD = 2
_HEIGHT, _PAD = 48, 4
_NONE, _AS_IT_IS = -1, -2


class FieldBar(QWidget):
    """One choice above each column; `chosen` carries the field and the column's index, or None."""

    chosen = Signal(object, object)

    def __init__(self, view: ListView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(_HEIGHT))
        self._title = label("列の対応", "field")
        self._title.setParent(self)
        self.choices: dict[Target, QComboBox] = {}
        for field, title, _width, _from_width in FIELDS:
            choice = Choice(parent=self)
            choice.setProperty("kind", "small")
            # The header gives the width; Qt must not take it back for the words.
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setAccessibleName(f"{title}を読む列")
            choice.activated.connect(partial(self._on_choice_activated, field))
            self.choices[field] = choice
        view.horizontalHeader().sectionResized.connect(self._place_later)
        view.viewport().installEventFilter(self)

    def show_mapping(self, mapping: Mapping) -> None:
        """Show which column each field is read from; no signal."""
        for field, choice in self.choices.items():
            with QSignalBlocker(choice):
                _fill(choice, mapping, field)
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the list when its columns come and go."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._place_later()
        return False

    def _place_later(self, *_section: int) -> None:
        # The header has its new geometry only after its own resizing is through.
        QTimer.singleShot(0, self, self._place)

    def _place(self) -> None:
        header = self._view.horizontalHeader()
        height = theme.px(34)
        top = (self.height() - height) // 2
        self._title.setGeometry(10, 0, header.sectionSize(0), self.height())
        for place, choice in enumerate(self.choices.values(), _FIRST_FIELD):
            choice.setVisible(not header.isSectionHidden(place))
            left = header.sectionViewportPosition(place)
            choice.setGeometry(left + _PAD, top, header.sectionSize(place) - 2 * _PAD, height)

    def _on_choice_activated(self, field: Target, number: int) -> None:
        index = self.choices[field].itemData(number)
        if index != _AS_IT_IS:
            self.chosen.emit(field, None if index == _NONE else index)


def _fill(choice: QComboBox, mapping: Mapping, field: Target) -> None:
    choice.clear()
    now = sources(mapping, field)
    if len(now) > 1:
        letters = "・".join(column_letters(column.index) for column in now)
        choice.addItem(f"{letters}列", _AS_IT_IS)
    choice.addItem("（読まない）", _NONE)
    for column in mapping.columns:
        choice.addItem(f"{column_letters(column.index)}列 {column.header}", column.index)
    wanted = _AS_IT_IS if len(now) > 1 else now[0].index if now else _NONE
    choice.setCurrentIndex(choice.findData(wanted))
    widest = max(choice.fontMetrics().horizontalAdvance(choice.itemText(n)) for n in range(choice.count()))
    choice.view().setMinimumWidth(min(widest + 40, 420))
