"""The office's PC, the laptop of the meeting room and a stick, for tests of carrying out and back."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from colleagues import let_in
from sample_council import PASSWORD, SampleCouncil, receive
from this_pc import STATE

from kyogikai_desktop.domain.carrying import Carry
from kyogikai_desktop.services.approval import Approver
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.returning import open_carried, take_in

PLAN = Carry("北の杜市役所 第2会議室", "R8.11.1 情報管理 第12号", datetime(2026, 11, 20, 17, 0))  # noqa: DTZ001
MORI = "森の小道を歩く 2026"
SECOND = Approver("mori", MORI)


@pytest.fixture(scope="session")
def two_people(council_template, tmp_path_factory):
    """The sample council with a second custodian, let in long ago."""
    made = SampleCouncil(Path(shutil.copytree(council_template, tmp_path_factory.mktemp("two") / "council")))
    made.wait(days=-40)
    with pytest.MonkeyPatch.context() as patch, made.open() as session:
        patch.setenv(STATE, str(made.folder.parent / "state"))
        let_in(session, "mori", "森　千代", MORI)
        made.work_on(session, 40)
    return made.folder


class Rooms:
    """The office's PC, the laptop and a stick; each PC has a state folder of its own."""

    def __init__(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stick = place / "stick"
        self.stick.mkdir(exist_ok=True)
        self.office = SampleCouncil(place / "office" / "council")
        self.laptop = SampleCouncil(place / "laptop" / "council", self.office.now)
        self._at = monkeypatch

    def at(self, council: SampleCouncil) -> SampleCouncil:
        self._at.setenv(STATE, str(council.folder.parent / "state"))
        return council

    def out(self) -> Path:
        with self.at(self.office).open() as session:
            return Carrying(session).take_out(PLAN, self.stick).file

    @property
    def returned(self) -> Path:
        return self.stick / "kyogikai-001-return-1.carry"

    def open(self, file: Path, council: SampleCouncil | None = None) -> SampleCouncil:
        council = self.at(council or self.laptop)
        open_carried(file, council.folder, PASSWORD, clock=council.clock)
        return council

    def back(self, council: SampleCouncil | None = None, password: str = PASSWORD) -> Path:
        with self.at(council or self.laptop).open(password) as session:
            return Carrying(session).bring_back(self.stick).file

    def take_in(self, file: Path, password: str = PASSWORD, **options: object) -> Carry:
        self.at(self.office)
        return take_in(file, self.office.folder, password, clock=self.office.clock, **options)


@pytest.fixture
def rooms(two_people, tmp_path, monkeypatch):
    made = Rooms(tmp_path, monkeypatch)
    shutil.copytree(two_people, made.office.folder)
    return made


@pytest.fixture(scope="session")
def away_template(two_people, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        made = Rooms(tmp_path_factory.mktemp("away"), patch)
        shutil.copytree(two_people, made.office.folder)
        made.open(made.out())
    return made.stick.parent


@pytest.fixture
def away(away_template, tmp_path, monkeypatch):
    """The council is out and opened on the laptop."""
    shutil.copytree(away_template, tmp_path, dirs_exist_ok=True)
    return Rooms(tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def back_template(away_template, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        made = Rooms(Path(shutil.copytree(away_template, tmp_path_factory.mktemp("back") / "place")), patch)
        with made.at(made.laptop).open() as session:
            receive(session, "大江　ひかる")
        made.back()
    return made.stick.parent


@pytest.fixture
def on_the_way_back(back_template, tmp_path, monkeypatch):
    """A case was received on the laptop, and the return file of it lies on the stick."""
    shutil.copytree(back_template, tmp_path, dirs_exist_ok=True)
    return Rooms(tmp_path, monkeypatch)
