from __future__ import annotations

from datetime import timedelta

import pytest
from colleagues import let_in, let_in_long_ago
from hands import press, says, write
from PySide6.QtWidgets import QApplication
from this_pc import STATE

from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.errors import NoSpace
from kyogikai_desktop.gui.approval_dialog import ApprovalDialog, Question, ask_second
from kyogikai_desktop.gui.page import Page
from kyogikai_desktop.services.approval import Candidate, approved
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.session import Founder, create
from kyogikai_desktop.vault.kdf import FLOOR

QUESTION = Question("貸し出しを取り消す", "なくしたパソコンから戻せなくなるため、2人で決めます。", "取り消す")
MORI, UEDA = "森の小道を歩く", "上田の城と桜"


@pytest.fixture(autouse=True)
def own_pc(tmp_path, monkeypatch):
    monkeypatch.setenv(STATE, str(tmp_path / "state"))


@pytest.fixture
def colleagues(session):
    """Mori, whom the founder let in 31 days ago, and Ueda, let in today; both have own passwords."""
    let_in_long_ago(session, "mori", "森　千代", MORI)
    let_in(session, "ueda", "上田　弘", UEDA)
    return session


@pytest.fixture
def page(qtbot, session, tasks):  # noqa: ARG001 (first the council)
    made = Page("試しの画面", tasks)
    qtbot.addWidget(made)
    made.resize(1170, 690)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.hide()


def ask(qtbot, page, session):
    """Ask for a second person; return the dialog and the list that takes the result."""
    got = []
    attempts = Attempts(session.clock, sleep=lambda _seconds: None)

    def act(approver, then, failed):
        page.write(lambda: approved(session, approver, attempts), then, failed)

    ask_second(page, session, QUESTION, act, got.append)
    qtbot.waitUntil(lambda: bool(got) or isinstance(QApplication.activeModalWidget(), ApprovalDialog))
    dialog = QApplication.activeModalWidget()
    if dialog:
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
    return dialog, got


def test_the_second_person_types_the_own_password_and_the_act_knows_who(qtbot, page, colleagues):
    dialog, got = ask(qtbot, page, colleagues)
    assert says(dialog, "なくしたパソコンから戻せなくなるため")
    assert dialog.login.currentText() == "mori　森　千代"
    write(MORI)
    press("Return")
    qtbot.waitUntil(lambda: bool(got))
    assert got == [("approved:mori",)]
    assert QApplication.activeModalWidget() is None


def test_who_came_too_lately_is_named_with_the_reason_and_cannot_be_chosen(qtbot, page, colleagues):
    dialog, _ = ask(qtbot, page, colleagues)
    assert says(dialog, "ueda　上田　弘：その人は、令和8年12月20日まで、あなたの2人目になれません。")
    assert dialog.login.findData("ueda") == -1
    dialog.reject()


def test_a_wrong_password_is_told_beside_its_field_and_the_fourth_try_waits(qtbot, page, colleagues):
    dialog, got = ask(qtbot, page, colleagues)
    for _ in range(3):
        write("ちがう言葉")
        press("Return")
        qtbot.waitUntil(lambda: dialog.rows["password"].wrong)
        assert says(dialog, "パスワードが違います。")
        assert dialog.password.text() == "ちがう言葉"
    assert dialog._go.text() == "あと 2 秒"
    press("Return")
    assert not got
    later = colleagues.clock() + timedelta(seconds=2)
    colleagues.clock = lambda: later
    dialog.reject()


def test_alone_there_is_nothing_to_type(qtbot, page, session):
    dialog, _ = ask(qtbot, page, session)
    assert says(dialog, "利用者が1人だけです")
    assert not dialog.password.isVisible()
    press("Esc")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_a_refusal_of_the_act_itself_stands_above_and_the_typed_text_stays(qtbot, page):
    def full(_approver, _then, failed):
        failed(NoSpace("disk_full"))

    dialog = ApprovalDialog(page, QUESTION, [Candidate("mori"), Candidate("ueda")], full, pytest.fail)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    press("Return")
    dialog.submit()
    assert dialog.rows["login"].wrong
    press("Down")
    dialog.password.setFocus()
    write("合言葉")
    press("Return")
    assert says(dialog, "空き容量が足りず")
    assert dialog.password.text() == "合言葉"
    dialog.reject()


def test_a_practice_council_asks_nobody(qtbot, page, tmp_path):
    practice = Council("練習用の協議会", ("202070",), 50000, practice=True)
    with create(
        tmp_path / "practice", practice, Founder("renshu", "練習", "renshu-you-2026"), kdf=FLOOR
    ) as alone:
        dialog, got = ask(qtbot, page, alone)
        assert (dialog, got) == (None, [()])
