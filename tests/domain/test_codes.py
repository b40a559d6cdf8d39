from __future__ import annotations

from collections import Counter

import pytest

from kyogikai_desktop.domain.codes import Code, CodeTable, legal_bases, legal_basis, table
from kyogikai_desktop.domain.names import search_key

TABLES = ("concerns", "routes", "closing_reasons", "households")


@pytest.mark.parametrize("name", TABLES)
def test_every_code_is_found_by_all_its_words(name):
    for code in table(name).codes:
        for words in (code.id, code.label, code.short, *code.also):
            assert table(name).by_text(words) == code, words


@pytest.mark.parametrize("name", TABLES)
def test_no_two_codes_share_a_word_or_an_id(name):
    ids = Counter(code.id for code in table(name).codes)
    words = Counter(
        key
        for code in table(name).codes
        for key in {search_key(word) for word in (code.id, code.label, code.short, *code.also)}
    )
    assert [word for word, count in (ids + words).items() if count > 2 or words[word] > 1] == []


@pytest.mark.parametrize(
    ("name", "words", "code"),
    [
        ("concerns", "ＤＶ・虐待", "violence"),
        ("concerns", "病気や健康、障害のこと", "health"),
        ("routes", "地域包括", "community_support"),
        ("routes", "０７", "medical"),
        ("routes", "ＮＰＯ", "npo"),
        ("routes", "水道事業者", "lifeline"),
        ("closing_reasons", "他機関へ引継ぎ", "handed_over"),
        ("households", "独居", "single"),
    ],
)
def test_words_of_ledgers_are_understood(name, words, code):
    found = table(name).by_text(words)
    assert found is not None
    assert found.id == code


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("text", ["", " ", "－", "謎の言葉"])
def test_unknown_words_have_no_code(name, text):
    assert table(name).by_text(text) is None


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_an_other_and_speaks_japanese(name):
    codes = table(name).codes
    assert codes[-1].id == "other"
    assert all((code.label and not code.label.isascii()) or code.label == "NPO" for code in codes)


def test_an_id_that_is_gone_is_shown_as_it_is():
    some = CodeTable((Code("a", "甲のこと", "甲"),))
    assert (some.label("a"), some.short("a")) == ("甲のこと", "甲")
    assert (some.label("gone"), some.short("gone")) == ("gone", "gone")


def test_the_concerns_stand_in_the_order_of_the_form():
    assert [code.id for code in table("concerns").codes][:3] == ["health", "housing", "income"]
    assert len(table("concerns").codes) == 16


def test_only_the_multi_layered_conference_needs_consent():
    assert [basis.id for basis in legal_bases() if basis.consent_required] == ["juso"]
    assert legal_bases()[0] == legal_basis("kodoku")
    assert all(basis.article and basis.secrecy for basis in legal_bases())


def test_a_legal_basis_that_no_file_holds_is_a_programming_error():
    with pytest.raises(KeyError):
        legal_basis("gone")
