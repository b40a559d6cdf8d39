"""Make the cells of a CSV file harmless: a spreadsheet program must not run what somebody typed."""

from __future__ import annotations

import unicodedata

_STARTS_A_FORMULA = ("=", "+", "-", "@")
_ENDS_A_CELL = ("\t", "\r", "\n")
_UNSEEN = ("Cc", "Cf")  # general categories: control characters and signs of direction


def safe_cell(text: str) -> str:
    """Return the text, with an apostrophe in front where a spreadsheet program could take it for a formula.

    That is a first character = + - @, TAB, CR or LF, also in full width and behind blanks and whatever
    nobody sees (OWASP, CSV Injection).
    """
    if text[:1].isalnum():
        return text
    plain = unicodedata.normalize("NFKC", text)
    if plain.startswith(_ENDS_A_CELL) or _first_seen(plain) in _STARTS_A_FORMULA:
        return "'" + text
    return text


def _first_seen(plain: str) -> str:
    seen = (sign for sign in plain if not (sign.isspace() or unicodedata.category(sign) in _UNSEEN))
    return next(seen, "")
