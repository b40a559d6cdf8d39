"""The deep check in its own process: finds real damage, holds nothing up, leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sample_council import PASSWORD

from kyogikai_desktop.domain.cases import CaseId
from kyogikai_desktop.errors import Cancelled
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.deep_check import COPYING, FILE, STEPS, DeepCheck
from kyogikai_desktop.services.session import open_council
from kyogikai_desktop.vault.folder import CHECKED

PAGE = 4096


@pytest.fixture
def session(council):
    with council.open() as opened:
        yield opened


def checked(session):
    return DeepCheck(session).run(lambda *_: None)


def keys(findings):
    return [one.key for one in findings]


def test_a_sound_council_has_no_finding_and_no_copy_stays(session):
    steps = []
    assert DeepCheck(session).run(lambda step, *_: steps.append(step)) == ()
    assert set(steps) == set(range(len(STEPS)))
    assert steps == sorted(steps)
    assert not (session.vault.folder / CHECKED).exists()
    assert session.before_close == []


def test_a_record_altered_behind_the_log_is_named(session):
    session.vault.writer().execute("UPDATE cases SET remarks = 'nobody wrote this' WHERE id = 2")
    [found] = checked(session)
    assert (found.key, found.values) == ("record_altered", {"record": "case:2", "called": "R8-002"})


@pytest.mark.parametrize(
    ("behind", "part"),
    [
        ("DROP TRIGGER audit_is_kept", "audit_is_kept"),
        ("DROP INDEX audit_by_time", "audit_by_time"),
        ("CREATE TABLE notes_of_somebody (text)", "notes_of_somebody"),
        ("DROP TABLE old_values", "old_values"),
        ("CREATE TRIGGER silent AFTER INSERT ON notes BEGIN DELETE FROM notes; END", "silent"),
    ],
)
def test_a_guard_taken_away_and_anything_put_in_is_named(session, behind, part):
    session.vault.writer().execute(behind)
    [found] = checked(session)
    assert (found.key, found.values) == ("structure_altered", {"part": part})


def test_a_table_put_in_hides_no_record_that_was_altered(session):
    session.vault.writer().execute("CREATE TABLE notes_of_somebody (text)")
    session.vault.writer().execute("UPDATE cases SET remarks = 'nobody wrote this' WHERE id = 2")
    assert {found.key for found in checked(session)} == {"structure_altered", "record_altered"}


def test_a_flipped_byte_is_found_in_its_page(session):
    database = session.vault.database
    content = bytearray(database.read_bytes())
    content[5 * PAGE + 100] ^= 1
    database.write_bytes(content)
    found = checked(session)
    assert found[0].key == "pages_damaged"
    assert "6" in str(found[0].values["pages"])


def test_a_new_key_that_comes_while_the_copy_is_made_is_no_damage(session):
    changes = Thread(target=session.change_key, args=((),))

    def progress(step, _done, _total):
        if step == COPYING and not changes.ident:
            changes.start()
            changes.join(0.5)  # time to come between the copy and its key, if it could

    assert DeepCheck(session).run(progress) == ()
    changes.join()
    assert session.vault.epoch == 2


def test_an_older_version_of_a_page_put_back_names_the_records(session):
    """Both integrity checks accept such a file: each page is genuine."""
    database = session.vault.database
    case = Casework(session).get(CaseId(1))
    before = database.read_bytes()
    from dataclasses import replace

    Casework(session).save(replace(case, household="二人暮らし"))
    after = bytearray(database.read_bytes())
    [root] = (
        session.vault.reader().execute("SELECT rootpage FROM sqlite_schema WHERE name = 'cases'").fetchone()
    )
    leaf = slice((root - 1) * PAGE, root * PAGE)
    assert after[leaf] != before[leaf]
    after[leaf] = before[leaf]
    database.write_bytes(after)
    with closing(session.vault.connect()) as fresh:
        assert fresh.execute("PRAGMA cipher_integrity_check").fetchall() == []
    found = checked(session)
    assert any(one.key == "record_altered" and one.values["record"] == "case:1" for one in found)


def test_a_forged_row_of_the_log_is_named(session):
    db = session.vault.writer()
    db.execute("DROP TRIGGER audit_is_fixed")
    db.execute("UPDATE audit SET actor = 'nobody' WHERE seq = 3")
    assert "3 番" in str(checked(session)[0].values["finding"])


def test_work_goes_on_while_it_runs(session):
    begun, found = [], []

    def run():
        found.append(DeepCheck(session).run(lambda step, *_: begun.append(step)))

    thread = Thread(target=run)
    thread.start()
    while FILE not in begun:
        time.sleep(0.01)
    start = time.perf_counter()
    Casework(session).note_view(CaseId(1))
    assert time.perf_counter() - start < 5
    thread.join(30)
    assert found == [()]


def test_whoever_cancels_leaves_neither_copy_nor_process(session):
    def progress(step, *_):
        if step == FILE:
            raise Cancelled

    check = DeepCheck(session)
    with pytest.raises(Cancelled):
        check.run(progress)
    assert check._child.poll() is not None
    assert not (session.vault.folder / CHECKED).exists()


def test_closing_the_council_ends_it_at_once(council):
    session = council.open()
    check, ended, begun = DeepCheck(session), [], []

    def run():
        try:
            check.run(lambda step, *_: begun.append(step))
        except Cancelled:
            ended.append(True)

    thread = Thread(target=run)
    thread.start()
    while not begun:
        time.sleep(0.01)
    session.close()
    thread.join(10)
    assert ended == [True]
    assert not (council.folder / CHECKED).exists()
    council.open().close()


def test_the_child_has_the_key_from_the_pipe_alone_and_ends_with_the_pipe(session, monkeypatch):
    started = []
    genuine = subprocess.Popen

    def noted(arguments, **options):
        started.append((arguments, options.get("env")))
        return genuine(arguments, **options)

    monkeypatch.setattr(subprocess, "Popen", noted)
    checked(session)
    [(arguments, environment)] = started
    assert arguments == [sys.executable, "-m", "kyogikai_desktop", "--deep-check"]
    assert environment is None


PARENT = """
import sys
from pathlib import Path
from kyogikai_desktop.services import deep_check
from kyogikai_desktop.services.session import open_council

