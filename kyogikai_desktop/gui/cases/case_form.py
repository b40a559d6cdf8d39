"""The form of a case: its fields in sections, one below the other in one scroll area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.cases import Consent, Sex, Urgency
from kyogikai_desktop.domain.field_names import FIELD_NAMES
from kyogikai_desktop.gui.cases.case_texts import NOT_DECIDED, STATES, urgency_words
from kyogikai_desktop.gui.cases.concerns_field import ConcernsField
from kyogikai_desktop.gui.cases.section_list import SectionState
from kyogikai_desktop.gui.widgets.choice import Choice
from kyogikai_desktop.gui.widgets.date_field import BirthField, DateField
from kyogikai_desktop.gui.widgets.field_row import FieldRow
from kyogikai_desktop.gui.widgets.field_texts import on_edit, put_text, text_of
from kyogikai_desktop.gui.widgets.line_edit import LineEdit
from kyogikai_desktop.gui.widgets.read_field import ReadField
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import column, label, row
from kyogikai_desktop.gui.widgets.text_area import TextArea

_WIDTH = 900
_BELOW_BIRTH = 4


@dataclass(frozen=True)
class Section:
    """A section: its id, its title, a sentence, and its fields line by line."""

    id: str
    title: str
    words: str
    lines: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the attributes edited here."""
        return tuple(" ".join(self.lines).split())


SECTIONS = (
    Section(
        "intake",
        "相談の受付",
        "いつ、どこから、どのような相談がありましたか。",
        ("received_on route", "reporter", "complaint"),
    ),
    Section(
        "person",
        "本人のこと",
        "聞きとれたことだけで受け付けられます。あとから足せます。",
        ("name kana", "birth sex", "postal_code phone", "address", "whereabouts_protected", "household"),
    ),
    Section(
        "concerns", "困りごと", "あてはまるものに○、いちばん困っていることに◎をつけます。", ("concerns",)
    ),
    Section("wish", "本人の意向", "本人の言葉のまま書きます。", ("wish", "wish_heard_on")),
    Section("consent", "同意", "会議で話すことについての、本人の同意です。", ("consent", "consent_note")),
    Section(
        "view",
        "はじめの見立て",
        "どれくらい急ぐか、なにから始めるか。",
        ("urgency urgency_reason", "course", "situation", "remarks"),
    ),
    Section(
        "lead",
        "主担当と見直し",
        "だれが、いつ見直しますか。",
        ("lead_body key_person", "state next_review_on"),
    ),
)
_HINTS = {
    "name": "分からないときは空のままで、氏名不詳になります",
    "birth": "昭和30年ごろ、70歳、70代 でもかまいません",
    "whereabouts_protected": "印をつけると、住所と電話は一覧や印刷に出ません。見るときは理由を残します。",
    "next_review_on": "例：来週金、+30。空にすると「日が未定」として一覧の上に出ます",
}
_REQUIRED = ("received_on",)
_OPTIONAL = ("phone", "remarks")


