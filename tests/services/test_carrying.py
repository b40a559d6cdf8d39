"""Out to the meeting room and back: which copy is written, and every way it can go wrong."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from derivations import derived  # noqa: F401 (fixture)
from rooms import MORI, PLAN, SECOND, Rooms
from sample_council import PASSWORD, SampleCouncil, acts, contents, receive

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.carrying import CarryState, checked_carry
from kyogikai_desktop.domain.cases import ContactWay, LinkKind, ProgressNote
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.errors import (
    AppError,
    Cancelled,
    Damaged,
    InvalidInput,
    NoSpace,
    Refused,
    WrongPassword,
)
from kyogikai_desktop.records import carry_records
from kyogikai_desktop.records.store import Store
from kyogikai_desktop.services import accounts, returning
from kyogikai_desktop.services.approval import Approver
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.carrying import Carrying, Step
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.restores import Restores
from kyogikai_desktop.services.returning import open_carried, take_in
from kyogikai_desktop.services.session import Founder, create, open_council
from kyogikai_desktop.services.whole_restore import restore, restore_open
from kyogikai_desktop.vault import backup
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.words import SENTENCES, say


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name != "vault.lock" and "state" not in file.parts
    }


def key_of(refused: pytest.ExceptionInfo[AppError]) -> str:
    return refused.value.key


def work_on(council: SampleCouncil, name: str = "大江　ひかる") -> dict[str, str]:
    with council.open() as session:
        receive(session, name)
        return contents(session)


# The way it is meant


def test_a_meeting_away_comes_back_whole(rooms):
    file = rooms.out()
    rooms.open(file)
    rooms.office.wait(hours=2)
    expected = work_on(rooms.at(rooms.laptop))
    returned = rooms.take_in(rooms.back())
    assert (returned.state, returned.ended_by) == (CarryState.RETURNED, "hayashi")
    assert (returned.file_name, returned.cases, returned.people) == (file.name, 3, 2)
    assert (returned.file_size, returned.file_hash) == (file.stat().st_size, backup.sha256(file))
    with rooms.at(rooms.office).open() as session:
        now = contents(session)
        assert {name: text for name, text in now.items() if not name.startswith("carry:")} == {
            name: text for name, text in expected.items() if not name.startswith("carry:")
        }
        assert not session.read_only
        assert not session.older_than_seen
        assert session.store.reader is not None
        receive(session, "小川　のぞみ")
        for act in ("carry_out", "carry_open", "carry_back", "carry_return"):
            assert len(acts(session, act)) == 1
    assert check_folder(rooms.office.folder, PASSWORD) == ()


def test_the_office_reads_but_nothing_is_written_or_logged(rooms):
    rooms.out()
    before = (rooms.office.folder / "vault.db").read_bytes()
    with rooms.at(rooms.office).open() as session:
        assert session.read_only
        work = Casework(session)
        assert work.find("𠮷田")
        for write in (
            lambda: receive(session, "大江"),
            lambda: session.change_password(PASSWORD, "another password"),
            lambda: accounts.Accounts(session).disable("mori"),
            lambda: session.change_key([]),
            lambda: Backups(session).make(),
            lambda: Carrying(session).take_out(PLAN, rooms.stick),
        ):
            with pytest.raises(Refused) as refused:
                write()
            assert key_of(refused) in {"carried_out", "carry_is_left"}
        Drafts(session).keep("note:1", "typed before")
    assert (rooms.office.folder / "vault.db").read_bytes() == before
    assert check_folder(rooms.office.folder, PASSWORD) == ()


def test_the_session_that_took_it_out_writes_no_more(rooms):
    with rooms.at(rooms.office).open() as session:
        Carrying(session).take_out(PLAN, rooms.stick)
        assert session.read_only
        with pytest.raises(Refused):
            receive(session, "大江")
    assert len(rooms.office.backups()) == 1  # of the work before


def test_a_plain_restore_of_the_carried_file_is_only_read(rooms):
    file = rooms.out()
    rooms.at(rooms.laptop)
    restore(file, rooms.laptop.folder, PASSWORD, clock=rooms.laptop.clock)
    with rooms.laptop.open() as session:
        assert session.read_only


def test_the_register_wants_its_entries():
    for name in ("destination", "permission", "purpose", "medium"):
        with pytest.raises(InvalidInput) as refused:
            checked_carry(replace(PLAN, **{name: " 　"}))
        assert refused.value.field == name


def test_nobody_is_alarmed_on_the_laptop_by_backups_that_lie_in_the_office(rooms):
    with rooms.office.open() as session:
        Backups(session).make()
    rooms.open(rooms.out())
    with rooms.at(rooms.laptop).open() as session:
        assert Backups(session).listing() == ()
        assert Backups(session).state().warnings == ()


def test_a_password_changed_on_the_way_comes_along(away):
    with away.at(away.laptop).open() as session:
        session.change_password(PASSWORD, "atarashii kotoba")
    file = away.back(password="atarashii kotoba")
    with pytest.raises(WrongPassword):
        away.take_in(file, "sonna kotoba wa nai")
    for before in (None, "sonna kotoba wa nai"):
        with pytest.raises(InvalidInput) as refused:
            away.take_in(file, "atarashii kotoba", before=before)
        assert (key_of(refused), refused.value.field) == ("carry_before_differs", "before")
    away.take_in(file, "atarashii kotoba", before=PASSWORD)
    with away.office.open("atarashii kotoba") as session:
        assert not session.read_only
    with pytest.raises(WrongPassword):
        away.office.open(PASSWORD)


def test_a_key_changed_on_the_way_comes_along(away):
    with away.at(away.laptop).open() as session:
        accounts.Accounts(session).remove("mori")
    away.take_in(away.back())
    with away.office.open() as session:
        assert session.vault.epoch == 2
    with pytest.raises(WrongPassword):
        open_council(away.office.folder, MORI, login="mori", clock=away.office.clock)
    assert check_folder(away.office.folder, PASSWORD) == ()


def test_it_goes_out_again_and_comes_back_again(away):
    for name in ("大江　ひかる", "小川　のぞみ"):
        work_on(away.at(away.laptop), name)
        away.take_in(away.back())
        shutil.rmtree(away.laptop.folder)
        away.open(away.out())
        with away.laptop.open() as session:
            assert not session.older_than_seen
    away.take_in(away.back())
    with away.office.open() as session:
        assert [one.state for one in Carrying(session).register()] == [CarryState.RETURNED] * 3
        assert len(Casework(session).find("大江")) > 0


def test_every_state_has_its_words():
    for state in CarryState:
        assert state.label
        if state is not CarryState.LEFT:
            assert f"carry_late_{state}" in SENTENCES
        assert f"carry_is_{state}" in SENTENCES
    for refusal in ("destination", "permission", "purpose", "medium", "due"):
        assert f"carry_{refusal}_missing" in SENTENCES


# Wrong turns on the way out


def test_nothing_goes_out_while_nobody_could_end_it(council, tmp_path):
    (tmp_path / "stick").mkdir()
    with council.open() as session:
        with pytest.raises(Refused) as refused:
            Carrying(session).take_out(PLAN, tmp_path / "stick")
        assert key_of(refused) == "carry_needs_two"
        receive(session, "大江")
    assert not list((tmp_path / "stick").iterdir())


def test_a_practice_council_needs_nobody_else(tmp_path):
    made = SampleCouncil(tmp_path / "practice")
    founder = Founder("hayashi", "林", PASSWORD)
    with create(made.folder, Council("練習", practice=True), founder, kdf=FLOOR) as session:
        work = Carrying(session)
        work.take_out(PLAN, tmp_path / "stick")
        assert session.read_only
        assert work.break_off(None).state is CarryState.BROKEN
        assert not session.read_only


def test_a_recorder_takes_nothing_out(rooms):
    with rooms.at(rooms.office).open() as session:
        session.account = replace(session.account, roles=(Role.RECORDER,))
        for act in (
            lambda: Carrying(session).take_out(PLAN, rooms.stick),
            lambda: Carrying(session).break_off(SECOND),
        ):
            with pytest.raises(Refused) as refused:
                act()
            assert key_of(refused) == "role_missing"


@pytest.mark.parametrize("error", [NoSpace("disk_full"), Refused("no_rights")])
def test_a_stick_that_cannot_be_written_leaves_everything_at_home(rooms, monkeypatch, error):
    def fail(*_arguments):
        raise error

    with rooms.at(rooms.office).open() as session:
        with monkeypatch.context() as patch:
            patch.setattr(backup, "_append_header", fail)
            with pytest.raises(type(error)):
                Carrying(session).take_out(PLAN, rooms.stick)
        assert not list(rooms.stick.iterdir())
        assert not session.read_only
        receive(session, "大江")
        assert Carrying(session).current().state is CarryState.DROPPED
        Carrying(session).take_out(PLAN, rooms.stick)
        assert [one.state for one in Carrying(session).register()] == [CarryState.LEFT, CarryState.DROPPED]


def test_no_stick_at_all_is_told(rooms):
    with rooms.at(rooms.office).open() as session:
        with pytest.raises(Refused) as refused:
            Carrying(session).take_out(PLAN, rooms.stick / "no" / "such")
        assert key_of(refused) == "backup_place_missing"
        assert not session.read_only


def test_a_stick_that_is_pulled_out_does_not_make_the_council_look_damaged(rooms, tmp_path):
    def pull(step, _done, _total):
        if step is Step.CHECK:
            rooms.stick.rename(tmp_path / "pulled out")

    with rooms.at(rooms.office).open() as session:
        with pytest.raises(Refused) as refused:
            Carrying(session).take_out(PLAN, rooms.stick, pull)
        assert key_of(refused) == "backup_place_missing"
        assert not session.read_only
        assert Carrying(session).current().state is CarryState.DROPPED


def test_a_stick_that_is_pulled_out_at_the_very_end_leaves_one_copy_to_write(rooms, monkeypatch, tmp_path):
    def pulled(_folder):
        rooms.stick.rename(tmp_path / "pulled out")

    with rooms.at(rooms.office).open() as session:
        Backups(session).make()
        monkeypatch.setattr(backup, "sync_folder", pulled)
        Carrying(session).take_out(PLAN, rooms.stick)
        assert session.read_only
    assert (tmp_path / "pulled out" / "kyogikai-001-out.carry").exists()


def test_a_file_of_another_council_on_the_stick_is_left_alone(away):
    alien = away.stick / "kyogikai-001-return-1.carry"
    with away.at(away.laptop).open() as session:
        alien.write_bytes(b"of another council")
        with pytest.raises(Refused) as refused:
            Carrying(session).bring_back(away.stick)
        assert key_of(refused) == "carry_file_exists"
        assert alien.read_bytes() == b"of another council"
        receive(session, "大江　ひかる")
        alien.unlink()
        assert Carrying(session).bring_back(away.stick).file == alien


def test_a_departure_does_not_replace_the_file_of_another_council(rooms, tmp_path):
    practice = Council("練習", ("202070",), 50_000, practice=True)
    founder = Founder("hayashi", "林　直樹", PASSWORD)
    with create(tmp_path / "practice", practice, founder, clock=rooms.office.clock, kdf=FLOOR) as other:
        theirs = Carrying(other).take_out(PLAN, rooms.stick).file
        before = theirs.read_bytes()
    with rooms.at(rooms.office).open() as session:
        with pytest.raises(Refused) as refused:
            Carrying(session).take_out(PLAN, rooms.stick)
        assert key_of(refused) == "carry_file_exists"
        assert not session.read_only
        Carrying(session).take_out(PLAN, tmp_path / "stick 2")
        with pytest.raises(Refused):
            Carrying(session).write_again(rooms.stick)
        assert theirs.read_bytes() == before
        theirs.write_bytes(before[:-1])  # nobody can use it any more
        assert Carrying(session).write_again(rooms.stick).file == theirs


def test_the_file_can_be_written_again_while_it_is_out(rooms):
    first = rooms.out()
    other = rooms.stick.parent / "other"
    with rooms.at(rooms.office).open() as session:
        again = Carrying(session).write_again(other)
        assert session.read_only
        assert again.carry.file_hash == backup.sha256(again.file)
    rooms.open(first)
    rooms.take_in(rooms.back())
    work_on(rooms.at(rooms.office))


# Somebody stops it


def stopping_at(step):
    def progress(now, _done, _total):
        if now == step:
            raise Cancelled

    return progress


@pytest.mark.parametrize("step", Step)
def test_a_departure_that_is_stopped_leaves_everything_at_home(rooms, step):
    with rooms.at(rooms.office).open() as session:
        before = contents(session)
        with pytest.raises(Cancelled):
            Carrying(session).take_out(PLAN, rooms.stick, stopping_at(step))
        assert not list(rooms.stick.iterdir())
        assert not session.read_only
        now = contents(session)
        assert {name: now[name] for name in before} == before
        assert {name for name in now if name not in before} <= {"carry:1"}
        carry = Carrying(session).current()
        assert carry is None or carry.state is CarryState.DROPPED


def test_a_return_file_that_is_stopped_leaves_the_laptop_writing(away):
    with away.at(away.laptop).open() as session:
        for step in (Step.WRITE, Step.CHECK):
            with pytest.raises(Cancelled):
                Carrying(session).bring_back(away.stick, stopping_at(step))
            assert not list(away.stick.glob("*return*"))
        receive(session, "大江")
        file = Carrying(session).bring_back(away.stick).file
        before = file.read_bytes()
        with pytest.raises(Cancelled):
            Carrying(session).write_again(away.stick, stopping_at(Step.CHECK))
        assert session.read_only
    assert file.read_bytes() == before
    assert [one.name for one in away.stick.glob("*return*")] == [file.name]


@pytest.mark.parametrize("step", [returning.Step.UNPACK, returning.Step.CHECK])
def test_an_arrival_that_is_stopped_leaves_no_folder(away, step):
    folder = away.stick.parent / "new" / "council"
    with pytest.raises(Cancelled):
        open_carried(
            away.stick / "kyogikai-001-out.carry",
            folder,
            PASSWORD,
            clock=away.office.clock,
            progress=stopping_at(step),
        )
    assert not folder.exists()


@pytest.mark.parametrize("step", returning.Step)
def test_a_return_that_is_stopped_leaves_the_office_as_it_was(away, step):
    back_file = away.back()
    before = bytes_of(away.office.folder)
    with pytest.raises(Cancelled):
        away.take_in(back_file, progress=stopping_at(step))
    after = bytes_of(away.office.folder)
    assert {name: after[name] for name in before} == before
    assert all(name.startswith("backups") for name in after if name not in before)
    with away.office.open() as session:
        assert session.read_only


# Lost


def test_a_lost_stick_is_given_up_by_two_people(rooms):
    rooms.out()
    with rooms.at(rooms.office).open() as session:
        for approver in (None, Approver("hayashi", PASSWORD), Approver("mori", "wrong")):
            with pytest.raises(AppError):
                Carrying(session).break_off(approver)
            assert session.read_only
        broken = Carrying(session).break_off(SECOND)
        assert (broken.state, broken.ended_by) == (CarryState.BROKEN, "hayashi")
        receive(session, "大江")
        assert acts(session, "carry_break")[0][-1] == "approved:mori"
    work_on(rooms.office, "小川")
    assert check_folder(rooms.office.folder, PASSWORD) == ()


def test_what_comes_back_late_is_refused_kept_and_gives_back_one_case(away):
    work_on(away.at(away.laptop))
    with away.at(away.office).open() as session:
        Carrying(session).break_off(SECOND)
    late = away.back()
    before, stick = bytes_of(away.office.folder), late.read_bytes()
    with pytest.raises(Refused) as refused:
        away.take_in(late)
    assert key_of(refused) == "carry_late_broken"
    assert bytes_of(away.office.folder) == before
    assert late.read_bytes() == stick
    with away.office.open() as session:
        assert Restores(session).bring_back_case(late, PASSWORD, "R8-004").person.name == "大江　ひかる"
    looked = away.at(SampleCouncil(away.stick.parent / "look" / "council", away.office.now))
    restore(late, looked.folder, PASSWORD, clock=looked.clock)
    with looked.open() as session:
        assert session.read_only
        assert Casework(session).find("大江")


# Two of them


def test_of_two_laptops_the_first_return_wins(rooms):
    file = rooms.out()
    one = rooms.open(file)
    work_on(one)
    two = rooms.open(file, SampleCouncil(rooms.stick.parent / "two" / "council", rooms.office.now))
    work_on(two, "小川　のぞみ")
    other = rooms.back(two).rename(rooms.stick / "second.carry")
    rooms.take_in(rooms.back(one))
    with pytest.raises(Refused) as refused:
        rooms.take_in(other)
    assert key_of(refused) == "carry_late_returned"
    with rooms.office.open() as session:
        assert Casework(session).find("大江")
        assert not Casework(session).find("小川")


def test_a_return_that_was_taken_back_is_followed_by_a_newer_one(away):
    old = away.back()
    with away.at(away.laptop).open() as session:
        assert session.read_only
        with pytest.raises(Refused) as refused:
            receive(session, "大江")
        assert key_of(refused) == "carried_back"
        Carrying(session).carry_on()
        receive(session, "大江")
    new = away.back()
    assert new.name != old.name
    away.take_in(new)
    with pytest.raises(Refused) as refused:
        away.take_in(old)
    assert key_of(refused) == "carry_late_returned"
    with away.office.open() as session:
        assert Casework(session).find("大江")


def later_return(away):
    """Take a return in while the laptop is written on, and return the file of that."""
    with away.at(away.laptop).open() as session:
        case = receive(session, "大江　ひかる")
    earlier = away.back()
    with away.at(away.laptop).open() as session:
        Carrying(session).carry_on()
        later = datetime(2026, 11, 20, 16, 0)  # noqa: DTZ001 (the wall clock of a visit)
        Casework(session).add_note(ProgressNote(case.id, later, ContactWay.PHONE, "林", "あとで書いた。"))
        receive(session, "小川　のぞみ")
    later = away.back()
    away.office.wait(hours=1)
    away.take_in(earlier)
    return earlier, later, case


def test_a_later_return_is_taken_in_while_nobody_has_written_at_the_office(away):
    earlier, later, case = later_return(away)
    with away.office.open() as session:  # one looks what came, and does not find it
        Casework(session).note_view(case.id)
        assert not Casework(session).find("小川")
    returned = away.take_in(later)
    assert (returned.state, returned.file_name) == (CarryState.RETURNED, "kyogikai-001-out.carry")
    assert returned.file_hash
    with away.office.open() as session:
        assert not session.older_than_seen
        assert Casework(session).notes(case.id)[0].text == "あとで書いた。"
        assert Casework(session).find("小川")
        assert len(acts(session, "carry_return")) == 1
    for file in (earlier, later):
        with pytest.raises(Refused) as refused:
            away.take_in(file)
        assert key_of(refused) == "carry_late_returned"
    assert check_folder(away.office.folder, PASSWORD) == ()


WRITTEN = {
    "a case": lambda session, _case: receive(session, "西　まもる"),
    "half a note": lambda session, case: Drafts(session).keep(f"note:{case.id}", "電話が"),
    "a reason": lambda session, case: Casework(session).reveal(case.id, "訪問"),
}


@pytest.mark.parametrize("what", WRITTEN)
def test_once_the_office_was_written_the_later_notes_come_case_by_case(away, what):
    _earlier, later, case = later_return(away)
    with away.office.open() as session:
        WRITTEN[what](session, case)
        before = contents(session)
    with pytest.raises(Refused) as refused:
        away.take_in(later)
    assert key_of(refused) == "carry_late_returned"
    assert "届いたファイルから1件だけ移す" in say(refused.value)
    with away.office.open() as session:
        assert contents(session) == before
        work = Casework(session)
        copied = Restores(session).bring_back_case(later, PASSWORD, case.number)
        assert work.notes(copied.id)[0].text == "あとで書いた。"
        assert [(kind, one.id) for kind, one in work.links(copied.id)] == [(LinkKind.SAME_PERSON, case.id)]


def test_the_return_of_an_earlier_carry_is_refused(away):
    work_on(away.at(away.laptop))
    first = away.back()
    away.take_in(first)
    away.out()
    before = bytes_of(away.office.folder)
    with pytest.raises(Refused) as refused:
        away.take_in(first)
    assert key_of(refused) == "carry_late_returned"
    assert bytes_of(away.office.folder).keys() - before.keys() == {
        f"backups/{away.office.backups()[-1].name}"
    }


# The wrong file, the wrong place


@pytest.fixture(scope="module")
def filed_template(away_template, tmp_path_factory):
    """Beside what is away: a departure, a return, the laptop's own backup, damaged ones, a foreign one."""
    place = Path(shutil.copytree(away_template, tmp_path_factory.mktemp("filed") / "place"))
    with pytest.MonkeyPatch.context() as patch:
        away = Rooms(place, patch)
        away.stick.joinpath("kyogikai-001-out.carry").rename(away.stick / "out")
        with away.at(away.laptop).open() as session:
            Backups(session).make(place / "own").copies[0].rename(away.stick / "plain")
        back = away.back().rename(away.stick / "return").read_bytes()
        (away.stick / "cut").write_bytes(back[:-100])
        (away.stick / "flipped").write_bytes(back[:50_000] + bytes([back[50_000] ^ 1]) + back[50_001:])
        founder = Founder("hayashi", "林", PASSWORD)
        with create(place / "other", Council("他", practice=True), founder, kdf=FLOOR) as session:
            Carrying(session).take_out(PLAN, place / "own").file.rename(away.stick / "foreign")
    return place


