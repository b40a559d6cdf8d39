"""The office's PC is stolen with the council on it: two sheets and the stick of backups bring it back."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from derivations import derived  # noqa: F401 (fixture)
from office import HAYASHI, MORI
from sample_council import NAMES, receive
from sheet_reader import strings_of
from terminal import call
from this_pc import STATE

from kyogikai_desktop.domain.carrying import Carry
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.errors import Damaged, InvalidInput, WrongPassword
from kyogikai_desktop.services.accounts import recover
from kyogikai_desktop.services.approval import Approver
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.carrying import Carrying
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.recovery_sheets import RecoverySheets, write
from kyogikai_desktop.services.returning import open_carried, take_in
from kyogikai_desktop.services.session import open_council

pytestmark = pytest.mark.long

NEW, MORI_NEW = "atarashii tsukue 2026", "mori no okuno izumi 3"
LOST, LATER = "大江　ひかる", "小川　のぞみ"
TOMORROW = datetime.now(JST).replace(tzinfo=None) + timedelta(days=1)
PLAN = Carry("北の杜市役所 第2会議室", "R8.11.1 情報管理 第12号", TOMORROW)


class Places:
    """What lay where on the day of the theft; each PC has a state folder of its own."""

    def __init__(self, place: Path, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.sheets, self.stick = place / "sheets", place / "stick"
        self.stick.mkdir()
        self.stolen, self.new = office, place / "new" / "council"
        self._states = {"old": office.parent / "state", "new": place / "new" / "state"}
        self._monkeypatch = monkeypatch

    def at(self, pc: str) -> None:
        self._monkeypatch.setenv(STATE, str(self._states.get(pc, self.stick / pc)))

    def carried(self, to: str) -> Path:
        """Take the stolen council to a laptop and back, and return the file for the office."""
        self.at("old")
        with open_council(self.stolen, HAYASHI) as session:
            out = Carrying(session).take_out(PLAN, self.stick).file
        self.at(to)
        open_carried(out, self.stick / to / "council", HAYASHI)
        with open_council(self.stick / to / "council", HAYASHI) as session:
            return Carrying(session).bring_back(self.stick).file


@pytest.fixture
def places(council_of_two, tmp_path, monkeypatch):
    """A council with sheets, a carry-out that came back, a stick of backups, and work since the last."""
    made = Places(tmp_path, council_of_two, monkeypatch)
    made.at("old")
    with open_council(made.stolen, HAYASHI) as session:
        for name in NAMES:
            receive(session, name)
        RecoverySheets(session).make(
            Approver("mori", MORI), lambda sheets: write(session, sheets, made.sheets)
        )
        Backups(session).set_second_place(made.stick, "R8.11.1 情報管理 第12号")
    back = made.carried("laptop")
    made.at("old")
    take_in(back, made.stolen, HAYASHI)
    session = open_council(made.stolen, HAYASHI)
    Backups(session).make()
    receive(session, LOST)
    session.close(back_up=False)
    return made


def test_the_office_goes_on_at_a_new_pc_and_the_stolen_copy_never_joins_it_again(start, places):
    places.at("new")
    comes_back(start, places)
    with open_council(places.new, NEW) as session:
        receive(session, LATER)
    nothing_of_before_opens_what_is_written_now(places)
    is_put_on_paper(start, places)

    late = places.carried("another")
    old_backup = max((places.stolen / "backups").glob("*.bak"))
    places.at("new")
    is_refused_by_the_new_council(start, places, late)
    tells_its_age_where_it_is_opened(start, places)
    tells_what_its_backup_is_not(start, places, old_backup)

    checked = call("check", places.new, password=NEW)
    assert checked.code == 0
    assert "控えから" in checked.out
    verified = call("audit", "verify", places.new, password=NEW)
    assert (verified.code, verified.err) == (0, "")
    with open_council(places.new, NEW) as session:
        assert Casework(session).find(LATER)
        assert not Casework(session).find(LOST)


def comes_back(start, places):
    """From the stick and two sheets to a council with new passwords, a new key and new sheets."""
    newest = max(places.stick.glob("*.bak"), key=lambda file: file.name.split("-")[1])
    strings = strings_of(places.sheets)
    desk = start()
    desk.click("控えから戻す")
    page = desk.shell.start.restoring
    desk.until(page.isVisible)
    desk.fill("控えのファイル", str(newest))
    desk.fill("戻す先のフォルダー", str(places.new))
    desk.until(lambda: desk.sees("利用者 2 人"))
    page._ways.choose("sheets")
    desk.fill("1枚目のシートの文字", strings["BC"])
    desk.fill("2枚目のシートの文字", strings["CB"])
    desk.fill("新しいパスワード", NEW)
    desk.fill("新しいパスワード（もう一度）", NEW)
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.sees("パソコンをなくしたときは"))
    desk.enter_password(NEW)

    desk.open_page("accounts")
    desk.until(lambda: desk.sees("に使われました。新しいシートをつくってください"))
    desk.press("Alt+Y")
    desk.until_asked()
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.sees("協議会の鍵を新しくしました"))
    makes_new_sheets(desk, places.sheets.with_name("new sheets"))
    note = desk.leaves(by="Ctrl+L")
    desk.shell.close()
    changes_the_own_password(start(note))


def makes_new_sheets(desk, folder):
    folder.mkdir()
    desk.press("Alt+S")
    desk.until_asked()
    desk.keeps_sheets(folder, MORI)


def changes_the_own_password(mori):
    mori.enter_password(MORI, "mori")
    mori.open_page("settings")
    mori.until(lambda: mori.sees("パスワードを変える"))
    mori.fill("いまのパスワード", MORI)
    mori.fill("新しいパスワード", MORI_NEW)
    mori.fill("新しいパスワード（もう一度）", MORI_NEW)
    mori.press("Return")
    mori.until(lambda: mori.sees("パスワードを変えました"))
    mori.shell.close()


def nothing_of_before_opens_what_is_written_now(places):
    """Neither passwords nor sheets of before, nor the key that lay on the stolen PC."""
    for login, password in (("hayashi", HAYASHI), ("mori", MORI)):
        with pytest.raises(WrongPassword):
            open_council(places.new, password, login=login)
    old = strings_of(places.sheets)
    with pytest.raises(InvalidInput):
        recover(places.new, (old["AB"], old["BA"]), "hayashi", NEW)
    beside = Path(shutil.copytree(places.stolen, places.stick / "beside"))
    shutil.copy(places.new / "vault.db", beside)
    with pytest.raises(Damaged):
        open_council(beside, HAYASHI)


def is_put_on_paper(start, places):
    """The paper about the PC with what is known, and the entry of the stick that went out before."""
    places.at("new")
    desk = start()
    desk.unlock(places.new, NEW)
    desk.open_page("carry")
    desk.click("パソコンの紛失の記録")
    lost = saved(desk, "パソコンの紛失の記録", places.stick / "lost.pdf")
    for words in ("ケース4件", "控えから戻した日時", "AES-256", "パスワードをもつ2人、または復旧シート2枚"):
        assert words in lost
    for words in ("まだ", "第号", *(name.split("　")[0] for name in (*NAMES, LOST, LATER))):
        assert words not in lost
    desk.press("Escape")
    desk.click("第 1 号の記載票")
    assert "第2会議室" in saved(desk, "持出簿の記載票", places.stick / "entry.pdf")
    desk.shell.close()


def saved(desk, title, file):
    desk.until(lambda: desk.page().title == title and desk.page()._view.pages)
    desk.answer_file_dialog(file)
    desk.press("Ctrl+S")
    desk.until(lambda: desk.sees("を保存しました"))
    document = pypdfium2.PdfDocument(file)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    document.close()
    return "".join(text.split())


def is_refused_by_the_new_council(start, places, late):
    """A return that was made of the stolen copy belongs to nothing here."""
    desk = start()
    desk.opens_carried(late, places.new, HAYASHI)
    desk.until(lambda: desk.sees("前のパスワード"))
    desk.fill("前のパスワード", NEW)
    desk.press("Ctrl+Return")
    desk.until(lambda: desk.sees("の持ち出しの記録がありません。取り込んでいません。"))
    assert desk.shell.main is None
    desk.shell.close()


def tells_its_age_where_it_is_opened(start, places):
    found = shutil.copytree(places.stolen, places.stick / "found")
    desk = start()
    desk.unlock(found, HAYASHI)
    desk.until(lambda: desk.sees("この控えは、前に使ったものより古いようです。"))
    desk.press("Alt+W")
    desk.until_asked()
    assert desk.sees("ここにはありません")
    desk.press("Escape")
    desk.shell.close()


def tells_what_its_backup_is_not(start, places, backup):
    """Laid among the backups of the new PC, it says before anything happens that it is another branch."""
    laid = Path(shutil.copy(backup, places.new / "backups"))
    desk = start()
    desk.unlock(places.new, NEW)
    desk.open_page("backups")
    page = desk.page()
    desk.until(page._model.rowCount)
    for _ in range(page._model.find(lambda one: one.file == laid)):
        desk.press("Down")
    desk.click("全部を戻す")
    desk.until_asked()
    desk.fill("パスワード", HAYASHI)
    desk.click("くらべる")
    desk.until(lambda: desk.sees("いまの記録は、この控えの続きではありません"))
    desk.press("Escape")
    desk.shell.close()
