"""F14, F17: what stays of the backups of 400 days, whatever the clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.vault import rotation

START = datetime(2026, 4, 1, 8, 32, tzinfo=UTC)


def run(moments, verified=None):
    """Make a backup at each moment and rotate after each, as the program does; return what is left."""
    names = frozenset()
    for moment in moments:
        made = str(rotation.following(names, moment))
        names = rotation.kept({*names, made}, verified or made)
    return names


def days(names):
    return {rotation.parse(name).at.astimezone(JST).date() for name in names}


def test_a_name_reads_back_and_anything_else_is_no_backup():
    name = rotation.following(["20261120T091200Z-000041.bak"], START)
    assert str(name) == "20260401T083200Z-000042.bak"
    assert rotation.parse(str(name)) == name
    for other in (f"{name}.part", "20261399T091200Z-000001.bak", "vault.db", "x20260401T083200Z-000042.bak"):
        assert rotation.parse(other) is None


def test_a_daily_backup_for_400_days_leaves_days_weeks_and_months():
    moments = [START + timedelta(days=day) for day in range(400)]
    left = run(moments)
    worked = [moment.astimezone(JST).date() for moment in moments]
    assert set(worked[-14:]) <= days(left)
    assert set([day for day in worked[:-1] if day.weekday() == 6][-7:]) <= days(left)
    assert set([day for day in worked if (day + timedelta(1)).day == 1][-11:]) <= days(left)
    assert len(left) <= 14 + 8 + 12


def test_of_one_day_the_newest_backup_stays():
    left = run([START + timedelta(minutes=minute) for minute in range(20)])
    assert left == {"20260401T085100Z-000020.bak"}


def test_a_day_ends_at_midnight_in_japan():
    left = run([datetime(2026, 4, 1, hour, 30, tzinfo=UTC) for hour in (14, 15)])
    assert len(left) == 2


@pytest.mark.parametrize("away", [timedelta(days=-3000), timedelta(days=3000)])
def test_a_clock_set_wrong_for_a_week_drives_no_earlier_backup_out(away):
    before = [START + timedelta(days=day) for day in range(5)]
    wrong = [START + away + timedelta(days=day) for day in range(7)]
    after = [START + timedelta(days=day) for day in range(5, 7)]
    left = run([*before, *wrong, *after])
    assert {moment.astimezone(JST).date() for moment in [*before, *after]} <= days(left)


@given(
    st.lists(st.tuples(st.integers(-90, 90), st.integers(0, 3)), min_size=1, max_size=120),
    st.integers(0, 20),
)
def test_the_newest_and_the_last_verified_stay_and_the_rest_is_bounded(steps, checked):
    moments, clock = [], START
    for day, (jump, count) in enumerate(steps):
        clock = START + timedelta(days=day + (jump if jump % 7 == 0 else 0))
        moments += [clock + timedelta(hours=hour) for hour in range(count)]
    names = [str(rotation.BackupName(number, moment)) for number, moment in enumerate(moments, 1)]
    verified = names[checked % len(names)] if names else ""
    left = run(moments, verified)
    assert len(left) <= 14 + 8 + 12 + 1
    assert set(names[-1:]) <= left
    assert not names or verified in left


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60, unique=True))
def test_rotating_twice_changes_nothing(numbers):
    names = {str(rotation.BackupName(n + 1, START + timedelta(days=n))) for n in numbers}
    once = rotation.kept(names, "")
    assert rotation.kept(once, "") == once <= names


def test_files_that_are_no_backups_stay():
    assert rotation.kept(["メモ.txt", "20260401T083200Z-000042.bak.part"], "") == {
        "メモ.txt",
        "20260401T083200Z-000042.bak.part",
    }
