"""The restore drill, by mouse and keyboard: back over the open council, over a broken one, on another PC."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from this_pc import STATE

from kyogikai_desktop.domain.cases import Case
from kyogikai_desktop.domain.cases import Person as Client
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.services.session import Founder, create
from kyogikai_desktop.vault import recovery
from kyogikai_desktop.vault.kdf import FLOOR

PASSWORD, NEW = "himitsu no kotoba 2026", "atarashii kotoba 2026"


@pytest.fixture
def drill(tmp_path):
    """A council with two backups, the older with one case, the newer with two; both also on a stick."""
    folder, stick = tmp_path / "council", tmp_path / "stick"
    stick.mkdir()
    council = Council("北の杜市 協議会", ("202070",), 50_000)
    with create(folder, council, Founder("hayashi", "林", PASSWORD), kdf=FLOOR) as session:
        made = recovery.make(session.vault)
        recovery.keep(session.vault, made)
        Backups(session).set_second_place(stick, "R8.11.1 情報管理 第12号")
        for name in ("𠮷田　博", "髙橋　清"):
            Casework(session).receive(Case(date(2026, 11, 2), person=Client(name)))
            Backups(session).make(tmp_path / "by hand" if name.startswith("𠮷") else None)
    return folder, stick, made.sheets


def test_the_whole_goes_back_in_under_ten_clicks(start, drill):
    folder, _stick, _sheets = drill
    person = start()
    person.show_council(folder)
    person.enter_password(PASSWORD)
    Casework(person.page()._session).receive(Case(date(2026, 11, 3), person=Client("山﨑　みつ")))
    left = []
    person.shell.locked.connect(left.append)
    person.clicks = 0
    person.click("控えと点検")
    person.click_row(person.page()._list, 0)
    person.click("全部を戻す")
    person.until_asked()
    person.type_over(person.place.password, PASSWORD)
    person.click("くらべる")
    person.until(lambda: person.sees("加えたもの、書き直したもの：ケース 1 件"))
    person.click("全部を戻す")
    person.until(lambda: left)
    person.shell.close()
    clicks, person = person.clicks, start()
    person.clicks = clicks
    person.shell.show_locked(left[0])
    person.until(lambda: person.sees("の控えから戻しました。"))
    person.enter_password(PASSWORD)
    assert person.clicks < 10
    session = person.page()._session
    assert not session.older_than_seen
    assert len(Casework(session).find("山﨑")) == 0
    assert len(Casework(session).find("髙橋")) > 0
    person.shell.close()
    assert [one.key for one in check_folder(folder, PASSWORD)] == ["restored"]


def test_a_broken_council_offers_its_newest_backup_at_the_unlock_page(start, drill):
    folder, _stick, _sheets = drill
    (folder / "vault.db").write_bytes(b"")
    person = start()
    person.show_council(folder)
    unlock_page = person.shell.start.unlock
    person.until(unlock_page.ui.login.currentText)
    person.type_over(unlock_page.ui.password, PASSWORD)
    person.click("開く")
    person.until(lambda: person.sees("控えから戻せます。"))
    person.press("Alt+R")
    page = person.shell.start.restoring
    person.until(page.isVisible)
    person.until(lambda: person.sees("利用者 1 人"))
    assert Path(page.fields.folder.text()) == folder
    person.type_over(page.fields.password, "wrong")
    person.press("Ctrl+Return")
    person.until(lambda: person.sees("パスワードが違います"))
    person.type_over(page.fields.password, PASSWORD)
    person.click("この控えに戻す")
    person.until(lambda: person.sees("控えから戻しました。"))
    person.enter_password(PASSWORD)
    assert person.clicks < 10
    person.shell.close()


def test_a_destroyed_pc_comes_back_from_the_stick_and_two_sheets(start, drill, tmp_path, monkeypatch):
    _folder, stick, sheets = drill
    monkeypatch.setenv(STATE, str(tmp_path / "another PC"))
    newest = max(stick.glob("*.bak"), key=lambda file: file.name.split("-")[1])
    person = start()
    person.click("控えから戻す")
    page = person.shell.start.restoring
    person.until(page.isVisible)
    person.answer_file_dialog(newest)
    person.click("選ぶ")
    person.until(lambda: person.sees("利用者 1 人"))
    person.type_over(page.fields.folder, str(tmp_path / "new PC" / "council"))
    page._ways.choose("sheets")
    person.type_over(page.fields.first, next(text for text in sheets[0].strings if text[1] == "B"))
    person.type_over(page.fields.second, next(text for text in sheets[1].strings if text[1] == "A")[:-1])
    person.type_over(page.fields.new, NEW)
    person.type_over(page.fields.repeat, NEW)
    person.click("この控えに戻す")
    person.until(lambda: person.sees("復旧シートの文字が、8 番目のまとまりで合いません。"))
    assert not (tmp_path / "new PC").exists()
    person.type_over(page.fields.second, next(text for text in sheets[1].strings if text[1] == "A"))
    person.click("この控えに戻す")
    person.until(lambda: person.sees("控えから戻しました。"))
    assert page.fields.new.text() == ""
    person.enter_password(NEW)
    session = person.page()._session
    assert len(Casework(session).find("髙橋")) > 0
    assert not session.older_than_seen
    person.shell.close()
    assert [one.key for one in check_folder(tmp_path / "new PC" / "council", NEW)] == ["restored"]
