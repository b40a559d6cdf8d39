"""A finished PDF in a page view: its pages are rendered off the GUI thread, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.documents.preview import PageImage, render_page
from kyogikai_desktop.gui.minutes.page_view import PageView
from kyogikai_desktop.gui.minutes.printing import DPI, PrintJob, as_image, make_printer
from kyogikai_desktop.gui.tasks import Tasks

_JOB = "書類"  # what queues of printers show: not even which paper it is
_POINTS_PER_INCH = 72


class PdfView(PageView):
    """Show a PDF and print it; `printed` comes when the printer has it, `refused` when it takes nothing."""

    printed = Signal()
    refused = Signal()

    def __init__(self, tasks: Tasks, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._pdf: RenderedPdf | None = None
        self.setAccessibleName(name)
        self.wanted.connect(self._render)

    def show_pdf(self, pdf: RenderedPdf) -> None:
        """Show another PDF, or the changed one at the same place."""
        self._pdf = pdf
        self.show_pages(pdf.pages)

    def choose_printer(self, title: str, then: Callable[[QPrinter], object]) -> None:
        """Ask for a printer without holding up the window."""
        printer = make_printer()
        printer.setDocName(_JOB)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(title)
        dialog.accepted.connect(partial(then, printer))
        QDialog.open(dialog)

    def print_pdf(self, printer: QPrinter, pdf: RenderedPdf) -> None:
        """Show a PDF and print it, page after page."""
        self.show_pdf(pdf)

        def render(number: int, then: Callable[[QImage], object]) -> None:
            scale = DPI / _POINTS_PER_INCH
            self._tasks.read(lambda: render_page(pdf.data, number, scale), lambda got: then(as_image(got)))

        if not PrintJob(printer, pdf.pages, render, self.printed.emit, self).start():
            self.refused.emit()

    def _render(self, number: int, scale: float) -> None:
        if (pdf := self._pdf) is None:
            return

        def show(page: PageImage) -> None:
            if self._pdf is pdf:
                self.take(number, scale, as_image(page))

        self._tasks.read(lambda: render_page(pdf.data, number, scale), show)
