"""The audit log as a table that spreadsheet programs open: numbers of cases, never names or reasons."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kyogikai_desktop.interchange.csv_safe import safe_cell

HEADER = ("番号", "日時", "利用者ID", "だれが", "種類", "したこと", "対象", "補足")


def log_csv(rows: Iterable[tuple[str, ...]], council: str, *, practice: bool) -> bytes:
    """Return the CSV of rows with the columns of HEADER: UTF-8 with BOM, CRLF, harmless cells."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    if practice:
        writer.writerow(("練習用", "人も機関も架空です"))
    writer.writerow(("協議会", safe_cell(council)))
    writer.writerow(HEADER)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
