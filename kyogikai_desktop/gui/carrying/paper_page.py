"""The papers of a carry-out as they will be printed: look at one, save it as PDF, print it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.domain.carrying import CarryId
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.papers.pdf_view import PdfView
from kyogikai_desktop.gui.papers.view_bar import ViewBar
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.services.carry_papers import CarryPapers, Paper
from kyogikai_desktop.services.session import Session


class PaperPage(Page):
    """Show one kind of paper; the record is the id of the carry-out."""

    key_hints = (
        KeyHint("Ctrl+S", "PDFで保存"),
        KeyHint("Ctrl+P", "印刷"),
        KeyHint("＋", "大きく"),
        KeyHint("－", "小さく"),
        KeyHint("Esc", "持ち出しに戻る"),
    )

    def __init__(self, session: Session, tasks: Tasks, paper: Paper, name: str) -> None:
        super().__init__(name, tasks)
        self._session = session
        self._paper = paper
        self._papers: CarryPapers | None = None
        self._record: CarryId | None = None
        self._view = PdfView(tasks, f"{name}の紙面")
        self.head.add(button("印刷", key="Ctrl+P", icon="print", does=self._print))
        self.head.add(button("PDFで保存", "primary", key="Ctrl+S", icon="save", does=self._save))
        self.body.addWidget(ViewBar(self._view))
        self.body.addWidget(self._view, 1)
        self._view.printed.connect(self._on_printed)
        self._view.refused.connect(self._on_not_printed)

    def activate(self, record: object = None) -> None:
        """Show the paper of a carry-out, else of the one shown before."""
        if isinstance(record, int):
            self._record = CarryId(record)
            self.bar.hide()
        if (shown := self._record) is not None:
            self.head.caption.setText(f"第 {shown} 号" if shown else "")
            self.read(lambda: self._work().preview(self._paper, shown), self._view.show_pdf, topic="paper")
        self._view.setFocus()

    def commands(self) -> Sequence[Command]:
        """Return what can be done with the paper."""
        return (
            Command(f"{self.title}を PDF で保存", self._save, "ファイル", shown_key="Ctrl+S", icon="save"),
            Command(f"{self.title}を印刷", self._print, "ファイル", shown_key="Ctrl+P", icon="print"),
        )

    def shown(self) -> int | None:
        """Return the carry-out whose paper this is."""
        return self._record

    def print_to(self, printer: QPrinter) -> None:
        """Log the printing, then print."""
        if (record := self._record) is not None:
            self.write(
                lambda: self._work().for_print(self._paper, record), partial(self._view.print_pdf, printer)
            )

    def _work(self) -> CarryPapers:
        """Return what sets the papers; the faces are looked for at the first one."""
        if self._papers is None:
            self._papers = CarryPapers(self._session)
        return self._papers

    def _print(self) -> None:
        self._view.choose_printer(f"{self.title}を印刷", self.print_to)

    def _on_printed(self, _pdf: RenderedPdf) -> None:
        self.message("ok", f"{self.title}をプリンターに送りました。紙を確かめてください。")

    def _on_not_printed(self, error: AppError) -> None:
        if (record := self._record) is not None:
            self.write(lambda: self._work().drop(self._paper, record), lambda _none: self.refuse(error))

    def _save(self) -> None:
        if (record := self._record) is None:
            return
        name = f"{self.title}_{record:03}.pdf" if record else f"{self.title}.pdf"
        if path := self._view.choose_file(f"{self.title}を PDF で保存", name):
            self.write(
                lambda: self._work().export(self._paper, record, path), partial(self._tell_saved, path)
            )

    def _tell_saved(self, path: Path, pdf: RenderedPdf) -> None:
        self._view.show_pdf(pdf)
        self.message("ok", f"{self.title}を保存しました。{path}")
        self.tell_saved(self._session.clock())


class EntryPage(PaperPage):
    """持出簿の記載票."""

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks, Paper.ENTRY, "持出簿の記載票")


class LossPage(PaperPage):
    """The facts to report where a stick or a laptop was lost."""

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks, Paper.LOSS, "紛失の記録")


class PcLossPage(PaperPage):
    """The facts to report where a PC was lost on which the council lay; it is about no carry-out."""

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(session, tasks, Paper.PC, "パソコンの紛失の記録")

    def activate(self, record: object = None) -> None:
        """Show the paper as things stand now."""
        del record
        super().activate(0)
