"""What stands in a dialog when the window locks comes back in it; passwords and what was done do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from colleagues import let_in_long_ago
from hands import press, says, show
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLineEdit

from kyogikai_desktop.domain.cases import Case, Person
from kyogikai_desktop.domain.meetings import Meeting, Tier
from kyogikai_desktop.errors import NoSpace
from kyogikai_desktop.gui.accounts.accounts_page import AccountsPage
from kyogikai_desktop.gui.backups.backups_page import BackupsPage
from kyogikai_desktop.gui.carrying.carry_page import CarryPage
from kyogikai_desktop.gui.cases.case_page import CasePage
from kyogikai_desktop.gui.cases.editor_page import CaseEditorPage
from kyogikai_desktop.gui.draft_keeper import everything_typed
from kyogikai_desktop.gui.home.unfinished import unfinished
from kyogikai_desktop.gui.imports.import_page import ImportPage
from kyogikai_desktop.gui.minutes.minutes_page import MinutesPage
from kyogikai_desktop.gui.widgets.conflict_dialog import ConflictDialog
from kyogikai_desktop.gui.widgets.password_field import PasswordField
from kyogikai_desktop.interchange.ledger_mapping import Target
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.locking import Locking
from kyogikai_desktop.services.meetings import Meetings

LEDGER = Path(__file__).parents[2] / "data" / "ledger-form8.xlsx"


@pytest.fixture
def case(session):
    hidden = Person("𠮷田　ハル", phone="060-3811-8133", whereabouts_protected=True)
    return Casework(session).receive(Case(date(2026, 11, 2), person=hidden))


@pytest.fixture
def opened(qtbot, session, tasks):
    """Open a page on a record, as often as a test asks; what is not loaded yet is waited for."""
    pages = []

    def open_page(kind, record=None, until=lambda _page: True):
        page = kind(session, tasks)
        pages.append(page)
        show(qtbot, page, record)
        qtbot.waitUntil(lambda: bool(until(page)), timeout=15000)
        return page

    yield open_page
    for page in pages:
        page.hide()


def asked():
    return QApplication.activeModalWidget()


def field(name):
    return next(one for one in asked().findChildren(QLineEdit) if name in one.accessibleName())


def lock(session, tasks):
    """Keep what a lock keeps, on the thread that writes, and end the dialog."""
    typed = everything_typed()
    tasks.write(lambda: Locking(session).keep(typed), lambda _none: None)
    tasks.settle()
    asked().reject()
    tasks.settle()


def loaded(page):
    """Tell whether what the dialog is about has been read."""
    if isinstance(page, AccountsPage):
        return page._may and page._chosen()
    if isinstance(page, CarryPage):
        return page._buttons.count()
    if isinstance(page, CasePage):
        return page.commands() and page._acts._case()
    return not isinstance(page, CaseEditorPage) or (page._held.case and page._held.case.id)


KINDS = {
    "account": (AccountsPage, lambda page: page._add(), {"氏名": "上田　弘"}),
    "carry": (CarryPage, lambda page: page._acts.take_out(), {"行き先": "第2会議室"}),
    "backup place": (
        BackupsPage,
        lambda page: page._on_place(),
        {"フォルダー": "/media/stick", "許可": "12号"},
    ),
    "link": (CasePage, lambda page: page._acts.ask_link(), {"さがす": "髙橋"}),
    "reason": (CasePage, lambda page: page._acts.ask_reveal(), {"見る理由": "訪問の行き先"}),
    "reason in the form": (CaseEditorPage, lambda page: page._withheld.ask(), {"見る理由": "番地を直す"}),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_typed_into_a_dialog_comes_back_in_it(qtbot, session, tasks, case, opened, kind):
    page, ask, typed = KINDS[kind]
    record = case.id if page in (CasePage, CaseEditorPage) else None
    ask(opened(page, record, loaded))
    for name, text in typed.items():
        field(name).setText(text)
    lock(session, tasks)
    [left] = unfinished(session)
    assert getattr(left.record, "case", left.record) == record
    ask(opened(page, record, loaded))
    qtbot.waitUntil(lambda: says(asked(), "前に入力した下書きの続きです"))
    assert {name: field(name).text() for name in typed} == typed
    asked().accept()
    tasks.settle()
    assert unfinished(session) == ()


def test_roles_that_were_marked_come_back_and_a_first_password_does_not(qtbot, session, tasks, opened):
    page = opened(AccountsPage, None, loaded)
    page._add()
    asked().findChild(PasswordField).setText("kasa-mite-nuro-haru")
    field("氏名").setText("上田　弘")
    assert "kasa-mite" not in "".join(everything_typed().values())
    asked().reject()
    page._change_roles()
    boxes = [one.isChecked() for one in asked().findChildren(QCheckBox)]
    asked().findChildren(QCheckBox)[-1].toggle()
    lock(session, tasks)
    page._change_roles()
    qtbot.waitUntil(lambda: says(asked(), "前に入力した下書きの続きです"))
    assert [one.isChecked() for one in asked().findChildren(QCheckBox)] == [*boxes[:-1], not boxes[-1]]
    asked().reject()


def test_what_was_added_is_no_draft_any_more(session, tasks, opened):
    opened(AccountsPage, None, loaded)._add()
    field("氏名").setText("上田　弘")
    Locking(session).keep(everything_typed())
    asked().answered.emit()
    tasks.settle()
    assert unfinished(session) == ()
    assert everything_typed() == {}
    asked().reject()


def test_a_carry_out_takes_no_draft_along_and_a_failed_one_keeps_it(
    qtbot, session, opened, tmp_path, monkeypatch
):
    let_in_long_ago(session, "mori", "森　千代", "森の小道を歩く")
    page = opened(CarryPage, None, loaded)
    page._acts.take_out()
    stick = tmp_path / "stick"
    stick.mkdir()
    typed = {"置く場所": str(stick), "行き先": "第2会議室", "予定": "明日 17:00", "許可": "12号"}
    for name, text in typed.items():
        field(name).setText(text)
    Locking(session).keep(everything_typed())

    def full(*_arguments, **_more):
        raise NoSpace("disk_full")

    dialog, undone = asked(), []
    page.undone.connect(undone.append)
    with monkeypatch.context() as patched:
        patched.setattr(Carrying, "take_out", full)
        dialog.submit()
        qtbot.waitUntil(lambda: says(dialog, "空き容量"))
    [words] = undone
    assert words.startswith("持ち出しや持ち帰りのファイルは、できませんでした。空き容量")
    assert "第2会議室" in everything_typed()["carry"]
    with qtbot.waitSignal(page.council_left, timeout=15000):
        dialog.submit()
    assert unfinished(session) == ()


def test_corrected_columns_of_a_ledger_come_back_with_its_rows(qtbot, session, tasks, opened, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(LEDGER), ""))
    page = opened(ImportPage)
    press("Ctrl+O")
    qtbot.waitUntil(lambda: bool(page._judged and page._judged.rows), timeout=15000)
    assert "import" not in everything_typed()
    kana = page._judged.mapping.of(Target.KANA)[0]
    page._pane.mapped.emit(page._judged.mapping.assign(kana.index, Target.OTHER))
    qtbot.waitUntil(lambda: not page._judged.mapping.of(Target.KANA), timeout=15000)
    page._draft.flush()  # else this page, which a lock would end, keeps it again while the next one imports
    tasks.settle()
    Locking(session).keep(everything_typed())
    assert [one.page for one in unfinished(session)] == ["import"]
    again = opened(ImportPage, None, lambda page: page._judged)
    assert not again._judged.mapping.of(Target.KANA)
    assert says(again, "まだ取り込んでいません")
    again.run()
    qtbot.waitUntil(lambda: again._stored, timeout=15000)
    tasks.settle()
    assert again._draft.typed() == {}
    assert unfinished(session) == ()


def test_a_document_number_in_conflict_is_kept_when_it_locks(session, tasks, opened):
    work = Meetings(session)
    meeting = work.plan(Meeting(Tier.PRACTITIONERS, date(2026, 10, 29), 0, 0))
    page = opened(MinutesPage, meeting.id, lambda page: page._paper)
    work.save(replace(work.get(meeting.id), document_number="第1号"))
    page._side.number.setText("第2号")
    page._side.number.editingFinished.emit()
    tasks.settle()
    assert isinstance(asked(), ConflictDialog)
    lock(session, tasks)
    assert Drafts(session).get(f"minutes:{meeting.id}") == "第2号"
    again = opened(MinutesPage, meeting.id, lambda page: "第2号" in page._side.number.text())
    assert says(again, "まだ保存していません")
    again._keep_number("第2号")
    tasks.settle()
    assert work.get(meeting.id).document_number == "第2号"
    assert unfinished(session) == ()
