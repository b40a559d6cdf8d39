"""F3, F4: a save on a full or failing disk is refused in words, loses nothing, and works again later."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from disk import room_for
from sample_council import PASSWORD

from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.checking import check_folder

FIRST = CaseId(1)
SAVER = """
import sys
from dataclasses import replace
from pathlib import Path
from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.domain.listing import CaseQuery
from kyogikai_desktop.errors import AppError, Conflict
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.session import open_council

session = open_council(Path(sys.argv[1]), sys.argv[2])
work, seen = Casework(session), Casework(session).get(CaseId(1))
for n in range(30):
    try:
        seen = work.save(replace(seen, wish=f"{n}番目の願い" * 300))
        print("saved", n, flush=True)
    except Conflict as conflict:  # what a failing disk refused was on it after all
        seen = conflict.stored
        print("conflict", n, flush=True)
    except AppError as error:
        print(error.key, n, flush=True)
        if sys.argv[3:]:
            print("listed", len(work.page(CaseQuery(), 0, 10)), flush=True)
session.close()
"""


def test_a_disk_without_room_refuses_and_takes_up_again(council):
    with council.open() as session:
        work = Casework(session)
        room = (council.folder / "vault.db").stat().st_size + 40 * 4096
        saved = work.get(FIRST)
        with room_for(room), pytest.raises(AppError) as refused:
            for n in range(40):
                saved = work.save(replace(saved, complaint=f"{n}回目の相談" * 500))
        assert refused.value.key in ("disk_full", "disk_error")
        with room_for(room):
            assert work.get(FIRST) == saved
            assert work.find("相談")
        again = work.save(replace(saved, complaint="空きができた"))
        assert work.get(FIRST) == again
    assert check_folder(council.folder, PASSWORD) == ()


def saved_under(council, call, error, when, *more):
    """Save 30 times while calls of the system fail."""
    log = council.folder.parent / "strace.log"
    inject = ("-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}")
    saver = (sys.executable, "-c", SAVER, council.folder, PASSWORD, *more)
    child = subprocess.run(
        ["strace", "-f", "-qq", *inject, "-o", log, *saver],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert "INJECTED" in log.read_text()
    return child


@pytest.mark.long
@pytest.mark.parametrize("first", range(340, 352))
def test_lists_show_what_is_stored_as_soon_as_the_disk_writes_again(council, first):
    """The save, its rollback and the connection after it fail, each at another write; then all is well."""
    child = saved_under(council, "pwrite64", "EIO", f"{first}..{first + 2}", "list")
    told = child.stdout.splitlines()
    assert child.stderr == ""
    assert any(line.startswith("disk_error") for line in told)
    assert {line for line in told if line.startswith("listed")} == {"listed 3"}


@pytest.mark.long
@pytest.mark.parametrize(
    ("call", "error", "when", "said"),
    [
        ("pwrite64", "ENOSPC", "300..310", "disk_full"),
        ("pwrite64", "ENOSPC", "322..330", "disk_full"),
        ("pwrite64", "EDQUOT", "300..310", "disk_error"),
        ("pwrite64", "EIO", "300..310", "disk_error"),
        ("pwrite64", "EIO", "345..347", "disk_error"),
        ("fsync", "EIO", "30..32", "disk_error"),
        ("unlink", "EIO", "6..8", "disk_error"),
        ("pread64", "EIO", "130..133", ""),
    ],
)
def test_a_failing_disk_loses_no_save_that_was_acknowledged(council, call, error, when, said):
    child = saved_under(council, call, error, when)
    told = [line.split() for line in child.stdout.splitlines()]
    assert len(told) == 30, child.stderr
    assert told[-1][0] == "saved", told
    if said:
        assert {"saved", said} <= {key for key, _ in told} <= {"saved", said, "conflict"}
    with council.open() as session:
        assert Casework(session).get(FIRST).wish.startswith("29番目")
        versions = session.store.reader.exec_driver_sql("SELECT count(*) FROM old_values").scalar()
        assert versions == sum(key in ("saved", "conflict") for key, _ in told)
    assert check_folder(council.folder, PASSWORD) == ()