class CaseForm(Scrolled):
    """Edit a case as texts; `edited` and `left` carry the attribute of the field."""

    edited = Signal(str)
    left = Signal(str)

    def __init__(self, today: date) -> None:
        super().__init__()
        self.concerns = ConcernsField()
        self.rows = {name: self._row(name, editor) for name, editor in self._editors(today).items()}
        self.parts = [self._part(section) for section in SECTIONS]
        self._stack = column(*self.parts, None, spacing=26)
        self._stack.setContentsMargins(24, 16, 24, 24)
        self.hold(self._stack)
        self.inside.setMaximumWidth(_WIDTH)
        self._watch()

    def texts(self) -> dict[str, str]:
        """Return what stands in the form, by attribute."""
        shown = {name: text_of(field.editor) for name, field in self.rows.items() if name != "concerns"}
        return shown | {"concerns": self.concerns.text()}

    def put(self, texts: Mapping[str, str]) -> None:
        """Show these texts; fields without one stay."""
        for name, text in texts.items():
            editor = self.rows[name].editor
            if isinstance(editor, ConcernsField):
                editor.set_text(text)
                continue
            if isinstance(editor, QComboBox) and editor.findText(text) < 0 and not editor.isEditable():
                editor.addItem(text)  # a body that has left, a code that is no longer offered
            put_text(editor, text)

    def offer_bodies(self, names: Iterable[str]) -> None:
        """Offer these bodies as lead bodies."""
        editor = self.rows["lead_body"].editor
        if isinstance(editor, QComboBox):
            editor.clear()
            editor.addItems([NOT_DECIDED, *names])

    def add_to_person(self, widget: QWidget) -> None:
        """Put a panel into 本人のこと, below the birth."""
        part = self.parts[1].layout()
        if isinstance(part, QVBoxLayout):
            part.insertWidget(_BELOW_BIRTH, widget)

    def states(self, empty: Mapping[str, str]) -> list[SectionState]:
        """Return how far each section is, against the texts of an empty form."""
        texts = self.texts()
        return [
            SectionState(
                section.title,
                filled=any(texts[name] != empty.get(name, "") for name in section.names),
                wrong=sum(self.rows[name].wrong for name in section.names),
            )
            for section in SECTIONS
        ]

    def go_to(self, number: int) -> None:
        """Show a section from its top and put the keyboard into its first field."""
        self.verticalScrollBar().setValue(max(0, self.parts[number].y() - 12))
        names = SECTIONS[number].names
        first = next((self.rows[name] for name in names if self.rows[name].isEnabled()), self.rows[names[0]])
        first.target().setFocus()

    def section_of(self, widget: QWidget | None) -> int:
        """Return the number of the section that a widget stands in, or -1."""
        return next((n for n, part in enumerate(self.parts) if widget and part.isAncestorOf(widget)), -1)

    def _editors(self, today: date) -> dict[str, QWidget]:
        table = codes.table
        lines = (
            "reporter",
            "name",
            "kana",
            "postal_code",
            "phone",
            "address",
            "urgency_reason",
            "key_person",
        )
        areas = {"complaint": 3, "wish": 3, "consent_note": 2, "course": 3, "situation": 3, "remarks": 2}
        household = Choice(code.label for code in table("households").codes)
        household.setEditable(True)
        household.setCurrentText("")
        return {
            **{name: LineEdit() for name in lines},
            **{name: TextArea(FIELD_NAMES[name], rows) for name, rows in areas.items()},
            "received_on": DateField(today),
            "wish_heard_on": DateField(today),
            "next_review_on": DateField(today),
            "birth": BirthField(today),
            "route": Choice([NOT_DECIDED, *(code.label for code in table("routes").codes)]),
            "sex": Choice(sex.label for sex in (Sex.UNKNOWN, *(s for s in Sex if s is not Sex.UNKNOWN))),
            "whereabouts_protected": QCheckBox("この人の住所と電話を守る"),
            "household": household,
            "concerns": self.concerns,
            "consent": Choice(consent.label for consent in Consent),
            "urgency": Choice(urgency_words(grade) for grade in (None, *Urgency)),
            "lead_body": Choice([NOT_DECIDED]),
            "state": Choice(state.label for state in STATES),
        }

    def _row(self, name: str, editor: QWidget) -> FieldRow:
        return FieldRow(
            FIELD_NAMES[name],
            editor,
            required=name in _REQUIRED,
            optional=name in _OPTIONAL,
            hint=_HINTS.get(name, ""),
        )

    def _part(self, section: Section) -> QWidget:
        part = QWidget()
        box = column(label(section.title, "large"), label(section.words, "second", wrap=True), spacing=10)
        for line in section.lines:
            fields = row(*(self.rows[name] for name in line.split()), spacing=20)
            for number in range(fields.count()):
                fields.setStretch(number, 1)
            box.addLayout(fields)
        part.setLayout(box)
        return part

    def _watch(self) -> None:
        for name, field in self.rows.items():
            editor = field.editor
            edited, left = partial(self.edited.emit, name), partial(self.left.emit, name)
            if isinstance(editor, ConcernsField):
                editor.edited.connect(edited)
                continue
            on_edit(editor, edited)
            if isinstance(editor, LineEdit):
                editor.editingFinished.connect(left)
            elif isinstance(editor, TextArea):
                editor.editing_finished.connect(left)
            elif isinstance(editor, ReadField):
                editor.line.editingFinished.connect(left)
