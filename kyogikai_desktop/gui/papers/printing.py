"""Print the pages of a PDF as pictures: nothing is written to the disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from kyogikai_desktop.documents.preview import PageImage

DPI = 300


def make_printer(job: str) -> QPrinter:
    """Return a printer for A4 without margins.

    Queues and logs of printers show the name of the job: never a person, a case or a day.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(job)
    printer.setCreator("")
    printer.setResolution(DPI)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    return printer


def as_image(page: PageImage) -> QImage:
    """Return a rendered page as a picture of Qt's, with pixels of its own."""
    return QImage(page.rgb, page.width, page.height, 3 * page.width, QImage.Format.Format_RGB888).copy()


class PrintJob(QObject):
    """Print page after page; `render(number, then)` gives a page's picture to `then`, later."""

    def __init__(
        self,
        printer: QPrinter,
        pages: int,
        render: Callable[[int, Callable[[QImage], object]], object],
        done: Callable[[], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._printer = printer
        self._numbers = iter(_chosen(printer, pages))
        self._render = render
        self._done = done
        self._painter = QPainter()
        self._began = False

    def start(self) -> bool:
        """Begin; False if the printer does not take the job."""
        if not self._painter.begin(self._printer):
            return False
        self._next()
        return True

    def _next(self) -> None:
        number = next(self._numbers, None)
        if number is None:
            self._painter.end()
            self._done()
            self.deleteLater()
        else:
            self._render(number, self._put)

    def _put(self, picture: QImage) -> None:
        if self._began:
            self._printer.newPage()
        self._began = True
        paper = self._printer.paperRect(QPrinter.Unit.DevicePixel)
        self._painter.drawImage(QRectF(0, 0, paper.width(), paper.height()), picture)
        self._next()


def _chosen(printer: QPrinter, pages: int) -> range:
    """Return the numbers, from 0, of the pages that the print dialog was asked for."""
    if printer.printRange() is not QPrinter.PrintRange.PageRange:
        return range(pages)
    return range(max(1, printer.fromPage()) - 1, min(pages, printer.toPage() or pages))
