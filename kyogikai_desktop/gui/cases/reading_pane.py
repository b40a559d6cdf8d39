"""The pane beside the case list: the person's own words first, then dates, concerns, notes and promises."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kyogikai_desktop.domain.cases import ProgressNote
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.cases.case_file import CaseFile, Promise
from kyogikai_desktop.gui.cases.case_parts import concern_marks, name_block, promise_line, wish_quote
from kyogikai_desktop.gui.cases.case_words import WAY_ICONS, consent, joined, moment
from kyogikai_desktop.gui.icons import pixmap
from kyogikai_desktop.gui.theme import LIGHT
from kyogikai_desktop.gui.widgets.badge import BadgeLabel, due, state
from kyogikai_desktop.gui.widgets.buttons import KeyButton, Kind, button
from kyogikai_desktop.gui.widgets.paragraph import Paragraph
from kyogikai_desktop.gui.widgets.scrolled import Scrolled
from kyogikai_desktop.gui.widgets.text import clear, column, label, row, rule
from kyogikai_desktop.gui.widgets.urgency import UrgencyLabel

_NOTES, _PROMISES = 2, 3


class ReadingPane(QWidget):
    """Show a case in short; `open_wanted`, `note_wanted` and `review_wanted` come from its buttons."""

    open_wanted = Signal()
    note_wanted = Signal()
    review_wanted = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setProperty("role", "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("選んだケース")
        self._content = QVBoxLayout()
        self._content.setContentsMargins(18, 14, 16, 12)
        self._content.setSpacing(8)
        self._note = _shown_key("記録を書く", "F4", "pen", self.note_wanted)
        self._review = _shown_key("見直しを記録", "F5", "review", self.review_wanted)
        foot = row(self._note, self._review, None)
        foot.setContentsMargins(18, 10, 16, 14)
        self.setLayout(column(Scrolled(self._content), foot, spacing=0))
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that no case is chosen."""
        clear(self._content)
        hint = label("ケースを選ぶと、ここに本人の意向と次の日が出ます。", "caption", wrap=True)
        self._content.addWidget(hint)
        self._content.addStretch(1)
        self._note.hide()
        self._review.hide()

    def show_file(self, file: CaseFile, *, writable: bool) -> None:
        """Show a case."""
        clear(self._content)
        case = file.case
        self._note.setVisible(writable and case.is_open)
        self._review.setVisible(writable and case.is_open)
        opens = _shown_key("開く", "Enter", "", self.open_wanted, "primary")
        head = row(label(case.number, "second"), BadgeLabel(state(case.state.label)), None, opens)
        self._content.addLayout(head)
        mark = UrgencyLabel(case.urgency or "")
        self._content.addLayout(row(name_block(case, self._today), None, mark))
        self._add_wish(file)
        self._add_dates(file)
        self._add_concerns(file)
        self._add_notes(file.notes[:_NOTES])
        self._add_promises([one for one in file.promises if one.task.done_on is None][:_PROMISES])
        self._content.addStretch(1)
        QWidget.setTabOrder(opens, self._note)
        QWidget.setTabOrder(self._note, self._review)

    def _add_wish(self, file: CaseFile) -> None:
        heard = file.case.wish_heard_on
        when = f"{format_day(heard, self._today)}に聞きました" if heard else ""
        self._content.addWidget(rule())
        self._content.addLayout(row(label("本人の意向", "caption"), None, label(when, "caption")))
        self._content.addWidget(wish_quote(file.case.wish))

    def _add_dates(self, file: CaseFile) -> None:
        case = file.case
        self._content.addWidget(rule())
        if case.is_open:
            day = case.next_review_on
            words = label(format_day(day, self._today) if day else "", "strong")
            self._add_fact("次の見直し", BadgeLabel(due(day, self._today)), words)
        self._add_fact("同意", BadgeLabel(consent(case.consent)), label(case.consent_note, most=4))
        lead = label(file.lead_body or "決まっていません", "strong", wrap=True)
        self._add_fact("主担当機関", None, lead)
        self._add_fact("主たる援助者", None, label(case.key_person or "決まっていません", most=2))

    def _add_fact(self, name: str, badge: QWidget | None, words: QWidget) -> None:
        title = label(name, "caption")
        title.setFixedWidth(theme.px(92))
        line = row(title, *([badge] if badge else []), words)
        line.setStretch(line.count() - 1, 1)
        self._content.addLayout(line)

    def _add_concerns(self, file: CaseFile) -> None:
        self._content.addWidget(rule())
        self._content.addWidget(label("困りごと（◎ いちばん困っていること）", "caption"))
        self._content.addWidget(concern_marks(file.case))

    def _add_notes(self, notes: tuple[ProgressNote, ...]) -> None:
        self._content.addWidget(label("最近の記録", "caption"))
        if not notes:
            self._content.addWidget(label("まだありません。", "second"))
        for note in notes:
            picture = label()
            picture.setPixmap(pixmap(WAY_ICONS[note.way], LIGHT.primary, 20, self.devicePixelRatioF()))
            when = label(joined(moment(note.at, self._today), note.way.label, note.author), "caption")
            line = row(picture, column(when, Paragraph(note.text), spacing=2), spacing=10)
            line.setAlignment(picture, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            self._content.addLayout(line)

    def _add_promises(self, promises: list[Promise]) -> None:
        if not promises:
            return
        self._content.addWidget(label("約束", "caption"))
        for promise in promises:
            self._content.addLayout(promise_line(promise, self._today))


def _shown_key(words: str, key: str, icon: str, does: SignalInstance, kind: Kind = "outlined") -> KeyButton:
    # The page acts on these keys itself, also when the pane has no room; the buttons only show them.
    made = button(words, kind, key=key, icon=icon, does=does.emit)
    made.setShortcut(QKeySequence())
    return made
