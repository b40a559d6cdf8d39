"""What was typed and not saved is offered on the first page, and leads back to its form."""

from datetime import date

import pytest
from hands import says, show
from PySide6.QtWidgets import QAbstractButton

from kyogikai_desktop.domain.cases import Case, CaseId, Person
from kyogikai_desktop.gui.cases.case_file import CaseDraft
from kyogikai_desktop.gui.home.home_page import HomePage
from kyogikai_desktop.gui.home.unfinished import unfinished
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.drafts import Drafts


@pytest.fixture
def case(session):
    return Casework(session).receive(Case(date(2026, 11, 2), person=Person("𠮷田　ハル")))


def test_a_half_written_note_leads_back_to_its_case(qtbot, session, tasks, case):
    Drafts(session).keep(f"note:{case.id}", '{"text": "眠れないと話した。"}')
    home = HomePage(session, tasks)
    show(qtbot, home)
    qtbot.waitUntil(lambda: says(home, f"{case.number} の支援の記録"))
    assert not says(home, "眠れない")
    go = next(b for b in home.findChildren(QAbstractButton) if b.accessibleName().endswith("続きを書く"))
    with qtbot.waitSignal(home.navigate) as gone:
        go.click()
    assert gone.args == ["case", CaseDraft(case.id, "note")]
    Drafts(session).drop(f"note:{case.id}")
    home.activate()
    qtbot.waitUntil(lambda: not says(home, "続きを書く") and not says(home, f"{case.number} の支援の記録"))


@pytest.mark.parametrize(
    ("key", "page", "record"),
    [
        ("case:new", "case_edit", None),
        ("case:1", "case_edit", 1),
        ("review:1", "case", CaseDraft(CaseId(1), "review")),
        ("close:1", "case", CaseDraft(CaseId(1), "close")),
        ("meeting:3:item:12", "meeting", 3),
        ("meeting_plan:new", "meeting_plan", None),
        ("meeting_plan:3", "meeting_plan", 3),
        ("settings:council", "settings", None),
        ("pledge:2", "bodies", None),
    ],
)
def test_every_form_is_found_again(session, case, key, page, record):
    assert case.id == 1
    Drafts(session).keep(key, "x")
    (found,) = unfinished(session)
    assert (found.page, found.record) == (page, record)
    assert "{" not in found.title


@pytest.mark.parametrize("key", ["note:99", "note_change:99", "place", "unknown:1", "case:abc"])
def test_what_leads_nowhere_is_not_offered(session, key):
    Drafts(session).keep(key, "x")
    assert unfinished(session) == ()