@pytest.fixture
def filed(filed_template, tmp_path, monkeypatch):
    shutil.copytree(filed_template, tmp_path, dirs_exist_ok=True)
    return Rooms(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("out", "carry_return_not_made"),
        ("plain", "carry_no_return"),
        ("foreign", "carry_of_another"),
        ("cut", "carry_damaged"),
        ("flipped", "carry_damaged"),
        ("missing", "carry_missing"),
    ],
)
def test_only_a_return_is_taken_in(filed, kind, told):
    before = bytes_of(filed.office.folder)
    with pytest.raises(AppError) as refused:
        filed.take_in(filed.stick / kind)
    assert key_of(refused) == told
    after = bytes_of(filed.office.folder)
    assert {name: data for name, data in after.items() if not name.startswith("backups")} == {
        name: data for name, data in before.items() if not name.startswith("backups")
    }


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("return", "carry_return_needs_office"),
        ("plain", "carry_no_departure"),
        ("cut", "carry_damaged"),
        ("flipped", "carry_damaged"),
        ("missing", "carry_missing"),
    ],
)
def test_only_a_departure_is_opened(filed, kind, told):
    folder = filed.stick.parent / "new" / "council"
    with pytest.raises(AppError) as refused:
        open_carried(filed.stick / kind, folder, PASSWORD, clock=filed.office.clock)
    assert key_of(refused) == told
    assert not folder.exists()


