"""Strings of recovery sheets: what was typed wrong is found, and where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.vault import sheets
from kyogikai_desktop.vault.sheets import PAIRS, SIGNS, Share

SIGN = st.integers(0, 31)
SHARES = st.builds(
    lambda pair, swap, mark, signs: Share(*(pair[::-1] if swap else pair), mark, tuple(signs)),
    st.sampled_from(PAIRS),
    st.booleans(),
    st.integers(0, 1023),
    st.lists(SIGN, min_size=SIGNS, max_size=SIGNS),
)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def wrong_group(text):
    with pytest.raises(InvalidInput) as refused:
        sheets.parse(text, "first")
    assert refused.value.field == "first"
    return refused.value.values["group"]


@given(SHARES)
def test_what_is_printed_is_read_back(share):
    assert sheets.parse(str(share), "first") == share
    assert set(str(share)) <= {*ALPHABET, "-"}


@given(SHARES)
def test_the_spelling_of_a_person_is_read_too(share):
    typed = str(share).lower().replace("0", "o").replace("1", "l")
    assert sheets.parse(typed, "first") == share
    assert sheets.parse(typed.replace("-", " "), "first") == share
    assert sheets.parse(typed.replace("-", ""), "first") == share
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else sign for sign in typed)
    assert sheets.parse(wide, "first") == share


@given(SHARES, st.integers(0, 39), st.sampled_from(ALPHABET))
def test_each_wrong_sign_is_found_in_its_group(share, place, sign):
    text = str(share)
    place += place // 5
    if text[place] != sign:
        assert wrong_group(text[:place] + sign + text[place + 1 :]) == place // 6 + 1


@given(SHARES, st.integers(0, 7), st.integers(0, 3))
def test_each_exchange_of_neighbours_is_found_in_its_group(share, group, place):
    text = list(str(share))
    at = group * 6 + place
    if text[at] != text[at + 1]:
        text[at], text[at + 1] = text[at + 1], text[at]
        assert wrong_group("".join(text)) == group + 1


@given(SHARES, st.integers(1, 6))
def test_exchanged_groups_are_found(share, place):
    groups = str(share).split("-")
    if groups[place] != groups[place + 1]:
        groups[place], groups[place + 1] = groups[place + 1], groups[place]
        assert wrong_group("-".join(groups)) == place + 1


@given(SHARES, st.integers(0, 7))
def test_a_lost_sign_is_found_in_its_group(share, place):
    groups = str(share).split("-")
    groups[place] = groups[place][:-1]
    assert wrong_group("-".join(groups)) == place + 1


@pytest.mark.parametrize("text", ["", "    ", "AB000"])
def test_too_little_is_refused(text):
    with pytest.raises(InvalidInput):
        sheets.parse(text, "first")


@given(st.text())
def test_whatever_is_typed_is_refused_in_words(text):
    with pytest.raises(InvalidInput):
        sheets.parse(text, "first")
