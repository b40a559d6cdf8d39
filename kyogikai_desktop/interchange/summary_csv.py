"""summary.csv: the counts of a summary.json as a table that spreadsheet programs open."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from kyogikai_desktop.interchange.csv_safe import safe_cell

WITHHELD = "X"

_LABELS = {
    "new": "新しく受け付けたケース",
    "closed": "終結したケース",
    "open_at_end": "期末に支援中のケース",
    "meetings_held": "開いた会議",
    "bodies": "構成機関",
    "representatives": "代表者会議",
    "practitioners": "実務者会議",
    "case_conference": "個別ケース検討会議",
    "administrative": "行政機関",
    "corporation": "法人",
    "other": "その他",
}


def summary_csv(summary: bytes) -> bytes:
    """Return the CSV of a canonical summary.json: UTF-8 with BOM, CRLF, fixed labels, integers or X."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(_rows(json.loads(summary)))
    return out.getvalue().encode("utf-8-sig")


def _rows(summary: dict[str, Any]) -> Iterator[tuple[object, ...]]:
    if summary["practice"]:
        yield "練習用", "架空のデータ"
    if summary["preview"]:
        yield "見本", "公表したものではありません"
    council, plan, period = summary["council"], summary["plan"], summary["period"]
    yield "協議会", safe_cell(council["name"])
    yield "市区町村コード", *council["codes"]
    yield "期間", period["id"], period["start"], period["end"]
    yield "集計計画", plan["id"], plan["version"]
    yield "これ未満の数は出しません", plan["k"]
    yield "表", "区分", "数"
    for table in summary["tables"]:
        yield from (_row(table["id"], cell) for cell in table["cells"])
    yield from (_row(cell["id"], cell) for cell in summary["activities"])
    yield from (("注", note) for note in summary["notes"])


def _row(table: str, cell: dict[str, Any]) -> tuple[object, ...]:
    at = "・".join(_LABELS[code] for code in cell["at"].values()) or "合計"
    return _LABELS[table], at, WITHHELD if cell["count"] is None else cell["count"]
