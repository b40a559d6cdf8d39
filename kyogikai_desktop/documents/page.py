"""The A4 page of an official document: margins, marks, numbers, footer, and the practice stripes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from kyogikai_desktop.documents.fonts import Weight
from kyogikai_desktop.documents.text import Align, TextStyle, Typesetter

WIDTH, HEIGHT = A4
LEFT, RIGHT = 25 * mm, 20 * mm  # the left margin is for filing
TOP, BOTTOM = 27 * mm, 22 * mm
COLUMN = WIDTH - LEFT - RIGHT
_MARK_HEIGHT = 6 * mm
_RIGHT_WIDTH = 70 * mm
_BAND_HEIGHT = 7 * mm
_SMALL = TextStyle(size=8.5, leading=12, align=Align.LEFT)
_MARK = TextStyle(size=9.5, weight=Weight.HEADING, align=Align.CENTER)
_PRACTICE = TextStyle(size=10, weight=Weight.HEADING, align=Align.CENTER, color=HexColor(0x5A4500))
_PRACTICE_LIGHT, _PRACTICE_DARK = HexColor(0xF5D67A), HexColor(0x8A6A00)
_NUMBER = replace(_SMALL, align=Align.RIGHT)
_NUMBER_WIDTH = 22 * mm
_NUMBER_AT = (WIDTH - RIGHT - _NUMBER_WIDTH, BOTTOM - 7 * mm)


@dataclass(frozen=True)
class Furniture:
    """What stands around the text of each page; `first_right` are the lines at the top right of page 1."""

    title: str
    form_label: str
    marks: Sequence[str]
    first_right: Sequence[str]
    footer: Sequence[str]
    practice: bool


@dataclass(frozen=True)
class RenderedPdf:
    """A finished PDF; `missing` are the code points that no font has, shown as 〓."""

    data: bytes
    pages: int
    missing: tuple[str, ...]


class Bookmark(Flowable):
    """A line of the outline that leads to this place; the key is its name inside the document."""

    def __init__(self, key: str, title: str, level: int = 0) -> None:
        super().__init__()
        self._key = key
        self._title = title
        self._level = level

    def draw(self) -> None:
        """Enter the place into the outline."""
        self.canv.bookmarkHorizontal(self._key, 0, 0)
        self.canv.addOutlineEntry(_encodable(self._title), self._key, self._level, closed=False)


def build(story: list[Flowable], furniture: Furniture, typesetter: Typesetter) -> RenderedPdf:
    """Return the story on pages, made in memory: the same story always gives the same bytes."""
    leading = typesetter.fonts.leading_face
    pdfmetrics.registerFont(leading)
    data = BytesIO()
    document = BaseDocTemplate(
        data,
        pagesize=A4,
        invariant=1,
        lang="ja-JP",
        initialFontName=leading.fontName,
        title=_encodable(furniture.title),
        author="",
        subject="",
        creator="協議会デスクトップ",
        producer="協議会デスクトップ",
        displayDocTitle=1,
    )
    frame = Frame(LEFT, BOTTOM, COLUMN, HEIGHT - TOP - BOTTOM, 0, 0, 0, 0)
    draw = partial(_draw_furniture, furniture, typesetter)
    document.addPageTemplates(PageTemplate("all", [frame], onPage=draw))
    document.build(story, canvasmaker=partial(_CountedCanvas, typesetter))
    return RenderedPdf(data.getvalue(), document.page, typesetter.missing)


class _CountedCanvas(Canvas):
    """A canvas that writes n / m at the end, into forms that the pages already show.

    The usual way, drawing all pages twice, would send every bookmark to page 1.
    """

    def __init__(self, typesetter: Typesetter, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self._typesetter = typesetter

    def save(self) -> None:
        pages = self.getPageNumber() - 1
        for page in range(1, pages + 1):
            self.beginForm(_page_number(page))
            self._typesetter.draw(self, *_NUMBER_AT, f"{page} / {pages}", _NUMBER, _NUMBER_WIDTH)
            self.endForm()
        document: PDFDocument = self._doc  # type: ignore[attr-defined]
        document.delayedFonts.extend(self._typesetter.subsets)
        super().save()


def _draw_furniture(
    furniture: Furniture, typesetter: Typesetter, canvas: Canvas, document: BaseDocTemplate
) -> None:
    canvas.setLineWidth(0.5)
    if furniture.practice:
        _draw_practice(canvas, typesetter)
    if document.page == 1:
        typesetter.draw(canvas, LEFT, HEIGHT - 17 * mm, furniture.form_label, _SMALL, 20 * mm)
        _draw_marks(canvas, typesetter, furniture.marks, LEFT + 24 * mm)
        _draw_right(canvas, typesetter, furniture.first_right)
    else:
        _draw_marks(canvas, typesetter, furniture.marks, LEFT)
        _draw_right(canvas, typesetter, [furniture.title])
    _draw_footer(canvas, typesetter, furniture.footer, document.page)


def _draw_practice(canvas: Canvas, typesetter: Typesetter) -> None:
    bottom = HEIGHT - _BAND_HEIGHT
    canvas.setFillColor(_PRACTICE_LIGHT)
    canvas.rect(0, bottom, WIDTH, _BAND_HEIGHT, stroke=0, fill=1)
    canvas.setFillColor(_PRACTICE_DARK)
    stripes = canvas.beginPath()
    step = 2 * _BAND_HEIGHT
    for index in range(int(WIDTH / step) + 1):
        left = index * step
        stripes.moveTo(left, bottom)
        stripes.lineTo(left + _BAND_HEIGHT / 2, bottom)
        stripes.lineTo(left + _BAND_HEIGHT, HEIGHT)
        stripes.lineTo(left + _BAND_HEIGHT / 2, HEIGHT)
        stripes.close()
    canvas.drawPath(stripes, stroke=0, fill=1)
    plate = 70 * mm
    canvas.setFillColor(_PRACTICE_LIGHT)
    canvas.rect((WIDTH - plate) / 2, bottom, plate, _BAND_HEIGHT, stroke=0, fill=1)
    word = "練習用（人も機関も架空です）"
    typesetter.draw(canvas, (WIDTH - plate) / 2, bottom + 2.3 * mm, word, _PRACTICE, plate)


def _draw_marks(canvas: Canvas, typesetter: Typesetter, marks: Sequence[str], left: float) -> None:
    canvas.setStrokeColor(black)
    canvas.setLineWidth(1)
    bottom = HEIGHT - 19 * mm
    for mark in marks:
        natural = typesetter.fonts.width(mark, Weight.HEADING) * _MARK.size + 4 * mm
        width = min(natural, (COLUMN - _RIGHT_WIDTH) / len(marks) - 10 * mm)
        canvas.rect(left, bottom, width, _MARK_HEIGHT)
        typesetter.draw(canvas, left, bottom + 1.8 * mm, mark, _MARK, width)
        left += width + 2 * mm


def _draw_right(canvas: Canvas, typesetter: Typesetter, lines: Sequence[str]) -> None:
    style = replace(_SMALL, align=Align.RIGHT)
    for index, line in enumerate(lines):
        y = HEIGHT - 17 * mm - index * _SMALL.leading
        typesetter.draw(canvas, WIDTH - RIGHT - _RIGHT_WIDTH, y, line, style, _RIGHT_WIDTH)


def _draw_footer(canvas: Canvas, typesetter: Typesetter, lines: Sequence[str], page: int) -> None:
    canvas.setStrokeColor(black)
    canvas.setLineWidth(0.5)
    canvas.line(LEFT, BOTTOM - 3 * mm, WIDTH - RIGHT, BOTTOM - 3 * mm)
    for index, line in enumerate(lines):
        y = BOTTOM - 7 * mm - index * _SMALL.leading
        typesetter.draw(canvas, LEFT, y, line, replace(_SMALL, size=7.5), COLUMN - _NUMBER_WIDTH - 3 * mm)
    canvas.doForm(_page_number(page))


def _encodable(text: str) -> str:
    """Return a text for a viewer's own lists, lone surrogates replaced."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _page_number(page: int) -> str:
    return f"number-{page}"
