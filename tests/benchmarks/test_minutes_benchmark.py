"""Four pages of minutes against the same text set by plain reportlab paragraphs."""

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from ratios import ratio
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

sys.path.insert(0, str(Path(__file__).parents[1] / "documents"))
from sample_minutes import CARER, HOUSE, SYSTEM, sample_minutes

from kyogikai_desktop.documents.fonts import installed_fonts
from kyogikai_desktop.documents.minutes_pdf import render

pytestmark = pytest.mark.long
ITEMS = tuple(replace(item, position=n) for n, item in enumerate((HOUSE, CARER, SYSTEM) * 3, 1))


def texts(minutes):
    for item in minutes.items:
        yield from (item.title or item.person, item.wish, item.report, item.points, item.decision)
        yield from (f"{task.who} {task.what}" for task in item.assignments)
    yield from (f"{person.body} {person.post} {person.name}" for person in minutes.attendees)


def test_minutes_cost_at_most_one_and_a_half_times_bare_reportlab():
    minutes, fonts = sample_minutes(items=ITEMS), installed_fonts()
    (face, *_) = Path("/usr/share/fonts").rglob(f"{fonts.leading_face.fontName}.ttf")
    pdfmetrics.registerFont(TTFont("bare", str(face)))
    style = ParagraphStyle("bare", fontName="bare", fontSize=10.5, leading=17, wordWrap="CJK")
    strings = [text for text in texts(minutes) if text]

    def bare():
        SimpleDocTemplate(io.BytesIO()).build([Paragraph(text, style) for text in strings])

    assert ratio("4 pages of minutes", lambda: render(minutes, fonts), bare) <= 1.5
