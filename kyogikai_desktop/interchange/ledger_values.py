"""Read the words of one ledger cell: dates, ages, codes, concerns; what cannot be read is refused by key."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from kyogikai_desktop import paths
from kyogikai_desktop.domain import codes
from kyogikai_desktop.domain.births import UNKNOWN_BIRTH, Birth, parse_age, parse_birth
from kyogikai_desktop.domain.cases import Consent, Sex, Urgency
from kyogikai_desktop.domain.identifiers import refuse_my_number, without_my_numbers
from kyogikai_desktop.domain.names import encodable, search_key
from kyogikai_desktop.domain.wareki import parse_date
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.interchange.ledger_cells import CellValue, Formula

MY_NUMBER_MARK = "（個人番号と思われる数字を除きました）"
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_TIME_OF_DAY = re.compile(r"[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SERIAL_START = date(1899, 12, 30)
_THREE_PARTS = re.compile(r"\d{8}|(?:\d+|元)\D+\d+\D+\d+\D*")
_BORN = re.compile(r"生(?:まれ)?$")
_WITH_AGE = re.compile(r"(.*?)[\s・/(（]*(\d{1,3})(?:歳|才)[)）]?")
_LONGEST_DATE = 60
_SEPARATORS = "、,;/・|。"
_MARKS = "◎○〇●◯"


def text_of(cell: CellValue) -> str:
    """Return a cell as text, as it was typed; of a formula what it showed, or else the formula itself."""
    if isinstance(cell, Formula):
        return cell.text if cell.shown is None else text_of(cell.shown)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "minutes")
    return _UNSEEN.sub("", encodable(str(cell).replace("\r\n", "\n"))) if cell is not None else ""


def without_my_number(text: str) -> str:
    """Return the text with every run of digits taken out that could be an individual number."""
    parted = without_my_numbers(text, MY_NUMBER_MARK)
    try:
        refuse_my_number(parted, "")
    except InvalidInput:
        return MY_NUMBER_MARK
    return parted


def is_blank_word(text: str) -> bool:
    """Tell whether a cell says in words that nothing is known: －, なし, 未定."""
    return search_key(text) in _word_keys("blank") or not search_key(text)


def is_unnamed(text: str) -> bool:
    """Tell whether a name says that nobody knows the name."""
    return search_key(text) in _word_keys("unnamed")


def is_sum(text: str) -> bool:
    """Tell whether the cell labels a row of sums."""
    return search_key(text).strip(":：【】()") in _word_keys("sums")


def is_remark(text: str) -> bool:
    """Tell whether the cell begins a remark below the table."""
    return search_key(text).startswith(tuple(_word_keys("remarks")))


def read_day(text: str, today: date) -> date | None:
    """Read a date with its year, or the serial number of a spreadsheet; a blank word is None.

    Raises InvalidInput. Entries that lean on the day of reading (来週金, 12.24) are refused here: in a
    ledger nobody knows that day.
    """
    plain = _TIME_OF_DAY.sub("", _short(text))
    if is_blank_word(plain):
        return None
    if _SERIAL.fullmatch(plain):
        return _SERIAL_START + timedelta(days=int(float(plain)))
    if not _has_year(plain):
        raise InvalidInput("date_unreadable")
    return parse_date(plain, today)


def has_day(text: str, today: date) -> bool:
    """Tell whether a text is a date that `read_day` reads."""
    try:
        return read_day(text, today) is not None
    except InvalidInput:
        return False


def _short(text: str) -> str:
    # The bound keeps the patterns below from running long on a cell filled by a stranger.
    plain = unicodedata.normalize("NFKC", text[:_LONGEST_DATE]).strip()
    if len(text) > _LONGEST_DATE:
        raise InvalidInput("date_unreadable")
    return plain


def _has_year(plain: str) -> bool:
    return bool(_THREE_PARTS.fullmatch(re.sub(r"^\D+?(?=[\d元])|\s", "", plain)))


def read_birth(text: str, today: date) -> Birth:
    """Read a birth: a date as `read_day` does, about a year, or an age; an age behind a birth is left."""
    plain = _BORN.sub("", _short(text))
    both = _WITH_AGE.fullmatch(plain)
    plain = both[1] if both and both[1] else plain
    if is_blank_word(plain):
        return UNKNOWN_BIRTH
    if not _SERIAL.fullmatch(plain) and not _has_year(_TIME_OF_DAY.sub("", plain)):
        return parse_birth(plain, today)
    born = read_day(plain, today)
    if born and born > today:
        raise InvalidInput("birth_in_future")
    return Birth(on=born)


def read_age(text: str, day: date) -> Birth | None:
    """Read an age that holds on a day from 82, ８２歳, 約82才, 80代; None for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    try:
        return parse_age(f"{plain}歳" if plain[-1:].isdecimal() else plain, day)
    except InvalidInput:
        return None


