"""The sheet on paper: one page, every sign readable, a QR for each string."""

from __future__ import annotations

from datetime import date

import pypdfium2

from kyogikai_desktop.documents import recovery_sheet
from kyogikai_desktop.documents.fonts import installed_fonts
from kyogikai_desktop.documents.recovery_sheet import PrintedSheet
from kyogikai_desktop.vault.sheets import SIGNS, Share

STRINGS = tuple(str(Share("A", partner, 517, tuple(range(SIGNS)))) for partner in "BC")


def rendered(strings=STRINGS):
    sheet = PrintedSheet("北の杜市協議会", False, "A", strings, date(2026, 11, 20))
    return recovery_sheet.render(sheet, installed_fonts())


def test_both_strings_stand_on_one_page_in_order():
    pdf = rendered()
    assert (pdf.pages, pdf.missing) == (1, ())
    text = pypdfium2.PdfDocument(pdf.data)[0].get_textpage().get_text_bounded()
    words = iter(text.split())
    for group in (group for string in STRINGS for group in string.split("-")):
        assert group in words
    assert "シート B といっしょに開くとき" in text


def test_the_pattern_beside_a_string_is_that_string_s():
    other = str(Share("A", "B", 517, tuple(reversed(range(SIGNS)))))

    def squares(strings):
        image = pypdfium2.PdfDocument(rendered(strings).data)[0].render(scale=2).to_pil()
        return [image.crop((780, top, 1120, top + 190)).tobytes() for top in (530, 780)]

    assert squares(STRINGS)[0] != squares((other, STRINGS[1]))[0]
    assert squares(STRINGS)[1] == squares((other, STRINGS[1]))[1]
