from __future__ import annotations

from kyogikai_desktop.domain.passwords import Strength, strength
from kyogikai_desktop.services.first_passwords import proposed, read_aloud


def test_a_proposed_password_can_be_read_aloud_and_is_long_enough():
    made = {proposed() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        assert len(password) == 19
        assert strength(password) in (Strength.GOOD, Strength.STRONG)
        assert len(read_aloud(password)) == 11
        assert password.isascii()


def test_the_kana_are_those_of_the_letters():
    assert read_aloud("kasu-mite-nuro-haru") == "かす　みて　ぬろ　はる"
    assert read_aloud("natsukusa ya") == ""
    assert read_aloud("") == ""
