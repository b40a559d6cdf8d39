"""Japanese line breaking after JIS X 4051: 行頭・行末禁則, ぶら下げ, words and numbers kept whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from math import inf
from typing import NamedTuple

from kyogikai_desktop.documents.fonts import clusters

OPENING = "‘“（〔［｛〈《「『【｟〘〖«｢([{￥＄£￡＃№$"
CLOSING = "’”）〕］｝〉》」』】｠〙〗»｣)]}"
_HANGING = tuple("、。，．､｡")
_BLANKS = " \u3000"
_TOLERANCE = 1e-6  # a column of ten ems holds ten characters, whatever floats say
# Closing brackets, hyphens, full stops, commas, middle dots, iteration and long marks, small kana, units.
NO_START = (
    CLOSING
    + "".join(_HANGING)
    + "‐〜～゠–？！‼⁇⁈⁉・：；･!?,.:;ヽヾゝゞ々〻ーｰﾞﾟ"
    + "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ"
    + "%％‰℃′″°"
)
NO_END = OPENING
# Half-width words with their inner points and hyphens, full-width numbers and words, —— …… ‥‥.
_CORE = r"[0-9A-Za-zÀ-ɏ'@#&+/_\-][0-9A-Za-zÀ-ɏ'@#&+/_\-.,:]*|[０-９Ａ-Ｚａ-ｚ．，]+|[―—]+|…+|‥+|."
_MARKS = r"[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
_UNIT = re.compile(
    rf"(?:[{re.escape(OPENING)}]{_MARKS}[{_BLANKS}]*)*"
    rf"(?:(?:{_CORE}){_MARKS})?"
    rf"(?:[{re.escape(NO_START)}]{_MARKS}|[{_BLANKS}])*",
    re.DOTALL,
)


class Line(NamedTuple):
    """One line: its unbreakable units, its width without what hangs, and whether it ends a paragraph."""

    units: tuple[str, ...]
    width: float
    ends: bool = False


def units(text: str) -> list[str]:
    """Split a paragraph at every place where a line may break."""
    return [unit for unit in _UNIT.findall(text) if unit]


def break_lines(text: str, width: float, measure: Callable[[str], float]) -> list[Line]:
    """Return the lines of a text; each line break in it ends a paragraph.

    `measure` gives the width of a unit in the measure of `width`. A unit wider than a line is split between
    clusters, wherever that falls.
    """
    return [line for paragraph in text.splitlines() or [""] for line in _fill(paragraph, width, measure)]


def _fill(paragraph: str, width: float, measure: Callable[[str], float]) -> Iterator[Line]:
    line: list[str] = []
    used = counted = 0.0
    limit = width + _TOLERANCE
    for unit, full, bare in _measured(units(paragraph), limit, measure):
        if line and used + bare > limit:
            yield Line(tuple(line), counted)
            line, used = [], 0.0
        line.append(unit)
        counted = used + (full if used + full <= limit else bare)
        used += full
    yield Line(tuple(line), counted, ends=True)


def _measured(
    whole: Iterable[str], limit: float, measure: Callable[[str], float]
) -> Iterator[tuple[str, float, float]]:
    """Yield each unit with its width and the part of it that must stand inside the margin."""
    for unit in whole:
        full = measure(unit)
        hanging = _hanging(unit)
        bare = full - measure(hanging) if hanging else full
        if bare <= limit:
            yield unit, full, bare
        else:
            yield from _measured(clusters(unit), inf, measure)


def _hanging(unit: str) -> str:
    """Return what may stand outside the margin: trailing blanks and one comma or full stop."""
    bare = unit.rstrip(_BLANKS)
    return unit[len(bare) - 1 :] if bare[-1:] in _HANGING else unit[len(bare) :]
