"""What a new password has to be: long enough. And how hard it is to guess: an estimate, not a rule.

Counts what a guesser tries first: common words, names that are known, rows of the keyboard, repeats, years.
What is none of these counts by sign, with a few bits each, since people do not choose signs at random.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable

from kyogikai_desktop.domain.labels import Labelled
from kyogikai_desktop.errors import InvalidInput

LEAST = 10
"""The fewest signs of a new password. Older ones that are shorter still open what they opened."""

_WORDS = """
password passwd pass word login admin root user test guest master secret welcome hello abc qwerty
letmein himitsu kotoba pasuwado aikotoba kyogikai kyougikai kodoku koritsu shien soudan fukushi yakuba
yakusho shiyakusho kuyakusho machi mura honcho chiiki shakyo kanri kanrisha tantou tanto kakari kacho
kachou sakura nihon japan tokyo osaka kyoto nagoya sapporo fukuoka hokkaido haru natsu aki fuyu hana
yuki sora umi yama kawa hoshi tsuki taiyo neko inu sato suzuki takahashi tanaka ito watanabe yamamoto
nakamura kobayashi kato yoshida yamada sasaki hayashi reiwa heisei showa taisho january april march may
june july ohayo arigato konnichiwa sayonara genki daisuki ひみつ パスワード ぱすわーど 秘密 協議会 孤独
孤立 支援 相談 福祉 役場 役所 市役所 令和 平成 昭和 さくら 桜 日本 東京
""".split()
_ROWS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "あいうえおかきくけこさしすせそたちつてとなにぬねの",
    "アイウエオカキクケコサシスセソタチツテトナニヌネノ",
)
_SHORTEST = 3
_WORD_BITS, _ROW_BITS, _KNOWN_BITS, _YEAR_BITS = 9.0, 5.0, 2.0, 7.0
_BITS = {"digit": 3.3, "letter": 3.6, "kana": 4.5, "symbol": 5.0, "kanji": 8.0}
_YEAR = re.compile("(19|20)[0-9]{2}")


class Strength(Labelled):
    """What the meter says."""

    WEAK = "weak", "弱い"
    FAIR = "fair", "やや弱い"
    GOOD = "good", "ふつう"
    STRONG = "strong", "強い"


_LEAST = ((50.0, Strength.STRONG), (38.0, Strength.GOOD), (28.0, Strength.FAIR))


def checked(password: str, field: str = "password") -> str:
    """Return a password that somebody chose; raise InvalidInput for `field` where it is too short."""
    if len(password) < LEAST:
        raise InvalidInput("password_short", field, least=LEAST)
    return password


def is_same(one: str, other: str) -> bool:
    """Tell whether two passwords open the same: how wide a sign is typed makes no difference."""
    return unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", other)


def strength(password: str, known: Iterable[str] = ()) -> Strength:
    """Return how hard a password is to guess for somebody who knows some words about the person."""
    estimate = bits(password, known)
    return next((level for least, level in _LEAST if estimate >= least), Strength.WEAK)


def bits(password: str, known: Iterable[str] = ()) -> float:
    """Return the estimate in bits: the logarithm of how many guesses are needed."""
    text = unicodedata.normalize("NFKC", password).casefold()
    names = {unicodedata.normalize("NFKC", word).casefold() for word in known}
    total, place = 0.0, 0
    while place < len(text):
        size, cost = _piece(text[place:], names, text[:place])
        total += cost
        place += size
    return total


def _piece(rest: str, known: set[str], before: str) -> tuple[int, float]:
    """Return the longest piece that a text begins with, or its first sign: length and bits."""
    found = [
        *((len(word), _KNOWN_BITS) for word in known if rest.startswith(word)),
        *((len(word), _WORD_BITS) for word in _WORDS if rest.startswith(word)),
        (4 if _YEAR.match(rest) else 0, _YEAR_BITS),
        (_run(rest), _sign_bits(rest[0]) + math.log2(_run(rest))),
        (_row(rest), _ROW_BITS + math.log2(_row(rest) or 1)),
        (_echo(rest, before), 1.0),
    ]
    size, cost = max(found, key=lambda one: (one[0], -one[1]))
    alone = sum(map(_sign_bits, rest[:size]))
    return (size, min(cost, alone)) if size >= _SHORTEST else (1, _sign_bits(rest[0]))


def _run(rest: str) -> int:
    """Return how often the first sign is repeated."""
    return len(rest) - len(rest.lstrip(rest[0]))


def _row(rest: str) -> int:
    """Return how long the text follows a row of the keyboard or of a syllabary, in either direction."""
    longest = 0
    for row in (*_ROWS, *(row[::-1] for row in _ROWS)):
        size = 1
        while size < len(rest) and rest[: size + 1] in row:
            size += 1
        longest = max(longest, size)
    return longest


def _echo(rest: str, before: str) -> int:
    """Return how much of the text stood there before."""
    size = 0
    while size < len(rest) and rest[: size + 1] in before:
        size += 1
    return size


def _sign_bits(sign: str) -> float:
    if sign.isdecimal():
        return _BITS["digit"]
    if sign.isascii():
        return _BITS["letter" if sign.isalpha() else "symbol"]
    name = unicodedata.name(sign, "")
    return _BITS["kana" if name.startswith(("HIRAGANA", "KATAKANA")) else "kanji"]
