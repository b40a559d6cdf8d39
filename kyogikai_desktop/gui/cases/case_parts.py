"""Parts that the reading pane and the case page share."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.cases.case_file import Promise
from kyogikai_desktop.gui.cases.case_words import PROTECTED, age_and_sex, born, joined
from kyogikai_desktop.gui.widgets.badge import BadgeLabel, due, state
from kyogikai_desktop.gui.widgets.elided import ElidedLabel
from kyogikai_desktop.gui.widgets.paragraph import Paragraph
from kyogikai_desktop.gui.widgets.text import column, label, row

_BADGE = 92


def name_block(case: Case, today: date) -> QVBoxLayout:
    """Return furigana above the name, and below it age, sex and birth."""
    known = joined(age_and_sex(case.person.birth, case.person.sex, today), born(case.person.birth))
    parts: list[QWidget] = [ElidedLabel(case.person.kana, "caption")] if case.person.kana else []
    parts += [label(case.person.shown_name, "name", most=2), label(known, "second", wrap=True)]
    block = column(*parts, spacing=2)
    if case.person.whereabouts_protected:
        block.addLayout(row(protected_mark(), None))
    return block


def protected_mark() -> QLabel:
    """Return the words that whereabouts are protected, as a mark."""
    made = label(PROTECTED, "mark")
    made.setToolTip("住所と電話は、理由を書いたときだけ見られます。")
    return made


def wish_quote(wish: str) -> QFrame:
    """Return the person's own words with a bar at the left; nothing heard yet is said plainly."""
    frame = QFrame()
    frame.setProperty("role", "quote")
    box = QVBoxLayout(frame)
    box.setContentsMargins(12, 0, 0, 0)
    box.addWidget(Paragraph(wish) if wish else label("まだ聞いていません。", "second"))
    return frame


def concern_marks(case: Case) -> Paragraph:
    """Return ◎ for the most pressing concern and ○ for the others."""
    table = codes.table("concerns")
    ordered = sorted(case.concerns, key=lambda concern: concern != case.chief_concern)
    marks = (f"{'◎' if one == case.chief_concern else '○'} {table.short(one)}" for one in ordered)
    return Paragraph("　".join(marks) or "まだ聞いていません。")


def promise_line(promise: Promise, today: date) -> QHBoxLayout:
    """Return a promise: how near it is, what, who and by when."""
    task = promise.task
    badge = state("済み") if task.done_on else due(task.due_on, today)
    when = format_day(task.due_on, today) if task.due_on else ""
    who = label(joined(promise.body, task.who, when), "caption", wrap=True)
    words = column(Paragraph(task.what), who, spacing=0)
    mark = BadgeLabel(badge)
    mark.setMinimumWidth(theme.px(_BADGE))
    line = row(mark, words)
    line.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
    line.setStretch(1, 1)
    return line
