"""The laptop is stolen with the council on it: what the office does, and what the thief has."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from office import HAYASHI, MORI
from sample_council import NAMES, acts, receive
from this_pc import STATE

from kyogikai_desktop.domain.carrying import Carry
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.errors import Damaged, WrongPassword
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.returning import open_carried
from kyogikai_desktop.services.session import open_council

pytestmark = pytest.mark.long

LATER = "小川　のぞみ"
TOMORROW = datetime.now(JST).replace(tzinfo=None) + timedelta(days=1)
PLAN = Carry("北の杜市役所 第2会議室", "R8.11.1 情報管理 第12号", TOMORROW)


@pytest.fixture
def laptop(council_of_two, tmp_path, monkeypatch):
    """Everything that lay on the laptop: the council, what the PC noted, and the stick in its bag."""
    bag = tmp_path / "bag"
    (bag / "stick").mkdir(parents=True)
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    with open_council(council_of_two, HAYASHI) as session:
        for name in NAMES:
            receive(session, name)
        file = Carrying(session).take_out(PLAN, bag / "stick").file
    monkeypatch.setenv(STATE, str(bag / "state"))
    open_carried(file, bag / "council", HAYASHI)
    with open_council(bag / "council", HAYASHI) as session:
        receive(session, "大江　ひかる")
    return Path(shutil.copytree(bag, tmp_path / "thief"))


def test_the_office_goes_on_with_a_new_key_and_the_thief_has_an_old_copy(
    start, council_of_two, laptop, monkeypatch
):
    office_pc = council_of_two.parent / "state"
    without_a_password_nothing_is_read(laptop, monkeypatch)

    monkeypatch.setenv(STATE, str(office_pc))
    gives_it_up_and_changes_the_key(start, council_of_two)
    with open_council(council_of_two, HAYASHI) as session:
        receive(session, LATER)
        assert acts(session, "carry_break")[0][-1] == "approved:mori"
        assert acts(session, "change_key") == [("2",)]

    monkeypatch.setenv(STATE, str(laptop / "state"))
    back = the_thief_learns_a_password(laptop, council_of_two)

    monkeypatch.setenv(STATE, str(office_pc))
    office = start()
    office.opens_carried(back, council_of_two, HAYASHI)
    office.until(lambda: office.sees("2人で打ち切ってあります"))
    with open_council(council_of_two, HAYASHI) as session:
        assert Casework(session).find(LATER)
        assert not Casework(session).find("大江")


def without_a_password_nothing_is_read(laptop, monkeypatch):
    monkeypatch.setenv(STATE, str(laptop / "state"))
    files = [file for file in laptop.rglob("*") if file.is_file()]
    assert {"vault.db", "vault.key", "kyogikai-001-out.carry"} <= {file.name for file in files}
    names = (*NAMES, "林　直樹", "森　千代")
    words = {*names, *(part for name in names for part in name.split()), HAYASHI, MORI}
    spelled = {word.encode(code, "replace") for word in words for code in ("utf-8", "utf-16-le", "cp932")}
    for file in files:
        content = file.read_bytes()
        # Of fewer bytes, some are found by chance in a file that looks like noise.
        assert not [each for each in spelled if len(each) >= 6 and each in content], file
    guesses = Attempts(lambda: datetime.now(JST), lambda _seconds: None)
    with pytest.raises(WrongPassword):
        open_council(laptop / "council", "kitanomori 2026", attempts=guesses)


def gives_it_up_and_changes_the_key(start, folder):
    """A custodian gives the carry up with a colleague, prints what is known, and changes the key."""
    office = start()
    office.unlock(folder, HAYASHI)
    assert office.sees("読み取り専用：林　直樹さんが持ち出しています")
    office.open_page("carry")
    office.click("打ち切る")
    office.until_asked()
    office.fill("2人目のパスワード", MORI)
    note = office.leaves(by="Return")
    office.shell.close()

    office = start(note)
    office.until(lambda: office.sees("「利用者」で協議会の鍵を新しくする"))
    office.enter_password(HAYASHI)
    assert not office.sees("読み取り専用")
    office.open_page("carry")
    office.click("第 1 号の紛失の記録")
    office.until(lambda: office.page().title == "紛失の記録")
    office.open_page("accounts")
    office.until(lambda: office.page()._list.model().rowCount() == 2)
    office.press("Alt+Y")
    office.until_asked()
    assert office.sees("なくしたものは、その日のパスワードを知る人には、まだ開けます。")
    office.press("Ctrl+Return")
    office.until(lambda: office.sees("協議会の鍵を新しくしました"))
    office.shell.close()


def the_thief_learns_a_password(laptop, office):
    """The old copy opens as what it was; neither its keys nor its password open what came later."""
    with open_council(laptop / "council", HAYASHI) as session:
        assert Casework(session).find("大江")
        assert not Casework(session).find(LATER)
        back = Carrying(session).bring_back(laptop).file
    beside = Path(shutil.copytree(laptop / "council", laptop / "beside"))
    shutil.copy(office / "vault.db", beside)
    with pytest.raises(Damaged):
        open_council(beside, HAYASHI)
    return back
