"""F2, F13: carrying out and back, cut at any file operation: one copy is written, and nothing is lost."""

from __future__ import annotations

from contextlib import suppress

import pytest
from rooms import PLAN
from sample_council import PASSWORD, receive
from test_restore_faults import PowerCut, cut_at, steps

from kyogikai_desktop.domain.carrying import CarryState
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import check_folder

NAME = "大江　ひかる"
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
def test_a_return_that_is_cut_leaves_the_office_out_or_has_all_of_it(away, monkeypatch, step, error):
    with away.at(away.laptop).open() as session:
        receive(session, NAME)
    file = away.back()
    away.at(away.office)
    reached = cut(monkeypatch, step, error, lambda: away.take_in(file))
    state = state_of(away.office)
    assert state in (CarryState.LEFT, CarryState.RETURNED)
    assert reached or state is CarryState.RETURNED
    if state is CarryState.LEFT:
        away.take_in(file)
    with away.office.open() as session:
        assert not session.read_only
        assert Casework(session).find("大江")
    assert check_folder(away.office.folder, PASSWORD) == ()


@pytest.mark.parametrize("step", steps(30, 11))
def test_an_arrival_that_is_cut_can_be_done_elsewhere(rooms, monkeypatch, step):
    file = rooms.out()
    cut(monkeypatch, step, PowerCut, lambda: rooms.open(file))
    rooms.laptop.folder = rooms.laptop.folder.with_name("again")
    assert state_of(rooms.open(file)) is CarryState.HERE
