from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.domain.names import clean_line, encodable, kana_key, search_key, shown


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("吉田", "𠮷田　久美子"),
        ("高橋", "髙橋"),
        ("山崎", "山﨑 清"),
        ("葛西", "葛󠄀西　花子"),
        ("辻", "辻󠄀　健"),
        ("渡辺", "渡邊"),
        ("渡辺", "渡邉　裕子"),
        ("斉藤", "齊藤"),
        ("斎藤", "齋藤"),
        ("よしだ", "ヨシダ　ハル"),
        ("ﾖｼﾀﾞ", "よしだ"),
        ("ヨーコ", "よ〜こ"),
        ("r8-012", "Ｒ８－０１２"),
        ("じん", "ジン"),
        ("神", "神\ufa19"),
        ("福", "\ufa1b"),
        ("1丁目18番", "１丁目１８番地"),
        ("吉", "𠮷"),
        ("NPO法人", "ＮＰＯ法人ひだまり"),
        ("近藤", "\u202a近\u200e藤\u202c"),
        ("近藤", "近\u00ad藤\u2060"),
    ],
)
def test_a_search_finds_names_however_they_are_written(typed, stored):
    assert search_key(typed) in search_key(stored)


@pytest.mark.parametrize(
    ("one", "other"), [("吉田", "古田"), ("はは", "ばば"), ("びよういん", "びょういん"), ("太田", "大田")]
)
def test_different_names_stay_different(one, other):
    assert search_key(one) != search_key(other)


@given(text=st.text())
def test_width_and_kana_never_matter(text):
    hiragana = "".join(chr(ord(letter) - 0x60) if "ァ" <= letter <= "ヶ" else letter for letter in text)
    assert search_key(hiragana) == search_key(text)
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text)
    assert search_key(wide) == search_key(text)


@given(text=st.text(), blanks=st.sampled_from([" ", "\u3000", "\t", "\n", "\u200b", "\ufe00", "\U000e0100"]))
def test_blanks_and_selectors_never_matter(text, blanks):
    assert search_key(f"{blanks}{text}{blanks}") == search_key(text)


def test_names_are_listed_by_their_reading_and_unnamed_people_last():
    people = [("", ""), ("ヤマサキ", "山﨑"), ("", "辻󠄀"), ("あべ", "阿部"), ("イトウ", "伊藤")]
    ordered = sorted(people, key=lambda person: kana_key(*person))
    assert [name for _, name in ordered] == ["阿部", "伊藤", "山﨑", "辻󠄀", ""]


@pytest.mark.parametrize("name", ["𠮷田　久美子", "葛󠄀西", "神\ufa19", "グエン ティ ラン", "か\u3099"])
def test_cleaning_never_changes_a_name(name):
    assert clean_line(name) == name


def test_a_line_loses_only_control_characters_and_outer_blanks():
    assert clean_line(" \u3000辻󠄀　\x00健\r\n\x1b ") == "辻󠄀　 健"


def test_no_line_turns_what_stands_beside_it():
    assert clean_line("林\u202e樹直\u202c\u200f \u2066") == "林樹直"


@given(text=st.text(alphabet=st.characters(codec=None)))
def test_every_line_can_be_stored(text):
    line = clean_line(text)
    assert encodable(line) == line
    line.encode("utf-8")
    assert not set(line) & set(map(chr, [*range(0x20), *range(0x7F, 0xA0)]))
    assert clean_line(line) == line


def test_an_unnamed_person_has_a_word():
    assert (shown(""), shown("林")) == ("氏名不詳", "林")
