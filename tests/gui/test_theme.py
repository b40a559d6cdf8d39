from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QFontInfo

from kyogikai_desktop.gui import theme
from kyogikai_desktop.gui.stylesheet import stylesheet
from kyogikai_desktop.gui.theme import LIGHT

STATES = ["info", "ok", "due", "over", "error", "mute", "room"]


def luminance(colour):
    def linear(part):
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _alpha = QColor(colour).getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", STATES)
def test_a_state_is_readable_on_its_tint_and_on_white(name):
    tint = LIGHT.tone(name)
    assert contrast(tint.ink, tint.ground) >= 4.5
    assert contrast(tint.ink, LIGHT.surface) >= 4.5


@pytest.mark.parametrize("ink", [LIGHT.text, LIGHT.text2, LIGHT.text3, LIGHT.link, LIGHT.primary])
def test_text_is_readable_on_every_ground(ink):
    assert min(contrast(ink, ground) for ground in (LIGHT.surface, LIGHT.canvas, LIGHT.selection)) >= 4.5


def test_borders_of_fields_are_seen():
    assert min(contrast(LIGHT.control, ground) for ground in (LIGHT.surface, LIGHT.canvas)) >= 3


def test_every_token_of_the_sheet_is_filled_in():
    sheet = stylesheet(LIGHT, 1.25)
    assert "$" not in sheet
    assert "font-size: 20.62pt" in sheet  # 16.5 pt title at 125 %


@pytest.mark.usefixtures("themed")
def test_the_text_face_is_the_one_of_the_paper():
    assert QFontInfo(theme.font()).family() == "BIZ UDPGothic"
    assert QFontInfo(theme.digits()).family() == "BIZ UDGothic"


def test_the_zoom_lives_in_the_application_font(themed):
    theme.apply(themed, 1.4)
    try:
        assert theme.zoom() == pytest.approx(1.4)
        assert theme.font(theme.SMALL).pointSizeF() == pytest.approx(13.3)
        assert theme.px(46) == 64
    finally:
        theme.apply(themed)
