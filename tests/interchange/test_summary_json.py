import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace

import pytest

from kyogikai_desktop.domain.release import Cell, Period, Release
from kyogikai_desktop.interchange.summary_csv import summary_csv
from kyogikai_desktop.interchange.summary_json import summary_json

RELEASE = Release(
    council="北の杜市 孤独・孤立対策地域協議会",
    codes=("202070",),
    practice=False,
    preview=False,
    plan="large",
    plan_version=1,
    k=10,
    period=Period(2026, 2),
    totals=(Cell("new", 57), Cell("closed", None), Cell("open_at_end", None)),
    activities=(
        Cell("meetings_held", 1, (("tier", "representatives"),)),
        Cell("meetings_held", 0, (("tier", "practitioners"),)),
        Cell("meetings_held", None, (("tier", "case_conference"),)),
        Cell("bodies", 5, (("class", "administrative"),)),
        Cell("bodies", 6, (("class", "corporation"),)),
        Cell("bodies", 0, (("class", "other"),)),
    ),
)


def test_the_file_says_what_format_version_1_says():
    summary = json.loads(summary_json(RELEASE))
    assert {key: summary[key] for key in ("format", "version", "practice", "preview", "codes", "levels")} == {
        "format": "kyogikai-summary",
        "version": 1,
        "practice": False,
        "preview": False,
        "codes": {},
        "levels": {},
    }
    assert summary["council"] == {"codes": ["202070"], "kind": "single", "name": RELEASE.council}
    assert summary["plan"] == {"id": "large", "version": 1, "k": 10}
    assert summary["period"] == {
        "id": "2026-Q2",
        "kind": "quarter",
        "start": "2026-07-01",
        "end": "2026-09-30",
    }
    assert summary["tables"][0] == {
        "id": "new",
        "measure": "new",
        "multiple": False,
        "dimensions": [],
        "cells": [{"at": {}, "count": 57}],
    }
    assert [table["cells"][0]["count"] for table in summary["tables"]] == [57, None, None]
    assert summary["activities"][2] == {
        "id": "meetings_held",
        "at": {"tier": "case_conference"},
        "count": None,
    }


def test_the_spelling_is_canonical():
    content = summary_json(RELEASE)
    value = json.loads(content)
    assert content == json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_a_joint_council_names_all_its_municipalities():
    summary = json.loads(summary_json(replace(RELEASE, codes=("202070", "131016"))))
    assert summary["council"]["kind"] == "joint"
    assert summary["council"]["codes"] == ["202070", "131016"]


@pytest.mark.parametrize(("mark", "word"), [("practice", "練習用"), ("preview", "見本")])
def test_practice_and_preview_are_marked_in_every_file(mark, word):
    marked = summary_json(replace(RELEASE, **{mark: True}))
    assert json.loads(marked)[mark] is True
    assert word in marked.decode()
    assert summary_csv(marked).decode("utf-8-sig").startswith(word)
    assert word not in summary_json(RELEASE).decode() + summary_csv(summary_json(RELEASE)).decode()


def test_the_table_has_fixed_labels_and_integers_or_x():
    lines = summary_csv(summary_json(RELEASE)).decode("utf-8-sig").split("\r\n")
    assert lines[5:12] == [
        "表,区分,数",
        "新しく受け付けたケース,合計,57",
        "終結したケース,合計,X",
        "期末に支援中のケース,合計,X",
        "開いた会議,代表者会議,1",
        "開いた会議,実務者会議,0",
        "開いた会議,個別ケース検討会議,X",
    ]
    assert summary_csv(summary_json(RELEASE)).startswith(b"\xef\xbb\xbf")


def test_a_name_that_looks_like_a_formula_does_not_run():
    content = summary_csv(summary_json(replace(RELEASE, council="=HYPERLINK(1)")))
    assert "協議会,'=HYPERLINK(1)" in content.decode()


_ELSEWHERE = """
import hashlib, locale, sys, time
sys.path.insert(0, sys.argv[1])
locale.setlocale(locale.LC_ALL, "")
from test_summary_json import RELEASE, summary_csv, summary_json
print(hashlib.sha256(summary_json(RELEASE) + summary_csv(summary_json(RELEASE))).hexdigest())
"""


@pytest.mark.parametrize(
    "place",
    [
        {"TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"TZ": "America/Adak", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "7"},
    ],
)
def test_the_bytes_are_the_same_in_every_place_and_language(place):
    here = hashlib.sha256(summary_json(RELEASE) + summary_csv(summary_json(RELEASE))).hexdigest()
    there = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE, os.path.dirname(__file__)],  # noqa: PTH120
        env={**os.environ, **place},
        capture_output=True,
        text=True,
        check=True,
    )
    assert there.stdout.strip() == here
