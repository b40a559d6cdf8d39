"""F2, F13: carrying out and back, cut at any file operation: one copy is written, and nothing is lost."""

from __future__ import annotations

from contextlib import suppress

import pytest
from disk import PowerCut, cut_at
from rooms import PLAN
from sample_council import PASSWORD, SampleCouncil, receive
from test_restore_faults import steps

from kyogikai_desktop.domain.carrying import CarryState
from kyogikai_desktop.errors import AppError, Refused
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.services.office_copy import has_council
from kyogikai_desktop.services.returning import take_in

FAILING = (PowerCut, OSError)


def cut(monkeypatch, step, error, act):
    """Do something while one file operation fails, or none happens any more; tell if that came."""
    with monkeypatch.context() as patch:
        asked = cut_at(patch, step, error)
        with suppress(PowerCut, AppError, OSError):
            act()
    return asked[0] > step


def within(council, act):
    """Return an act on an open council whose process ends with it."""
    session = council.open()

    def acting():
        try:
            act(Carrying(session))
        finally:
            session._closed = True
            session.store.close()
            session.vault.close()

    return acting


def state_of(council):
    """Open a council as the next person does, and write if that is allowed."""
    with council.open() as session:
        carry = Carrying(session).current()
        assert session.read_only == bool(carry and carry.state.refusal)
        if not session.read_only:
            receive(session, "小川　のぞみ")
        return carry.state if carry else None


@pytest.mark.parametrize("error", FAILING)
@pytest.mark.parametrize("step", steps(24, 7))
def test_a_departure_that_is_cut_leaves_one_copy_to_write(rooms, monkeypatch, step, error):
    rooms.at(rooms.office)
    cut(monkeypatch, step, error, within(rooms.office, lambda work: work.take_out(PLAN, rooms.stick)))
    files = list(rooms.stick.glob("*.carry"))
    state = state_of(rooms.office)
    assert state is CarryState.LEFT if files else state in (None, CarryState.LEFT, CarryState.DROPPED)
    if state is CarryState.LEFT:
        with rooms.office.open() as session:
            file = Carrying(session).write_again(rooms.stick).file
        rooms.open(file)
    assert check_folder(rooms.office.folder, PASSWORD) == ()


@pytest.mark.parametrize("error", FAILING)
@pytest.mark.parametrize("step", steps(16, 7))
def test_a_return_file_that_is_cut_can_be_written_again(away, monkeypatch, step, error):
    away.at(away.laptop)
    cut(monkeypatch, step, error, within(away.laptop, lambda work: work.bring_back(away.stick)))
    files = list(away.stick.glob("*return*.carry"))
    state = state_of(away.laptop)
    assert state is CarryState.BACK if files else state in (CarryState.HERE, CarryState.BACK)
    with away.laptop.open() as session:
        work = Carrying(session)
        act = work.bring_back if state is CarryState.HERE else work.write_again
        file = act(away.stick).file
    assert away.take_in(file).state is CarryState.RETURNED


@pytest.mark.parametrize("error", FAILING)
@pytest.mark.parametrize("step", steps(100, 14))
def test_a_return_that_is_cut_leaves_the_office_out_or_has_all_of_it(
    on_the_way_back, monkeypatch, step, error
):
    home, file = on_the_way_back, on_the_way_back.returned
    home.at(home.office)
    reached = cut(monkeypatch, step, error, lambda: home.take_in(file))
    state = state_of(home.office)
    assert state in (CarryState.LEFT, CarryState.RETURNED)
    assert reached or state is CarryState.RETURNED
    if state is CarryState.LEFT:
        home.take_in(file)
    with home.office.open() as session:
        assert not session.read_only
        assert Casework(session).find("大江")
    assert check_folder(home.office.folder, PASSWORD) == ()


@pytest.mark.parametrize("error", FAILING)
@pytest.mark.parametrize("step", steps(56, 11))
def test_an_arrival_that_is_cut_is_done_again_in_the_same_folder(away, monkeypatch, step, error):
    """Whatever the cut left, it is no council that can only be read."""
    file = away.stick / "kyogikai-001-out.carry"
    laptop = SampleCouncil(away.stick.parent / "new" / "council", away.office.now)
    cut(monkeypatch, step, error, lambda: away.open(file, laptop))
    if not has_council(laptop.folder):
        away.open(file, laptop)
    assert state_of(laptop) is CarryState.HERE
    assert not (laptop.folder / "restoring").exists()
    assert not (laptop.folder / "restored").exists()


def test_the_cuts_reach_the_end_of_an_arrival(away, monkeypatch):
    file, folder = away.stick / "kyogikai-001-out.carry", away.stick.parent / "new" / "council"
    asked = cut_at(monkeypatch, 10_000)
    away.open(file, SampleCouncil(folder, away.office.now))
    assert 20 < asked[0] < 56


def test_a_second_arrival_in_the_same_folder_says_how_to_open_it(away):
    before = (away.laptop.folder / "vault.db").read_bytes()
    away.at(away.laptop)
    with pytest.raises(Refused) as refused:
        take_in(away.stick / "kyogikai-001-out.carry", away.laptop.folder, PASSWORD, clock=away.laptop.clock)
    assert refused.value.key == "carry_already_here"
    assert (away.laptop.folder / "vault.db").read_bytes() == before


def test_a_folder_with_something_else_in_it_is_left_alone(away):
    folder = away.stick.parent / "new"
    (folder / "restoring").mkdir(parents=True)
    (folder / "letter.txt").write_text("大切な手紙")
    with pytest.raises(Refused) as refused:
        away.open(away.stick / "kyogikai-001-out.carry", SampleCouncil(folder, away.office.now))
    assert refused.value.key == "folder_not_empty"
    assert (folder / "letter.txt").exists()
    assert (folder / "restoring").exists()
