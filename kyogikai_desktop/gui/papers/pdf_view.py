"""A finished PDF in a page view: its pages are rendered off the GUI thread, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.documents.preview import PageImage, render_page
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.papers.page_view import PageView
from kyogikai_desktop.gui.papers.printing import DPI, PrintJob, as_image, make_printer
from kyogikai_desktop.gui.tasks import Tasks

_JOB = "書類"  # what queues of printers show: not even which paper it is
_POINTS_PER_INCH = 72


class PdfView(PageView):
    """Show a PDF, ask where to save it, and print it.

    `printed` brings the PDF once the printer has it; `refused` the error where the printer takes nothing.
    """

    printed = Signal(object)
    refused = Signal(object)

    def __init__(self, tasks: Tasks, name: str, job: str = _JOB, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._job = job
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._pdf: RenderedPdf | None = None
        self.setAccessibleName(name)
        self.wanted.connect(self._render)

    @property
    def pdf(self) -> RenderedPdf | None:
        """Return the PDF shown."""
        return self._pdf

    def show_pdf(self, pdf: RenderedPdf | None) -> None:
        """Show another PDF, or the changed one at the same place; None while it is being made."""
        self._pdf = pdf
        self.show_pages(pdf.pages if pdf else 0)

    def choose_file(self, title: str, name: str) -> Path | None:
        """Ask where to save a PDF, in the folder of the last one; the name always ends in .pdf."""
        suggested = str(Path(self._folder) / name)
        chosen, _ = QFileDialog.getSaveFileName(self, title, suggested, "PDF (*.pdf)")
        if not chosen:
            return None
        path = Path(chosen)
        self._folder = str(path.parent)
        return path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")

    def choose_printer(self, title: str, then: Callable[[QPrinter], object]) -> None:
        """Ask for a printer without holding up the window."""
        printer = make_printer(self._job)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(title)
        # `accepted` of this class brings a printer of its own; what is given over has to outlive the dialog.
        dialog.finished.connect(lambda code: then(printer) if code else None)
        QDialog.open(dialog)

    def print_pdf(self, printer: QPrinter, pdf: RenderedPdf) -> None:
        """Show a PDF and print it, page after page."""
        self.show_pdf(pdf)

        def render(number: int, then: Callable[[QImage], object]) -> None:
            scale = DPI / _POINTS_PER_INCH
            self._tasks.read(lambda: render_page(pdf.data, number, scale), lambda got: then(as_image(got)))

        if not PrintJob(printer, pdf.pages, render, partial(self.printed.emit, pdf), self).start():
            self.refused.emit(AppError("printer_refused"))

    def _render(self, number: int, scale: float) -> None:
        if (pdf := self._pdf) is None:
            return

        def show(page: PageImage) -> None:
            if self._pdf is pdf:
                self.take(number, scale, as_image(page))

        self._tasks.read(lambda: render_page(pdf.data, number, scale), show)
