"""Four pages of minutes against the same text set by plain reportlab paragraphs."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from ratios import ratio
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from sample_minutes import CARER, HOUSE, SYSTEM, sample_minutes

from kyogikai_desktop.documents.fonts import installed_fonts
from kyogikai_desktop.documents.minutes_pdf import render

pytestmark = pytest.mark.long
ITEMS = tuple(replace(item, position=n) for n, item in enumerate((HOUSE, CARER, SYSTEM) * 3, 1))


def bare_story(minutes, style):
    """Set the same strings: paragraphs, and reportlab's own ruled tables where the minutes have tables."""

    def table(rows):
        cells = [[Paragraph(text or "－", style) for text in row] for row in rows]
        return Table(cells, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])

    yield table((one.body, one.post, one.name, one.remark) for one in minutes.attendees)
    for item in minutes.items:
        parts = (item.title or item.person, item.wish, item.report, item.points, item.decision)
        yield from (Paragraph(text, style) for text in parts if text)
        if item.assignments:
            yield table((one.who, one.what, str(one.due_on or "")) for one in item.assignments)


def test_minutes_cost_at_most_one_and_a_half_times_bare_reportlab():
    minutes, fonts = sample_minutes(items=ITEMS), installed_fonts()
    (face, *_) = Path("/usr/share/fonts").rglob(f"{fonts.leading_face.fontName}.ttf")
    pdfmetrics.registerFont(TTFont("bare", str(face)))
    style = ParagraphStyle("bare", fontName="bare", fontSize=10.5, leading=17, wordWrap="CJK")

    def bare():
        SimpleDocTemplate(io.BytesIO()).build(list(bare_story(minutes, style)))

    assert ratio("4 pages of minutes", lambda: render(minutes, fonts), bare) <= 1.5
