from __future__ import annotations

import errno
import os
from dataclasses import replace
from datetime import date, time

import pypdfium2
import pytest
from hands import press, rewrite, says, show
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog

from kyogikai_desktop.domain.cases import Case, Person
from kyogikai_desktop.domain.council import Member, MemberBody, SecrecyPledge
from kyogikai_desktop.domain.meetings import AgendaItem, Attendance, Meeting, Task, Tier
from kyogikai_desktop.gui.minutes.checks import checks
from kyogikai_desktop.gui.minutes.minutes_page import MinutesPage
from kyogikai_desktop.gui.papers.printing import make_printer
from kyogikai_desktop.gui.widgets.conflict_dialog import ConflictDialog
from kyogikai_desktop.records import audit_rows
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.meetings import Meetings

NAME = "𠮷田　髙子"
DECISION = "食事を先にする。配食の試し利用をすすめる。"
JOINED = date(2024, 4, 1)


@pytest.fixture
def held(session):
    council = CouncilWork(session)
    body = council.save_body(MemberBody("地域包括支援センター", joined_on=JOINED))
    draft = Member(body.id, "中村 さおり", joined_on=JOINED, pledges=(SecrecyPledge(JOINED),))
    who = council.save_member(draft)
    case = Casework(session).receive(Case(date(2026, 4, 3), person=Person(NAME), wish="静かに暮らしたい。"))
    report = "11月19日の訪問で、玄関先で会うことができた。体重が減っている。" * 25
    items = tuple(
        AgendaItem(
            case=case.id, report=report, decision=DECISION, tasks=(Task("試食を届ける", body=body.id),)
        )
        for _item in range(2)
    )
    seats = (Attendance(who.id, body.id),)
    draft = Meeting(Tier.PRACTITIONERS, date(2026, 10, 29), 0, 0, attendance=seats, items=items)
    work = Meetings(session)
    return work.conclude(work.plan(replace(draft, starts=time(14), ends=time(16), chair=who.id)))


@pytest.fixture
def page(session, tasks):
    made = MinutesPage(session, tasks)
    yield made
    made.hide()


@pytest.fixture
def shown(qtbot, page, held):  # noqa: ARG001 (the meeting first)
    show(qtbot, page)
    qtbot.waitUntil(lambda: page._view.pages > 1 and ink(page) > 500, timeout=15000)
    return page


def ink(page):
    """Return how many dark pixels the first visible page shows."""
    picture = page._view.viewport().grab().toImage()
    inner = range(60, picture.width() - 60, 2)
    return sum(QColor(picture.pixel(x, y)).lightness() < 90 for x in inner for y in range(40, 400, 2))


def choose_path(monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))


def text_of(data):
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return "".join(texts).replace("\r\n", "")


def test_the_paper_is_shown_and_turned_by_keys(qtbot, shown):
    pages = shown._view.pages
    assert says(shown, f"1／{pages} ページ")
    press("PgDown")
    assert says(shown, f"2／{pages} ページ")
    qtbot.waitUntil(lambda: ink(shown) > 500)
    press("PgUp")
    assert says(shown, f"1／{pages} ページ")


def test_a_larger_paper_is_rendered_anew_and_sharp(qtbot, shown):
    before = shown._view.zoom
    press("+")
    assert shown._view.zoom > before
    sharp = shown._view.zoom * 96 / 72 * shown.devicePixelRatioF()
    qtbot.waitUntil(lambda: shown._view._pictures[0][0] == pytest.approx(sharp))
    assert shown._view._pictures[0][1].width() == pytest.approx(595.28 * sharp, abs=1.5)


def test_what_is_missing_is_said_beside_the_paper(shown):
    assert says(shown, "記録が決まっていません")
    assert says(shown, "議題 1、2 の約束に「いつまで」がありません")
    assert says(shown, "議題 2 件すべてに決定があります")


def test_saving_writes_what_was_typed_under_a_name_without_persons(qtbot, shown, tmp_path, monkeypatch):
    assert shown._paper.file_name == "会議録_令和8年度_第1回_実務者会議.pdf"
    path = tmp_path / shown._paper.file_name
    choose_path(monkeypatch, path)
    press("Ctrl+S")
    qtbot.waitUntil(shown.bar.isVisible)
    assert "会議録を保存しました" in shown.bar.words
    text = text_of(path.read_bytes())
    assert DECISION in text
    assert NAME in text


