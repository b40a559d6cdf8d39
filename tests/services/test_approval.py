"""Two people are two: nobody is both, whoever acts first and whoever approves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from colleagues import let_in
from sample_council import PASSWORD

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.audit_log import LogQuery, month_of
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.records import account_records
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.approval import Approver, approved, approved_unless_alone, candidates
from kyogikai_desktop.services.audit_log import AuditLog
from kyogikai_desktop.services.audit_sheet import AuditSheets
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.vault.kdf import FLOOR

MORI, UEDA, ONO = "森の小道を歩く", "上田の城と桜", "小野の里の秋"


@pytest.fixture
def office(council):
    with council.open() as session:
        yield session


@pytest.fixture
def old_hands(council, office):
    """Three people who have been there for long."""
    let_in(office, "mori", "森　千代", MORI)
    let_in(office, "ueda", "上田　弘", UEDA, (Role.COORDINATOR,))
    council.work_on(office, 40)
    return office


def sit_down(session, login):
    """Go on as another person."""
    session.account = next(one for one in Accounts(session).listing() if one.login == login)


def unfit(session, first, second):
    """Return why somebody does not count beside another, or nothing."""
    sit_down(session, first)
    found = next(one for one in candidates(session) if one.login == second)
    return found.unfit.key if found.unfit else ""


def reset(session, login):
    """Give somebody a password, and choose it anew in their place."""
    given = Accounts(session, FLOOR).reset(login, "hajime no kotoba")
    with session.store.writing() as tx:
        account_records.change(tx, replace(given, must_change=False))


def test_any_two_who_have_been_there_for_long_are_two(old_hands):
    assert unfit(old_hands, "hayashi", "mori") == unfit(old_hands, "mori", "hayashi") == ""
    assert approved(old_hands, Approver("ueda", UEDA)) == ("approved:ueda",)


def test_who_gave_a_colleague_a_password_is_not_two_with_it_in_either_order(old_hands, council):
    reset(old_hands, "mori")
    assert unfit(old_hands, "hayashi", "mori") == "approver_too_new"
    assert unfit(old_hands, "mori", "hayashi") == "approver_not_apart"
    assert unfit(old_hands, "mori", "ueda") == ""
    council.work_on(old_hands, 30)
    assert unfit(old_hands, "mori", "hayashi") == ""


def test_two_whom_one_person_let_in_are_not_two_nor_are_those_whom_these_let_in(old_hands):
    reset(old_hands, "mori")
    let_in(old_hands, "kato", "加藤　花", ONO)
    sit_down(old_hands, "mori")
    let_in(old_hands, "ono", "小野　守", ONO)
    assert unfit(old_hands, "kato", "mori") == "approver_not_apart"
    assert unfit(old_hands, "ono", "kato") == unfit(old_hands, "ono", "hayashi") == "approver_not_apart"
    assert unfit(old_hands, "ono", "ueda") == ""
    with pytest.raises(Refused) as refused:
        approved(old_hands, Approver("hayashi", "whatever it is"))
    assert refused.value.key == "approver_not_apart"


def test_in_a_young_council_where_no_two_are_apart_the_newcomer_acts_first(office):
    let_in(office, "mori", "森　千代", MORI)
    assert unfit(office, "hayashi", "mori") == "approver_newcomer"
    assert unfit(office, "mori", "hayashi") == ""


def test_what_two_do_who_are_not_apart_is_marked_in_the_log_and_named_on_the_sheet(office, council):
    let_in(office, "mori", "森　千代", MORI)
    sit_down(office, "mori")
    detail = approved(office, Approver("hayashi", PASSWORD))
    assert detail == ("approved_young:hayashi",)
    with office.store.writing() as tx:
        tx.note("make_recovery_sheets", "", detail)
    sit_down(office, "hayashi")
    row = AuditLog(office).pages(LogQuery()).fetch(0, 1)[0]
    assert row.details == "もう一人：hayashi（まだ独立していない2人）"
    [said] = AuditSheets(office).gather(month_of(office.today())).notices
    assert "復旧シートをつくりました" in said
    assert "森　千代さん" in said or "林　直樹さん" in said
    council.work_on(office, 30)
    assert approved(office, Approver("mori", MORI)) == ("approved:mori",)


def test_a_clock_put_ahead_makes_nobody_older(office, council):
    """The password is given, the clock put ahead, and both act as if a month had passed."""
    let_in(office, "mori", "森　千代", MORI)
    council.wait(days=31)
    assert unfit(office, "hayashi", "mori") == "approver_newcomer"
    for _ in range(10):  # to and fro is no time either
        Casework(office).note_search(0)
        council.wait(days=-20)
        Casework(office).note_search(0)
        council.wait(days=20)
    assert unfit(office, "hayashi", "mori") == "approver_newcomer"


def test_a_clock_set_back_before_the_password_is_given_makes_nobody_older(office, council):
    council.wait(days=-90)
    let_in(office, "mori", "森　千代", MORI)
    council.wait(days=90)
    Casework(office).note_search(0)
    assert unfit(office, "hayashi", "mori") == "approver_newcomer"


def test_nobody_becomes_alone_by_keeping_the_others_out(old_hands):
    for login in ("mori", "ueda"):
        Accounts(old_hands).disable(login)
    with pytest.raises(Refused) as refused:
        approved_unless_alone(old_hands, None)
    assert refused.value.key == "second_account_missing"
