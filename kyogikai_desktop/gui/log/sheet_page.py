"""The page 月次確認票: the monthly sheet as it will be printed; save as PDF, print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.domain.audit_log import Span, month_of
from kyogikai_desktop.domain.wareki import format_date
from kyogikai_desktop.errors import AppError, Cancelled
from kyogikai_desktop.gui.log.going_out import or_dropped
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.papers.pdf_view import PdfView
from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.chip import Chip
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.services.audit_sheet import AuditSheets
from kyogikai_desktop.services.session import Session

_MONTHS = 13
_NAME = "月次確認票"
_STEPS = ("操作の記録をはじめから確かめる", "紙面をつくる")
_STOPPED = "やめたので、月次確認票はつくっていません。"
_SHOWN_BEFORE = "見えているのは、前につくったものです。"

Work = Callable[[Progress], RenderedPdf]


class SheetPage(Page):
    """Choose a month, look at its sheet, put it on paper."""

    key_hints = (
        KeyHint("Ctrl+S", "PDFで保存"),
        KeyHint("Ctrl+P", "印刷"),
        KeyHint("PgDn", "次のページ"),
        KeyHint("Esc", "操作の記録に戻る"),
    )

    def __init__(self, session: Session, tasks: Tasks) -> None:
        super().__init__(_NAME, tasks)
        self._session = session
        self._sheets = AuditSheets(session)
        self._asked: Span | None = None
        self._month = Chip("月", _choices(session.today()))
        self._view = PdfView(tasks, "月次確認票の紙面", _NAME)
        self.head.add_beside_title(self._month)
        self.head.add(button("印刷", key="Ctrl+P", icon="print", does=self._print))
        self.head.add(button("PDFで保存", "primary", key="Ctrl+S", icon="save", does=self._save))
        self.body.addWidget(self._view, 1)
        self._month.chosen.connect(lambda _month: self._load())
        self._view.printed.connect(self._on_printed)
        self._view.refused.connect(self._on_not_printed)

    def activate(self, record: object = None) -> None:
        """Show the sheet of the month that a Span begins in, else of the one shown before."""
        if isinstance(record, Span):
            self._month.choose(record.first.replace(day=1).isoformat())
        self._view.setFocus()
        if not (self.reads_long and self._asked == self._span()):
            self._load()

    def commands(self) -> Sequence[Command]:
        """Return what can be done with the sheet."""
        return (
            Command("月次確認票を PDF で保存", self._save, "ファイル", shown_key="Ctrl+S", icon="save"),
            Command("月次確認票を印刷", self._print, "ファイル", shown_key="Ctrl+P", icon="print"),
        )

    def print_to(self, printer: QPrinter) -> None:
        """Log the printing, then print page after page."""
        month = self._span()
        self._log(month, partial(self._sheets.preview, month), partial(self._print_pages, printer))

    def _span(self) -> Span:
        return month_of(date.fromisoformat(self._month.current()))

    def _load(self) -> None:
        month = self._span()
        if month != self._asked:
            self._view.show_pdf(None)
        self._asked = month
        self.bar.hide()
        self._make(partial(self._sheets.preview, month), self._show)

    def _log(self, month: Span, work: Work, then: Callable[[RenderedPdf], object]) -> None:
        """Make a sheet that goes out of the program, once that is logged."""
        known = or_dropped(self.tasks, work, partial(self._sheets.drop, month))
        self.write(lambda: self._sheets.note(month), lambda _none: self._make(known, then))

    def _make(self, work: Work, then: Callable[[RenderedPdf], object]) -> None:
        self.head.caption.setText("操作の記録をはじめから確かめています")
        self.read_long("月次確認票をつくっています", _STEPS, work, then, self._on_refused)

    def _show(self, pdf: RenderedPdf) -> None:
        self.head.caption.setText(f"{pdf.pages} ページ")
        self._view.show_pdf(pdf)

    def _on_refused(self, error: AppError) -> None:
        self.head.caption.setText(f"{self._view.pages} ページ" if self._view.pdf else "")
        if isinstance(error, Cancelled):
            words = _STOPPED + (_SHOWN_BEFORE if self._view.pdf else "")
            self.message("info", words, "もう一度つくる", self._load, key="Alt+M")
        else:
            self.refuse(error)

    def _save(self) -> None:
        month = self._span()
        name = f"月次確認票_{month.first:%Y-%m}.pdf"
        if path := self._view.choose_file("月次確認票を PDF で保存", name):
            work = partial(self._sheets.write_file, month, path)
            self._log(month, work, partial(self._tell_saved, path))

    def _tell_saved(self, path: Path, pdf: RenderedPdf) -> None:
        self._show(pdf)
        self.message("ok", f"月次確認票を保存しました（{pdf.pages} ページ）。{path}")
        self.tell_saved(self._session.clock())

    def _print(self) -> None:
        self._view.choose_printer("月次確認票を印刷", self.print_to)

    def _print_pages(self, printer: QPrinter, pdf: RenderedPdf) -> None:
        self._show(pdf)
        self._view.print_pdf(printer, pdf)

    def _on_not_printed(self, error: AppError) -> None:
        self.write(partial(self._sheets.drop, self._span()), lambda _none: self.refuse(error))

    def _on_printed(self, _pdf: RenderedPdf) -> None:
        self.message("ok", "月次確認票をプリンターに送りました。紙の枚数を確かめてください。")


def _choices(today: date) -> list[tuple[str, str]]:
    """Return this month and those before, newest first."""
    months = [today.replace(day=1)]
    while len(months) < _MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return [(first.isoformat(), f"{format_date(first).rpartition('月')[0]}月") for first in months]
