"""The papers of a carry-out: seen in the window before they are printed or saved, and what they say."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pypdfium2
import pytest
from hands import in_front, press, show
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLineEdit
from rooms import SECOND
from sample_council import NAMES, acts

from kyogikai_desktop.documents.preview import page_count
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.gui.carrying.paper_page import EntryPage, LossPage, PcLossPage
from kyogikai_desktop.gui.papers.printing import make_printer
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.carry_papers import CarryPapers, Paper
from kyogikai_desktop.services.carrying import Carrying


def text_of(data):
    document = pypdfium2.PdfDocument(data)
    try:
        text = "".join(page.get_textpage().get_text_range() for page in document)
        return "".join(text.split())
    finally:
        document.close()


@pytest.fixture
def office(away, tasks):
    with away.at(away.office).open() as session:
        yield session
        tasks.drain()


@pytest.fixture
def entry(qtbot, office, tasks):
    page = EntryPage(office, tasks)
    show(qtbot, page, Carrying(office).current().id)
    qtbot.waitUntil(lambda: page._view.pages == 1)
    return page


def test_the_entry_is_seen_before_it_is_saved(qtbot, entry, tmp_path, monkeypatch):
    qtbot.waitUntil(lambda: 0 in entry._view._pictures)
    assert entry.head.caption.text() == "第 1 号"
    file = tmp_path / "entry"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    press("Ctrl+S")
    qtbot.waitUntil(entry.bar.isVisible)
    assert f"{file}.pdf" in entry.bar.words
    data = Path(f"{file}.pdf").read_bytes()
    assert page_count(data) == 1
    said = text_of(data)
    for words in (
        "第1号",
        "林直樹",
        "kyogikai-001-out.carry",
        "AES-256",
        "R8.11.1情報管理第12号",
        "戻った日時",
    ):
        assert words in said
    assert not [name for name in NAMES if name.split("　")[0] in said]


def test_the_printer_learns_no_more_than_that_it_is_a_paper(qtbot, entry, tmp_path, monkeypatch):
    chosen = []
    monkeypatch.setattr("PySide6.QtWidgets.QDialog.open", chosen.append)
    press("Ctrl+P")
    printer = chosen[0].printer()
    assert printer.docName() == "書類"
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    before = set(Path(tempfile.gettempdir()).iterdir())
    entry.print_to(printer)
    qtbot.waitUntil(entry.bar.isVisible, timeout=30000)
    assert "プリンターに送りました" in entry.bar.words
    assert page_count((tmp_path / "printed.pdf").read_bytes()) == 1
    assert not [file for file in set(Path(tempfile.gettempdir()).iterdir()) - before if file.suffix == ".pdf"]


def test_one_prints_by_the_dialog_and_may_put_it_off(qtbot, entry, tmp_path):
    def answer(key):
        dialog = in_front(qtbot, QPrintDialog)
        dialog.findChild(QLineEdit, "filename").setText(str(tmp_path / "paper.pdf"))
        qtbot.keyClick(dialog, key)
        qtbot.waitUntil(lambda: not dialog.isVisible())

    press("Ctrl+P")
    answer(Qt.Key.Key_Escape)
    assert not entry.bar.isVisible()
    entry.activateWindow()
    qtbot.waitUntil(entry.isActiveWindow)
    press("Ctrl+P")
    answer(Qt.Key.Key_Return)
    qtbot.waitUntil(entry.bar.isVisible, timeout=30000)
    assert "プリンターに送りました" in entry.bar.words
    assert page_count((tmp_path / "paper.pdf").read_bytes()) == 1


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_told(qtbot, entry, tmp_path):
    printer = make_printer("書類")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "such" / "printed.pdf"))
    entry.print_to(printer)
    qtbot.waitUntil(entry.bar.isVisible)
    assert "何も印刷していません" in entry.bar.words


def test_a_paper_is_logged_where_the_copy_can_be_written(away, tmp_path):
    with away.at(away.laptop).open() as session:
        papers, carry = CarryPapers(session), Carrying(session).current().id
        papers.for_print(Paper.ENTRY, carry)
        assert len(acts(session, "print_carry")) == 1
        with pytest.raises(AppError):
            papers.export(Paper.LOSS, carry, tmp_path / "no" / "such.pdf")
        assert len(acts(session, "print_loss")) == len(acts(session, "print_loss_dropped")) == 1
        assert not acts(session, "print_carry_dropped")


def test_the_facts_about_a_loss_are_on_one_page_and_name_nobody_of_a_case(qtbot, away, tasks):
    with away.at(away.office).open() as session:
        Carrying(session).break_off(SECOND)
        page = LossPage(session, tasks)
        show(qtbot, page, 1)
        qtbot.waitUntil(lambda: page._view.pages == 1)
        data = CarryPapers(session).for_print(Paper.LOSS, 1).data
        assert len(acts(session, "print_loss")) == 1
        tasks.drain()
    said = text_of(data)
    for words in ("kyogikai-001-out.carry", "ケース3件", "AES-256", "打ち切った日時と人", "林直樹、森千代"):
        assert words in said
    for words in ("分かった日時", "警察", "個人情報保護法第68条", "保護管理の人：林直樹、森千代"):
        assert words in said
    assert not [name for name in NAMES if name.split("　")[0] in said]


def test_a_loss_can_be_written_down_before_it_is_given_up(office):
    said = text_of(CarryPapers(office).preview(Paper.LOSS, 1).data)
    assert "持ち出し中" in said
    assert "打ち切った" not in said


def test_of_a_stolen_pc_the_paper_says_whether_the_key_was_changed_since(qtbot, away, tasks):
    with away.at(away.office).open() as session:
        page = PcLossPage(session, tasks)
        show(qtbot, page)
        qtbot.waitUntil(lambda: page._view.pages == 1)
        assert not page.head.caption.text()
        said = text_of(CarryPapers(session).preview(Paper.PC, 0).data)
        tasks.drain()
    assert "鍵を新しくした日時まだ" in said
    assert "パスワードをもつ2人" in said
    assert "復旧シート2枚" not in said  # there are none
    with away.at(away.laptop).open() as session:
        Accounts(session).renew_key()
        data = CarryPapers(session).for_print(Paper.PC, 0).data
        assert len(acts(session, "print_loss")) == 1
    assert "鍵を新しくした日時令和8年11月20日" in text_of(data)
