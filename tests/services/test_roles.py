"""Each role may write what is its work, and is told who may where it is not."""

from __future__ import annotations

import importlib
import inspect
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from colleagues import FIRST, let_in
from rooms import MORI
from sample_council import PASSWORD

from kyogikai_desktop import services
from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.council import MemberBody
from kyogikai_desktop.domain.meetings import Meeting, Tier
from kyogikai_desktop.domain.release import Period
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.services import anchors
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.chain import Anchor, hold, verify_folder
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.services.council import CouncilWork
from kyogikai_desktop.services.imports import LedgerImport
from kyogikai_desktop.services.meetings import Meetings
from kyogikai_desktop.services.minutes import MinutesWork
from kyogikai_desktop.services.permission import why_not
from kyogikai_desktop.services.releases import Releases
from kyogikai_desktop.services.restores import Restores
from kyogikai_desktop.services.whole_restore import restore, restore_open
from kyogikai_desktop.vault.kdf import FLOOR

MEETING = Meeting(Tier.PRACTITIONERS, date(2026, 11, 20), 2026, 1)
ACTS = {
    "save a case": (lambda s: Casework(s).save(Casework(s).get(1)), {Role.COORDINATOR}),
    "add a body": (lambda s: CouncilWork(s).save_body(MemberBody("社協")), {Role.COORDINATOR}),
    "keep a mapping": (lambda s: LedgerImport(s).keep_mapping(LedgerImport(s)), {Role.COORDINATOR}),
    "plan a meeting": (lambda s: Meetings(s).plan(MEETING), {Role.FACILITATOR, Role.RECORDER}),
    "print minutes": (lambda s: MinutesWork(s).for_print(1), {Role.RECORDER}),
    "enable a person": (lambda s: Accounts(s).enable("hayashi"), {Role.CUSTODIAN}),
    "try a backup out": (lambda s: Restores(s).rehearse(Path("no.bak"), ""), {Role.CUSTODIAN}),
    "go on with an older copy": (anchors.accept, {Role.CUSTODIAN}),
    "go back as a whole": (lambda s: restore_open(s, Path("no.bak"), ""), {Role.CUSTODIAN}),
    "hold a value from paper": (lambda s: hold(s, Anchor(1, "0" * 8)), {Role.CUSTODIAN}),
    "export a summary": (
        lambda s: Releases(s).export(Period.parse("2025"), s.vault.folder),
        {Role.COORDINATOR, Role.CUSTODIAN},
    ),
}


@pytest.fixture
def seated(council):
    """Open the council as somebody with one role only."""

    @contextmanager
    def open_as(role):
        with council.open(PASSWORD) as session:
            session.account = replace(session.account, roles=(role,))
            yield session

    return open_as


def is_refused(act, session):
    try:
        act(session)
    except Refused as refused:
        return refused.key == "role_missing"
    except Exception:  # it was let in, and then had nothing to work on
        return False
    return False


@pytest.mark.parametrize("role", Role)
def test_each_role_does_its_own_work_and_no_other(seated, role):
    with seated(role) as session:
        for name, (act, allowed) in ACTS.items():
            assert is_refused(act, session) == (role not in allowed), name


@pytest.mark.parametrize("role", Role)
def test_a_page_hears_beforehand_what_the_call_would_say(seated, role):
    asked = {
        "save a case": Casework.save,
        "add a body": CouncilWork.save_body,
        "keep a mapping": LedgerImport.keep_mapping,
        "plan a meeting": Meetings.plan,
        "print minutes": MinutesWork.for_print,
        "enable a person": Accounts.enable,
        "try a backup out": Restores.rehearse,
        "go on with an older copy": anchors.accept,
        "go back as a whole": restore_open,
        "hold a value from paper": hold,
        "export a summary": Releases.export,
    }
    assert asked.keys() == ACTS.keys()
    with seated(role) as session:
        for name, method in asked.items():
            assert (why_not(session, method) is not None) == is_refused(ACTS[name][0], session), name


def test_a_refusal_says_who_may(seated):
    with seated(Role.FACILITATOR) as session, pytest.raises(Refused) as refused:
        CouncilWork(session).save_body(MemberBody("社協"))
    assert refused.value.values == {"roles": "調整機関・担当"}


def test_a_first_password_serves_for_nothing(council):
    with council.open(PASSWORD) as session:
        session.account = replace(session.account, must_change=True)
        for act, _ in ACTS.values():
            with pytest.raises(Refused) as refused:
                act(session)
            assert refused.value.key == "password_must_change"


# What everybody who works here may do: it leaves a row in the log, or is an own draft.
FOR_ALL = {
    "Backups": {"make"},
    "CarryPapers": {"for_print"},
    "Drafts": {"keep_all"},
    "RecoverySheets": {"prove"},
    "Session": {"change_key", "change_password"},
}


def classes():
    for file in sorted(Path(services.__file__).parent.glob("*.py")):
        module = importlib.import_module(f"{services.__name__}.{file.stem}")
        yield from (
            one for one in vars(module).values() if inspect.isclass(one) and one.__module__ == module.__name__
        )


def test_neither_a_first_password_nor_a_disabled_account_looks_into_a_closed_council(council, tmp_path):
    with council.open() as session:
        let_in(session, "mori", "森　千代", MORI)
        Accounts(session, FLOOR).add("ota", "太田", [Role.RECORDER], FIRST)
        Accounts(session).disable("mori")
    [saved] = council.backups()
    people = (("mori", MORI, "account_disabled"), ("ota", FIRST, "password_must_change"))
    for login, password, told in people:
        for act in (
            partial(check_folder, council.folder, password, login=login),
            partial(verify_folder, council.folder, password, login=login),
            partial(restore, saved, tmp_path / "new", password, login=login, clock=council.clock),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert refused.value.key == told
    assert not (tmp_path / "new").exists()
    assert check_folder(council.folder, PASSWORD) == ()


def test_every_method_that_writes_names_its_roles_or_is_for_all():
    for kind in classes():
        methods = {
            name: one for name, one in vars(kind).items() if inspect.isfunction(one) and name[0] != "_"
        }
        writing = {
            name for name, one in methods.items() if ".writing(" in inspect.getsource(inspect.unwrap(one))
        }
        unnamed = {name for name in writing if not hasattr(methods[name], "roles")}
        assert unnamed <= FOR_ALL.get(kind.__name__, set()), kind.__name__
