from __future__ import annotations

import re
from struct import unpack

from kyogikai_desktop.documents.subset import glyph_map, to_unicode


def test_the_map_back_is_utf_16_with_surrogates_and_selectors():
    written = to_unicode(["", "A", "𠮷", "葛\U000e0100"])
    assert "<0001> <0041>" in written
    assert "<0002> <d842dfb7>" in written
    assert "<0003> <845bdb40dd00>" in written
    assert "<0000>" not in written.split("endcodespacerange")[1]


def test_no_block_of_the_map_is_longer_than_pdf_allows():
    written = to_unicode(["", *(chr(0x4E00 + n) for n in range(250))])
    announced = [int(count) for count in re.findall(r"(\d+) beginbfchar", written)]
    assert announced == [100, 100, 50]
    assert len(re.findall(r"^<[0-9A-F]{4}> <", written, re.MULTILINE)) == sum(announced)


def test_two_codes_may_share_one_glyph():
    assert unpack(">5H", glyph_map([0, 70, 12, 70, 9])) == (0, 1, 2, 1, 3)
