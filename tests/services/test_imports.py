"""Imports as a service: what a practice council's report looks like, and that it can be imported again."""

from pathlib import Path

import pytest

from kyogikai_desktop import paths
from kyogikai_desktop.errors import InvalidInput
from kyogikai_desktop.services import practice
from kyogikai_desktop.services.imports import LedgerImport, read_mapping, tally
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.words import say


@pytest.fixture
def work(tmp_path):
    with practice.create(tmp_path / "council", cases=3, seed=1, kdf=FLOOR) as session:
        yield LedgerImport(session)


def imported(work, path: Path):
    file = work.read(path)
    mapping = work.guess(file)
    return mapping, work.run(file, work.judge(file, mapping))


def test_a_practice_report_says_so_and_comes_back_without_doubles(work, tmp_path):
    mapping, rows = imported(work, paths.resources() / "practice" / "ledger-sample.csv")
    report = tmp_path / "report.csv"
    report.write_bytes(work.report(mapping, rows, say, stored=True))
    assert report.read_text("utf-8-sig").startswith("練習用,架空のデータです\n")
    assert tally(rows).imported == 12
    _, again = imported(work, report)
    assert (tally(again).imported, tally(again).refused) == (0, 1)


def test_a_mapping_file_larger_than_any_is_not_read(tmp_path):
    file = tmp_path / "m.toml"
    file.write_text(".".join("a" * 200_000) + " = 1")  # takes the library minutes
    with pytest.raises(InvalidInput) as refused:
        read_mapping(file)
    assert refused.value.key == "mapping_unreadable"
