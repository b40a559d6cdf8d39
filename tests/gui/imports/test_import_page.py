from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from hands import click, lines, press, says, show
from PySide6.QtWidgets import QFileDialog

from kyogikai_desktop.domain.listing import CaseQuery, View
from kyogikai_desktop.gui.imports.import_page import ImportPage
from kyogikai_desktop.interchange.ledger_mapping import Target
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.imports import LedgerImport

DATA = Path(__file__).parents[2] / "data"
FORM8, LEGACY = DATA / "ledger-form8.xlsx", DATA / "ledger-legacy-cp932.csv"


@pytest.fixture
def page(session, tasks):
    made = ImportPage(session, tasks)
    yield made
    made.hide()


def answer(monkeypatch, path):
    for asked in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, asked, lambda *_asked: (str(path), ""))


def choose(qtbot, page, monkeypatch, path):
    show(qtbot, page)
    answer(monkeypatch, path)
    press("Ctrl+O")
    qtbot.waitUntil(lambda: bool(page._judged and page._judged.rows), timeout=20000)


def numbers(page):
    return [shown.text() for shown in page._pane.counts.numbers]


def stored(session):
    work = Casework(session)
    return work.count(CaseQuery(View.OPEN)) + work.count(CaseQuery(View.CLOSED))


@pytest.mark.parametrize(
    ("path", "counts", "cases"),
    [(FORM8, ["108", "12", "0", "15"], 120), (LEGACY, ["79", "2", "1", "2"], 81)],
    ids=["form 8", "legacy csv"],
)
def test_a_sample_is_looked_over_and_imported(qtbot, page, session, monkeypatch, path, counts, cases):
    choose(qtbot, page, monkeypatch, path)
    assert numbers(page) == counts
    assert stored(session) == 0
    assert says(page, "まだ何も書き込んでいません")
    press("Ctrl+Enter")
    qtbot.waitUntil(page.bar.isVisible, timeout=20000)
    assert stored(session) == cases
    assert f"{cases} 件を取り込みました" in page.bar.words
    with qtbot.waitSignal(page.navigate) as opened:
        press("Alt+R")
    assert opened.args == ["cases", None]


def test_what_is_left_over_is_said_with_the_way_on(qtbot, page, monkeypatch):
    choose(qtbot, page, monkeypatch, LEGACY)
    press("Ctrl+Enter")
    qtbot.waitUntil(page.bar.isVisible, timeout=20000)
    assert page.bar.words == (
        "82 行のうち 81 件を取り込みました。1 件は取り込めませんでした。"
        "理由の表を直すと、続きから取り込めます。"
    )


def test_the_same_file_twice_is_recognised(qtbot, page, session, monkeypatch):
    choose(qtbot, page, monkeypatch, LEGACY)
    press("Ctrl+Enter")
    qtbot.waitUntil(lambda: "取り込みました" in page.bar.words, timeout=20000)
    press("Ctrl+O")
    qtbot.waitUntil(lambda: "取り込みずみです" in page.bar.words)
    assert "令和8年11月20日" in page.bar.words
    assert stored(session) == 81


def test_every_row_shows_its_source_and_its_reasons_in_words(qtbot, page, monkeypatch):
    choose(qtbot, page, monkeypatch, FORM8)
    rows = lines(page._pane.list)
    assert "令和6年4月3日" in rows[6]
    assert "元：R6.4.3" in rows[6]
    next(command for command in page.commands() if command.key == "Ctrl+Down").run()
    assert says(page._pane.findings, "9 行目　石川 陽子　R6-003")
    assert "台帳の年齢は 37歳ですが" in page._pane.findings.words()


def test_where_somebody_lives_is_in_no_list(qtbot, page, monkeypatch):
    choose(qtbot, page, monkeypatch, FORM8)
    page._pane.tabs.choose("columns")
    row = page._judged.rows[6]
    (address,) = page._judged.mapping.of(Target.ADDRESS)
    assert row.source[address.index]
    assert not says(page, row.source[address.index])
    page._pane.tabs.choose("all")
    assert row.source[address.index] not in "\n".join(lines(page._pane.list))