def test_a_return_into_the_wrong_folder_is_told(away):
    back = away.back()
    for folder, told in ((away.stick, "carry_no_office"), (away.laptop.folder, "carry_late_back")):
        before = bytes_of(folder)
        with pytest.raises(Refused) as refused:
            take_in(back, folder, PASSWORD, clock=away.office.clock)
        assert key_of(refused) == told
        assert bytes_of(folder) == before


def test_an_office_that_went_back_does_not_know_the_carry(away):
    """The office's copy was destroyed and restored from a backup of before."""
    back = away.back()
    shutil.copy(away.office.folder / "vault.db", away.stick / "later.db")
    first = away.office.backups()[0]
    (away.office.folder / "vault.db").write_bytes(b"")
    away.at(away.office)
    restore(first, away.office.folder, PASSWORD, clock=away.office.clock)
    with pytest.raises(Refused) as refused:
        away.take_in(back)
    assert key_of(refused) == "carry_unknown"
    work_on(away.office)


def test_a_backup_cannot_be_restored_over_a_council_that_is_out(away):
    [first, *_] = away.office.backups()
    with away.at(away.office).open() as session:
        with pytest.raises(Refused) as refused:
            restore_open(session, first, PASSWORD, approver=SECOND)
        assert key_of(refused) == "carried_out"
    with pytest.raises(Refused) as refused:
        restore(first, away.office.folder, PASSWORD, clock=away.office.clock)
    assert key_of(refused) == "restore_over_open"


