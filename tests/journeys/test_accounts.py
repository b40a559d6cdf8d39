"""Who may open a council: a colleague comes, a colleague leaves, a password is lost. By commands alone."""

from __future__ import annotations

import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sheet_reader import strings_of
from terminal import Answer
from this_pc import STATE

from kyogikai_desktop.commands.console import Console
from kyogikai_desktop.commands.main import run
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.services import session
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.session import Founder
from kyogikai_desktop.vault import backup, epochs, people, restore
from kyogikai_desktop.vault.kdf import FLOOR

OWN, FIRST, MORI = "himitsu no kotoba 2026", "hajime no kotoba", "mori no jibun no kotoba"
DATA = Path(__file__).parents[1] / "data"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """New slots cost the least that is allowed."""
    monkeypatch.setattr(people, "calibrate", lambda: FLOOR)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A council with its founder, and Mori as a second custodian who has logged in."""
    folder = tmp_path_factory.mktemp("accounts") / "council"
    founder = Founder("hayashi", "林　直樹", OWN)
    session.create(folder, Council("北の杜市協議会", ("202070",), 50_000), founder, kdf=FLOOR).close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "calibrate", lambda: FLOOR)
        added = call(
            folder, "add", "mori", "--name", "森　千代", "--roles", "custodian,recorder", lines=[OWN, FIRST]
        )
        assert added.code == 0, added.err
        assert call(folder, "password", "--login", "mori", lines=[FIRST, MORI]).code == 0
    return folder


@pytest.fixture
def vault(template, tmp_path, monkeypatch):
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    return Path(shutil.copytree(template, tmp_path / "council"))


def command(*arguments, lines):
    out, err = io.StringIO(), io.StringIO()
    stdin = io.StringIO("".join(f"{line}\n" for line in lines))
    code = run([*map(str, arguments), "--password-stdin"], Console(stdin, out, err))
    return Answer(code, out.getvalue(), err.getvalue())


def call(vault, *arguments, lines):
    return command("accounts", vault, *arguments, lines=lines)


def opens(vault, login, password):
    return command("search", vault, "x", "--login", login, lines=[password]).code == 0


def test_the_list_says_who_is_what(vault):
    listed = call(vault, "list", "--login", "mori", lines=[MORI]).lines
    assert listed == [
        "hayashi\t林　直樹\t調整機関・担当、会議の進行、議事録、保護管理\t使用中",
        "mori\t森　千代\t議事録、保護管理\t使用中",
    ]


def test_a_new_colleague_opens_only_after_changing_the_first_password(vault):
    added = call(vault, "add", "ueda", "--name", "上田", "--roles", "coordinator", lines=[OWN, FIRST])
    assert added.out == "加えました：ueda\t上田\t調整機関・担当\t使用中\n"
    refused = command("search", vault, "x", "--login", "ueda", lines=[FIRST])
    assert refused.code == 2
    assert "はじめのパスワード" in refused.err
    assert call(vault, "password", "--login", "ueda", lines=[FIRST, FIRST]).code == 2
    assert call(vault, "password", "--login", "ueda", lines=[FIRST, "ueda no kotoba"]).code == 0
    assert opens(vault, "ueda", "ueda no kotoba")
    assert not opens(vault, "ueda", FIRST)
    assert command("check", vault, lines=[OWN]).out == "異常はありません。\n"


def test_a_weak_first_password_is_said_and_taken(vault):
    added = call(vault, "add", "ueda", "--roles", "recorder", lines=[OWN, "ueda123456"])
    assert added.code == 0
    assert added.err.startswith("パスワードの強さ：弱い")


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (("add", "ueda", "--roles", "recorder"), [OWN, "ueda12345"]),
        (("reset", "mori"), [OWN, "mori12345"]),
        (("password", "--login", "mori"), [MORI, "mori12345"]),
        (("recover", "hayashi"), ["", "", "mori12345"]),
    ],
)
def test_no_command_takes_a_password_that_the_windows_refuse(vault, arguments, lines):
    refused = call(vault, *arguments, lines=lines)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "パスワードが短すぎます。10 文字以上にしてください。\n"
    assert opens(vault, "mori", MORI)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("add", "mori", "--roles", "recorder"), "利用者ID"),
        (("add", "ueda", "--roles", "boss"), "coordinator"),
        (("remove", "hayashi"), "自分"),
        (("disable", "hayashi"), "自分"),
        (("remove", "nobody"), "その利用者ID"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(vault, arguments, told):
    answer = call(vault, *arguments, lines=[OWN, FIRST])
    assert (answer.code, answer.out) == (2, "")
    assert told in answer.err
    assert answer.err.count("\n") == 1


def test_somebody_stays_custodian(vault):
    assert call(vault, "disable", "mori", lines=[OWN]).code == 0
    refused = call(vault, "roles", "hayashi", "--roles", "coordinator", lines=[OWN])
    assert refused.code == 2
    assert "保護管理の人がいなくなる" in refused.err
    assert opens(vault, "hayashi", OWN)


def test_a_role_is_asked_for_by_the_command_line_too(vault):
    ledger = DATA / "ledger-legacy-cp932.csv"
    refused = command("import-ledger", vault, ledger, "--login", "mori", lines=[MORI])
    assert "「調整機関・担当」の役割の人" in refused.err
    assert call(vault, "roles", "mori", "--roles", "recorder", lines=[OWN]).code == 0
    refused = call(vault, "add", "ueda", "--roles", "recorder", "--login", "mori", lines=[MORI, FIRST])
    assert "「保護管理」の役割の人" in refused.err


def test_a_disabled_colleague_waits_until_enabled(vault):
    assert call(vault, "disable", "mori", lines=[OWN]).code == 0
    refused = command("search", vault, "x", "--login", "mori", lines=[MORI])
    assert (refused.code, "いま使えません" in refused.err) == (2, True)
    assert call(vault, "enable", "mori", lines=[OWN]).code == 0
    assert opens(vault, "mori", MORI)


def test_a_leaving_colleague_opens_nothing_any_more_but_the_backups_of_before(vault, tmp_path):
    copies = tmp_path / "copies"
    assert command("backup", vault, copies, lines=[OWN]).code == 0
    removed = call(vault, "remove", "mori", lines=[OWN])
    assert removed.code == 0, removed.err
    assert "まだ開きます" in removed.err
    assert not opens(vault, "mori", MORI)
    assert opens(vault, "hayashi", OWN)
    assert command("check", vault, lines=[OWN]).out == "異常はありません。\n"
    [old] = copies.glob("*.bak")
    now = datetime.now(UTC)
    with restore.unpack(restore.Source(backup.read(old), MORI, "mori"), tmp_path / "old", now) as unpacked:
        assert unpacked.epoch == 1
    assert "外した人" in call(vault, "list", lines=[OWN]).out
    assert call(vault, "add", "mori", "--roles", "recorder", lines=[OWN, FIRST]).code == 2


def test_a_lost_copy_is_answered_by_a_new_key_that_its_own_does_not_open(vault, tmp_path):
    lost = Path(shutil.copytree(vault, tmp_path / "lost" / "council"))
    assert call(vault, "rekey", "--login", "mori", lines=[MORI]).code == 0
    (lost / "vault.db").write_bytes((vault / "vault.db").read_bytes())
    assert not opens(lost, "hayashi", OWN)
    assert opens(vault, "hayashi", OWN)
    assert call(vault, "roles", "mori", "--roles", "recorder", lines=[OWN]).code == 0
    assert "「保護管理」の役割の人" in call(vault, "rekey", "--login", "mori", lines=[MORI]).err


def test_a_forgotten_password_is_given_anew_by_a_custodian(vault):
    assert call(vault, "reset", "mori", lines=[OWN, FIRST]).code == 0
    assert not opens(vault, "mori", MORI)
    assert call(vault, "password", "--login", "mori", lines=[FIRST, "atarashii kotoba"]).code == 0
    assert opens(vault, "mori", "atarashii kotoba")


@pytest.fixture
def sheets(vault, tmp_path):
    """The strings of three sheets that Mori made and the founder approved."""
    made = call(
        vault,
        "recovery",
        "-o",
        tmp_path / "sheets",
        "--login",
        "mori",
        "--approver",
        "hayashi",
        lines=[MORI, OWN],
    )
    assert made.code == 0, made.err
    found = strings_of(tmp_path / "sheets")
    assert set(found) == {"AB", "BA", "BC", "CB", "CA", "AC"}
    return found


def test_two_sheets_open_the_council_on_a_pc_that_never_saw_it(vault, sheets, tmp_path, monkeypatch):
    away = Path(shutil.copytree(vault, tmp_path / "another-pc" / "council"))
    monkeypatch.setenv(STATE, str(tmp_path / "another-pc" / "state"))
    done = call(away, "recover", "hayashi", lines=[sheets["CA"], sheets["AC"], "wasurenai kotoba"])
    assert done.code == 0, done.err
    assert opens(away, "hayashi", "wasurenai kotoba")
    assert not opens(away, "hayashi", OWN)
    assert opens(away, "mori", MORI)
    assert command("check", away, lines=["wasurenai kotoba"]).out == "異常はありません。\n"


def test_sheets_typed_again_are_proven(vault, sheets):
    proven = call(vault, "prove", lines=[OWN, sheets["BC"], sheets["CB"]])
    assert proven.out == "この2枚で、協議会を開けます。\n"
    assert call(vault, "prove", lines=[OWN, sheets["BC"], sheets["CA"]]).code == 2


def test_a_removal_that_was_cut_off_is_finished_at_the_next_opening(vault):
    class PowerCut(BaseException):
        pass

    def cut(*_):
        raise PowerCut

    with pytest.MonkeyPatch.context() as patch, pytest.raises(PowerCut):
        patch.setattr(epochs, "change", cut)
        with session.open_council(vault, OWN) as opened:
            Accounts(opened).remove("mori")
    refused = command("search", vault, "x", "--login", "mori", lines=[MORI])
    assert "いま使えません" in refused.err
    with session.open_council(vault, OWN) as opened:
        assert opened.vault.epoch == 2
        assert [slot.login for slot in opened.vault.header.slots] == ["hayashi"]
    assert "パスワードが違います" in command("search", vault, "x", "--login", "mori", lines=[MORI]).err
    assert command("check", vault, lines=[OWN]).out == "異常はありません。\n"


def test_one_sheet_opens_nothing(vault, sheets):
    for one, other in (("AB", "AB"), ("AB", "AC"), ("AC", "AB")):
        refused = call(vault, "recover", "hayashi", lines=[sheets[one], sheets[other], "wasurenai kotoba"])
        assert refused.code == 2
    assert opens(vault, "hayashi", OWN)


def test_a_sheet_typed_wrong_names_the_group(vault, sheets):
    groups = sheets["AB"].split("-")
    groups[4] = groups[4][::-1] if groups[4] != groups[4][::-1] else "00001"
    refused = call(vault, "recover", "hayashi", lines=["-".join(groups), sheets["BA"], "wasurenai kotoba"])
    assert refused.code == 2
    assert "5 番目" in refused.err


def test_sheets_need_a_second_person_who_is_not_the_first_ones_creature(vault, tmp_path):
    out = tmp_path / "sheets"
    alone = call(vault, "recovery", "-o", out, lines=[OWN])
    assert "もう1人の人" in alone.err
    fresh = call(vault, "recovery", "-o", out, "--approver", "mori", lines=[OWN, MORI])
    assert "あなたがパスワードを渡した" in fresh.err
    wrong = call(vault, "recovery", "-o", out, "--login", "mori", "--approver", "hayashi", lines=[MORI, MORI])
    assert wrong.err.startswith("パスワードが違います。")
    assert [answer.code for answer in (alone, fresh, wrong)] == [2, 2, 2]
    assert not out.exists()


def test_a_council_of_one_hears_that_it_takes_two(vault, tmp_path):
    assert call(vault, "disable", "mori", lines=[OWN]).code == 0
    refused = call(vault, "recovery", "-o", tmp_path / "sheets", lines=[OWN])
    assert refused.code == 2
    assert "利用者が1人だけ" in refused.err
