"""Find the table in a ledger file and say which column means what."""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

from kyogikai_desktop import paths
from kyogikai_desktop.domain.names import clean_line, search_key
from kyogikai_desktop.errors import InvalidInput, Refused
from kyogikai_desktop.interchange.ledger_cells import LedgerFile, Row, Sheet
from kyogikai_desktop.interchange.ledger_values import protecting_word, text_of

SEARCHED_ROWS = 40
_BRACKETS = re.compile(r"[(（【\[［][^)）】\]］]*[)）】\]］]?")
_SIGNS = re.compile(r"[\W_]")


class Target(StrEnum):
    """What a column is imported as."""

    NUMBER = "number"
    RECEIVED_ON = "received_on"
    NAME = "name"
    FAMILY_NAME = "family_name"
    GIVEN_NAME = "given_name"
    KANA = "kana"
    SEX = "sex"
    BIRTH = "birth"
    AGE = "age"
    POSTAL_CODE = "postal_code"
    ADDRESS = "address"
    PHONE = "phone"
    PROTECTED = "whereabouts_protected"
    HOUSEHOLD = "household"
    ROUTE = "route"
    ROUTE_CODE = "route_code"
    COMPLAINT = "complaint"
    CONCERNS = "concerns"
    URGENCY = "urgency"
    LEAD_BODY = "lead_body"
    KEY_PERSON = "key_person"
    COURSE = "course"
    SITUATION = "situation"
    LAST_MEETING_ON = "last_meeting_on"
    NEXT_REVIEW_ON = "next_review_on"
    CLOSED_ON = "closed_on"
    CLOSING_REASON = "closing_reason"
    CONSENT = "consent"
    REPORTER = "reporter"
    WISH = "wish"
    REMARKS = "remarks"
    OTHER = "other"
    IGNORED = "ignored"
    IMPORTED_AS = "imported_as"
    OUTCOME = "outcome"

    @property
    def label(self) -> str:
        """Return the name of the field, as the surest heading has it."""
        named = {Target.OTHER: "備考に見出しつきで残す", Target.IGNORED: "取り込まない"}
        return named.get(self) or str(_file()["headings"][self.value][0])


_JOINED = (Target.ADDRESS, Target.PROTECTED, Target.KANA, Target.REMARKS, Target.IGNORED)


@dataclass(frozen=True)
class Column:
    """One column of the table: its place (0-based), its heading (unlike all others), its meaning."""

    index: int
    header: str
    target: Target


@dataclass(frozen=True)
class Mapping:
    """Where the table lies and what its columns mean; `header_rows` are 1-based, empty for a saved one."""

    sheet: str
    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]

    def of(self, target: Target) -> tuple[Column, ...]:
        """Return the columns that are imported as one field."""
        return self._by_target.get(target, ())

    @cached_property
    def _by_target(self) -> dict[Target, tuple[Column, ...]]:
        targets = dict.fromkeys(column.target for column in self.columns)
        return {
            target: tuple(column for column in self.columns if column.target is target) for target in targets
        }

    def assign(self, index: int, target: Target) -> Mapping:
        """Return the mapping with another meaning for one column."""
        columns = (
            replace(column, target=target) if column.index == index else column for column in self.columns
        )
        return replace(self, columns=tuple(columns))

    @property
    def missing(self) -> tuple[Target, ...]:
        """Return the fields without which no row can be a case."""
        named = self.of(Target.NAME) or self.of(Target.FAMILY_NAME)
        wanted = ((Target.RECEIVED_ON, self.of(Target.RECEIVED_ON)), (Target.NAME, named))
        return tuple(target for target, columns in wanted if not columns)

    def to_toml(self) -> str:
        """Write the meanings by heading, so that they fit the next ledger of the same kind too."""
        lines = [f"sheet = {_quoted(self.sheet)}", "", "[columns]"]
        lines += [f'{_quoted(column.header)} = "{column.target}"' for column in self.columns]
        return "\n".join(lines) + "\n"


def from_toml(text: str) -> Mapping:
    """Read a saved mapping; raise InvalidInput for anything else."""
    try:
        saved = tomllib.loads(text)
        columns = tuple(
            Column(index, header, Target(target))
            for index, (header, target) in enumerate(saved["columns"].items())
        )
    except (tomllib.TOMLDecodeError, KeyError, ValueError, AttributeError, RecursionError):
        raise InvalidInput("mapping_unreadable") from None
    return Mapping(str(saved.get("sheet", "")), (), columns)


