"""Saves against bare SQLCipher; lists and searches of 100,000 cases against those of 1,000."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from crowd import RARE, council_of
from ratios import ratio

from kyogikai_desktop.domain.cases import CaseId, ContactWay, ProgressNote
from kyogikai_desktop.domain.listing import CaseQuery, Sort, View
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.vault.open import create

pytestmark = pytest.mark.long
SAVES = 20


@pytest.fixture(scope="module")
def village(tmp_path_factory):
    with council_of(1_000, tmp_path_factory.mktemp("village") / "council") as session:
        yield Casework(session)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    with council_of(100_000, tmp_path_factory.mktemp("city") / "council") as session:
        yield Casework(session)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Return what commits three statements of a save's size: the row, its old form, a log row."""
    with create(
        tmp_path_factory.mktemp("bare") / "vault", "hayashi", "pw", kdf=FLOOR, now=datetime.now(UTC)
    ) as vault:
        db = vault.writer()
        for table in ("rows", "olds", "logs"):
            db.execute(f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, text TEXT)")
        db.execute("INSERT INTO rows VALUES (1, '')")

        def commit(text):
            db.execute("BEGIN IMMEDIATE")
            db.execute("UPDATE rows SET text = ? WHERE id = 1", (text,))
            db.execute("INSERT INTO olds (text) VALUES (?)", (text,))
            db.execute("INSERT INTO logs (text) VALUES (?)", (text[:120],))
            db.execute("COMMIT")

        yield commit


def test_a_save_of_a_case_costs_at_most_three_bare_commits(village, bare):
    turn = itertools.count()
    seen = [village.get(CaseId(1))]

    def save():
        for _ in range(SAVES):
            text = f"{seen[0].situation[:200]}{next(turn)}"
            seen[0] = village.save(replace(seen[0], situation=text))

    def commit():
        for _ in range(SAVES):
            bare(f"{'本人と玄関で話せた。' * 20}{next(turn)}")

    assert ratio("save of a case", save, commit) <= 3


def test_a_save_of_a_note_costs_at_most_three_bare_commits(village, bare):
    turn = itertools.count()
    at = datetime(2026, 11, 20, 8, 30)  # noqa: DTZ001 (the wall clock of a visit)

    def save():
        for _ in range(SAVES):
            text = f"{'本人と玄関で話せた。' * 8}{next(turn)}"
            village.add_note(ProgressNote(CaseId(1), at, ContactWay.VISIT, "林", text))

    def commit():
        for _ in range(SAVES):
            bare(f"{'本人と玄関で話せた。' * 8}{next(turn)}")

    assert ratio("save of a note", save, commit) <= 3


def opened(work, query, rows=100):
    return lambda: (work.count(query), work.page(query, 0, rows))


def test_a_list_of_100000_opens_like_one_of_1000(village, city):
    for view, sort in itertools.product(View, Sort):
        query = CaseQuery(view, sort)
        rows = min(100, village.count(query))  # some views of 1,000 cases have fewer than a page
        found = ratio(f"list {view}, {sort}", opened(city, query, rows), opened(village, query, rows))
        assert found <= 1.5, query


def test_a_search_among_100000_finds_like_one_among_1000(village, city):
    for text in (RARE, RARE[:2], RARE[0], "R8-000999"):
        assert len(city.find(text)) >= 5 or text.startswith("R8")
        found = ratio(f"search {text}", lambda t=text: city.find(t), lambda t=text: village.find(t))
        assert found <= 3, text
    for text in ("吉田", "本人と", "玄関", "地域包括支援センター", "の", "人", "吉田 清", "眠れない 民生"):
        ratio(f"search {text}", lambda t=text: city.find(t), lambda t=text: village.find(t), 5)
        query = CaseQuery(text=text)
        ratio(f"list with {text}", opened(city, query), opened(village, query), 5)
