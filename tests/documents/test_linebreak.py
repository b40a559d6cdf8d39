from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.documents.fonts import clusters
from kyogikai_desktop.documents.linebreak import NO_END, NO_START, break_lines, units

SELECTOR = "\U000e0100"
PIECES = st.sampled_from(
    [
        *"漢字かなカナー々ゃッ、。，．・！？「」『』（）【】：；…〜 \u3000",
        *("……", "abc", "R8-012", "14:30", "1,234.5", "１２３", "50%", "(a)", "￥500", "x" * 30, "\n"),
        *("葛" + SELECTOR, "𠮷", "か\u3099"),
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)
WIDTHS = st.integers(1, 40)


def measure(text):
    return sum(0.5 if ord(cluster[0]) < 0x300 else 1 for cluster in clusters(text))


def plain(lines):
    return ["".join(line.units) for line in lines]


@given(TEXTS, WIDTHS)
def test_no_character_is_lost_added_or_moved(text, width):
    assert "".join(plain(break_lines(text, width, measure))) == "".join(text.splitlines())


@given(TEXTS, WIDTHS)
def test_no_line_is_wider_than_the_column_but_for_what_hangs(text, width):
    for line in break_lines(text, width, measure):
        bare = "".join(line.units).rstrip(" \u3000")
        outside = 1 if bare[-1:] in tuple("、。，．") else 0
        assert measure(bare) <= width + outside or len(clusters(bare)) == 1
        assert line.width <= max(width, measure("".join(line.units)))


@given(TEXTS, WIDTHS)
def test_no_forbidden_character_starts_or_ends_a_line(text, width):
    for paragraph in text.splitlines():
        if any(measure(unit) > width for unit in units(paragraph)):
            continue
        lines = plain(break_lines(paragraph, width, measure))
        assert not [line for line in lines[1:] if line[0] in NO_START]
        assert not [line for line in lines[:-1] if line.rstrip(" \u3000")[-1:] in tuple(NO_END)]


@given(TEXTS, WIDTHS)
def test_no_line_starts_inside_a_character(text, width):
    for line in plain(break_lines(text, width, measure)):
        assert line[:1] not in (SELECTOR, "\u3099")


@given(TEXTS, WIDTHS)
def test_lines_are_filled_as_far_as_they_can_be(text, width):
    for paragraph in text.splitlines():
        lines = break_lines(paragraph, width, measure)
        for line, following in pairwise(lines):
            head = following.units[0].rstrip(" \u3000").rstrip("、。，．")
            assert measure("".join(line.units)) + measure(head) > width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("ここで終わる。", 6, ["ここで終わる。"]),
        ("ここで終わる」", 6, ["ここで終わ", "る」"]),
        ("かれは「はい」と", 4, ["かれは", "「はい」", "と"]),
        ("番号はR8-012です", 5, ["番号は", "R8-012です"]),
        ("キャッチャー", 4, ["キャッ", "チャー"]),
        ("そして……また", 4, ["そして", "……また"]),
        ("　字下げの段落です。", 5, ["　字下げの", "段落です。"]),
        ("葛" + SELECTOR + "西葛" + SELECTOR, 2, ["葛" + SELECTOR + "西", "葛" + SELECTOR]),
        ("one two three", 4, ["one two ", "three"]),
        ("一行目\n\n三行目", 9, ["一行目", "", "三行目"]),
        ("", 9, [""]),
    ],
)
def test_lines_break_as_offices_expect(text, width, expected):
    assert plain(break_lines(text, width, measure)) == expected


def test_only_the_last_line_of_a_paragraph_ends_it():
    lines = break_lines("ああああああ\nいい", 4, measure)
    assert [line.ends for line in lines] == [False, True, True]


def test_a_long_address_is_split_only_where_it_must():
    assert plain(break_lines("見よ" + "x" * 12, 4, measure)) == ["見よxxxx", "xxxxxxxx"]
