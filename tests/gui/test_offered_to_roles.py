"""What every page offers is what the services permit; what they refuse is closed before anything is typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from sample_council import receive

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.council import MemberBody
from kyogikai_desktop.domain.meetings import Meeting, Tier
from kyogikai_desktop.gui.main_window import MainWindow
from kyogikai_desktop.gui.widgets.buttons import KeyButton
from kyogikai_desktop.gui.workplace import compose
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.audit_log import AuditLog
from kyogikai_desktop.services.audit_sheet import AuditSheets
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.imports import LedgerImport
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.minutes import MinutesWork
from kyogikai_desktop.services.permission import why_not
from kyogikai_desktop.services.recovery_sheets import RecoverySheets
from kyogikai_desktop.services.releases import Releases

ACTS = {
    ("home", "新しい相談を受け付ける"): Casework.receive,
    ("cases", "新しい相談"): Casework.receive,
    ("case", "記録を書く"): Casework.add_note,
    ("case", "見直しを記録"): Casework.save,
    ("case", "記録する"): Casework.add_note,
    ("case_edit", "受け付ける"): Casework.receive,
    ("meetings", "会議をつくる"): Meetings.plan,
    ("meeting_plan", "会議をつくる"): Meetings.plan,
    ("meeting", "準備を書き直す"): Meetings.save,
    ("meeting", "会議を終える"): Meetings.conclude,
    ("meeting", "全員を出席に"): Meetings.save,
    ("minutes", "印刷"): MinutesWork.for_print,
    ("minutes", "PDFで保存"): MinutesWork.for_print,
    ("bodies", "機関を加える"): CouncilWork.save_body,
    ("bodies", "書き直す"): CouncilWork.save_body,
    ("summary", "見本を書き出す"): Releases.export,
    ("import", "ファイルを選ぶ"): LedgerImport.run,
    ("accounts", "人を加える"): Accounts.add,
    ("accounts", "役割を変える"): Accounts.change_roles,
    ("accounts", "鍵を新しくする"): Accounts.renew_key,
    ("backups", "場所を決める"): Backups.set_second_place,
    ("audit", "月次確認票"): AuditSheets.gather,
    ("audit_sheet", "PDFで保存"): AuditSheets.gather,
    ("carry", "持ち出す"): Carrying.take_out,
    ("settings", "保存する"): CouncilWork.save_council,
}
COMMANDS = {  # of menus and of the palette; None: whoever can open the council
    ("home", "新しい相談を受け付ける"): Casework.receive,
    ("cases", "新しい相談"): Casework.receive,
    ("cases", "記録を書く"): Casework.add_note,
    ("cases", "見直しを記録"): Casework.save,
    ("cases", "議題に入れる"): Meetings.plan,
    ("cases", "この一覧の中をさがす"): None,
    ("case", "次のケース"): None,
    ("case", "前のケース"): None,
    ("case", "変更の履歴"): None,
    ("case", "このケースを見た人"): AuditLog.newest,
    ("case", "記録を書く"): Casework.add_note,
    ("case", "書き直す"): Casework.save,
    ("case", "ほかのケースとつなぐ"): Casework.link,
    ("case", "見直しを記録"): Casework.save,
    ("case", "議題に入れる"): Meetings.plan,
    ("case", "終結にする"): Casework.save,
    ("case_edit", "次の項目"): Casework.receive,
    ("case_edit", "前の項目"): Casework.receive,
    ("case_edit", "保存する"): Casework.receive,
    ("meetings", "代表者会議をつくる"): Meetings.plan,
    ("meetings", "実務者会議をつくる"): Meetings.plan,
    ("meetings", "個別ケース検討会議をつくる"): Meetings.plan,
    ("meeting_plan", "会議の準備を保存する"): Meetings.plan,
    ("meeting", "準備を書き直す"): Meetings.save,
    ("meeting", "会議を終える"): Meetings.conclude,
    ("meeting", "全員を出席に"): Meetings.save,
    ("meeting", "入力したものをいま保存する"): Meetings.save,
    ("minutes", "会議録を PDF で保存"): MinutesWork.for_print,
    ("minutes", "会議録を印刷"): MinutesWork.for_print,
    ("minutes", "次のページ"): None,
    ("minutes", "前のページ"): None,
    ("minutes", "この会議を開く"): None,
    ("bodies", "機関を加える"): CouncilWork.save_body,
    ("bodies", "機関を書き直す"): CouncilWork.save_body,
    ("bodies", "機関に人を加える"): CouncilWork.save_member,
    ("summary", "集計を書き出す"): Releases.export,
    ("import", "台帳のファイルを選ぶ"): LedgerImport.run,
    ("accounts", "人を加える"): Accounts.add,
    ("accounts", "復旧シートをつくる"): RecoverySheets.draw,
    ("backups", "いま控える"): None,
    ("backups", "点検する"): None,
    ("audit", "ケースの番号でしぼる"): AuditLog.newest,
    ("audit", "月次確認票"): AuditSheets.gather,
    ("audit", "操作の記録を CSV に書き出す"): AuditLog.write_file,
    ("audit", "紙の番号と値を確かめる"): AuditLog.newest,
    ("audit_sheet", "月次確認票を PDF で保存"): AuditSheets.gather,
    ("audit_sheet", "月次確認票を印刷"): AuditSheets.gather,
    ("carry_entry", "持出簿の記載票を PDF で保存"): None,
    ("carry_entry", "持出簿の記載票を印刷"): None,
    ("carry_loss", "紛失の記録を PDF で保存"): None,
    ("carry_loss", "紛失の記録を印刷"): None,
    ("pc_loss", "パソコンの紛失の記録を PDF で保存"): None,
    ("pc_loss", "パソコンの紛失の記録を印刷"): None,
}
FREE = {  # whoever can open the council
    ("cases", "開く"),
    ("backups", "いま控える"),
    ("settings", "パスワードを変える"),
    ("carry_entry", "PDFで保存"),
    ("carry_loss", "PDFで保存"),
    ("pc_loss", "PDFで保存"),
}
SILENT = {"home"}  # what it offers to others is said on the pages it leads to


def at_length(role):
    return pytest.param(role, marks=() if role is Role.RECORDER else pytest.mark.long, id=role.value)


@pytest.fixture
def window(qtbot, session, tasks):
    """Open a council with a case, a body and a meeting, as somebody with one role."""
    receive(session, "𠮷田　ハル")
    CouncilWork(session).save_body(MemberBody("社会福祉協議会", joined_on=date(2024, 4, 1)))
    Meetings(session).plan(Meeting(Tier.PRACTITIONERS, date(2026, 11, 20), 2026, 1))

    def open_as(role):
        session.account = replace(session.account, roles=(role,))
        shown = MainWindow(compose(session, tasks), tasks)
        qtbot.addWidget(shown)
        shown.resize(1366, 768)
        shown.show()
        return shown

    return open_as


def read_all(qtbot, tasks):
    """Wait for what a page reads, and for what it then reads of that."""
    for _ in range(3):
        done = []
        tasks.read(lambda: True, done.append)
        qtbot.waitUntil(lambda done=done: bool(done))


def offered(page):
    """Return the words of every button that can be pressed, those that fill the page's main purpose too."""
    buttons = [one for one in page.findChildren(KeyButton) if one.isVisible() and one.isEnabled()]
    return {one.text() for one in buttons}, {
        one.text() for one in buttons if one.property("kind") == "primary"
    }


