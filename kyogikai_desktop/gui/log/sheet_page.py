"""The page 月次確認票: the monthly sheet as it will be printed; save as PDF, print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog

from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.documents.preview import PageImage, render_page
from kyogikai_desktop.domain.audit_log import Span, month_of
from kyogikai_desktop.domain.wareki import format_date
from kyogikai_desktop.errors import AppError, Cancelled
from kyogikai_desktop.gui.minutes.page_view import PageView
from kyogikai_desktop.gui.minutes.printing import DPI, PrintJob, as_image, make_printer
from kyogikai_desktop.gui.page import Command, Page
from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.gui.widgets.buttons import button
from kyogikai_desktop.gui.widgets.chip import Chip
from kyogikai_desktop.gui.widgets.key_strip import KeyHint
from kyogikai_desktop.services.audit_sheet import AuditSheets
from kyogikai_desktop.services.session import Session

_MONTHS = 13
_POINTS_PER_INCH = 72
_JOB = "月次確認票"
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
        super().__init__(_JOB, tasks)
        self._session = session
        self._sheets = AuditSheets(session)
        self._asked: Span | None = None
        self._pdf: RenderedPdf | None = None
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._month = Chip("月", _choices(session.today()))
        self._view = PageView()
        self._view.setAccessibleName("月次確認票の紙面")
        self.head.add_beside_title(self._month)
        self.head.add(button("印刷", key="Ctrl+P", icon="print", does=self._print))
        self.head.add(button("PDFで保存", "primary", key="Ctrl+S", icon="save", does=self._save))
        self.body.addWidget(self._view, 1)
        self._month.chosen.connect(lambda _month: self._load())
        self._view.wanted.connect(self._render)

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
            self._pdf = None
            self._view.show_pages(0)
        self._asked = month
        self.bar.hide()
        self._make(partial(self._sheets.preview, month), self._show)

    def _log(self, month: Span, work: Work, then: Callable[[RenderedPdf], object]) -> None:
        """Make a sheet that goes out of the program, once that is logged."""
        self.write(lambda: self._sheets.note(month), lambda _none: self._make(work, then))

    def _make(self, work: Work, then: Callable[[RenderedPdf], object]) -> None:
        self.head.caption.setText("操作の記録をはじめから確かめています")
        self.read_long("月次確認票をつくっています", _STEPS, work, then, self._on_refused)

    def _show(self, pdf: RenderedPdf) -> None:
        self._pdf = pdf
        self.head.caption.setText(f"{pdf.pages} ページ")
        self._view.show_pages(pdf.pages)

    def _on_refused(self, error: AppError) -> None:
        self.head.caption.setText(f"{self._pdf.pages} ページ" if self._pdf else "")
        if isinstance(error, Cancelled):
            words = _STOPPED + (_SHOWN_BEFORE if self._pdf else "")
            self.message("info", words, "もう一度つくる", self._load, key="Alt+M")
        else:
            self.refuse(error)

    def _render(self, number: int, scale: float) -> None:
        if (pdf := self._pdf) is None:
            return

        def show(page: PageImage) -> None:
            if self._pdf is pdf:
                self._view.take(number, scale, as_image(page))

        self.read(lambda: render_page(pdf.data, number, scale), show)

    def _save(self) -> None:
        month = self._span()
        suggested = str(Path(self._folder) / f"月次確認票_{month.first:%Y-%m}.pdf")
        chosen, _ = QFileDialog.getSaveFileName(self, "月次確認票を PDF で保存", suggested, "PDF (*.pdf)")
        if chosen:
            path = Path(chosen)
            path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
            self._folder = str(path.parent)
            work = partial(self._sheets.write_file, month, path)
            self._log(month, work, partial(self._tell_saved, path))

    def _tell_saved(self, path: Path, pdf: RenderedPdf) -> None:
        self._show(pdf)
        self.message("ok", f"月次確認票を保存しました（{pdf.pages} ページ）。{path}")
        self.saved.emit(f"保存済み {self._session.clock():%H:%M}")

    def _print(self) -> None:
        printer = make_printer()
        printer.setDocName(_JOB)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("月次確認票を印刷")
        dialog.accepted.connect(lambda: self.print_to(printer))
        QDialog.open(dialog)

    def _print_pages(self, printer: QPrinter, pdf: RenderedPdf) -> None:
        self._show(pdf)

        def render(number: int, then: Callable[[QImage], object]) -> None:
            scale = DPI / _POINTS_PER_INCH
            self.read(lambda: render_page(pdf.data, number, scale), lambda page: then(as_image(page)))

        job = PrintJob(printer, pdf.pages, render, self._tell_printed, self)
        if not job.start():
            self.refuse(AppError("printer_refused"))

    def _tell_printed(self) -> None:
        self.message("ok", "月次確認票をプリンターに送りました。紙の枚数を確かめてください。")


def _choices(today: date) -> list[tuple[str, str]]:
    """Return this month and those before, newest first."""
    months = [today.replace(day=1)]
    while len(months) < _MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return [(first.isoformat(), f"{format_date(first).rpartition('月')[0]}月") for first in months]