def newest(session):
    return [row.action for row in audit_rows.page(session.store.reader, "", 2)]


def test_a_full_disk_leaves_nothing_under_the_name(qtbot, shown, session, tmp_path, monkeypatch):
    def full(_file):
        raise OSError(errno.ENOSPC, "full")

    out = tmp_path / "out"
    out.mkdir()
    choose_path(monkeypatch, out / "会議録.pdf")
    monkeypatch.setattr(os, "fsync", full)
    press("Ctrl+S")
    qtbot.waitUntil(shown.bar.isVisible)
    assert "空き容量が足りず" in shown.bar.words
    assert list(out.iterdir()) == []
    assert newest(session) == ["print_minutes_dropped", "print_minutes"]


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_minutes_that_no_printer_took_stand_in_the_log_as_not_printed(qtbot, shown, session, tmp_path):
    printer = make_printer("会議録")
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "such" / "printed.pdf"))
    shown.print_to(printer)
    qtbot.waitUntil(shown.bar.isVisible)
    assert "何も印刷していません" in shown.bar.words
    assert newest(session) == ["print_minutes_dropped", "print_minutes"]


def test_the_printer_learns_a_neutral_name_and_gets_every_page(qtbot, shown, tmp_path, monkeypatch):
    chosen = []
    monkeypatch.setattr("PySide6.QtWidgets.QDialog.open", chosen.append)
    press("Ctrl+P")
    printer = chosen[0].printer()
    assert printer.docName() == "会議録"
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    shown.print_to(printer)
    qtbot.waitUntil(shown.bar.isVisible, timeout=30000)
    assert "プリンターに送りました" in shown.bar.words
    printed = pypdfium2.PdfDocument((tmp_path / "printed.pdf").read_bytes())
    assert len(printed) == shown._view.pages
    assert printed.get_metadata_dict()["Title"] == "会議録"
    assert NAME not in str(printed.get_metadata_dict())
    printed.close()


def test_a_document_number_is_stored_and_stands_on_the_paper(qtbot, shown, session, held):
    shown._side.number.setFocus()
    rewrite("北福総第214号")
    press("Return")
    qtbot.waitUntil(lambda: Meetings(session).get(held.id).document_number == "北福総第214号")
    qtbot.waitUntil(lambda: "北福総第214号" in text_of(shown._paper.pdf.data))


def test_a_number_typed_while_another_window_saved_keeps_both(qtbot, shown, session, held):
    Meetings(session).save(replace(held, place="第2会議室"))
    shown._side.number.setFocus()
    rewrite("第7号")
    press("Return")
    qtbot.waitUntil(lambda: Meetings(session).get(held.id).document_number == "第7号")
    assert Meetings(session).get(held.id).place == "第2会議室"


def test_two_different_numbers_are_put_to_the_person(qtbot, shown, session, held):
    Meetings(session).save(replace(held, document_number="第5号"))
    shown._side.number.setFocus()
    rewrite("第7号")
    press("Return")
    qtbot.waitUntil(lambda: bool(shown.findChildren(ConflictDialog)))
    assert Meetings(session).get(held.id).document_number == "第5号"
    press("Ctrl+S")
    qtbot.waitUntil(lambda: Meetings(session).get(held.id).document_number == "第7号")


def test_a_council_without_meetings_says_where_minutes_come_from(qtbot, page):
    show(qtbot, page)
    qtbot.waitUntil(lambda: says(page, "会議は、まだありません"))


def test_checks_name_items_and_characters(held):
    unfinished = replace(held, items=(replace(held.items[0], decision=" "), *held.items[1:]), papers_out=10)
    members = {seat.member: Member(seat.body, "中村 さおり", id=seat.member) for seat in held.attendance}
    told = [check.words for check in checks(unfinished, members, ("U+1F600",)) if not check.fine]
    assert "議題 1 に決定がありません。続けるときは「継続」と書きます" in told
    assert "出席 1 名のうち 1 名の誓約書がありません" in told
    assert "資料 10 部の回収が、まだ記録されていません" in told
    assert "どの書体にもない文字が 〓 になります：U+1F600" in told
