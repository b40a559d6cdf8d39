"""The fields of a progress note: way, text, what comes next, when, with whom, how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from kyogikai_desktop.domain.cases import ContactWay, ProgressNote
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.gui.cases.case_words import WAY_ICONS
from kyogikai_desktop.gui.cases.moment_field import MomentField
from kyogikai_desktop.gui.widgets.buttons import KeyButton, button
from kyogikai_desktop.gui.widgets.field_row import FieldNote
from kyogikai_desktop.gui.widgets.fitting import Fitting
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.gui.widgets.text_area import TextArea

_WAYS = tuple(ContactWay)[:5]
_MOST_MINUTES = 24 * 60
_KEYS_FROM, _ICONS_FROM = 680, 600


class NoteFields(Fitting):
    """Edit one note; `typed` tells of every change. Texts by name go to drafts and come back.

    `finish` are the buttons behind the text, `state` what stands at the right end of the last line.
    """

    typed = Signal()

    def __init__(self, today: date, finish: Sequence[QWidget] = (), state: Sequence[QWidget] = ()) -> None:
        super().__init__()
        self._finish = finish
        self._state = state
        self._way = ContactWay.VISIT
        self._ways = self._way_buttons()
        self.text = TextArea("記録の本文", 3, "聞いたこと、見たことを書きます")
        self.next_step = LineEdit()
        self.next_step.setPlaceholderText("例：27日に配食をいっしょに食べる")
        self.at = MomentField(today)
        self.at.line.set_room(128)
        self.with_whom = LineEdit()
        self.with_whom.set_room(190, QSizePolicy.Policy.Maximum)
        self.minutes = LineEdit()
        self.minutes.set_room(52)
        self._notes = {name: FieldNote() for name in ("text", "next_step", "at", "with_whom", "minutes")}
        self._name_fields()
        self._lay_out()
        for line in (self.next_step, self.with_whom, self.minutes, self.at.line):
            line.textEdited.connect(self.typed)
        self.text.textChanged.connect(self.typed)
        self.choose(ContactWay.VISIT)

    def choose(self, way: ContactWay) -> None:
        """Choose the way of contact; one without a button leaves all buttons up."""
        self._way = way
        self._group.setExclusive(False)
        for each, shown in zip(_WAYS, self._ways, strict=True):
            shown.setChecked(each is way)
        self._group.setExclusive(True)

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields, by name."""
        return {
            "way": self._way.value,
            "text": self.text.toPlainText(),
            "next_step": self.next_step.text(),
            "at": self.at.text() if self.at.edited else "",
            "with_whom": self.with_whom.text(),
            "minutes": self.minutes.text(),
        }

    def put(self, texts: Mapping[str, str], now: datetime) -> None:
        """Show these texts; a missing moment is now."""
        self.choose(ContactWay(texts.get("way") or ContactWay.VISIT))
        self.text.setPlainText(texts.get("text", ""))
        self.next_step.setText(texts.get("next_step", ""))
        self.with_whom.setText(texts.get("with_whom", ""))
        self.minutes.setText(texts.get("minutes", ""))
        self.at.show_now(now)
        if at := texts.get("at"):
            self.at.edited = True
            self.at.set_text(at)
        self.clear_errors()

    def note(self, base: ProgressNote, now: datetime) -> ProgressNote:
        """Return the note with what stands here; raises InvalidInput naming the field."""
        return replace(
            base,
            way=self._way,
            text=self.text.toPlainText(),
            next_step=self.next_step.text(),
            with_whom=self.with_whom.text(),
            minutes=self._read_minutes(),
            at=self.at.value(now),
        )

    def show_error(self, error: InvalidInput) -> bool:
        """Show an error beside its field; False if it belongs to none of them."""
        note = self._notes.get(error.field)
        if note is None:
            return False
        # A note has no button for other twelve-digit numbers, so its sentence offers none.
        note.show_error(InvalidInput("my_number_named") if error.key == "my_number" else error)
        note.target().setFocus()
        return True

    def clear_errors(self) -> None:
        """Take all errors away."""
        for note in self._notes.values():
            note.clear_error()

    def fit(self) -> None:
        """Leave the words about the keys out where the buttons need the room, then their pictures."""
        self._keys.setVisible(self.has_width(_KEYS_FROM))
        for way, shown in zip(_WAYS, self._ways, strict=True):
            shown.set_icon_name(WAY_ICONS[way] if self.has_width(_ICONS_FROM) else "")

    def _read_minutes(self) -> int | None:
        text = self.minutes.text().strip().removesuffix("分")
        if not text:
            return None
        if not text.isdecimal() or int(text) > _MOST_MINUTES:
            raise InvalidInput("minutes_unreadable", "minutes")
        return int(text)

    def _way_buttons(self) -> list[KeyButton]:
        self._group = QButtonGroup(self)
        made = []
        for number, way in enumerate(_WAYS, 1):
            shown = button(way.label, key=str(number), icon=WAY_ICONS[way])
            shown.setShortcut(QKeySequence())
            shown.setCheckable(True)
            shown.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            shown.setAccessibleDescription(f"Alt+{number}")
            shown.clicked.connect(partial(self._on_way_chosen, way))
            QShortcut(QKeySequence(f"Alt+{number}"), self, partial(self._on_way_chosen, way))
            self._group.addButton(shown)
            made.append(shown)
        return made

    def _on_way_chosen(self, way: ContactWay) -> None:
        self.choose(way)
        self.typed.emit()

    def _name_fields(self) -> None:
        self._notes["text"].watch(self.text, "記録の本文")
        self._notes["next_step"].watch(self.next_step, "次にすること")
        self._notes["at"].watch(self.at, "いつ")
        self._notes["with_whom"].watch(self.with_whom, "会った人・話した人")
        self._notes["minutes"].watch(self.minutes, "かかった時間（分）")

    def _lay_out(self) -> None:
        self._keys = label("Alt+1〜5", "caption")
        ways = row(*self._ways, self._keys, None, spacing=4)
        then = row(label("次にすること", "caption"), self.next_step, *self._finish, spacing=8)
        then.setStretch(1, 1)
        detail = row(
            label("いつ", "caption"), self.at,
            label("相手", "caption"), self.with_whom,
            self.minutes, label("分", "caption"), None, *self._state,
        )  # fmt: skip
        errors = column(*self._notes.values(), spacing=0)
        self.setLayout(column(ways, self.text, then, detail, errors, spacing=8))
        last = (self.at.line, self.with_whom, self.minutes)
        for first, second in pairwise((*self._ways, self.text, self.next_step, *self._finish, *last)):
            QWidget.setTabOrder(first, second)


def texts_of(note: ProgressNote) -> dict[str, str]:
    """Return a stored note as the texts of the fields."""
    return {
        "way": note.way.value,
        "text": note.text,
        "next_step": note.next_step,
        "at": f"{note.at:%Y/%m/%d %H:%M}",
        "with_whom": note.with_whom,
        "minutes": "" if note.minutes is None else str(note.minutes),
    }
