"""Pages of a PDF as pictures, for the preview and for printing; from memory to memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pypdfium2


@dataclass(frozen=True)
class PageImage:
    """A rendered page: 3 bytes (red, green, blue) per pixel, rows from the top without padding."""

    width: int
    height: int
    rgb: bytes


def page_count(data: bytes) -> int:
    """Return the number of pages of a PDF."""
    with _opened(data) as document:
        return len(document)


def render_page(data: bytes, index: int, scale: float) -> PageImage:
    """Return one page as a picture; at scale 1 a point is a pixel (A4: 596 x 842).

    pdfium is not safe in two threads at a time: call this from one.
    """
    with _opened(data) as document:
        page = document[index]
        bitmap = page.render(scale=scale, rev_byteorder=True)
        row = bitmap.width * bitmap.n_channels
        pixels = memoryview(bytes(bitmap.buffer))
        rows = (pixels[start : start + row] for start in range(0, len(pixels), bitmap.stride))
        return PageImage(bitmap.width, bitmap.height, b"".join(rows))


@contextmanager
def _opened(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(data)
    try:
        yield document
    finally:
        document.close()