def test_a_return_from_another_history_is_refused(away):
    """Somebody who has the password copied the departure's id into a council with other rows before it."""
    older = Path(shutil.copytree(away.office.folder, away.stick.parent / "elsewhere" / "council"))
    with away.at(away.office).open() as session:
        Carrying(session).break_off(SECOND)
        Carrying(session).take_out(PLAN, away.stick)
        known = Carrying(session).current()
    forged = SampleCouncil(older, away.office.now)
    with vaults.unlock(older, PASSWORD, now=away.office.now[0]) as vault:
        store = Store(vault, "hayashi", away.office.clock)
        with store.writing() as tx:
            carry = carry_records.current(tx.db)
            carry_records.change(tx, replace(carry, uid=known.uid, state=CarryState.BACK), "carry_back")
        file = backup.copy(vault, away.stick, away.office.now[0], "forged.carry")
    assert forged.backups()
    with pytest.raises(Refused) as refused:
        away.take_in(file)
    assert key_of(refused) == "carry_other_history"


# The office's PC is dead, clocks, people


def test_the_laptop_becomes_the_office_by_two_people(away):
    with away.at(away.laptop).open() as session:
        with pytest.raises(Refused):
            Carrying(session).stay(None)
        assert Carrying(session).stay(SECOND).state is CarryState.MOVED
        receive(session, "大江")
        assert acts(session, "carry_move")[0][-1] == "approved:mori"
    with away.laptop.open() as session:
        again = Carrying(session).take_out(PLAN, away.stick / "again")
        assert again.carry.id == 2
    with away.at(away.office).open() as session:
        assert session.read_only  # the old PC, should it come back to life


