"""Numbers with check digits: municipality codes, corporate numbers, and numbers that must not be stored."""

from __future__ import annotations

import re
import unicodedata

from kyogikai_desktop.errors import InvalidInput

_GAP = r"[\s\-‐‑–—−－ー]"
# Twelve digits in one run, in fours (but not the sixteen of a bank card), or parted anywhere.
_TWELVE = re.compile(
    rf"(?<!\d)(?:\d{{12}}|\d{{4}}(?P<gap>{_GAP})\d{{4}}(?P=gap)\d{{4}}(?!(?P=gap)\d{{4}}(?!\d))"
    rf"|\d(?:{_GAP}?\d){{11}}(?!{_GAP}?\d))(?!\d)"
)
_NAMED = re.compile(r"個人番号|マイナンバー")


def municipality_code(text: str) -> str:
    """Return a six-digit local-government code; raise InvalidInput if its check digit does not fit.

    Source: 総務省 全国地方公共団体コード, modulus 11 with weights 6 to 2.
    """
    digits = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]{6}", digits):
        raise InvalidInput("code_not_six_digits", "codes")
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(6, 1, -1), strict=False))
    if int(digits[5]) != (11 - total % 11) % 10:
        raise InvalidInput("code_check_digit", "codes")
    return digits


def read_codes(text: str) -> tuple[str, ...]:
    """Return the municipality codes of a text: divided by commas or blanks, each with a right check digit."""
    plain = unicodedata.normalize("NFKC", text)
    parts = plain.replace("、", " ").replace(",", " ").split()
    if not parts:
        raise InvalidInput("required", "codes")
    return tuple(municipality_code(part) for part in parts)


_MOST_DIGITS = 10


def read_population(text: str) -> int:
    """Return a number of inhabitants: 50,000 or ５００００人."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip().removesuffix("人").strip()
    if not plain.isdecimal() or not 0 < len(plain.lstrip("0")) <= _MOST_DIGITS:
        raise InvalidInput("population_unreadable", "population")
    return int(plain)


def corporate_number(text: str) -> str:
    """Return a 13-digit corporate number; raise InvalidInput if its check digit does not fit.

    Source: 法人番号の指定等に関する省令 Art. 2 (modulus 9, the check digit leads).
    """
    digits = re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]{13}", digits):
        raise InvalidInput("corporate_not_13_digits", "corporate_number")
    total = sum(int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits[1:])))
    if int(digits[0]) != 9 - total % 9:
        raise InvalidInput("corporate_check_digit", "corporate_number")
    return digits


def is_my_number(digits: str) -> bool:
    """Tell whether twelve digits carry the check digit of an individual number.

    Source: 番号法施行令 Art. 8 (weights 2-7 from the right, then 2-6; modulus 11).
    """
    body = [int(digit) for digit in reversed(digits[:11])]
    rest = sum(digit * (n + 2 if n < 6 else n - 4) for n, digit in enumerate(body)) % 11  # noqa: PLR2004
    return int(digits[11]) == (0 if rest <= 1 else 11 - rest)


def refuse_my_number(text: str, field: str, *, declared_other: bool = False) -> None:
    """Raise InvalidInput where a text holds an individual number, which the program never stores.

    `declared_other` is the user's logged word that the twelve digits are something else; beside the
    words 個人番号 or マイナンバー it does not count.
    """
    plain = unicodedata.normalize("NFKC", text)
    found = any(is_my_number(re.sub(r"\D", "", match[0])) for match in _TWELVE.finditer(plain))
    if found and (not declared_other or _NAMED.search(plain)):
        raise InvalidInput("my_number_named" if _NAMED.search(plain) else "my_number", field)


def without_my_numbers(text: str, mark: str) -> str:
    """Return a text with a mark in place of every individual number; for texts read by the thousand."""

    def replaced(match: re.Match[str]) -> str:
        return mark if is_my_number(re.sub(r"\D", "", match[0])) else match[0]

    return _TWELVE.sub(replaced, text)
