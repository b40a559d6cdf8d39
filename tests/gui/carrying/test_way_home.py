"""The form before a council is open: it knows where a file belongs, also for the practice council."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hands import press, rewrite, says, write
from rooms import PLAN
from sample_council import acts
from this_pc import STATE

from kyogikai_desktop import paths
from kyogikai_desktop.desk import Desk
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.gui.carrying.carried_page import CarriedPage
from kyogikai_desktop.gui.requests import CarriedRequest
from kyogikai_desktop.gui.start import recent
from kyogikai_desktop.services import practice, practice_note
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.session import open_council
from kyogikai_desktop.vault import rotation
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.words import say

NOW = datetime(2026, 11, 24, 10, 42, tzinfo=JST)
PASSWORD = practice_note.PASSWORD


@pytest.fixture
def page(qtbot, themed):
    assert themed
    made = CarriedPage()
    qtbot.addWidget(made)
    made.resize(990, 700)
    made.start(None)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.take_focus()
    return made


def test_a_return_finds_the_council_that_it_was_taken_from(away, tasks):
    back = away.back()
    away.at(away.office)
    recent.remember(paths.state(), str(away.laptop.folder.parent / "none"), "ない協議会", NOW, practice=False)
    recent.remember(paths.state(), str(away.office.folder), "北の杜市協議会", NOW, practice=False)
    assert Desk(tasks).home_of(back) == (away.office.folder, "")


def test_what_is_typed_is_asked_about_once_and_a_folder_of_ones_own_stays(page):
    asked = []
    page.file_chosen.connect(asked.append)
    rewrite("/stick/kyogikai-001-return-1.carry")
    press("Tab")
    press("Shift+Tab")
    press("Tab")
    assert asked == [Path("/stick/kyogikai-001-return-1.carry")]
    page.show_home(asked[0], (Path("/office/council"), ""))
    assert says(page, "/office/council の協議会に取り込みます")
    assert page.fields.folder.text() == "/office/council"
    page.fields.folder.setText("/another")
    page.show_home(asked[0], (Path("/office/council"), ""))
    assert page.fields.folder.text() == "/another"


def test_a_proposal_that_comes_while_somebody_begins_to_type_is_typed_over(page):
    page.fields.folder.setFocus()
    page.show_home(Path("/stick/kyogikai-001-return-1.carry"), (Path("/office/council"), ""))
    write("/mine")
    assert page.fields.folder.text() == "/mine"


def test_a_departure_goes_into_a_new_folder_also_where_the_council_is(page):
    page.show_home(Path("/stick/kyogikai-001-out.carry"), (Path("/office/council"), ""))
    assert page.fields.folder.text().endswith("kyogikai-001-out")
    assert says(page, "同じ協議会が /office/council にあります")


def test_a_refusal_stands_beside_its_field_and_names_folder_and_file(page):
    error = Refused("carry_of_another", file="kyogikai-001-return-1.carry", folder="kita")
    page.show_error(error)
    assert page.fields.rows["folder"].wrong
    assert says(page, "「kyogikai-001-return-1.carry」は、「kita」の協議会のものではありません")


def test_every_refusal_of_a_file_says_which_one_and_what_to_do():
    for key in ("returned", "broken", "dropped", "moved", "here", "back"):
        words = say(Refused(f"carry_late_{key}", file="a.carry", folder="kita"))
        assert "「a.carry」" in words
        assert "「kita」" in words
        assert "戻します" in words or "ください。" in words


def test_the_practice_council_goes_out_and_finds_its_way_home(tmp_path, tasks, monkeypatch):
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    paths.state().mkdir(parents=True)
    practice.create(paths.practice(), cases=2, seed=1, kdf=FLOOR).close()
    desk, laptop = Desk(tasks), tmp_path / "laptop"
    with open_council(paths.practice(), PASSWORD) as session:
        out = Carrying(session).take_out(PLAN, tmp_path / "stick").file
    assert desk.home_of(out) == (paths.practice(), PASSWORD)
    desk.carried(CarriedRequest(out, laptop, "", PASSWORD)).close(False)
    with open_council(laptop, PASSWORD) as session:
        assert not session.older_than_seen
        back = Carrying(session).bring_back(tmp_path / "stick").file
    home, secret = desk.home_of(back)
    place = desk.carried(CarriedRequest(back, home, "", secret))
    assert not place.read_only
    place.close(False)
    with open_council(home, PASSWORD) as session:
        for act in ("carry_open", "carry_return"):
            assert len(acts(session, act)) == 1
        carry = Carrying(session).current()
        assert carry.ended_at.astimezone(JST).date().isoformat() == "2026-11-20"
    made = [rotation.parse(one.name).at.astimezone(JST).date() for one in (home / "backups").iterdir()]
    assert {one.isoformat() for one in made} == {"2026-11-20"}
