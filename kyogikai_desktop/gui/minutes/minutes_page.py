"""The page 議事録: the minutes of a meeting as they will be printed; save as PDF, print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QStackedWidget, QWidget

from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.domain.listing import MeetingRow
from kyogikai_desktop.domain.meetings import Meeting, MeetingId
from kyogikai_desktop.errors import AppError, Conflict
from kyogikai_desktop.gui.draft_keeper import DraftKeeper
from kyogikai_desktop.gui.minutes.meeting_choice import MeetingChoice
from kyogikai_desktop.gui.minutes.paper import Paper, PaperReader, newest
from kyogikai_desktop.gui.minutes.side_panel import SidePanel
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.papers.pdf_view import PdfView
from kyogikai_desktop.gui.papers.view_bar import ViewBar
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.badge import BadgeLabel, state
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.conflict_dialog import ConflictDialog, Difference
from kyogikai_desktop.gui.widgets.empty_state import EmptyState
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.gui.widgets.text import column, row
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.minutes import MinutesWork
from kyogikai_desktop.services.session import Session

_Rows = tuple[tuple[MeetingRow, ...], MeetingId | None]


class MinutesPage(Page):
    """Look at the minutes, see what is missing, and put them on paper."""

    key_hints = (
        KeyHint("PgDn", "次のページ"),
        KeyHint("PgUp", "前のページ"),
        KeyHint("Ctrl+S", "PDFで保存"),
        KeyHint("Ctrl+P", "印刷"),
        KeyHint("＋", "大きく"),
        KeyHint("－", "小さく"),
        KeyHint("0", "幅に合わせる"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__("議事録", tasks)
        self._session = session
        self._meetings = Meetings(session)
        self._reader = PaperReader(session)
        self._paper: Paper | None = None
        self._stored_number = ""
        self._drafts = Drafts(session)
        self._keeper = DraftKeeper(self._drafts, tasks, self._typed_number, self)
        self._choice = MeetingChoice()
        self._badge = BadgeLabel()
        self._view = PdfView(tasks, "会議録の紙面", "会議録")
        self._writes = self.may(session, Meetings.save, "会議録の番号を書く")
        self._prints = self.may(
            session, MinutesWork.for_print, "会議録を印刷したり保存したりする", "Ctrl+S Ctrl+P"
        )
        self._side = SidePanel(writable=self._writes)
        self._stack = QStackedWidget()
        self._lay_out()
        self._choice.chosen.connect(lambda record: self._load(MeetingId(record)))
        self._view.printed.connect(self._on_printed)
        self._view.refused.connect(self._on_not_printed)
        self._side.numbered.connect(self._keep_number)
        self._side.number.textEdited.connect(self._keeper.touch)
        self._side.mend.connect(self._open_meeting)

    def activate(self, record: object = None) -> None:
        """Show the minutes of a meeting; without one those shown before, else the newest."""
        shown = self._paper.meeting.id if self._paper else None
        wanted = MeetingId(record) if isinstance(record, int) else shown
        self.read(
            lambda: (self._meetings.rows(), wanted or newest(self._session)),
            self._show_rows,
            topic="minutes rows",
        )
        self._view.setFocus()

    def commands(self) -> Sequence[Command]:
        """Return what can be done with the paper."""
        if self._paper is None:
            return ()
        papers = (
            Command("会議録を PDF で保存", self._save, "ファイル", shown_key="Ctrl+S", icon="save"),
            Command("会議録を印刷", self._print, "ファイル", shown_key="Ctrl+P", icon="print"),
        )
        return (
            *(papers if self._prints else ()),
            Command("次のページ", partial(self._turn, 1), "表示", key="PgDown"),
            Command("前のページ", partial(self._turn, -1), "表示", key="PgUp", icon="previous"),
            Command("この会議を開く", self._open_meeting, "会議", icon="meeting"),
        )

    def leave(self) -> None:
        """Keep a document number that is still being typed as a draft: nobody has finished it."""
        self._keeper.flush()

    def print_to(self, printer: QPrinter) -> None:
        """Log the printing, then print page after page."""
        if self._paper:
            meeting = self._paper.meeting.id
            self.write(lambda: self._reader.work.for_print(meeting), partial(self._view.print_pdf, printer))

    def _lay_out(self) -> None:
        self.head.add_beside_title(self._choice)
        self.head.add_beside_title(self._badge)
        for one in (
            button("印刷", key="Ctrl+P", icon="print", does=self._print),
            button("PDFで保存", "primary", key="Ctrl+S", icon="save", does=self._save),
        ):
            one.setEnabled(self._prints)
            self.head.add(one)
        left = column(ViewBar(self._view), self._view, spacing=0)
        left.setStretch(1, 1)
        whole = row(left, self._side, spacing=0)
        whole.setStretch(0, 1)
        content = QWidget()
        content.setLayout(whole)
        self._stack.addWidget(content)
        self._stack.addWidget(self._empty_state())
        self.body.addWidget(self._stack)

    def _empty_state(self) -> EmptyState:
        does = partial(self.navigate.emit, "meeting_plan", None)
        plan = button("会議をつくる", "primary", icon="plus", does=does)
        words = "会議で話したことと決めたことが、ここで会議録になります。"
        ways = (plan,) if self._writes else ()
        return EmptyState("minutes", "会議は、まだありません", words, *ways)

    def _show_rows(self, found: _Rows) -> None:
        rows, wanted = found
        self._stack.setCurrentIndex(0 if rows else 1)
        self._choice.setVisible(bool(rows))
        self._choice.show_rows(rows, wanted)
        if wanted:
            self._load(wanted)

    def _load(self, meeting: MeetingId) -> None:
        self.read(lambda: self._reader.read(meeting), self._show_paper, topic="minutes paper")

    def _show_paper(self, paper: Paper) -> None:
        another = self._paper is None or self._paper.meeting.id != paper.meeting.id
        self._paper = paper
        self._stored_number = paper.meeting.document_number
        self._keeper.key = f"minutes:{paper.meeting.id}"
        self._badge.show_badge(state(paper.meeting.state.label))
        self._side.show_meeting(paper.meeting, paper.facts, paper.checks)
        self._view.show_pdf(paper.pdf)
        if another:
            self._view.go_to(0)
            self.read(
                partial(self._drafts.get, self._keeper.key), self._restore_number, topic="minutes number"
            )
        self.keys_changed.emit()

    def _turn(self, pages: int) -> None:
        self._view.go_to(self._view.page + pages)

    def _save(self) -> None:
        if self._paper is None:
            return
        if path := self._view.choose_file("会議録を PDF で保存", self._paper.file_name):
            self._keep_number(self._side.number.text().strip())
            meeting = self._paper.meeting.id
            self.write(lambda: self._reader.work.export(meeting, path), partial(self._tell_saved, path))

    def _tell_saved(self, path: Path, pdf: RenderedPdf) -> None:
        self.message("ok", f"会議録を保存しました（{pdf.pages} ページ）。{path}")
        self.tell_saved(self._session.clock())

    def _print(self) -> None:
        if self._paper is None:
            return
        self._keep_number(self._side.number.text().strip())
        self._view.choose_printer("会議録を印刷", self.print_to)

    def _on_printed(self, _pdf: RenderedPdf) -> None:
        self.message("ok", "会議録をプリンターに送りました。紙の枚数を確かめてください。")

    def _on_not_printed(self, error: AppError) -> None:
        if self._paper:
            drop = partial(self._reader.work.drop, self._paper.meeting.id)
            self.write(drop, lambda _none: self.refuse(error))

    def _keep_number(self, number: str) -> None:
        """Store a changed document number; what somebody else changed meanwhile is kept too."""
        if self._paper is None or not self._writes:
            return
        before = self._paper.meeting
        if number == before.document_number:
            return
        self._paper = replace(self._paper, meeting=replace(before, document_number=number))
        self._store(replace(before, document_number=number), before.document_number)

    def _store(self, meeting: Meeting, known: str) -> None:
        def failed(error: AppError) -> None:
            if isinstance(error, Conflict) and isinstance(error.stored, Meeting):
                self._settle(error.stored, meeting.document_number, known)
            else:
                self.refuse(error)

        self.write(lambda: self._meetings.save(meeting), self._on_number_stored, failed)

    def _settle(self, stored: Meeting, typed: str, known: str) -> None:
        if stored.document_number in (known, typed):
            self._store(replace(stored, document_number=typed), known)
            return
        sentence = (
            "この会議の文書番号を、あなたが開いたあとに、ほかの窓で変えています。どちらも消えていません。"
        )
        difference = Difference("document_number", "文書番号", stored.document_number, typed)
        dialog = ConflictDialog(self, sentence, [difference])
        dialog.decided.connect(
            lambda chosen: self._store(replace(stored, document_number=chosen[0][1]), stored.document_number)
        )
        dialog.open()

    def _typed_number(self) -> str:
        typed = self._side.number.text().strip()
        return typed if typed != self._stored_number else ""

    def _restore_number(self, draft: str) -> None:
        if draft and not self._typed_number():
            self._side.number.setText(draft)
            words = "前に入力した文書番号です。まだ保存していません。"
            self.message("info", words, "保存する", partial(self._keep_number, draft))

    def _on_number_stored(self, meeting: Meeting) -> None:
        self._keeper.drop()
        self.tell_saved(self._session.clock())
        self._load(meeting.id)

    def _open_meeting(self) -> None:
        if self._paper:
            self.navigate.emit("meeting", self._paper.meeting.id)
