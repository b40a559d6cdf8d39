from __future__ import annotations

import pytest
from sample_minutes import sample_minutes

from kyogikai_desktop.documents import preview
from kyogikai_desktop.documents.fonts import installed_fonts
from kyogikai_desktop.documents.minutes_pdf import render


@pytest.fixture(scope="module")
def data():
    return render(sample_minutes(practice=True), installed_fonts()).data


def test_pages_are_counted(data):
    assert preview.page_count(data) == 2


@pytest.mark.parametrize("scale", [0.37, 1.0, 1.37])
def test_a_page_becomes_a_picture_without_padding(data, scale):
    image = preview.render_page(data, 1, scale)
    assert len(image.rgb) == image.width * image.height * 3
    assert image.height / image.width == pytest.approx(297 / 210, abs=0.01)


def test_colours_are_red_green_blue_from_the_top(data):
    image = preview.render_page(data, 0, 1.0)
    red, _, blue = image.rgb[30:33]
    assert red > blue
    assert image.rgb[-3:] == b"\xff\xff\xff"
