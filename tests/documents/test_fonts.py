from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kyogikai_desktop.documents.fonts import Weight, clusters, installed_fonts, load_fonts
from kyogikai_desktop.errors import AppError

COMPATIBILITY = "\ufa19\ufa4f\uf9dc\ufa1b\ufa10"


@pytest.fixture(scope="module")
def fonts():
    return installed_fonts()


@pytest.mark.parametrize("name", ["髙橋", "山﨑", "𠮷田", "葛\U000e0100西", "辻\U000e0100", COMPATIBILITY])
@pytest.mark.parametrize("weight", list(Weight))
def test_every_character_of_rare_names_has_a_glyph(fonts, name, weight):
    for glyph, cluster in zip(fonts.glyphs(name, weight), clusters(name), strict=True):
        assert (glyph.missing, glyph.copied) == ("", cluster)


@pytest.mark.parametrize("base", ["葛", "辻"])
def test_a_variation_sequence_is_drawn_with_its_own_glyph(fonts, base):
    varied, plain = fonts.glyph(base + "\U000e0100", Weight.HEADING), fonts.glyph(base, Weight.HEADING)
    assert varied.face is plain.face
    assert varied.number != plain.number


def test_a_default_variation_sequence_is_drawn_as_the_plain_character(fonts):
    varied, plain = fonts.glyph("葛\U000e0101", Weight.HEADING), fonts.glyph("葛", Weight.HEADING)
    assert (varied.number, varied.copied) == (plain.number, "葛\U000e0101")


def test_compatibility_ideographs_are_not_drawn_as_their_unified_forms(fonts):
    for compatible, unified in zip(COMPATIBILITY, "神祐隆福塚", strict=True):
        assert fonts.glyph(compatible, Weight.TEXT).number != fonts.glyph(unified, Weight.TEXT).number


def test_a_voicing_mark_typed_apart_is_drawn_composed_and_copied_apart(fonts):
    apart, composed = fonts.glyph("か\u3099", Weight.TEXT), fonts.glyph("が", Weight.TEXT)
    assert (apart.number, apart.copied, apart.missing) == (composed.number, "か\u3099", "")


@pytest.mark.parametrize(
    ("typed", "copied", "named"),
    [
        ("😀", "😀", "U+1F600"),
        ("\x07", "〓", "U+0007"),
        ("\u202e", "〓", "U+202E"),
        ("\ud800", "〓", "U+D800"),
        ("\ue000", "〓", "U+E000"),
    ],
)
def test_what_no_face_has_is_marked_and_named(fonts, typed, copied, named):
    glyph = fonts.glyph(typed, Weight.TEXT)
    assert glyph.number == fonts.glyph("〓", Weight.TEXT).number
    assert (glyph.copied, glyph.missing) == (copied, named)


def test_an_unknown_variation_stays_readable_and_is_named(fonts):
    glyph = fonts.glyph("葛\U000e01ef", Weight.TEXT)
    assert glyph.number == fonts.glyph("葛", Weight.TEXT).number
    assert (glyph.copied, glyph.missing) == ("葛\U000e01ef", "U+845B U+E01EF")


@pytest.mark.parametrize("blank", ["\u00a0", "\u2003", "\t"])
def test_unusual_blanks_are_blank_and_not_missing(fonts, blank):
    glyph = fonts.glyph(blank, Weight.TEXT)
    assert (glyph.missing, glyph.copied) == ("", blank)


def test_full_width_characters_are_one_em_wide_in_every_face(fonts):
    for weight in Weight:
        for character in "漢あ。𠮷辻":
            assert fonts.glyph(character, weight).width == pytest.approx(1)


def test_without_any_face_the_reason_is_told(tmp_path):
    with pytest.raises(AppError) as raised:
        load_fonts([tmp_path])
    assert raised.value.key == "no_japanese_font"


def test_a_damaged_font_file_is_passed_over(tmp_path):
    whole = next(Path("/usr/share/fonts").rglob("BIZUDGothic-Regular.ttf"))
    shutil.copy(whole, tmp_path / whole.name)
    (tmp_path / "BIZUDGothic-Bold.ttf").write_bytes(b"OTTO" + bytes(100))
    (tmp_path / "ipamjm.ttf").write_bytes(b"")
    chain = load_fonts([tmp_path])
    assert chain.leading_face.fontName == "BIZUDGothic-Regular"
    assert chain.glyph("漢", Weight.HEADING).missing == ""
