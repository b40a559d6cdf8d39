"""Two values of one record: the stored one and yours; neither is lost, whatever one chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.growing_dialog import GrowingDialog
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import column, label, row, rule, set_property

_TEXT_LINES = 4


@dataclass(frozen=True)
class Difference:
    """One field that differs: its attribute, its name on the form, both values; texts can be joined.

    `untouched` is a field that only the other one changed: there the stored value is chosen at first.
    """

    field: str
    name: str
    stored: str
    yours: str
    joinable: bool = False
    untouched: bool = False


class _Choice(QFrame):
    """Stored or yours, for one field."""

    chosen = Signal()

    def __init__(self, title: str, caption: str, value: str, key: str) -> None:
        super().__init__()
        self.radio = QRadioButton(title, self)
        self.radio.setAccessibleName(f"{title} {value}")
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.addLayout(row(self.radio, None, label(key, "key")))
        box.addWidget(label(caption, "caption", wrap=True))
        box.addWidget(label(value or "（空）", "strong", wrap=True))
        box.addStretch(1)
        self.show_chosen(chosen=False)
        self.radio.clicked.connect(self.chosen)

    def show_chosen(self, *, chosen: bool) -> None:
        """Frame the choice."""
        self.radio.setChecked(chosen)
        set_property(self, "role", "chosen" if chosen else "card")

    def mousePressEvent(self, _event: object) -> None:
        """Choose by a click anywhere on the card."""
        self.chosen.emit()


class ConflictDialog(GrowingDialog):
    """Decide per field; `decided` carries a tuple of (field, value). Esc decides later, nothing is lost."""

    decided = Signal(object)

    def __init__(
        self,
        window: QWidget,
        sentence: str,
        differences: Sequence[Difference],
        *,
        stored_by: str = "",
        yours_by: str = "あなた（未保存）",
    ) -> None:
        super().__init__(window, "ほかの窓で、先に変更されています")
        self._by = (stored_by, yours_by)
        self._fields = [_Field(difference, self._by) for difference in differences]
        self.body.addWidget(label(sentence, "second", wrap=True))
        self.body.addWidget(_Fields(column(*self._fields, spacing=12)))
        self.body.addWidget(rule())
        later = button("あとで決める", key="Esc", does=self.reject)
        save = button("選んだ内容で保存", "primary", key="Ctrl+S", does=self._save)
        note = label("保存されている内容は、選ばなくても「変更の履歴」に残ります。", "caption")
        self.body.addLayout(row(note, None, later, save))
        self._fields[0].setFocus()
        for number, choose in enumerate(("choose_stored", "choose_yours", "join"), 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self._choose, choose))

    def _choose(self, method: str) -> None:
        focused = [field for field in self._fields if field.isAncestorOf(self.focusWidget())]
        getattr((focused or self._fields)[0], method)()

    def _save(self) -> None:
        self.decided.emit(tuple((field.difference.field, field.value()) for field in self._fields))
        self.accept()


class _Fields(Scrolled):
    """The fields in full height, as long as the window has it."""

    def hasHeightForWidth(self) -> bool:
        """Tell the layout that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the content."""
        content = self.inside.layout()
        return content.totalHeightForWidth(width) if content else 0


class _Field(QWidget):
    """The choice for one field."""

    def __init__(self, difference: Difference, by: tuple[str, str]) -> None:
        super().__init__()
        self.difference = difference
        self._stored = _Choice("保存されている内容", by[0], difference.stored, "Alt+1")
        self._yours = _Choice("あなたの内容", by[1], difference.yours, "Alt+2")
        self._joined = QPlainTextEdit(self)
        self._joined.setAccessibleName(f"{difference.name}：つなげた内容")
        self._joined.setFixedHeight(self._joined.fontMetrics().lineSpacing() * _TEXT_LINES + 16)
        self._joined.hide()
        join = button("2つをつなげて書き直す", icon="pen", does=self.join)
        key = label("Alt+3", "key")
        joining = row(join, key, None)
        for part in (join, key):
            part.setVisible(difference.joinable)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addWidget(self._stored, 1)
        pair.addWidget(self._yours, 1)
        box = column(label(difference.name, "field"), pair, joining, self._joined)
        self.setLayout(box)
        self._stored.chosen.connect(self.choose_stored)
        self._yours.chosen.connect(self.choose_yours)
        self._show(stored=difference.untouched)
        self.setFocusProxy(self._yours.radio)

    def value(self) -> str:
        """Return what was chosen."""
        if self._joined.isVisibleTo(self):
            return self._joined.toPlainText()
        return self.difference.stored if self._stored.radio.isChecked() else self.difference.yours

    def choose_stored(self) -> None:
        """Keep what is stored."""
        self._show(stored=True)

    def choose_yours(self) -> None:
        """Take what was typed here."""
        self._show(stored=False)

    def join(self) -> None:
        """Write both into one text that can be changed."""
        if self.difference.joinable:
            self._joined.setPlainText(f"{self.difference.stored}\n{self.difference.yours}")
            self._joined.show()
            self._joined.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show(self, *, stored: bool) -> None:
        self._joined.hide()
        self._stored.show_chosen(chosen=stored)
        self._yours.show_chosen(chosen=not stored)
