"""The audit log at the desk: who looked, by filters and keys; the monthly sheet; values from paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Event

import pytest
from hands import in_front, lines, press, says, show, write
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.audit_acts import ActGroup
from kyogikai_desktop.domain.audit_log import month_of
from kyogikai_desktop.domain.cases import Case, CaseId, Person
from kyogikai_desktop.gui.log.anchor_dialog import AnchorDialog
from kyogikai_desktop.gui.log.log_page import LogPage
from kyogikai_desktop.gui.log.sheet_page import SheetPage
from kyogikai_desktop.gui.progress import Progress
from kyogikai_desktop.gui.widgets.long_task import LongTask
from kyogikai_desktop.records import audit, audit_rows
from kyogikai_desktop.services.audit_log import AuditLog
from kyogikai_desktop.services.audit_sheet import AuditSheets
from kyogikai_desktop.services.casework import Casework


@pytest.fixture
def page(session, tasks):
    work = Casework(session)
    for name in ("𠮷田　博", "髙橋　清"):
        work.receive(Case(date(2026, 11, 2), person=Person(name)))
    work.note_view(CaseId(1))
    made = LogPage(session, tasks)
    yield made
    made.hide()


def rows(page):
    return lines(page._list)


def first(page):
    return rows(page)[0] if rows(page) else ""


def test_the_log_of_this_month_opens_and_its_opening_stands_in_it_once(qtbot, page):
    show(qtbot, page)
    qtbot.waitUntil(lambda: "操作の記録を見ました" in first(page))
    assert "11月20日（金） 14:51" in first(page)
    assert "林 直樹" in first(page)
    assert "ケースを見ました" in rows(page)[1]
    assert "R8-001　𠮷田　博" in rows(page)[1]
    page.activate()
    qtbot.wait(50)
    assert sum("操作の記録を見ました" in row for row in rows(page)) == 1


def test_one_case_by_its_number_then_back_by_esc(qtbot, page):
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(rows(page)) > 3)
    page._find()
    write("R8-001")
    press("Return")
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    assert [("ケースを見ました" in row, "相談を受け付けました" in row) for row in rows(page)] == [
        (True, False),
        (False, True),
    ]
    assert page.back()
    qtbot.waitUntil(lambda: len(rows(page)) > 3)
    assert not page.back()


def test_a_number_that_no_case_has_is_told_and_stays_typed(qtbot, page):
    show(qtbot, page)
    page._find()
    write("R8-099")
    press("Return")
    qtbot.waitUntil(lambda: says(page, "その番号のケースはありません。"))
    assert page._filters.number.text() == "R8-099"


def test_from_a_case_only_its_rows_are_shown_and_that_is_logged_for_it(qtbot, page, session):
    show(qtbot, page, CaseId(2))
    qtbot.waitUntil(lambda: len(rows(page)) == 2)
    assert "操作の記録を見ました" in first(page)
    with qtbot.waitSignal(page.navigate) as asked:
        page._list.setFocus()
        press("Return")
    assert asked.args == ["case", 2]
    assert audit_rows.page(session.store.reader, "case:2", 1)[0].action == "view_log"


def test_days_are_typed_and_a_wrong_one_is_told_beside_the_field(qtbot, page):
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(rows(page)) > 3)
    page._filters._period.choose("day")
    page._filters._on_period_chosen("day")
    assert page._filters._first.line.hasFocus()
    write("11.19")
    press("Return")
    qtbot.waitUntil(lambda: rows(page) == [])
    page._filters._first.line.clear()
    write("11.32")
    press("Return")
    qtbot.waitUntil(lambda: says(page, "32日はありません"))


def test_a_group_narrows_the_list(qtbot, page):
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(rows(page)) > 3)
    page._filters._group.choose(ActGroup.SEEN.value)
    page._filters.changed.emit()
    qtbot.waitUntil(lambda: len(rows(page)) == 1)
    assert "ケースを見ました" in first(page)


def test_the_table_goes_to_a_file_without_names(qtbot, page, tmp_path, monkeypatch):
    file = tmp_path / "log.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(rows(page)) > 3)
    press("Ctrl+E")
    qtbot.waitUntil(lambda: says(page, "件を書き出しました。"))
    assert "R8-001" in file.read_text("utf-8-sig")
    assert "髙橋" not in file.read_text("utf-8-sig")


def test_who_is_no_custodian_sees_nothing_of_the_log_and_whom_to_ask(qtbot, session, tasks):
    session.account = replace(session.account, roles=(Role.COORDINATOR,))
    page = LogPage(session, tasks)
    show(qtbot, page)
    assert says(page, "保護管理の役割の人が見られます")
    assert page.commands() == ()


def test_values_from_paper_fit_or_do_not_and_say_what_to_do(qtbot, page, session):
    head = audit.head(session.store.reader)
    show(qtbot, page)
    qtbot.waitUntil(lambda: len(rows(page)) > 3)
    press("Alt+N")
    asked = in_front(qtbot, AnchorDialog)
    write("あ")
    press("Return")
    write(head.mac.hex()[:12].upper())
    press("Return")
    qtbot.waitUntil(lambda: says(asked, "番号を読めませんでした。"))
    asked._seq.clear()
    write(f"{head.seq} 番")
    asked._submit()
    qtbot.waitUntil(lambda: says(asked, "合っています。"))
    asked._digits.setText("000000000000")
    asked._submit()
    qtbot.waitUntil(lambda: says(asked, "合いません。"))
    assert says(asked, "「控えと点検」で点検し")
    asked._seq.setText("99999")
    asked._submit()
    qtbot.waitUntil(lambda: says(asked, "ここにはありません"))
    asked.reject()


def test_the_monthly_sheet_is_shown_saved_and_logged(qtbot, session, tasks, tmp_path, monkeypatch):
    Casework(session).receive(Case(date(2026, 11, 2), person=Person("𠮷田　博")))
    page = SheetPage(session, tasks)
    show(qtbot, page)
    qtbot.waitUntil(lambda: page._view.pages > 0, timeout=15000)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "sheet"), ""))
    press("Ctrl+S")
    qtbot.waitUntil(lambda: says(page, "月次確認票を保存しました"), timeout=15000)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    newest = audit_rows.page(session.store.reader, "", 1)[0]
    assert (newest.action, newest.detail) == ("make_audit_sheet", ("2026-11",))
    buttons = [one.text() for one in page.findChildren(QAbstractButton) if one.isVisible()]
    assert {"印刷", "PDFで保存"} <= set(buttons)
    page.hide()


@pytest.fixture
def held(tasks):
    """Keep long reads from beginning until it is set, as a log of years would keep them from ending."""
    gate = Event()
    tasks.read_long(lambda _progress: gate.wait(), lambda _done: None, progress=Progress())
    yield gate
    gate.set()


def newest(session):
    return [row.action for row in audit_rows.page(session.store.reader, "", 2)]


def panel(page):
    found = [one for one in page.findChildren(LongTask) if one.isVisible()]
    return found[0] if found else None


def test_a_long_walk_for_the_sheet_shows_how_far_it_is_and_can_be_stopped(qtbot, session, tasks, held):
    page = SheetPage(session, tasks)
    show(qtbot, page)
    qtbot.waitUntil(lambda: panel(page) is not None)
    page.activate()  # coming back to it does not begin anew
    assert len(page.findChildren(LongTask)) == 1
    panel(page)._stop.setFocus()
    press("Space")
    held.set()
    qtbot.waitUntil(lambda: says(page, "やめたので、月次確認票はつくっていません。"))
    assert page._view.pages == 0
    qtbot.waitUntil(page._view.hasFocus)
    press("Alt+M")
    qtbot.waitUntil(lambda: page._view.pages > 0, timeout=15000)
    assert not says(page, "やめたので")
    page.hide()


def test_a_sheet_that_is_stopped_stands_in_the_log_as_not_made(
    qtbot, session, tasks, held, tmp_path, monkeypatch
):
    page = SheetPage(session, tasks)
    show(qtbot, page)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "sheet.pdf"), ""))
    press("Ctrl+S")
    qtbot.waitUntil(lambda: newest(session)[0] == "make_audit_sheet")
    qtbot.waitUntil(lambda: panel(page) is not None)
    page._month.chosen.emit("2026-10-01")  # another walk takes its place, of which the page hears instead
    held.set()
    qtbot.waitUntil(lambda: newest(session) == ["make_audit_sheet_dropped", "make_audit_sheet"])
    assert not (tmp_path / "sheet.pdf").exists()
    tasks.drain()


def test_a_table_that_is_stopped_stands_in_the_log_as_not_made(
    qtbot, page, session, held, tmp_path, monkeypatch
):
    show(qtbot, page)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "log.csv"), ""))
    press("Ctrl+E")
    qtbot.waitUntil(lambda: panel(page) is not None)
    panel(page)._stop.click()
    held.set()
    qtbot.waitUntil(lambda: newest(session) == ["export_log_dropped", "export_log"])
    qtbot.waitUntil(lambda: any("できずに終わりました" in row for row in rows(page)))
    assert list(tmp_path.glob("log*")) == []


def test_another_month_takes_the_place_of_the_one_that_is_being_made(qtbot, session, tasks, held):
    page = SheetPage(session, tasks)
    show(qtbot, page)
    page._month.choose("2026-10-01")
    page._month.chosen.emit("2026-10-01")
    held.set()
    qtbot.waitUntil(lambda: page._view.pages > 0, timeout=15000)
    assert not says(page, "やめたので")
    assert page._asked == month_of(date(2026, 10, 1))
    assert panel(page) is None
    page.hide()


def test_esc_stops_the_walk_for_a_value_from_paper_before_it_closes_the_dialog(qtbot, page, session, held):
    head = audit.head(session.store.reader)
    show(qtbot, page)
    press("Alt+N")
    asked = in_front(qtbot, AnchorDialog)
    write(str(head.seq))
    press("Return")
    write(head.mac.hex()[:12])
    press("Return")
    assert asked._bar.isVisible()
    press("Esc")
    held.set()
    qtbot.waitUntil(lambda: says(asked, "やめました。何も変わっていません。"))
    assert (asked._seq.text(), asked._bar.isVisible()) == (str(head.seq), False)
    press("Esc")
    qtbot.waitUntil(lambda: not asked.isVisible())


def test_services_refuse_the_sheet_to_who_is_no_custodian(session):
    session.account = replace(session.account, roles=(Role.RECORDER,))
    for act in (lambda: AuditSheets(session).preview(None), lambda: AuditLog(session).note_view()):
        with pytest.raises(Exception, match="role_missing"):
            act()
