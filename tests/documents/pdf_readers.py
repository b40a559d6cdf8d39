"""Independent readers of a PDF: pdfium, and poppler where this PC has it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable

import pypdfium2


def pages_by_pdfium(data: bytes) -> list[str]:
    """Return the text of each page."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def text_by_pdfium(data: bytes) -> str:
    """Return the text of all pages."""
    return "\n".join(pages_by_pdfium(data))


def text_by_poppler(data: bytes) -> str:
    """Return the text of all pages; poppler folds all blanks to plain spaces."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()


def readers() -> list[Callable[[bytes], str]]:
    """Return the readers that this PC has; pdfium always."""
    return [text_by_pdfium, *([text_by_poppler] if shutil.which("pdftotext") else [])]


def boxes(data: bytes, index: int) -> list[tuple[str, float, float, float, float]]:
    """Return each visible character of a page with its left, bottom, right and top in points."""
    document = pypdfium2.PdfDocument(data)
    try:
        text = document[index].get_textpage()
        characters = [(text.get_text_range(n, 1), *text.get_charbox(n)) for n in range(text.count_chars())]
        return [box for box in characters if box[0].strip()]
    finally:
        document.close()
