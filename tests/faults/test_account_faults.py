"""F21: letting a person in or out, a new password, new sheets, cut or failing at any file operation."""

from __future__ import annotations

import shutil
from contextlib import suppress

import pytest
from rooms import MORI
from sample_council import PASSWORD, SampleCouncil, contents
from test_restore_faults import steps
from test_whole_restore_faults import FAILING, cut, end
from this_pc import STATE

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.checking import check_vault
from kyogikai_desktop.services.session import open_council
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault import recovery
from kyogikai_desktop.vault.kdf import FLOOR

NEW = "あたらしい言葉 三つ"


def _sheets(session):
    recovery.keep(session.vault, recovery.make(session.vault))


ACTS = {
    "add": lambda session: Accounts(session, FLOOR).add("ota", "太田", [Role.RECORDER], NEW),
    "reset": lambda session: Accounts(session, FLOOR).reset("mori", NEW),
    "remove": lambda session: Accounts(session, FLOOR).remove("mori"),
    "password": lambda session: session.change_password(PASSWORD, NEW),
    "sheets": _sheets,
}


@pytest.fixture
def office(two_people, tmp_path, monkeypatch):
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    made = SampleCouncil(shutil.copytree(two_people, tmp_path / "council"))
    made.wait(days=1)
    return made


def opening(office, login, *passwords):
    """Return which passwords open a person's slot."""
    found = []
    for password in passwords:
        with suppress(AppError):
            vaults.unlock(office.folder, password, login=login, now=office.now[0]).close()
            found.append(password)
    return found


def cases(session):
    return {name: one for name, one in contents(session).items() if not name.startswith("account:")}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("error", FAILING)
@pytest.mark.parametrize("step", steps(60, 30))
def test_everybody_keeps_a_password_that_opens_or_is_out_for_good(office, monkeypatch, act, step, error):
    with office.open() as session:
        before = cases(session)
    session = office.open()
    done = cut(monkeypatch, step, error, lambda: ACTS[act](session))
    end(session)
    own = opening(office, "hayashi", PASSWORD, NEW)
    assert own
    session = open_council(office.folder, own[-1], login="hayashi", clock=office.clock)
    assert cases(session) == before
    assert list(check_vault(session.vault)) == []
    present = {one.login: one for one in Accounts(session).listing() if not one.is_removed}
    slots = {slot.login: slot.id for slot in session.vault.header.slots if slot.kind == "person"}
    end(session)
    assert {login: one.slot_id for login, one in present.items()} == slots
    assert len({(office.folder / name).read_bytes() for name in ("vault.key", "vault.key.2")}) == 1
    mori, ota = opening(office, "mori", MORI, NEW), opening(office, "ota", NEW)
    assert bool(mori) == ("mori" in present)
    assert bool(ota) == ("ota" in present)
    if done:
        assert (act == "remove") == (not mori)
        assert (act == "add") == bool(ota)
        assert (act == "reset") == (NEW in mori)
        assert (act == "password") == (NEW in own)
