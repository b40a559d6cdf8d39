"""The file format of a release, version 1: what summary.json may say, and what summary.csv says then."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from kyogikai_desktop.verify.release_totals import MEASURES, Totals

LEAST_K = 5

_NOTES = (
    "出さない数は、null または X と書きます。0 でも同じように出しません。",
    "締めた期間の数は直しません。遅れて届いた分は、次の期間に数えています。",
)
_PRACTICE_NOTE = "練習用の架空のデータです。"
_PREVIEW_NOTE = "見本です。公表したものではありません。"
_COUNTED = {
    ("meetings_held", "tier"): (
        ("representatives", "開いた会議", "代表者会議"),
        ("practitioners", "開いた会議", "実務者会議"),
        ("case_conference", "開いた会議", "個別ケース検討会議"),
    ),
    ("bodies", "class"): (
        ("administrative", "構成機関", "行政機関"),
        ("corporation", "構成機関", "法人"),
        ("other", "構成機関", "その他"),
    ),
}
_TOTALS = ("new", "closed", "open_at_end")


def _natural(value: object) -> bool:
    return type(value) is int and value >= 0


def _natural_or_none(value: object) -> bool:
    return value is None or _natural(value)


def _total(measure: str) -> dict[str, object]:
    cells = ({"at": {}, "count": _natural_or_none},)
    return {"id": measure, "measure": measure, "multiple": False, "dimensions": (), "cells": cells}


SUMMARY = {
    "format": "kyogikai-summary",
    "version": 1,
    "practice": bool,
    "preview": bool,
    "council": {"codes": [re.compile("[0-9]{6}")], "kind": re.compile("single|joint"), "name": str},
    "plan": {"id": re.compile("[a-z]{1,20}"), "version": _natural, "k": _natural},
    "period": {
        "id": re.compile("20[0-9]{2}(-Q[1-4])?"),
        "kind": re.compile("quarter|year"),
        "start": str,
        "end": str,
    },
    "codes": {},
    "levels": {},
    "tables": tuple(_total(measure) for measure in _TOTALS),
    "activities": tuple(
        {"id": table, "at": {key: code}, "count": _natural_or_none}
        for (table, key), rows in _COUNTED.items()
        for code, _, _ in rows
    ),
    "notes": [str],
}
MANIFEST = {
    "files": dict,
    "key": re.compile("[0-9a-f]{64}"),
    "ledger": _natural,
    "signature": re.compile("[0-9a-f]{128}"),
}


def totals(summary: dict[str, Any], ledger: int) -> Totals:
    """Return the totals of a summary that has its shape."""
    new, closed, open_at_end = (table["cells"][0]["count"] for table in summary["tables"])
    start, after = _days(summary["period"]["id"])
    return Totals(
        summary["period"]["id"], start, after, summary["plan"]["k"], ledger, new, closed, open_at_end
    )


def _days(period: str) -> tuple[date, date]:
    """Return the first day of a period and the day after its last."""
    year, quarter = int(period[:4]), period[6:]
    first, months = (3 * int(quarter), 3) if quarter else (3, 12)
    return _first_of_month(year, first), _first_of_month(year, first + months)


def _first_of_month(year: int, months: int) -> date:
    return date(year + months // 12, months % 12 + 1, 1)


def faults(summary: dict[str, Any]) -> Iterator[str]:
    """Yield what a summary that has its shape says wrongly."""
    council, period, k = summary["council"], summary["period"], summary["plan"]["k"]
    codes = council["codes"]
    if not codes or len({*codes}) < len(codes) or not all(map(_check_digit_fits, codes)):
        yield "市区町村コードが正しくありません"
    if council["kind"] != ("single" if len(codes) == 1 else "joint"):
        yield "協議会の種類が、市区町村の数と合いません"
    start, after = _days(period["id"])
    kind = "quarter" if "Q" in period["id"] else "year"
    end = after - timedelta(days=1)
    if (period["kind"], period["start"], period["end"]) != (kind, str(start), str(end)):
        yield "期間の初めと終わりが、期間の名前と合いません"
    if k < LEAST_K:
        yield f"伏せる人数の境目が {LEAST_K} を下回っています"
    if summary["notes"] != list(_notes(summary)):
        yield "注が、決まった文ではありません"
    yield from _count_faults(summary, k)


def _check_digit_fits(code: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=False))
    return int(code[5]) == (11 - total % 11) % 10


def _notes(summary: dict[str, Any]) -> Iterator[str]:
    yield from _NOTES
    if summary["practice"]:
        yield _PRACTICE_NOTE
    if summary["preview"]:
        yield _PREVIEW_NOTE


def _count_faults(summary: dict[str, Any], k: int) -> Iterator[str]:
    counts = {table["id"]: table["cells"][0]["count"] for table in summary["tables"]}
    for measure, count in counts.items():
        if count is not None and count < k:
            yield f"「{MEASURES[measure]}」が {k} 未満なのに出ています"
    if (counts["closed"] is None) != (counts["open_at_end"] is None):
        yield "終結と期末の数の、片方だけが出ています"
    if counts["new"] is None and counts["closed"] is not None:
        yield "新しく受け付けた数を伏せているのに、終結と期末の数が出ています"
    for cell in summary["activities"]:
        implies_cases = "case_conference" in cell["at"].values()
        if cell["count"] is None and not implies_cases:
            yield "件数だけの欄が伏せられています"
        if implies_cases and cell["count"] is not None and cell["count"] < k:
            yield f"個別ケース検討会議の数が {k} 未満なのに出ています"


def csv_rows(summary: dict[str, Any]) -> list[list[str]]:
    """Return the rows that summary.csv must have for a summary that has its shape."""
    council, plan, period = summary["council"], summary["plan"], summary["period"]
    rows = [["練習用", "架空のデータ"]] if summary["practice"] else []
    rows += [["見本", "公表したものではありません"]] if summary["preview"] else []
    rows += [["協議会", _harmless(council["name"])], ["市区町村コード", *council["codes"]]]
    rows += [["期間", period["id"], period["start"], period["end"]]]
    rows += [["集計計画", plan["id"], str(plan["version"])], ["これ未満の数は出しません", str(plan["k"])]]
    rows += [["表", "区分", "数"]]
    for table in summary["tables"]:
        rows.append([MEASURES[table["id"]], "合計", _shown(table["cells"][0]["count"])])
    labels = [row[1:] for group in _COUNTED.values() for row in group]
    for (table, label), cell in zip(labels, summary["activities"], strict=True):
        rows.append([table, label, _shown(cell["count"])])
    return rows + [["注", note] for note in summary["notes"]]


def _harmless(name: str) -> str:
    """Return a name as a cell that no spreadsheet program takes for a formula."""
    first = unicodedata.normalize("NFKC", name)
    seen = first
    while seen and (seen[0].isspace() or unicodedata.category(seen[0]) in {"Cc", "Cf"}):
        seen = seen[1:]
    return f"'{name}" if first[:1] in {*"\t\r\n"} or seen[:1] in {*"=+-@"} else name


def _shown(count: int | None) -> str:
    return "X" if count is None else str(count)
