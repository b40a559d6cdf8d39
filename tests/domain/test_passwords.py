"""The strength meter: what a guesser tries first is weak, however it is composed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.domain.passwords import Strength, bits, strength


@pytest.mark.parametrize(
    "password",
    [
        "", "1", "password", "ＰＡＳＳＷＯＲＤ", "Kyogikai2026", "aaaaaaaaaaaaaaaa", "abcdefghijkl",
        "zyxwvutsrq",
        "qwertyuiop123", "tanaka1985", "さくらさくらさくら", "20261120",
        "あいうえおかきくけこ", "abcabcabcabc",
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_weak(password):
    assert strength(password) is Strength.WEAK


@pytest.mark.parametrize(
    "password", ["correct horse battery staple", "春の海ひねもすのたり", "ミルクと7匹のらくだ、駅前で"]
)
def test_a_sentence_is_strong_without_any_rule(password):
    assert strength(password) is Strength.STRONG


def test_what_is_known_of_the_person_counts_for_little():
    assert bits("林直樹の協議会", ("林直樹", "hayashi")) < bits("林直樹の協議会")
    assert strength("hayashi1234", ("hayashi",)) is Strength.WEAK


@given(st.text(max_size=30), st.text(max_size=5))
def test_no_text_breaks_the_meter(password, known):
    assert 0 <= bits(password, (known,)) <= 8 * 4 * max(1, len(password))


@given(st.text(st.sampled_from("bdfhkmpr2468"), min_size=1, max_size=20))
def test_a_repeat_adds_little(password):
    assert bits(password * 2) <= bits(password) * 2