def test_a_return_that_was_cut_before_this_pc_noted_it_is_no_older_copy(away, monkeypatch):
    file = away.back()
    away.at(away.office)
    with monkeypatch.context() as patch:
        patch.setattr(returning.anchors, "remember", lambda *_: None)
        away.take_in(file)
    assert check_folder(away.office.folder, PASSWORD) == ()
    kept = (away.office.folder / "vault.db").read_bytes()
    with away.office.open() as session:
        assert not session.older_than_seen
        receive(session, "大江")
    (away.office.folder / "vault.db").write_bytes(kept)
    with away.office.open() as session:
        assert session.older_than_seen  # the return explains nothing that was seen after it


def test_a_copy_that_was_to_go_back_can_stay_too(away):
    away.back()
    with away.at(away.laptop).open() as session:
        Carrying(session).stay(SECOND)
        receive(session, "大江")


def test_a_carried_copy_is_not_carried_on(away):
    with away.at(away.laptop).open() as session:
        with pytest.raises(Refused) as refused:
            Carrying(session).take_out(PLAN, away.stick)
        assert key_of(refused) == "carry_is_here"


def test_clocks_put_back_change_no_order(away):
    away.office.wait(days=-9)
    work_on(away.at(away.laptop))
    away.office.wait(days=-400)
    back = away.back()
    away.office.wait(days=900)
    assert away.take_in(back).state is CarryState.RETURNED
    work_on(away.office, "小川　のぞみ")
    assert check_folder(away.office.folder, PASSWORD) == ()


