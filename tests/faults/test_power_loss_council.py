"""F1, F2, F13: power lost in a day's work or a restore: one whole state, and log and anchor are true."""

from __future__ import annotations

from random import Random

import pytest
from power_loss import lay, record, state, survivors
from sample_council import PASSWORD, contents
from this_pc import STATE

from kyogikai_desktop.errors import AppError, Remark
from kyogikai_desktop.services import chain
from kyogikai_desktop.services.checking import check_vault
from kyogikai_desktop.services.session import open_council
from kyogikai_desktop.services.whole_restore import restore
from kyogikai_desktop.vault import check

BEGIN = f"""
import os, sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.session import Founder, create, open_council
from kyogikai_desktop.services.whole_restore import restore, restore_open
from kyogikai_desktop.vault.kdf import FLOOR

place, password, now = Path(sys.argv[1]), sys.argv[2], datetime.fromisoformat(sys.argv[3])
os.environ[{STATE!r}] = str(place / "state")
folder, clock = place / "council", lambda: now
[*_, file] = sorted((place / "usb").glob("*.bak")) or [None]
"""
OPEN = "with open_council(folder, password, clock=clock) as session: "
ACTS = {
    "work": OPEN + 'work = Casework(session); work.save(replace(work.get(CaseId(1)), wish="停電のあと"))',
    "key": OPEN + "session.change_key(())",
    "second place": OPEN + 'Backups(session).make(place / "stick")',
    "restore": OPEN + "restore_open(session, file, password)",
}
NEW_COUNCIL = """
founder = Founder("mori", "森", password)
create(place / "new", Council("西の杜市協議会", ("202070",)), founder, clock=clock, kdf=FLOOR).close()
"""
NEW_PC = 'restore(file, place / "new", password, clock=clock)'

pytestmark = pytest.mark.long


@pytest.fixture
def pc(saved, tmp_path, monkeypatch):
    """The council of a PC, its backups on a stick, and what the PC has seen of it."""
    place = tmp_path / "pc"
    place.mkdir()
    for name in ("council", "usb", "state"):
        (tmp_path / name).rename(place / name)
    monkeypatch.setenv(STATE, str(place / "state"))
    return place, place / "usb" / saved.name


def content(folder, council):
    """Return the content of every record of a council that opens, whose files, log and anchor are true."""
    session = open_council(folder, PASSWORD, clock=council.clock)
    try:
        assert not session.older_than_seen
        assert check.losses(session.vault) == ()
        check.rewrite_free_pages(session.vault.writer())
        assert [found for found in check_vault(session.vault) if not isinstance(found, Remark)] == []
        assert not list(chain.on_this_pc(session.store.reader, session.vault.vault_id))
        return contents(session)
    finally:
        session.close(back_up=False)


def cuts(script, place, council, number):
    """Lay down what each of so many cuts leaves; yield whether all had been done."""
    before = state(place)
    calls = record(BEGIN + script, place, PASSWORD, council.now[0].isoformat())
    assert len(calls) > 10
    yield True
    for seed in range(number):
        chance = Random(seed)  # noqa: S311 (repeatable, nothing secret)
        cut = chance.randrange(len(calls) + 1)
        lay(place, survivors(calls, before, cut, chance))
        yield cut == len(calls)


@pytest.mark.parametrize("act", ACTS)
def test_after_any_power_loss_the_council_is_as_before_or_after(council, pc, act):
    place, _ = pc
    folder = place / "council"
    old = content(folder, council)
    after = cuts(ACTS[act], place, council, 100)
    next(after)
    new = content(folder, council)
    assert (old != new) == (act in ("work", "restore"))
    for was_done in after:
        found = content(folder, council)
        assert found == new if was_done else found in (old, new)


def opens(folder, council):
    """Return the content, or None for what cannot be opened, which has to be said plainly."""
    try:
        return content(folder, council)
    except AppError:
        return None


def test_a_restore_on_a_new_pc_that_was_cut_can_be_done_again(council, pc):
    place, file = pc
    untouched = state(place / "council")
    after = cuts(NEW_PC, place, council, 100)
    next(after)
    new = content(place / "new", council)
    for was_done in after:
        if opens(place / "new", council) is None:
            assert not was_done
            restore(file, place / "new", PASSWORD, clock=council.clock)
        assert content(place / "new", council) == new
        assert state(place / "council") == untouched


def test_a_new_council_that_was_cut_is_there_or_is_none(council, pc):
    place, _ = pc
    after = cuts(NEW_COUNCIL, place, council, 100)
    next(after)
    new = content(place / "new", council)
    for was_done in after:
        found = opens(place / "new", council)
        assert found == new if was_done else found in (new, None)
