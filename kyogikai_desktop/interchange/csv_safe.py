"""Make the cells of a CSV file harmless: a spreadsheet program must not run what somebody typed."""

from __future__ import annotations

import unicodedata

_STARTS_A_FORMULA = tuple("=+-@\t\r\n")


def safe_cell(text: str) -> str:
    """Return the text, with an apostrophe in front where a spreadsheet program could take it for a formula.

    That is a first character = + - @, TAB, CR or LF, also in full width and behind blanks
    (OWASP, CSV Injection).
    """
    plain = unicodedata.normalize("NFKC", text)
    if plain.startswith(_STARTS_A_FORMULA) or plain.lstrip().startswith(_STARTS_A_FORMULA):
        return "'" + text
    return text