@pytest.mark.parametrize("role", [at_length(role) for role in Role])
def test_a_page_offers_what_the_role_may_do_and_names_whose_the_rest_is(qtbot, session, tasks, window, role):
    shown = window(role)
    records = {"case": 1, "meeting": 1}
    for spec in shown._place.pages:
        shown.open_page(spec.id, records.get(spec.id))
        page = shown.page()
        acts = {words: act for (place, words), act in ACTS.items() if place == spec.id}
        may = {words for words, act in acts.items() if why_not(session, act) is None}
        read_all(qtbot, tasks)
        found, main = offered(page)
        assert found & acts.keys() == may, spec.id
        free = {words for place, words in FREE if place == spec.id}
        assert main <= acts.keys() | free, f"{spec.id}: a main button that no act is known for"
        if may != acts.keys() and spec.id not in SILENT:
            assert any(
                "の役割の人" in label.text() for label in page.findChildren(QLabel) if label.isVisible()
            ), spec.id
        if spec.id == "case" and "記録を書く" not in may:
            assert "F4" not in {hint.key for hint in page.key_hints}
    for place, why in shown._place.closed.items():
        assert any(why_not(session, act) for (page, _words), act in ACTS.items() if page == place)
        shown.open_page(place)
        assert why in shown.page().bar.words


@pytest.mark.parametrize("role", [at_length(role) for role in Role])
def test_menus_and_palette_hold_what_the_role_may_do_and_nothing_else(qtbot, session, tasks, window, role):
    shown = window(role)
    records = {"case": 1, "meeting": 1}
    for spec in shown._place.pages:
        shown.open_page(spec.id, records.get(spec.id))
        read_all(qtbot, tasks)
        known = {words: act for (place, words), act in COMMANDS.items() if place == spec.id}
        may = {words for words, act in known.items() if act is None or why_not(session, act) is None}
        assert {command.words for command in shown.page().commands()} == may, spec.id
    opens = {command.words for command in shown.commands()}
    assert ("台帳の取り込みを開く" in opens) == (why_not(session, LedgerImport.run) is None)
