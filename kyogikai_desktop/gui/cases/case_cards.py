"""The cards at the left of a case: own words, concerns and course, promises, how it came in."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.wareki import format_day, format_long
from kyogikai_desktop.gui.cases.case_file import CaseFile, Promise
from kyogikai_desktop.gui.cases.case_parts import concern_marks, promise_line, wish_quote
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.paragraph import Paragraph
from kyogikai_desktop.gui.widgets.text import clear, label, row


class CaseCard(Card):
    """A card of a case, filled anew for each one; `rewrite_wanted` names the section of the form."""

    rewrite_wanted = Signal(str)

    def __init__(self, title: str, today: date, section: str = "") -> None:
        super().__init__(title)
        self._today = today
        self._rewrite: QWidget | None = None
        if section:
            self._rewrite = button("書き直す", "text", does=lambda: self.rewrite_wanted.emit(section))
            self._rewrite.setAccessibleName(f"{title}を書き直す")
            self.add_to_head(self._rewrite)

    def show_file(self, file: CaseFile, *, writable: bool) -> None:
        """Show a case."""
        clear(self.body)
        if self._rewrite:
            self._rewrite.setVisible(writable)
        self.fill(file, writable=writable)

    def fill(self, file: CaseFile, *, writable: bool) -> None:
        """Put the content into the body."""
        raise NotImplementedError

    def say(self, title: str, text: str) -> None:
        """Add a titled text, if there is one."""
        if text:
            self.body.addWidget(label(title, "caption"))
            self.body.addWidget(Paragraph(text))


class WishCard(CaseCard):
    """本人の意向: the person's own words."""

    def fill(self, file: CaseFile, *, writable: bool) -> None:  # noqa: ARG002
        """Show the words and when they were heard."""
        self.body.addWidget(wish_quote(file.case.wish))
        if file.case.wish_heard_on:
            when = f"{format_day(file.case.wish_heard_on, self._today)}に聞いた、本人の言葉"
            self.body.addWidget(label(when, "caption", wrap=True))


class ConcernsCard(CaseCard):
    """困りごと, with the course of support and the situation."""

    def fill(self, file: CaseFile, *, writable: bool) -> None:  # noqa: ARG002
        """Show the concerns, then what is done about them."""
        self.body.addWidget(concern_marks(file.case))
        self.say("支援の方針", file.case.course)
        self.say("支援の状況", file.case.situation)


class IntakeCard(CaseCard):
    """相談の受付: when, by which route, from whom, with which words."""

    def fill(self, file: CaseFile, *, writable: bool) -> None:  # noqa: ARG002
        """Show how the case came in."""
        case = file.case
        route = codes.table("routes").label(case.route) if case.route else ""
        self.say("受理日", format_long(case.received_on))
        self.say("相談経路", route)
        self.say("相談した人", case.reporter)
        self.say("相談の内容", case.complaint)
        self.say("備考", case.remarks)
        self.say("終結の説明", case.closing_note)


class PromisesCard(CaseCard):
    """約束: the tasks of this case's meetings; `kept` carries the promise and whether it was kept."""

    kept = Signal(object, bool)

    def __init__(self, today: date) -> None:
        super().__init__("約束", today)

    def fill(self, file: CaseFile, *, writable: bool) -> None:
        """Show a check box for each promise; Space marks it as kept."""
        promises = file.promises
        self.caption.setText(
            f"残り {sum(one.task.done_on is None for one in promises)} 件" if promises else ""
        )
        for promise in promises:
            self.body.addWidget(self._line(promise, writable=writable))
        if not promises:
            self.body.addWidget(label("会議で決めた約束は、まだありません。", "second", wrap=True))

    def _line(self, promise: Promise, *, writable: bool) -> QWidget:
        box = QCheckBox()
        box.setChecked(promise.task.done_on is not None)
        box.setEnabled(writable)
        box.setAccessibleName(f"できた：{promise.task.what}")
        box.setToolTip("できたら印をつけます（Space）")
        box.clicked.connect(lambda done: self.kept.emit(promise, done))
        line = row(box, promise_line(promise, self._today))
        line.setAlignment(box, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        holder = QWidget()
        holder.setLayout(line)
        return holder
