"""Two people are two: nobody is both, whoever acts first and whoever approves."""

from __future__ import annotations

from dataclasses import replace

import pytest
from colleagues import let_in

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.records import account_records
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.approval import Approver, approved, approved_unless_alone, candidates
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
    council.wait(days=40)
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
    council.wait(days=30)
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


def test_nobody_becomes_alone_by_keeping_the_others_out(old_hands):
    for login in ("mori", "ueda"):
        Accounts(old_hands).disable(login)
    with pytest.raises(Refused) as refused:
        approved_unless_alone(old_hands, None)
    assert refused.value.key == "second_account_missing"
