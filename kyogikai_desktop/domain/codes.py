"""Code tables that an office may correct: `resources/codes/*.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from kyogikai_desktop import paths
from kyogikai_desktop.domain.names import search_key


@dataclass(frozen=True)
class Code:
    """One code: its id in the database, its label, a short one for lists, other spellings in ledgers."""

    id: str
    label: str
    short: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeTable:
    """The codes of one kind, in the order that forms show them."""

    codes: tuple[Code, ...]

    def label(self, code_id: str) -> str:
        """Return the label; an id that is no longer in the table is shown as it is."""
        return next((code.label for code in self.codes if code.id == code_id), code_id)

    def short(self, code_id: str) -> str:
        """Return the short label for lists."""
        return next((code.short for code in self.codes if code.id == code_id), code_id)

    def by_text(self, text: str) -> Code | None:
        """Return the code that a ledger's words mean: its id, label, short label or another spelling."""
        key = search_key(text)
        return next((code for code in self.codes if key in _keys(code)), None) if key else None


@cache
def _keys(code: Code) -> frozenset[str]:
    return frozenset(search_key(text) for text in (code.id, code.label, code.short, *code.also))


@cache
def table(name: str) -> CodeTable:
    """Return a table by the name of its file: concerns, routes, closing_reasons, households."""
    with (paths.resources() / "codes" / f"{name}.toml").open("rb") as file:
        rows = tomllib.load(file)["code"]
    codes = (
        Code(row["id"], row["label"], row.get("short", row["label"]), tuple(row.get("also", ())))
        for row in rows
    )
    return CodeTable(tuple(codes))


@dataclass(frozen=True)
class LegalBasis:
    """What a council or an agenda item stands on, and what follows from it for consent and secrecy."""

    id: str
    label: str
    article: str
    consent_required: bool
    secrecy: str


@cache
def legal_bases() -> tuple[LegalBasis, ...]:
    """Return the legal bases in the order of `legal_bases.toml`."""
    with (paths.resources() / "codes" / "legal_bases.toml").open("rb") as file:
        rows = tomllib.load(file)["basis"]
    return tuple(LegalBasis(**row) for row in rows)


def legal_basis(basis_id: str) -> LegalBasis:
    """Return a legal basis by its id; KeyError for an id that no file of ours holds."""
    return {basis.id: basis for basis in legal_bases()}[basis_id]
