"""First passwords that can be read aloud: syllables that every Japanese ear spells the same way."""

from __future__ import annotations

import secrets

_KANA = {
    **{"ka": "か", "ki": "き", "ku": "く", "ke": "け", "ko": "こ", "sa": "さ", "su": "す", "se": "せ"},
    **{"so": "そ", "ta": "た", "te": "て", "to": "と", "na": "な", "ni": "に", "nu": "ぬ", "ne": "ね"},
    **{"no": "の", "ha": "は", "hi": "ひ", "he": "へ", "ho": "ほ", "ma": "ま", "mi": "み", "mu": "む"},
    **{"me": "め", "mo": "も", "ya": "や", "yu": "ゆ", "yo": "よ", "ra": "ら", "ri": "り", "ru": "る"},
    **{"re": "れ", "ro": "ろ", "wa": "わ"},
}
_GROUPS = 4
_RUDE = ("kuso", "kimo", "hage")


def proposed() -> str:
    """Return a first password as kasa-mite-nuro-haru: 8 of 35 syllables, 41 bits."""
    groups: list[str] = []
    while len(groups) < _GROUPS:
        group = "".join(secrets.choice(list(_KANA)) for _ in range(2))
        if group not in _RUDE:
            groups.append(group)
    return "-".join(groups)


def read_aloud(password: str) -> str:
    """Return a proposed password in kana (かさ みて ぬろ はる), or nothing for any other."""
    groups = [[group[:2], group[2:]] for group in password.split("-")]
    if len(groups) != _GROUPS or not all(one in _KANA for group in groups for one in group):
        return ""
    return "　".join("".join(_KANA[one] for one in group) for group in groups)
