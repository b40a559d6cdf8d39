from __future__ import annotations

from io import BytesIO

import pytest
from pdf_readers import boxes
from reportlab.pdfgen.canvas import Canvas

from kyogikai_desktop.documents.fonts import Weight, installed_fonts
from kyogikai_desktop.documents.text import Align, JapaneseText, TextStyle, Typesetter

STYLE = TextStyle(size=10, leading=16)
PROSE = "本人の話では、体重が春から減っている。R8-012 の記録では「友人の来訪は断っている」とある。"


@pytest.fixture
def setter():
    return Typesetter(installed_fonts())


def drawn(setter, *flowables, width=200):
    """Draw flowables one below the other at x = 100 and return the PDF."""
    data = BytesIO()
    canvas = Canvas(data, pagesize=(500, 800))
    top = 780
    for flowable in flowables:
        top -= flowable.wrap(width, 0)[1]
        flowable.drawOn(canvas, 100, top)
    canvas.showPage()
    canvas._doc.delayedFonts.extend(setter.subsets)
    canvas.save()
    return data.getvalue()


def edges(data):
    """Return the left and right end of each line, from the top."""
    lines: dict[int, list[tuple[float, float]]] = {}
    for _, left, bottom, right, top in boxes(data, 0):
        lines.setdefault(round((bottom + top) / 2 / 16), []).append((left, right))
    ends = [(min(a for a, _ in line), max(b for _, b in line)) for line in lines.values()]
    return [ends for _, ends in sorted(zip(lines, ends, strict=True), reverse=True)]


def test_full_lines_reach_the_right_end_and_the_last_does_not(setter):
    data = drawn(setter, JapaneseText(setter, "漢" * 37 + "A漢" * 4 + "漢" * 7, STYLE), width=205)
    ends = [right for _, right in edges(data)]
    assert len(ends) == 3
    assert all(abs(end - 305) < 1.5 for end in ends[:-1])
    assert ends[-1] < 295


def test_a_line_with_a_large_gap_is_left_as_it_is(setter):
    text = "短い行 " + "x" * 36
    first, _ = edges(drawn(setter, JapaneseText(setter, text, STYLE)))
    assert first[1] < 160


@pytest.mark.parametrize(("align", "left", "right"), [(Align.CENTER, 170, 230), (Align.RIGHT, 240, 300)])
def test_lines_stand_in_the_middle_or_at_the_right(setter, align, left, right):
    style = TextStyle(size=20, leading=16, align=align)
    ((start, end),) = edges(drawn(setter, JapaneseText(setter, "国国国", style)))
    assert (start, end) == (pytest.approx(100 + left - 100, abs=4), pytest.approx(right, abs=4))


def test_a_label_is_spread_over_its_column(setter):
    style = TextStyle(size=10, leading=16, align=Align.SPREAD)
    ((start, end),) = edges(drawn(setter, JapaneseText(setter, "国国", style), width=60))
    assert (start, end) == (pytest.approx(100, abs=2), pytest.approx(160, abs=2))


def split_sizes(setter, text, room):
    whole = JapaneseText(setter, text, STYLE)
    whole.wrap(100, 0)
    return [part.height / 16 for part in whole.split(100, room * 16)]


def test_no_single_line_of_a_paragraph_stays_behind_or_goes_ahead(setter):
    five = "漢" * 45
    assert split_sizes(setter, five, 5) == [5]
    assert split_sizes(setter, five, 4) == [3, 2]
    assert split_sizes(setter, five, 3) == [3, 2]
    assert split_sizes(setter, five, 2) == [2, 3]
    assert split_sizes(setter, five, 1) == []
    assert split_sizes(setter, "漢" * 25, 2) == []


def test_paragraphs_of_one_line_may_part_anywhere(setter):
    assert split_sizes(setter, "一\n二\n三", 1) == [1, 2]
    assert split_sizes(setter, "一\n" + "漢" * 25, 2) == [1, 3]


def test_the_smallest_part_at_a_page_end_is_known(setter):
    def lines(text):
        return JapaneseText(setter, text, STYLE).least_height(100) / 16

    assert (lines("一"), lines("漢" * 25), lines("漢" * 45), lines("一\n二")) == (1, 3, 2, 1)


def test_a_label_stays_with_the_first_part(setter):
    whole = JapaneseText(setter, "漢" * 60, STYLE, indent=40, label="報告")
    whole.wrap(100, 0)
    first, second = whole.split(100, 5 * 16)
    assert "報" in {character for character, *_ in boxes(drawn(setter, first), 0)}
    assert "報" not in {character for character, *_ in boxes(drawn(setter, second), 0)}


def test_missing_characters_are_named_once_in_reading_order(setter):
    drawn(setter, JapaneseText(setter, "絵😀\u202e😀", STYLE), JapaneseText(setter, "\ud800", STYLE))
    assert setter.missing == ("U+1F600", "U+202E", "U+D800")


def test_a_single_line_never_leaves_its_column(setter):
    data = BytesIO()
    canvas = Canvas(data, pagesize=(500, 800))
    setter.draw(canvas, 100, 700, "長い名前の協議会" * 50, TextStyle(weight=Weight.HEADING), 150)
    setter.draw(canvas, 100, 600, "長い名前の協議会です", TextStyle(size=20), 150)
    canvas.showPage()
    canvas._doc.delayedFonts.extend(setter.subsets)
    canvas.save()
    found = boxes(data.getvalue(), 0)
    assert min(box[1] for box in found) >= 100
    assert max(box[3] for box in found) <= 250
    assert found[-1][0] == "す"
