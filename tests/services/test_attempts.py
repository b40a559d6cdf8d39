"""Wrong passwords cost waiting, are forgotten after the right one, and never lock for good."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sample_council import PASSWORD, acts

from kyogikai_desktop.domain.clock import stamp
from kyogikai_desktop.errors import WrongPassword
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.chain import verify_folder
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.services.session import open_council


@pytest.fixture
def slept():
    return []


@pytest.fixture
def attempts(council, slept, tmp_path):
    return Attempts(council.clock, slept.append, tmp_path / "pc" / "attempts.json")


def test_the_wait_doubles_from_the_third_failure_to_a_minute(attempts, slept):
    for _ in range(11):
        attempts.wait("a")
        attempts.note("a", "")
    assert slept == [2, 4, 8, 16, 32, 60, 60, 60]
    assert attempts.remaining("another council") == 0


def test_time_that_passed_is_not_waited_for_again(council, attempts):
    for _ in range(5):
        attempts.note("a", "")
    council.wait(seconds=3)
    assert attempts.remaining("a") == 5
    council.wait(days=-30)  # a clock that was put back
    assert attempts.remaining("a") == 8
    council.wait(days=60)
    assert attempts.remaining("a") == 0


@pytest.mark.parametrize(
    "damage",
    [
        "",
        "[]",
        '{"a": 1}',
        '{"a": [["x", "y"]]}',
        "\0",
        "[" * 100_000,
        '{"a": [["0001-01-01T00:00:00+14:00", ""]]}',
    ],
)
def test_a_damaged_file_keeps_nobody_out(council, attempts, tmp_path, damage):
    attempts.note("a", "")
    (tmp_path / "pc" / "attempts.json").write_text(damage)
    assert attempts.remaining("a") == 0
    attempts.note("a", "mori")
    assert [(one.at, one.login) for one in attempts.failures("a")] == [(council.clock(), "mori")]


def test_a_time_without_its_zone_keeps_nobody_out(attempts, tmp_path):
    attempts.note("a", "")
    (tmp_path / "pc" / "attempts.json").write_text(json.dumps({"a": [["2026-11-20T09:12:00", ""]] * 3}))
    assert attempts.remaining("a") <= 2


def test_failures_enter_the_log_with_the_next_right_password(council, attempts, slept):
    for login in (None, "hayashi", "somebody's password typed as a login"):
        with pytest.raises(WrongPassword):
            open_council(council.folder, "x", login=login, clock=council.clock, attempts=attempts)
        council.wait(minutes=1)
    with open_council(council.folder, PASSWORD, clock=council.clock, attempts=attempts) as session:
        times = [stamp(council.clock() - timedelta(minutes=back)) for back in (3, 2, 1)]
        assert acts(session, "failed_login") == [(time,) for time in times]
    assert not slept
    with open_council(council.folder, PASSWORD, clock=council.clock, attempts=attempts) as session:
        assert len(acts(session, "failed_login")) == 3


def test_the_door_says_how_long_the_next_try_waits(council, attempts):
    told = []
    for _ in range(4):
        with pytest.raises(WrongPassword) as refused:
            open_council(council.folder, "x", clock=council.clock, attempts=attempts)
        told.append(refused.value.values["wait"])
    assert told == [0, 0, 2, 4]


def test_no_other_door_is_quicker_or_is_not_logged(council, attempts, slept):
    doors = (
        lambda: check_folder(council.folder, "x", attempts=attempts),
        lambda: verify_folder(council.folder, "x", attempts=attempts),
    )
    with council.open() as session:
        for _ in range(2):
            with pytest.raises(WrongPassword):
                session.change_password("x", "atarashii kotoba", attempts)
    for door in doors:
        with pytest.raises(WrongPassword):
            door()
    assert [one.login for one in attempts.failures(session.vault.vault_id)] == ["hayashi"] * 4
    assert slept == [2]
    with open_council(council.folder, PASSWORD, clock=council.clock, attempts=attempts) as session:
        assert len(acts(session, "failed_login")) == 4