class Told(deep_check.DeepCheck):
    def _send(self, child, file):
        print(child.pid, flush=True)
        super()._send(child, file)

Told(open_council(Path(sys.argv[1]), sys.argv[2])).run(lambda *_: None)
"""


def lives(pid):
    """Tell whether a process is there; one that has ended may wait for its parent to ask."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def test_a_program_that_is_killed_leaves_no_child_and_the_council_opens(council):
    """The child is held still until its parent has died, so that it cannot have come to its end before."""
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, council.folder, PASSWORD],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    )
    child = int(parent.stdout.readline())
    os.kill(child, signal.SIGSTOP)
    assert lives(child)
    parent.kill()
    parent.communicate()
    os.kill(child, signal.SIGCONT)
    deadline = time.monotonic() + 20
    while lives(child) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not lives(child)
    council.open().close()
    assert not (council.folder / CHECKED).exists()


def test_a_copy_left_by_a_killed_program_goes_at_the_next_opening(council):
    (council.folder / CHECKED).write_bytes(b"left over")
    council.open().close()
    assert not (council.folder / CHECKED).exists()


def test_a_copy_is_as_encrypted_as_the_original(session):
    seen = []

    def progress(step, *_):
        file = session.vault.folder / CHECKED
        if step == FILE and file.exists():
            seen.append(file.read_bytes())
            with closing(sqlcipher.connect(file)) as stranger, pytest.raises(sqlcipher.DatabaseError):
                stranger.execute("SELECT count(*) FROM cases")

    assert DeepCheck(session).run(progress) == ()
    assert seen
    assert "髙橋".encode() not in seen[0]
    assert open_council


PROTECTED = """
import ctypes, sys
from kyogikai_desktop import app
from kyogikai_desktop.services import deep_check
deep_check.serve = lambda: print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))  # PR_GET_DUMPABLE
app.main(["--deep-check"])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux")
def test_the_process_that_gets_the_key_is_kept_out_of_dumps_like_its_parent():
    done = subprocess.run([sys.executable, "-c", PROTECTED], capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"
