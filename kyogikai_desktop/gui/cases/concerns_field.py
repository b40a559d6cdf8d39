"""困りごと: ○ for each concern, ◎ for the most pressing one."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from kyogikai_desktop.domain import codes
from kyogikai_desktop.gui.widgets.buttons import KeyButton, button
from kyogikai_desktop.gui.widgets.fitting import Fitting

_CHIEF, _OTHER, _BETWEEN = "◎ ", "○ ", "　"
_TWO_FROM = 620


def concerns_text(concerns: Iterable[str], chief: str) -> str:
    """Return ◎ 食べること　○ 住まい, the most pressing one first, then in the order of the form."""
    table = codes.table("concerns")
    order = [code.id for code in table.codes]
    known = sorted(concerns, key=lambda one: (one != chief, order.index(one) if one in order else len(order)))
    return _BETWEEN.join(f"{_CHIEF if one == chief else _OTHER}{table.short(one)}" for one in known)


def read_concerns(text: str) -> tuple[tuple[str, ...], str]:
    """Return the ids and the id of the most pressing concern that such a text names."""
    chief, chosen = "", []
    table = codes.table("concerns")
    for part in filter(None, text.split(_BETWEEN)):
        code = table.by_text(part[len(_CHIEF) :])
        chosen.append(code.id if code else part[len(_CHIEF) :])
        if part.startswith(_CHIEF):
            chief = chosen[-1]
    return tuple(chosen), chief


class ConcernsField(Fitting):
    """A check box per concern and, behind each one that is checked, a button for ◎."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        self._marks: dict[str, KeyButton] = {}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(2)
        for code in codes.table("concerns").codes:
            self._boxes[code.id] = self._box(code)
            self._marks[code.id] = self._mark(code)
        self._place(2)
        self.setFocusProxy(next(iter(self._boxes.values())))

    def text(self) -> str:
        """Return the concerns in words."""
        chosen = [one for one, box in self._boxes.items() if box.isChecked()]
        chief = next((one for one in chosen if self._marks[one].isChecked()), "")
        return concerns_text(chosen, chief)

    def set_text(self, text: str) -> None:
        """Show concerns that such a text names."""
        chosen, chief = read_concerns(text)
        for one, box in self._boxes.items():
            box.setChecked(one in chosen)
            self._marks[one].setChecked(one == chief)

    def fit(self) -> None:
        """Stand in two columns where there is room."""
        self._place(2 if self.has_width(_TWO_FROM) else 1)

    def minimumSizeHint(self) -> QSize:
        """Let the form be narrower than two columns."""
        return QSize(0, super().minimumSizeHint().height())

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(self._boxes) // columns)
        for number, (box, mark) in enumerate(zip(self._boxes.values(), self._marks.values(), strict=True)):
            left = 2 * (number // rows)
            self._grid.addWidget(box, number % rows, left)
            self._grid.addWidget(mark, number % rows, left + 1, Qt.AlignmentFlag.AlignLeft)
            self._grid.setColumnStretch(left + 1, 1)

    def _box(self, code: codes.Code) -> QCheckBox:
        box = QCheckBox(code.label)
        box.toggled.connect(partial(self._on_box_toggled, code.id))
        return box

    def _mark(self, code: codes.Code) -> KeyButton:
        mark = button("◎ いちばん", "small")
        mark.setCheckable(True)
        mark.setAccessibleName(f"{code.label}：いちばん困っていること")
        mark.clicked.connect(lambda *_checked: self._on_mark_clicked(code.id))
        policy = mark.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        mark.setSizePolicy(policy)
        mark.hide()
        return mark

    def _on_box_toggled(self, one: str, checked: bool) -> None:
        self._marks[one].setVisible(checked)
        if not checked:
            self._marks[one].setChecked(False)
        self.edited.emit()

    def _on_mark_clicked(self, one: str) -> None:
        checked = self._marks[one].isChecked()
        for other, mark in self._marks.items():
            mark.setChecked(checked and other == one)
        self.edited.emit()
