"""A colleague comes, works in one role, and leaves; a password is lost: by keys through the real window."""

from __future__ import annotations

import shutil

import pytest
from colleagues import let_in
from office import HAYASHI, MORI
from sheet_reader import strings_of
from this_pc import STATE

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.errors import WrongPassword
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.approval import Approver
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.recovery_sheets import RecoverySheets, write
from kyogikai_desktop.services.session import open_council
from kyogikai_desktop.vault.kdf import FLOOR

FIRST = "kasa-mite-nuro-haru"


@pytest.fixture
def folder(council_of_two):
    return council_of_two


@pytest.fixture
def person(start):
    return start()


def test_a_new_colleague_chooses_an_own_password_and_works_in_the_role(person, folder):
    with open_council(folder, HAYASHI) as session:
        Accounts(session, FLOOR).add("ueda", "上田　弘", (Role.RECORDER,), FIRST)
    person.unlock(folder, FIRST, "ueda")
    assert person.sees("いまのパスワードは、あなたを加えた人も知っています")
    assert [spec.id for spec in person.shell.main._place.pages] == ["first_login"]
    person.fill("はじめのパスワード（渡されたもの）", FIRST)
    person.fill("新しいパスワード", "ueda no shiro to sakura")
    person.fill("新しいパスワード（もう一度）", "ueda no shiro to sakura")
    person.press("Return")
    person.until(lambda: len(person.shell.main._place.pages) > 1)
    person.until(lambda: person.page().title == "ホーム")
    assert person.sees("議事録")
    person.open_page("accounts")
    person.until(lambda: person.sees("「保護管理」の役割の人です"))
    person.open_page("bodies")
    person.until(lambda: person.sees("構成機関は、まだありません"))
    assert person.sees("構成機関と人を書くのは、「調整機関・担当」の役割の人です")
    person.press("Ctrl+Shift+B")
    assert person.page()._side.form is None
    person.shell.close()
    with open_council(folder, "ueda no shiro to sakura", login="ueda") as session:
        assert not session.account.must_change


def test_a_lost_password_comes_back_with_two_sheets_typed_from_paper(person, folder, tmp_path):
    with open_council(folder, HAYASHI) as session:
        RecoverySheets(session).make(
            Approver("mori", MORI), lambda sheets: write(session, sheets, tmp_path / "sheets")
        )
    strings = strings_of(tmp_path / "sheets")
    person.show_council(folder)
    person.tab_to("パスワードを忘れたとき")
    person.press("Space")
    person.until_asked()
    assert person.sees("どちらもないときは、だれにも開けません")
    wrong = strings["AB"].split("-")
    wrong[1] = "00000" if wrong[1] != "00000" else "11111"
    person.fill("1枚目のシートの文字", "-".join(wrong).lower())
    person.fill("2枚目のシートの文字", strings["BA"])
    person.fill("新しいパスワード", "wasurenai kotoba 8")
    person.fill("新しいパスワード（もう一度）", "wasurenai kotoba 8")
    person.press("Ctrl+Return")
    person.until(lambda: person.sees("2 番目のまとまりで合いません"))
    person.fill("1枚目のシートの文字", strings["AB"].replace("-", " ").lower())
    person.press("Ctrl+Return")
    person.until(lambda: person.sees("新しいパスワードにしました"))
    person.press("Ctrl+Return")
    person.until(lambda: person.shell.main is not None)
    person.open_page("accounts")
    person.until(lambda: person.sees("に使われました。新しいシートをつくってください"))
    person.shell.close()
    with pytest.raises(WrongPassword):
        open_council(folder, HAYASHI)
    open_council(folder, "wasurenai kotoba 8").close()


def test_two_sheets_open_a_copy_on_a_pc_that_never_saw_the_council(start, folder, tmp_path, monkeypatch):
    with open_council(folder, HAYASHI) as session:
        RecoverySheets(session).make(
            Approver("mori", MORI), lambda sheets: write(session, sheets, tmp_path / "sheets")
        )
    strings = strings_of(tmp_path / "sheets")
    brought = shutil.copytree(folder, tmp_path / "another PC" / "council")
    monkeypatch.setenv(STATE, str(tmp_path / "another PC" / "state"))
    person = start()
    person.click("復旧シートで開く")
    person.until_asked()
    person.press("Ctrl+Return")
    person.until(lambda: person.sees("入力してください") or person.sees("入っていません"))
    person.answer_file_dialog(tmp_path / "sheets")
    person.click("選ぶ")
    person.until(lambda: person.sees("協議会のフォルダーではないようです"))
    person.fill("協議会のフォルダー", str(brought))
    person.fill("1枚目のシートの文字", strings["BC"])
    person.fill("2枚目のシートの文字", strings["CB"])
    person.until(person.place._login.count)
    assert not person.sees("協議会のフォルダーではないようです")
    person.fill("新しいパスワード", "wasurenai kotoba 8")
    person.fill("新しいパスワード（もう一度）", "wasurenai kotoba 8")
    person.press("Ctrl+Return")
    person.until(lambda: person.sees("新しいパスワードにしました"))
    person.press("Ctrl+Return")
    person.until(lambda: person.shell.main is not None)
    person.shell.close()
    open_council(brought, "wasurenai kotoba 8").close()
    open_council(folder, HAYASHI).close()


def test_two_who_leave_in_april_open_nothing_any_more_and_their_backups_are_named(person, folder):
    with open_council(folder, HAYASHI) as session:
        let_in(session, "ono", "小野　守", "ono no sato no aki", (Role.FACILITATOR,))
        Backups(session).make()
    person.unlock(folder, HAYASHI)
    person.open_page("accounts")
    person.until(lambda: person.page()._list.model().rowCount() == 3)
    person.press("Down")
    person.press("Alt+D")
    person.until(lambda: person.sees("1 人を外す"))
    person.press("Tab")
    person.press("Space")
    person.until(lambda: person.sees("2 人を外す"))
    person.press("Ctrl+Return")
    person.until(lambda: person.sees("前のパスワードと控えのファイル"))
    person.press("Ctrl+Return")
    person.until(lambda: person.sees("新しい控えを取り、前の控えを消しました"))
    person.shell.close()
    for login, password in (("mori", MORI), ("ono", "ono no sato no aki")):
        with pytest.raises(WrongPassword):
            open_council(folder, password, login=login)
    with open_council(folder, HAYASHI) as session:
        assert session.vault.epoch == 2
        assert Backups(session).open_to("mori", "ono") == ()
        assert Backups(session).listing()