def pick(choice, words):
    number = choice.findText(words)
    assert number >= 0
    choice.setCurrentIndex(number)
    choice.activated.emit(number)


def test_a_field_is_read_from_another_column_and_back(qtbot, page, monkeypatch):
    choose(qtbot, page, monkeypatch, FORM8)
    name = page._pane.fields.choices[Target.NAME]
    pick(name, "（読まない）")
    qtbot.waitUntil(lambda: page._judged.problem is not None)
    assert "氏名の列が見つかりません" in page.bar.words
    assert not page._import.isEnabled()
    assert page._pane.columns.isVisible()
    pick(name, "D列 氏名")
    qtbot.waitUntil(lambda: page._judged.problem is None)
    assert numbers(page) == ["108", "12", "0", "15"]
    assert page._import.isEnabled()


def test_a_corrected_column_is_remembered_for_the_next_ledger(qtbot, page, session, monkeypatch):
    choose(qtbot, page, monkeypatch, FORM8)
    page._pane.tabs.choose("columns")
    (address,) = page._judged.mapping.of(Target.ADDRESS)
    pick(page._pane.columns.choices[address.index], Target.IGNORED.label)
    qtbot.waitUntil(lambda: not page._judged.mapping.of(Target.ADDRESS))
    press("Ctrl+Enter")
    qtbot.waitUntil(lambda: "取り込みました" in page.bar.words, timeout=20000)
    kept = LedgerImport(session).guess(page._judged.file)
    assert not kept.of(Target.ADDRESS)


def test_a_mapping_is_saved_and_read_again(qtbot, page, tmp_path, monkeypatch):
    choose(qtbot, page, monkeypatch, FORM8)
    page._pane.tabs.choose("columns")
    (address,) = page._judged.mapping.of(Target.ADDRESS)
    pick(page._pane.columns.choices[address.index], Target.IGNORED.label)
    qtbot.waitUntil(lambda: not page._judged.mapping.of(Target.ADDRESS))
    answer(monkeypatch, tmp_path / "列の対応.toml")
    page._pane.columns.save_wanted.emit()
    qtbot.waitUntil(lambda: "列の対応を保存しました" in page.bar.words)
    pick(page._pane.columns.choices[address.index], Target.ADDRESS.label)
    qtbot.waitUntil(lambda: bool(page._judged.mapping.of(Target.ADDRESS)))
    page._pane.columns.load_wanted.emit()
    qtbot.waitUntil(lambda: not page._judged.mapping.of(Target.ADDRESS))


def test_an_import_that_is_stopped_stores_nothing(qtbot, page, tasks, session, monkeypatch):
    choose(qtbot, page, monkeypatch, FORM8)
    may_write = Event()
    tasks.write(may_write.wait, lambda _done: None)
    press("Ctrl+Enter")
    page._panel.progress.cancel()
    may_write.set()
    qtbot.waitUntil(page.bar.isVisible, timeout=20000)
    assert page.bar.words == "やめました。何も変わっていません。"
    assert stored(session) == 0
    assert page._import.isEnabled()


def test_the_reasons_are_written_as_a_table_to_correct(qtbot, page, tmp_path, monkeypatch):
    choose(qtbot, page, monkeypatch, LEGACY)
    answer(monkeypatch, tmp_path / "理由.csv")
    click(page, "理由の表を書き出す")
    qtbot.waitUntil(page.bar.isVisible)
    table = (tmp_path / "理由.csv").read_text("utf-8-sig")
    assert "取り込めない" in table
    assert "このままでは取り込めません" in table


def test_a_file_of_another_kind_is_refused_in_words(qtbot, page, tmp_path):
    other = tmp_path / "台帳.pdf"
    other.write_bytes(b"%PDF")
    show(qtbot, page)
    page.open_file(other)
    qtbot.waitUntil(page.bar.isVisible)
    assert ".xlsx か .csv に保存し直して" in page.bar.words
    assert says(page, "いまの台帳を取り込みます")