def age_behind(text: str, day: date) -> Birth | None:
    """Return the age that stands behind a birth in the same cell: S19.7.22（82歳）."""
    found = re.search(r"\d{1,3}(?:歳|才)(?=[)）]?$)", unicodedata.normalize("NFKC", text).strip())
    return read_age(found[0], day) if found else None


def read_sex(text: str) -> Sex | None:
    """Read a sex from words, letters or the digits of forms; None for unknown words."""
    found = _words_of("sex").get(search_key(text))
    return Sex(found) if found is not None else None


def read_consent(text: str) -> Consent | None:
    """Read the state of the consent; None for unknown words."""
    found = _words_of("consent").get(search_key(text))
    return Consent(found) if found else None


def read_protected(text: str) -> bool | None:
    """Read whether whereabouts are protected; None for words that neither say so nor deny it."""
    found = _words_of("protected").get(search_key(text))
    return found == "yes" if found else None


def protecting_word(texts: Iterable[str]) -> str:
    """Return a word by which one of the texts says that somebody's whereabouts are to be kept, or nothing."""
    said = [search_key(text) for text in texts]
    words: list[str] = _file()["protecting"]
    return next((word for word in words if any(search_key(word) in one for one in said)), "")


def read_urgency(text: str) -> Urgency | None:
    """Read an urgency; None for unknown words."""
    found = _words_of("urgency").get(search_key(text))
    return Urgency(found) if found else None


def read_postal_code(text: str) -> str | None:
    """Read seven digits, also where a spreadsheet program has dropped leading zeros; else None."""
    plain = re.sub(r"[〒\s\-‐‑–—−ー]", "", unicodedata.normalize("NFKC", text))
    return plain.zfill(7) if re.fullmatch(r"[0-9]{5,7}", plain) else None


@dataclass(frozen=True)
class Concerns:
    """Concerns read from one cell: ids in their order, the one marked ◎, and the words no table holds."""

    ids: tuple[str, ...]
    chief: str
    unknown: tuple[str, ...]


def read_concerns(text: str) -> Concerns:
    """Read concerns parted by 、 ; ／ or lines; labels that hold 、 themselves are read whole first."""
    ids: list[str] = []
    unknown = []
    chief = ""
    for token in _concern_tokens().finditer(search_key(re.sub(r"\s", "、", text))):
        if token["label"] is None:
            unknown.append(token[0])
            continue
        ids.append(_concern_ids()[token["label"]])
        chief = chief or (ids[-1] if token[0].startswith("◎") else "")
    return Concerns(tuple(dict.fromkeys(ids)), chief, tuple(unknown))


@cache
def _concern_ids() -> dict[str, str]:
    return {
        search_key(words): code.id
        for code in codes.table("concerns").codes
        for words in (code.label, code.short, *code.also)
    }


@cache
def _concern_tokens() -> re.Pattern[str]:
    longest_first = "|".join(map(re.escape, sorted(_concern_ids(), key=len, reverse=True)))
    return re.compile(rf"[{_MARKS}]?(?P<label>{longest_first})(?=[{_SEPARATORS}]|$)|[^{_SEPARATORS}]+")


@cache
def _words_of(kind: str) -> dict[str, str]:
    return {search_key(word): value for value, words in _file()[kind].items() for word in words}


@cache
def _word_keys(kind: str) -> frozenset[str]:
    return frozenset(map(search_key, _file()[kind]))


@cache
def _file() -> dict[str, Any]:
    with (paths.resources() / "templates" / "ledger_words.toml").open("rb") as file:
        return tomllib.load(file)
