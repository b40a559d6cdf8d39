"""書きかけ: what was typed and not saved when the council was locked or closed, and the way back to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kyogikai_desktop.domain.cases import CaseId, NoteId
from kyogikai_desktop.domain.wareki import format_day
from kyogikai_desktop.gui.cases.case_file import CaseDraft
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.card import Card
from kyogikai_desktop.gui.widgets.text import clear, column, label, row
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.session import Session

Go = Callable[[str, object], object]
_MOST = 4
_NUMBER = "{number}"
_FORMS = {
    "note": ("{number} の支援の記録", "case"),
    "note_change": ("{number} の支援の記録の書き直し", "case"),
    "review": ("{number} の見直し", "case"),
    "close": ("{number} の終結", "case"),
    "case": ("{number} の書き直し", "case_edit"),
    "meeting": ("会議の議題の記録", "meeting"),
    "meeting_plan": ("会議の準備の書き直し", "meeting_plan"),
    "reason": ("{number} の住所と電話を見る理由", "case"),
    "link": ("{number} とつなぐケース", "case"),
    "minutes": ("会議録の文書番号", "minutes"),
    "import": ("台帳の列の対応", "import"),
    "account": ("人を加えるための入力", "accounts"),
    "roles": ("役割の変更", "accounts"),
    "backup_place": ("控えを置く別の場所", "backups"),
    "carry": ("持ち出しの書類", "carry"),
    "settings": ("協議会の設定", "settings"),
    "body": ("構成機関", "bodies"),
    "member": ("構成機関の人", "bodies"),
    "pledge": ("誓約書", "bodies"),
}
_NEW = {"case": "新しい相談の受付", "meeting_plan": "新しい会議の準備", "body": "新しい構成機関"}
_WITHOUT_RECORD = ("settings", "bodies", "import", "accounts", "backups", "carry")


@dataclass(frozen=True)
class Unfinished:
    """A draft in words; `page` and `record` lead to its form."""

    title: str
    when: str
    page: str
    record: object


def unfinished(session: Session) -> tuple[Unfinished, ...]:
    """Return the drafts of this account that can be gone on with, newest first (reader's thread)."""
    return tuple(_found(session))


def _found(session: Session) -> Iterator[Unfinished]:
    work, today = Casework(session), session.today()
    for draft in Drafts(session).listing():
        with suppress(KeyError, ValueError):  # of a record that is gone, or no form: nothing to go on with
            title, page, record = _place(work, *draft.key.split(":"))
            yield Unfinished(title, f"{format_day(draft.at.date(), today)} {draft.at:%H:%M}", page, record)


def _place(work: Casework, kind: str, record: str = "", *_part: str) -> tuple[str, str, object]:
    """Return words, page and record of a draft; raise KeyError for a kind or a record that is unknown."""
    words, page = _FORMS[kind]
    if record == "new":
        return _NEW[kind], page, None
    if page in _WITHOUT_RECORD:
        return words, page, None
    place = work.note(NoteId(int(record))).case if kind == "note_change" else int(record)
    words = words.format(number=work.get(CaseId(place)).number if _NUMBER in words else "")
    return words, page, CaseDraft(CaseId(place), kind) if page == "case" else place


class UnfinishedCard(Card):
    """Each draft with 続きを書く; hidden where there is none."""

    def __init__(self, go: Go, parent: QWidget | None = None) -> None:
        super().__init__("書きかけ", "まだ保存していない入力です", parent=parent)
        self._go = go
        self._lines = column(spacing=8)
        self.body.addLayout(self._lines)
        self.hide()

    def show_drafts(self, found: Sequence[Unfinished]) -> None:
        """Show the newest ones."""
        clear(self._lines)
        for one in found[:_MOST]:
            self._lines.addLayout(self._line(one))
        if len(found) > _MOST:
            self._lines.addWidget(label(f"ほかに {len(found) - _MOST} 件あります。", "caption"))
        self.setVisible(bool(found))

    def _line(self, one: Unfinished) -> QHBoxLayout:
        go = button("続きを書く", "small", icon="pen", does=partial(self._go, one.page, one.record))
        go.setAccessibleName(f"{one.title}の続きを書く")
        line = row(spacing=8)
        line.addLayout(
            column(label(one.title, "strong", wrap=True), label(one.when, "caption"), spacing=0), 1
        )
        line.addWidget(go)
        return line
