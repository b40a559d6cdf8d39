"""The strings of recovery sheets: 28 five-bit signs in Crockford's base 32, in groups with a check sign each.

    AC7Q3-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX

The first group says whose sheet it is (A), with whose it opens (C), and to which set it belongs; the rest is
the share. Every group ends with a check sign over GF(32) that finds each single wrong sign, each exchange of
neighbours, and a group in the wrong place.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from kyogikai_desktop.errors import InvalidInput

SIGNS = 28  # of 5 bits each: 140 bits
PAIRS = ("AB", "BC", "CA")

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_GROUP = 4
_GROUPS = 1 + SIGNS // _GROUP
_READ_AS = str.maketrans("OIL", "011")


@dataclass(frozen=True)
class Share:
    """One string of a sheet: its holder's letter, the partner's, a mark of the set (10 bits), the share."""

    holder: str
    partner: str
    mark: int
    signs: tuple[int, ...]

    @property
    def pair(self) -> str:
        """Return the pair that this share belongs to, as the recovery slot is called."""
        return next(pair for pair in PAIRS if set(pair) == {self.holder, self.partner})

    def __str__(self) -> str:
        """Return the string as it is printed."""
        letters = (_ALPHABET.index(self.holder), _ALPHABET.index(self.partner))
        signs = (*letters, self.mark >> 5, self.mark & 31, *self.signs)
        groups = (signs[start : start + _GROUP] for start in range(0, len(signs), _GROUP))
        return "-".join(spelled((*group, _check(place, group))) for place, group in enumerate(groups))


def parse(text: str, field: str) -> Share:
    """Read a typed string, blanks and small letters allowed; O is read as 0, I and L as 1.

    Raises InvalidInput for `field`, naming the first group (from 1) that was typed wrong.
    """
    groups = _groups(text)
    for place, group in enumerate(groups[:_GROUPS]):
        if not _is_right(place, group):
            raise InvalidInput("sheet_typo", field, group=place + 1)
    if len(groups) != _GROUPS:
        raise InvalidInput("sheet_length", field, groups=_GROUPS)
    values = [_ALPHABET.index(sign) for group in groups for sign in group[:_GROUP]]
    holder, partner = _ALPHABET[values[0]], _ALPHABET[values[1]]
    if not any(set(pair) == {holder, partner} for pair in PAIRS):
        raise InvalidInput("sheet_typo", field, group=1)
    return Share(holder, partner, values[2] << 5 | values[3], tuple(values[4:]))


def spelled(signs: tuple[int, ...]) -> str:
    """Return signs as text, the way a slot takes them for its password."""
    return "".join(_ALPHABET[sign] for sign in signs)


def _groups(text: str) -> list[str]:
    """Split as typed where that gives the right number, so that a lost sign spoils one group only."""
    typed = unicodedata.normalize("NFKC", text).upper().translate(_READ_AS).replace("-", " ").split()
    if len(typed) == _GROUPS:
        return typed
    joined, size = "".join(typed), _GROUP + 1
    return [joined[start : start + size] for start in range(0, len(joined), size)]


def _is_right(place: int, group: str) -> bool:
    if len(group) != _GROUP + 1 or not set(group) <= set(_ALPHABET):
        return False
    *signs, check = map(_ALPHABET.index, group)
    return check == _check(place, tuple(signs))


def _check(place: int, signs: tuple[int, ...]) -> int:
    """Weigh each sign by a power of x in GF(32), modulo x^5 + x^2 + 1, beginning with the group's place."""
    check = place
    for sign in signs:
        check = (check ^ sign) << 1
        check ^= 0b100101 if check & 32 else 0
    return check
