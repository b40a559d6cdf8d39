"""Names of people: kept exactly as typed, found by a folded key."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import TypeVar, cast

import jaconv

T = TypeVar("T")

# Old, variant and family-register forms beside the form most people type; NFKC leaves these apart.
_FORMS = (
    "𠮷吉 髙高 﨑崎 嵜崎 碕崎 邊辺 邉辺 齋斎 齊斉 澤沢 濵浜 濱浜 嶋島 嶌島 槗橋 𣘺橋 渕淵 渊淵 圓円 廣広 "
    "國国 眞真 黑黒 德徳 惠恵 榮栄 櫻桜 瀧滝 龍竜 靜静 壽寿 豐豊 邨村 嶽岳 條条 禮礼 祿禄 彌弥 與与 萬万 "
    "寶宝 藏蔵 學学 應応 會会 曾曽 槇槙"
)
_PLAIN = {ord(pair[0]): pair[1] for pair in _FORMS.split()}
_INVISIBLE = dict.fromkeys(
    [
        *(*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0xD800, 0xE000), 0xAD, 0x61C, 0x180E),
        *(*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF),
    ]
)
_MARKS = dict.fromkeys(map(ord, "ー―‐-–—−－～~〜_"))
# Signs that turn the direction of what stands beside them: a name could seem to be another one.
_TURNING = dict.fromkeys((0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_LONE = re.compile("[\ud800-\udfff]")
_CONTROLS = {**dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), " "), **_TURNING}


@lru_cache(maxsize=4096)
def search_key(text: str) -> str:
    """Fold width, kana, case, long marks, old forms, spaces and what nobody sees; to find, never to store."""
    plain = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).translate(_PLAIN)
    folded: str = jaconv.kata2hira(plain).casefold()
    return "".join(folded.translate(_MARKS).split())


def kana_key(kana: str, name: str) -> str:
    """Return the key that lists sort by: the reading, or the name where no reading is known; unnamed last."""
    return search_key(kana) or search_key(name) or "\U0010ffff"


def clean_line(text: str) -> str:
    """Return a line as typed but for control characters, signs of direction and outer blanks."""
    return encodable(text).translate(_CONTROLS).strip()


def encodable(text: str) -> str:
    """Replace lone surrogates, which no file and no database can hold, by a visible mark."""
    return text.encode("utf-8", "replace").decode("utf-8") if _LONE.search(text) else text


def storable(record: T) -> T:
    """Return a dataclass with every text in it, however deep, made encodable; nothing else changes."""
    return cast("T", _marked(record))


def _marked(value: object) -> object:
    if type(value) is str:  # and no StrEnum
        return encodable(value)
    if isinstance(value, tuple):
        marked = tuple(map(_marked, value))
        return marked if marked != value else value
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        changed = {name: new for name, old in held.items() if (new := _marked(old)) is not old}
        return replace(value, **changed) if changed else value
    return value


def shown(name: str) -> str:
    """Return the name for a screen or a page; an unnamed person is called 氏名不詳."""
    return name or "氏名不詳"