def test_a_late_one_is_known_as_late():
    due = PLAN.due.replace(tzinfo=SampleCouncil(Path()).now[0].tzinfo)
    assert not PLAN.is_late(due)
    assert PLAN.is_late(due + timedelta(minutes=1))
    assert not replace(PLAN, state=CarryState.RETURNED).is_late(due + timedelta(days=9))


def test_who_may_not_move_it_does_not_take_it_in(away):
    with away.at(away.laptop).open() as session:
        accounts.Accounts(session).change_roles("mori", [Role.RECORDER])
    back = away.back()
    with pytest.raises(Refused) as refused:
        away.take_in(back, MORI, login="mori")
    assert key_of(refused) == "role_missing"
    away.take_in(back)


def test_a_return_file_that_fails_leaves_the_laptop_writing(away, monkeypatch):
    def fail(*_arguments):
        raise NoSpace("disk_full")

    with away.at(away.laptop).open() as session:
        with monkeypatch.context() as patch:
            patch.setattr(backup, "_append_header", fail)
            with pytest.raises(NoSpace):
                Carrying(session).bring_back(away.stick)
        assert not session.read_only
        receive(session, "大江")
    away.take_in(away.back())


def test_a_damaged_office_says_so_and_the_return_still_helps(away):
    back = away.back()
    (away.office.folder / "vault.db").write_bytes(b"")
    with pytest.raises(Damaged):
        away.take_in(back)
    away.at(away.office)
    restore(back, away.office.folder, PASSWORD, clock=away.office.clock)
    with away.office.open() as session:
        assert session.read_only
        Carrying(session).stay(SECOND)
        receive(session, "大江")
