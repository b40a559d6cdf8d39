"""Where two texts differ, clause by clause, and the same in short."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from itertools import takewhile
from typing import NamedTuple

_CLAUSES = re.compile(r"[^。、！？\n]*[。、！？\n]|[^。、！？\n]+")
_MOST_PAIRS = 250_000  # of clauses; longer texts are compared from both ends alone
_NEAR = 12  # characters that stay of what is the same, beside what differs
GAP = "……"


class Part(NamedTuple):
    """A stretch of one of two texts, and whether the other has it there too."""

    text: str
    same: bool


def compare(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return both texts in parts: those that are the same are the same in both.

    What the other text has more stands here as an empty part that differs.
    """
    old, new = _CLAUSES.findall(before), _CLAUSES.findall(after)
    if len(old) * len(new) > _MOST_PAIRS:
        old, new = [before], [after]
    here: list[Part] = []
    there: list[Part] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i:j]), "".join(new[k:m])
        begin, end = (len(gone), 0) if tag == "equal" else _ends(gone, come)
        for parts, text in ((here, gone), (there, come)):
            _append(parts, text[:begin], same=True)
            if tag != "equal":
                _append(parts, text[begin : len(text) - end], same=False)
            _append(parts, text[len(text) - end :], same=True)
    return tuple(here), tuple(there)


def in_short(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts with a gap in every long stretch that is the same; what differs stays whole."""
    last = len(parts) - 1
    if not last:
        return parts
    return tuple(
        Part(_shortened(part.text, _NEAR * (n > 0), _NEAR * (n < last)), part.same) if part.same else part
        for n, part in enumerate(parts)
    )


def _append(parts: list[Part], text: str, *, same: bool) -> None:
    if parts and parts[-1].same == same:
        parts[-1] = Part(parts[-1].text + text, same)
    elif text or not same:
        parts.append(Part(text, same))


def _shortened(text: str, begin: int, end: int) -> str:
    """Return so many characters of both ends, or all where that is hardly longer."""
    if len(text) <= begin + end + 2 * len(GAP):
        return text
    return text[: _whole(text, begin)] + GAP + text[_whole(text, len(text) - end) :]


def _ends(one: str, other: str) -> tuple[int, int]:
    """Return how many characters two texts have in common at the beginning and, beyond these, at the end.

    Less than half of the shorter one is chance: such texts differ as a whole.
    """
    begin = _common(one, other)
    begin = min(_whole(one, begin), _whole(other, begin))
    end = _common(one[begin:][::-1], other[begin:][::-1])
    while end and _joins(one[len(one) - end]):
        end -= 1
    return (begin, end) if 2 * (begin + end) >= min(len(one), len(other)) else (0, 0)


def _common(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _whole(text: str, at: int) -> int:
    """Return the last place up to this one that parts no character from its marks."""
    while 0 < at < len(text) and _joins(text[at]):
        at -= 1
    return at


def _joins(sign: str) -> bool:
    """Tell whether a sign belongs to the character before: a mark, or a selector of its shape."""
    return (
        bool(unicodedata.combining(sign))
        or "\ufe00" <= sign <= "\ufe0f"
        or "\U000e0100" <= sign <= "\U000e01ef"
    )
