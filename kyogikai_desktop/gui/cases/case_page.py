"""One case on one screen: who, own words, concerns, promises, contacts, and the course of support."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from kyogikai_desktop.domain.cases import Case, CaseId, ProgressNote
from kyogikai_desktop.domain.meetings import Meeting
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.cases.case_acts import CaseActs
from kyogikai_desktop.gui.cases.case_file import CaseDraft, CaseFile, CasePlace, CaseReader, CaseSection
from kyogikai_desktop.gui.cases.case_head import CaseHead
from kyogikai_desktop.gui.cases.case_overview import CaseOverview
from kyogikai_desktop.gui.cases.history_view import HistoryView
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import KeyButton, Kind, button
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.tab_strip import TabStrip
from kyogikai_desktop.gui.widgets.text import column
from kyogikai_desktop.services.audit_log import AuditLog
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.permission import why_not
from kyogikai_desktop.services.session import Session


class CasePage(Page):
    """Show a case and everything one does with it."""

    key_hints = (
        KeyHint("F4", "記録を書く"),
        KeyHint("Ctrl+Enter", "記録する"),
        KeyHint("F5", "見直しを記録"),
        KeyHint("F2", "書き直す"),
        KeyHint("Ctrl+PgDn", "次のケース"),
        KeyHint("Esc", "一覧に戻る"),
        KeyHint("Ctrl+PgUp", "前のケース"),
        KeyHint("Alt+1〜5", "連絡の方法を選ぶ"),
        KeyHint("Space", "約束ができた印をつける"),
        KeyHint("Ctrl+M", "議題に入れる"),
        KeyHint("Ctrl+Tab", "変更の履歴と切り替える"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("ケース", tasks)
        self._session = session
        self._work = Casework(session)
        self._reader = CaseReader(session)
        self._case = CaseId(0)
        self._place: CasePlace | None = None
        self._draft: CaseDraft | None = None
        self.writes = self.may(session, Casework.save, "ケースを書く", "F2 F4 F5 Ctrl+Enter Alt+1〜5")
        keeps = self.may(session, Meetings.finish_task, keys="Space")
        self._acts = CaseActs(self, session)
        self._tabs = TabStrip([("overview", "概要と経過"), ("history", "変更の履歴")])
        self._head = CaseHead(session.today(), self._tabs, self._buttons())
        self._overview = CaseOverview(session, tasks, writable=self.writes, keeps=keeps)
        self._history = HistoryView(self, session)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._overview)
        self._stack.addWidget(self._history)
        self.replace_head(self._head)
        self.body.addWidget(self._stack)
        self._connect()

    def activate(self, record: object = None) -> None:
        """Show a case: a CaseId, a CasePlace within a list, a CaseDraft; None is the same case again."""
        if isinstance(record, CasePlace):
            self._place = record
            self._show_case(record.case)
            if record.writes:
                self._overview.write()
        elif isinstance(record, CaseDraft):
            self._place, self._draft = None, record
            self._show_case(record.case)
        elif isinstance(record, int):
            self._place = None
            self._show_case(CaseId(record))
        self.reload()

    def reload(self) -> None:
        """Read the case again, after a change."""
        case = self._case
        self.read(lambda: self._reader.file(case), self._show_file, topic="case file")
        self._history.load(self._case)

    def commands(self) -> Sequence[Command]:
        """Return what can be done with this case."""
        moves = [
            Command("次のケース", lambda: self._step(1), "表示", key="Ctrl+PgDown", icon="next"),
            Command("前のケース", lambda: self._step(-1), "表示", key="Ctrl+PgUp", icon="previous"),
            Command("変更の履歴", self._switch_tab, "表示", key="Ctrl+Tab", icon="clock"),
        ]
        if why_not(self._session, AuditLog.newest) is None:
            does = partial(self.navigate.emit, "audit", self._case)
            moves.append(Command("このケースを見た人", does, icon="eye"))
        return (*moves, *self._acts.commands())

    def unsaved(self) -> bool:
        """Tell whether a note is being written."""
        return self._overview.entry.unsaved()

    def shown(self) -> int | None:
        """Return the case."""
        return self._case or None

    def leave(self) -> None:
        """Keep the note being written as a draft."""
        self._overview.entry.leave()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the note being written when another page comes to the front."""
        self.leave()
        super().hideEvent(event)

    def back(self) -> bool:
        """Stop correcting a note, or leave the history, before the page itself."""
        if self._overview.entry.correcting:
            self._overview.entry.stop_correcting()
            return True
        if self._tabs.current() != "overview":
            self._tabs.choose("overview")
            return True
        self.leave()
        return False

    def write_note(self) -> None:
        """Put the keyboard into the quick entry."""
        self._tabs.choose("overview")
        self._overview.write()

    def rewrite(self) -> None:
        """Correct the note under the cursor of the timeline, or else rewrite the case."""
        if not self._overview.correct_current():
            self.navigate.emit("case_edit", self._case)

    def show_saved(self) -> None:
        """Tell that something was saved, and show it."""
        self.tell_saved(self._session.clock())
        self.bar.hide()
        self.reload()

    def reveal(self, case: Case, reason: str = "") -> None:
        """Log that phone and address are looked at, and show them."""

        def show(found: object) -> None:
            if case.id == self._case:
                self._overview.show_whereabouts(found)
                self._history.load(self._case)

        self.write(lambda: self._work.reveal(case.id, reason), show)

    def _show_case(self, case: CaseId) -> None:
        self.write(lambda: self._work.note_view(case), lambda _done: self._history.load(self._case))
        if case != self._case:
            self._case = case
            self._acts.show_file(None)
            self.bar.hide()
            self._tabs.choose("overview")
            self._overview.show_case(case)
            self._overview.timeline.setFocus()

    def _show_file(self, file: CaseFile) -> None:
        self._acts.show_file(file)
        self._head.show_file(file)
        self._overview.show_file(file)
        for shown in (self._write_button, self._review_button):
            shown.setVisible(file.case.is_open and self.writes)
        self.keys_changed.emit()
        self._go_on(file.case)

    def _go_on(self, case: Case) -> None:
        """Go on with the draft for which the case was opened, if it was."""
        draft, self._draft = self._draft, None
        if draft and draft.case == case.id and self.writes:
            self.write_note() if draft.kind.startswith("note") else self._acts.go_on(draft.kind)

    def _step(self, step: int) -> None:
        place = self._place
        if place is None:
            self.message("info", "一覧から開くと、次のケースと前のケースに移れます。")
            return
        self.leave()
        self.read(lambda: self._reader.neighbour(place, step), self._go_to, topic="case neighbour")

    def _go_to(self, place: CasePlace | None) -> None:
        if place is None:
            self.message("info", "一覧のはしのケースです。この先にはありません。")
        else:
            self.activate(place)

    def _switch_tab(self) -> None:
        self._tabs.choose("overview" if self._tabs.current() == "history" else "history")

    def _on_tab_chosen(self, tab: str) -> None:
        self._stack.setCurrentIndex(int(tab == "history"))
        if tab == "history":
            self._history.setFocus()

    def _open_entry(self, key: object) -> None:
        if isinstance(key, Meeting):
            self.navigate.emit("meeting", key.id)
        elif isinstance(key, ProgressNote) and self.writes:
            self._overview.entry.correct(key)

    def _buttons(self) -> QVBoxLayout:
        self._write_button = self._shown("記録を書く", "F4", "pen", "primary")
        self._write_button.clicked.connect(self.write_note)
        self._review_button = self._shown("見直しを記録", "F5", "review")
        self._review_button.clicked.connect(self._acts.review)
        more = button("ほかの操作", "small")
        more.setMenu(self._acts.menu(more))
        box = column(self._write_button, self._review_button, more, None, spacing=6)
        box.setAlignment(more, Qt.AlignmentFlag.AlignRight)
        return box

    def _shown(self, words: str, key: str, icon: str, kind: Kind = "outlined") -> KeyButton:
        made = button(words, kind, key=key, icon=icon)
        made.setShortcut(QKeySequence())  # the command of the page has the key
        return made

    def _connect(self) -> None:
        self._tabs.chosen.connect(self._on_tab_chosen)
        view = self._overview
        view.timeline.opened.connect(self._open_entry)
        view.entry.recorded.connect(self.show_saved)
        view.entry.refused.connect(self._on_entry_refused)
        view.contact.reveal_wanted.connect(self._acts.ask_reveal)
        view.promises.kept.connect(self._acts.keep_promise)
        view.links.opened.connect(lambda case: self.navigate.emit("case", case))
        view.links.taken_off.connect(self._acts.take_off)
        view.links.add_wanted.connect(self._acts.ask_link)
        view.links.whereabouts_asked.connect(self._acts.ask_where)
        for card in view.cards:
            card.rewrite_wanted.connect(self._rewrite_section)

    def _rewrite_section(self, section: str) -> None:
        self.navigate.emit("case_edit", CaseSection(self._case, section))

    def _on_entry_refused(self, error: AppError) -> None:
        self.refuse(error)
