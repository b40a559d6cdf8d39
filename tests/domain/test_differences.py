"""Two texts side by side: nothing is lost, and what differs is told from what is the same."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.domain.differences import GAP, Part, compare, in_short

WORDS = st.lists(st.sampled_from(["留守。", "会えた。", "また、", "来る", "\n", "葛󠄀", "葛", "が", ""])).map(
    "".join
)


def text_of(parts):
    return "".join(part.text for part in parts)


@given(WORDS, WORDS)
def test_both_texts_are_whole_and_share_what_is_called_the_same(before, after):
    here, there = compare(before, after)
    assert (text_of(here), text_of(there)) == (before, after)
    same = [text_of(part for part in parts if part.same) for parts in (here, there)]
    assert same[0] == same[1]
    assert (before == after) == all(part.same for part in here + there)


@given(WORDS, WORDS)
def test_in_short_all_that_differs_stays(before, after):
    for parts in compare(before, after):
        short = in_short(parts)
        assert [part for part in short if not part.same] == [part for part in parts if not part.same]
        assert len(text_of(short)) <= len(text_of(parts))


def test_a_word_in_a_long_note_is_what_differs():
    begin, end = "朝から雨だった。" * 30, "次は配食の日に行く。" * 30
    here, there = compare(f"{begin}玄関で5分話せた。{end}", f"{begin}玄関で15分話せた。{end}")
    assert [part.text for part in there if not part.same] == ["1"]
    assert [part.text for part in here if not part.same] == [""]
    for parts, said in ((here, "玄関で5分話せた。"), (there, "玄関で15分話せた。")):
        short = text_of(in_short(parts))
        assert said in short and GAP in short and len(short) < 60


def test_clauses_that_moved_apart_are_two_differences():
    here, there = compare("電話した。留守だった。手紙を入れた。", "訪ねた。留守だった。葉書を入れた。")
    assert [part.text for part in here if not part.same] == ["電話し", "手紙"]
    assert [part.text for part in there if not part.same] == ["訪ね", "葉書"]


def test_a_variant_of_a_character_differs_as_a_whole():
    here, there = compare("葛󠄀城", "葛城")
    assert (here[0], there[0]) == (Part("葛󠄀", same=False), Part("葛", same=False))


def test_pages_of_the_same_clause_take_no_time():
    begun = time.perf_counter()
    compare("留守。" * 20_000, "留守。" * 19_999 + "会えた。")
    assert time.perf_counter() - begun < 2


def test_words_that_share_a_sign_by_chance_differ_as_a_whole():
    here, there = compare("受付・見立て中", "支援中")
    assert (here, there) == ((Part("受付・見立て中", same=False),), (Part("支援中", same=False),))