def guess(file: LedgerFile, saved: Mapping | None = None) -> Mapping:
    """Return the likeliest table and meanings; a saved mapping goes before the headings known so far."""
    wishes = {column.header: column.target for column in saved.columns} if saved else {}
    found = [mapping for sheet in file.sheets for mapping in _candidates(sheet, wishes)]
    if not found:
        raise Refused("ledger_empty")
    return max(found, key=lambda mapping: (bool(saved and saved.sheet == mapping.sheet), _score(mapping)))


def is_ledger(sheet: Sheet) -> bool:
    """Tell whether a sheet has headings that could be imported."""
    return any(not mapping.missing for mapping in _candidates(sheet, {}))


def is_heading(text: str) -> bool:
    """Tell whether a cell is a heading that is known."""
    return bool(_meanings(clean_line(text)))


def _score(mapping: Mapping) -> tuple[int, int, int]:
    targets = {column.target for column in mapping.columns} - {Target.OTHER, Target.IGNORED}
    return (-len(mapping.missing), len(targets), -len(mapping.header_rows))


def _candidates(sheet: Sheet, wishes: dict[str, Target]) -> Iterator[Mapping]:
    width = max(map(len, sheet.rows), default=0)
    for top, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        if not row:
            continue
        yield _mapping(sheet.title, (top + 1,), _labels(row, (), width), wishes)
        if top + 1 < len(sheet.rows):
            yield _mapping(sheet.title, (top + 1, top + 2), _labels(sheet.rows[top + 1], row, width), wishes)


def _mapping(title: str, rows: tuple[int, ...], labels: list[str], wishes: dict[str, Target]) -> Mapping:
    targets = _assigned(labels, wishes)
    columns = (Column(index, label, targets[index]) for index, label in enumerate(labels))
    return Mapping(title, rows, tuple(columns))


def _labels(row: Row, above: Row, width: int) -> list[str]:
    """Return one heading per column, with the group's heading above it, all unlike each other."""
    labels = []
    group = ""
    for index in range(width):
        top, own = _cell(above, index), _cell(row, index)
        group = top or group
        labels.append(_label(group, own) or top or f"{column_letters(index)}列")
    return _distinct(labels)


def _label(group: str, own: str) -> str:
    joined = f"{group} {own}"
    if not own or not group or own == group:
        return own
    return joined if _meanings(joined) or not _meanings(own) else own


def _cell(row: Row, index: int) -> str:
    return clean_line(text_of(row[index])) if index < len(row) else ""


def _distinct(labels: list[str]) -> list[str]:
    seen: Counter[str] = Counter()
    distinct = []
    for label in labels:
        seen[label] += 1
        distinct.append(f"{label}（{seen[label]}）" if seen[label] > 1 else label)
    return distinct


def _assigned(labels: list[str], wishes: dict[str, Target]) -> list[Target]:
    """Give each heading its meaning; where two claim a field, the surer heading has it."""
    claims = sorted(
        (rank, index, target) for index, label in enumerate(labels) for rank, target in _claims(label, wishes)
    )
    given: dict[int, Target] = {}
    for rank, index, target in claims:
        if index not in given and (rank < 0 or target in _JOINED or target not in given.values()):
            given[index] = target
    return [given.get(index, Target.OTHER) for index in range(len(labels))]


def _claims(label: str, wishes: dict[str, Target]) -> tuple[tuple[int, Target], ...]:
    return ((-1, wishes[label]),) if label in wishes else _meanings(label)


@cache
def _meanings(label: str) -> tuple[tuple[int, Target], ...]:
    known = _known()
    exact = known.get(heading_key(label)) or known.get(heading_key(_BRACKETS.sub("", label)))
    # However an office words it: an address that somebody hides must not come in as any other.
    return exact or (((len(known), Target.PROTECTED),) if protecting_word([label]) else ())


@cache
def _known() -> dict[str, tuple[tuple[int, Target], ...]]:
    known: dict[str, tuple[tuple[int, Target], ...]] = {}
    for name, headings in _file()["headings"].items():
        known |= {heading_key(heading): ((rank, Target(name)),) for rank, heading in enumerate(headings)}
    last = len(known)
    for heading, name in _file()["second_meanings"].items():
        known[heading_key(heading)] += ((last, Target(name)),)
    return known


def heading_key(text: str) -> str:
    """Fold a heading: width, kana, spaces and signs do not matter."""
    return _SIGNS.sub("", search_key(text))


@cache
def _file() -> dict[str, Any]:
    with (paths.resources() / "templates" / "ledger_headers.toml").open("rb") as file:
        return tomllib.load(file)


def column_letters(index: int) -> str:
    """Return A for 0, Z for 25, AA for 26."""
    return (column_letters(index // 26 - 1) if index >= 26 else "") + chr(ord("A") + index % 26)  # noqa: PLR2004


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string; headings hold no control characters.
    return json.dumps(text, ensure_ascii=False)
