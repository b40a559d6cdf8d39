from __future__ import annotations

import pytest

from kyogikai_desktop.documents.fonts import installed_fonts
from kyogikai_desktop.documents.table import PADDING_Y, Table
from kyogikai_desktop.documents.text import JapaneseText, TextStyle, Typesetter

STYLE = TextStyle(size=10, leading=15)
ROW = 15 + 2 * PADDING_Y


@pytest.fixture
def make():
    setter = Typesetter(installed_fonts())

    def table(*rows):
        cells = [[JapaneseText(setter, text, STYLE) for text in row] for row in rows]
        header = [JapaneseText(setter, text, STYLE) for text in ("機関", "氏名")]
        return Table(cells, (112, 112), header)

    return table


def heights(parts):
    return [round(part.wrap(224, 0)[1] / ROW, 2) for part in parts]


def test_a_row_is_as_high_as_its_highest_cell(make):
    assert make(("一", "漢" * 25)).wrap(224, 0)[1] == ROW + 45 + 2 * PADDING_Y


def test_each_part_repeats_the_header(make):
    assert heights(make(*[("一", "二")] * 5).split(224, 4.5 * ROW)) == [4, 3]


def test_what_fits_is_not_split(make):
    assert heights(make(("一", "二")).split(224, 2 * ROW)) == [2]


def test_a_header_never_stands_alone(make):
    assert make(("一", "二")).split(224, 1.5 * ROW) == []
    assert make(("一", "二")).least_height(224) == 2 * ROW


def test_a_row_of_usual_height_moves_to_the_next_page_whole(make):
    assert make(("一", "漢" * 45)).split(224, 4 * ROW) == []


def test_a_tall_row_goes_on_over_pages(make):
    upper, lower = make(("一", "漢" * 400)).split(224, 300)
    assert upper.wrap(224, 0)[1] <= 300
    assert lower.wrap(224, 0)[1] > 200
