from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import pytest

from kyogikai_desktop.errors import InUse, Refused
from kyogikai_desktop.vault import lease

MORNING = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "vault.lock"


def test_the_second_is_told_who_holds_it_since_when(file):
    held = lease.acquire(file, "hayashi", MORNING)
    with pytest.raises(InUse) as in_use:
        lease.acquire(file, "shimada", MORNING)
    assert in_use.value.values == {"who": "hayashi", "since": MORNING}
    held.release()


def test_a_released_lease_is_free_and_names_nobody(file):
    lease.acquire(file, "hayashi", MORNING).release()
    assert file.read_bytes() == b""
    lease.acquire(file, "shimada", MORNING).release()


def test_a_dead_holders_note_does_not_count(file):
    file.write_text(json.dumps({"login": "hayashi", "since": MORNING.isoformat(), "pid": 999_999_999}))
    held = lease.acquire(file, "shimada", MORNING)
    assert json.loads(file.read_text()) == {
        "login": "shimada",
        "since": MORNING.isoformat(),
        "pid": os.getpid(),
    }
    held.release()


@pytest.mark.parametrize(
    "note", [b"", b"{", b"[]", b"\xff\0", b'{"login":"a"}', b'{"login":"\\n","since":"x"}']
)
def test_an_unreadable_note_still_means_in_use(file, note):
    held = lease.acquire(file, "hayashi", MORNING)
    file.write_bytes(note)
    with pytest.raises(InUse) as in_use:
        lease.acquire(file, "shimada", MORNING)
    assert in_use.value.key == "in_use_unknown"
    held.release()


@pytest.mark.parametrize("put", [os.symlink, os.link])
def test_what_lies_behind_a_link_is_not_written(file, tmp_path, put):
    somebodys = tmp_path / "report.txt"
    somebodys.write_text("a year of work")
    put(somebodys, file)
    with pytest.raises(Refused) as refused:
        lease.acquire(file, "hayashi", MORNING)
    assert refused.value.values == {"name": "vault.lock"}
    assert somebodys.read_text() == "a year of work"
