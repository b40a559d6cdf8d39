from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hands import press, says, show
from PySide6.QtWidgets import QFileDialog

from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.domain.release import Cell, Period, PeriodBooks
from kyogikai_desktop.gui.releases.release_words import explanation, period_words
from kyogikai_desktop.gui.releases.summary_page import SummaryPage
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.releases import Look
from kyogikai_desktop.services.session import Founder, create
from kyogikai_desktop.vault.kdf import FLOOR


@pytest.fixture
def session(tmp_path):
    council = Council("ひなた市（架空）協議会", ("202070",), 50000, practice=True)
    made = create(
        tmp_path / "practice", council, Founder("hayashi", "林 直樹", "夏草や 兵ども 2026"), kdf=FLOOR
    )
    yield made
    made.close()


@pytest.fixture
def page(session, tasks):
    made = SummaryPage(session, tasks)
    yield made
    made.hide()


def receive(session, count, on):
    for _case in range(count):
        Casework(session).receive(Case(on))


def open_page(qtbot, page):
    show(qtbot, page)
    qtbot.waitUntil(lambda: page._totals.rowCount() == 3)


def choose_period(qtbot, page, period):
    page._period.choose(period)
    page._period.chosen.emit(period)
    qtbot.waitUntil(lambda: page._look.books.period.id == period)


def choose_folder(monkeypatch, folder):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))


def cells(page):
    return [page._totals.item(place, 1).text() for place in range(3)]


def test_a_small_count_is_hatched_and_zero_looks_the_same(qtbot, page, session):
    receive(session, 3, date(2025, 6, 1))
    open_page(qtbot, page)
    pictures = []
    for period in ("2025", "2024"):
        choose_period(qtbot, page, period)
        assert cells(page) == ["出さない"] * 3
        pictures.append(page._totals.viewport().grab().toImage())
    assert page._look.books.new == 0
    assert pictures[0] == pictures[1]
    page._totals.show_counts([("新しく受け付けた件数", 3), ("", None), ("", None)])
    assert page._totals.viewport().grab().toImage() != pictures[0]


def test_a_count_of_ten_is_shown_and_the_cursor_explains(qtbot, page, session):
    receive(session, 10, date(2025, 6, 1))
    open_page(qtbot, page)
    assert cells(page) == ["10", "出さない", "出さない"]
    assert says(page, "10 件以上のため、出します。")
    press("Down")
    assert says(page, "「支援を終えた件数」を出さない理由")
    assert says(page, "引き算でもう片方が分かってしまいます")


def test_a_practice_council_releases_and_gets_a_receipt(qtbot, page, session, tmp_path, monkeypatch):
    receive(session, 12, date(2025, 6, 1))
    open_page(qtbot, page)
    choose_folder(monkeypatch, tmp_path)
    press("Ctrl+Enter")
    qtbot.waitUntil(page._pane.folder.isVisible, timeout=20000)
    folder = Path(page._pane.folder.text())
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    assert summary["tables"][0]["cells"] == [{"at": {}, "count": 12}]
    assert len(page._pane.fingerprint.text().split("-")) == 8
    assert says(page, "書き出しました")
    assert cells(page) == ["12", "出さない", "出さない"]
    before = (folder / "summary.json").read_bytes()
    press("Ctrl+Enter")
    qtbot.waitUntil(lambda: says(page, "前と同じ内容を、もう一度書き出しました"), timeout=20000)
    assert (folder / "summary.json").read_bytes() == before


def test_a_real_council_gets_a_preview_and_hears_why(qtbot, tasks, tmp_path, monkeypatch):
    council = Council("北の杜市 協議会", ("202070",), 50000)
    with create(
        tmp_path / "real", council, Founder("hayashi", "林 直樹", "夏草や 兵ども 2026"), kdf=FLOOR
    ) as session:
        page = SummaryPage(session, tasks)
        open_page(qtbot, page)
        assert says(page, "逆算できないことの検査が、まだ備わっていないためです")
        choose_folder(monkeypatch, tmp_path)
        press("Ctrl+Enter")
        qtbot.waitUntil(page._pane.folder.isVisible, timeout=20000)
        assert page._pane.folder.text().endswith("_preview")
        assert page._work.released() == ()
        page.hide()


def test_an_unknown_population_leads_to_the_settings(qtbot, page, session):
    council = CouncilWork(session)
    council.save_council(replace(council.council(), population=None))
    show(qtbot, page)
    qtbot.waitUntil(page.bar.isVisible)
    assert "人口が入っていないため" in page.bar.words
    assert not page._pane.export.isEnabled()
    with qtbot.waitSignal(page.navigate) as opened:
        press("Alt+R")
    assert opened.args == ["settings", None]


def test_a_number_hidden_by_the_period_before_is_explained_by_it():
    books = PeriodBooks(Period(2025), "small", 10, opening=20, new=20, closed=20)
    look = Look(books, (), ())
    assert "前の期間に出さなかった数がある" in explanation(look, Cell("closed", None))


def test_periods_are_named_as_offices_name_them():
    assert period_words(Period(2025)) == "令和7年度（1年間）"
    assert period_words(Period(2026, 2)) == "令和8年度 第2四半期（7～9月）"
