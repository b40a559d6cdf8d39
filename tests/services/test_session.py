"""A council is made whole or not at all, and every opening leaves its trace."""

from datetime import date, datetime

import pytest
from sample_council import PASSWORD, acts
from this_pc import STATE

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.domain.passwords import LEAST
from kyogikai_desktop.errors import Damaged, InvalidInput, NoSpace, WrongPassword
from kyogikai_desktop.records import audit, audit_rows, council_records
from kyogikai_desktop.services.accounts import Accounts
from kyogikai_desktop.services.session import Founder, create, open_council
from kyogikai_desktop.vault import open as vaults
from kyogikai_desktop.vault.kdf import FLOOR

FOUNDER = Founder("hayashi", "林　直樹", PASSWORD)


def made(folder, council=None, **values):
    return create(folder, council or Council("協議会"), FOUNDER, kdf=FLOOR, **values)


@pytest.fixture(autouse=True)
def private_state(monkeypatch, tmp_path):
    monkeypatch.setenv(STATE, str(tmp_path / "state"))


def test_a_council_is_made_with_its_codes_in_plain_digits(tmp_path):
    with made(tmp_path / "new", Council("北の杜市協議会", ("２０２０７０",), 50_000)) as session:
        assert session.council == Council("北の杜市協議会", ("202070",), 50_000, version=1)
        assert [row.action for row in audit_rows.page(session.store.reader, "", 9)] == [
            "add_account",
            "create_council",
        ]


@pytest.mark.parametrize(
    "council", [Council(" "), Council("協議会", ("123456",)), Council("協議会", population=-1)]
)
def test_what_cannot_be_a_council_makes_no_folder(tmp_path, council):
    with pytest.raises(InvalidInput):
        made(tmp_path / "new", council)
    assert not (tmp_path / "new").exists()


def test_a_council_that_could_not_be_finished_leaves_nothing(tmp_path, monkeypatch):
    def full(_tx, _council):
        raise NoSpace("disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(council_records, "add_council", full)
        with pytest.raises(NoSpace):
            made(tmp_path / "new")
    assert not (tmp_path / "new").exists()
    made(tmp_path / "new").close()


def test_a_council_whose_making_was_cut_off_says_so(tmp_path):
    vaults.create(tmp_path / "cut", "hayashi", PASSWORD, kdf=FLOOR, now=datetime.now(JST)).close()
    for _ in range(2):
        with pytest.raises(Damaged) as damage:
            open_council(tmp_path / "cut", PASSWORD)
        assert damage.value.key == "council_unfinished"


def test_every_opening_is_in_the_log_and_a_wrong_password_changes_nothing(council):
    with council.open() as session:
        assert acts(session, "open") == [()]
    before = (council.folder / "vault.db").read_bytes()
    with pytest.raises(WrongPassword):
        council.open("ちがう")
    assert (council.folder / "vault.db").read_bytes() == before


def test_a_practice_council_lives_on_one_day_and_a_real_one_today(tmp_path):
    clock = lambda: datetime(2031, 5, 6, 14, 30, tzinfo=JST)  # noqa: E731
    with made(tmp_path / "real", clock=clock) as real:
        assert real.today() == date(2031, 5, 6)
    with made(tmp_path / "practice", Council("練習", practice=True), clock=clock) as practice:
        assert practice.clock() == datetime(2026, 11, 20, 14, 30, tzinfo=JST)
    with open_council(tmp_path / "practice", PASSWORD, clock=clock) as practice:
        assert practice.today() == date(2026, 11, 20)


def test_a_password_changes_together_with_its_row_in_the_log(council):
    with council.open() as session:
        with pytest.raises(WrongPassword):
            session.change_password("ちがう", "あたらしい 2027")
        assert acts(session, "change_password") == []
        session.change_password(PASSWORD, "あたらしい 2027")
        assert len(acts(session, "change_password")) == 1
    with council.open("あたらしい 2027") as session:
        assert list(audit.altered(session.store.reader)) == []


def test_a_new_password_is_long_enough_and_a_short_one_of_before_still_opens(council, tmp_path):
    short = Founder("hayashi", "林　直樹", PASSWORD[: LEAST - 1])
    with pytest.raises(InvalidInput, match="password_short"):
        create(tmp_path / "new", Council("協議会"), short, kdf=FLOOR)
    assert not (tmp_path / "new").exists()
    with council.open() as session:
        with pytest.raises(InvalidInput, match="password_short"):
            session.change_password(PASSWORD, PASSWORD[: LEAST - 1])
        session.vault.change_password(PASSWORD, "短い")  # as an older version let it be
    with council.open("短い") as session:
        session.change_password("短い", PASSWORD)
    council.open().close()


@pytest.mark.parametrize("typed", ["hajime no kotoba", "ｈａｊｉｍｅ no kotoba", "hajime\u3000no kotoba"])
def test_a_first_password_typed_in_other_widths_is_no_own_one(council, typed):
    with council.open() as session:
        Accounts(session, FLOOR).add("mori", "森　千代", [Role.RECORDER], "hajime no kotoba")
    with open_council(council.folder, "hajime no kotoba", login="mori", clock=council.clock) as session:
        with pytest.raises(InvalidInput, match="password_same"):
            session.change_password("hajime no kotoba", typed)
        assert session.account.must_change


def test_closing_twice_is_harmless(council):
    session = council.open()
    session.close()
    session.close()
    council.open().close()
