"""summary.json, the one audited object of a release; every other file of the release is made from it.

The bytes depend on the release only: no clock, author, machine, path, locale or float.
"""

from __future__ import annotations

import json

from kyogikai_desktop.domain.release import Cell, Period, Release

FORMAT = "kyogikai-summary"
VERSION = 1

NOTES = (
    "出さない数は、null または X と書きます。0 でも同じように出しません。",
    "締めた期間の数は直しません。遅れて届いた分は、次の期間に数えています。",
)
PRACTICE_NOTE = "練習用の架空のデータです。"
PREVIEW_NOTE = "見本です。公表したものではありません。"


def canonical(value: object) -> bytes:
    """Return the one JSON spelling of a value: UTF-8, sorted keys, no spaces."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def summary_json(release: Release) -> bytes:
    """Return the bytes of summary.json, format version 1."""
    return canonical(
        {
            "format": FORMAT,
            "version": VERSION,
            "practice": release.practice,
            "preview": release.preview,
            "council": {
                "codes": release.codes,
                "kind": "single" if len(release.codes) == 1 else "joint",
                "name": release.council,
            },
            "plan": {"id": release.plan, "version": release.plan_version, "k": release.k},
            "period": _period(release.period),
            "codes": {},
            "levels": {},
            "tables": [_total(cell) for cell in release.totals],
            "activities": [
                {"id": cell.table, "at": dict(cell.at), "count": cell.count} for cell in release.activities
            ],
            "notes": _notes(release),
        }
    )


def read_counts(summary: bytes) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Return the totals and the activities of a summary.json of ours, as they were released."""
    told = json.loads(summary)
    totals = (
        Cell(table["id"], cell["count"], tuple(cell["at"].items()))
        for table in told["tables"]
        for cell in table["cells"]
    )
    activities = (Cell(one["id"], one["count"], tuple(one["at"].items())) for one in told["activities"])
    return tuple(totals), tuple(activities)


def _period(period: Period) -> dict[str, str]:
    return {
        "id": period.id,
        "kind": period.kind.value,
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
    }


def _total(cell: Cell) -> dict[str, object]:
    return {
        "id": cell.table,
        "measure": cell.table,
        "multiple": False,
        "dimensions": [],
        "cells": [{"at": dict(cell.at), "count": cell.count}],
    }


def _notes(release: Release) -> list[str]:
    notes = list(NOTES)
    if release.practice:
        notes.append(PRACTICE_NOTE)
    if release.preview:
        notes.append(PREVIEW_NOTE)
    return notes
