"""F3, F5, F18: disks without room and places without rights, for a restore, a backup, a password, a save."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sample_council import PASSWORD, SampleCouncil, acts, contents, receive
from test_backup_faults import room_for

from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.errors import AppError, NoSpace, WrongPassword
from kyogikai_desktop.services.checking import check_folder
from kyogikai_desktop.services.locking import Locking
from kyogikai_desktop.services.session import Founder, create
from kyogikai_desktop.services.whole_restore import restore, restore_open
from kyogikai_desktop.vault.folder import STAGED
from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.words import SENTENCES

ROOT = Path(__file__).parents[2]
LATER = "atarashii kotoba"

BEGIN = """
import ctypes, os, subprocess, sys
from datetime import datetime
from pathlib import Path
sys.path.insert(0, "tests")
from sample_council import PASSWORD, SampleCouncil, contents, receive
from kyogikai_desktop.errors import AppError
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.restores import Restores
from kyogikai_desktop.services.whole_restore import restore, restore_open

council = SampleCouncil(Path(sys.argv[1]), [datetime.fromisoformat(sys.argv[2])])
place, saved = Path(sys.argv[3]), Path(sys.argv[4])

def told(act):
    try:
        act()
        print("done")
    except AppError as error:
        print(error.key)
"""

# Without its capabilities even root obeys the rights of a folder.
NO_RIGHTS = """
header = (ctypes.c_uint32 * 2)(0x20080522, 0)
assert ctypes.CDLL(None).capset(header, (ctypes.c_uint32 * 6)()) == 0
with council.open() as session:
    backups = Backups(session)
    told(lambda: backups.make(place))
    told(lambda: backups.make(place / "usb"))
    backups.set_second_place(place, "R8.11.1 情報管理 第12号")
    print(getattr(backups.make().place_failed, "key", "done"))
    print(*[warning.key for warning in backups.state().warnings])
told(lambda: restore(saved, place / "new", PASSWORD, clock=council.clock))
"""

SMALL_DISK = """
small = council.folder.parent / "small"
small.mkdir()
subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", small], check=True)
filler = small / "filler"

def fill(left):
    filler.unlink(missing_ok=True)
    free = os.statvfs(small)
    filler.write_bytes(bytes(free.f_bavail * free.f_frsize - left))

def remount(how):
    subprocess.run(["mount", "-o", f"remount,{how}", small], check=True)

with council.open() as session:
    for left in (0, 4096, 65536):  # a backup on a disk without room
        fill(left)
        told(lambda: Backups(session).make(small / "usb"))
        print("half" if [*small.glob("usb/*")] else "nothing there")
for left in (0, 4096, 65536):  # a council restored there
    fill(left)
    told(lambda: restore(saved, small / "new", PASSWORD, clock=council.clock))
    print("half" if (small / "new").exists() else "nothing there")
filler.unlink()
restore(saved, small / "new", PASSWORD, clock=council.clock)
living = SampleCouncil(small / "new", council.now)
with living.open() as session:
    before = contents(session)
    for left in (0, 4096, 16384):  # work, a new password, and going back, without room
        fill(left)
        told(lambda: [receive(session, f"名前{n}") for n in range(200)])
        told(lambda: session.change_password(PASSWORD, "new password"))
        told(lambda: restore_open(session, saved, PASSWORD))
        now = contents(session)
        print("lost" if session.closed or before.items() - now.items() else "open, and as before")
    filler.unlink()
    told(lambda: session.change_password(PASSWORD, PASSWORD + "2"))
    told(lambda: receive(session, "空きができた"))
    told(lambda: Backups(session).make())
for left in (0, 4096):
    fill(left)
    with living.open(PASSWORD + "2") as session:
        print("can be read" if session.is_out_of_room and len(contents(session)) > len(before) else "lost")
        told(lambda: receive(session, "空きがない"))
filler.unlink()
remount("ro")
with living.open(PASSWORD + "2") as session:
    print("read-only" if session.read_only and len(contents(session)) > len(before) else "lost")
    told(lambda: receive(session, "読むだけ"))
    told(lambda: session.change_password(PASSWORD + "2", PASSWORD))
with council.open() as session:
    told(lambda: Backups(session).make(small / "usb"))
told(lambda: restore(saved, small / "other", PASSWORD, clock=council.clock))
remount("rw")
with living.open(PASSWORD + "2") as session:
    told(lambda: receive(session, "また書ける"))
"""

TAKEN_OFF = """
disk = council.folder.parent / "disk"
disk.mkdir()
subprocess.run(["mount", "-t", "tmpfs", "tmpfs", disk], check=True)
folder = disk / "council" if place.name == "inside" else disk
restore(saved, folder, PASSWORD, clock=council.clock)
with SampleCouncil(folder, council.now).open() as session:
    subprocess.run(["umount", "-l", disk], check=True)
    told(lambda: receive(session, "小川　のぞみ"))
    told(lambda: Drafts(session).keep("note:1", "電話が"))
    told(lambda: session.change_password(PASSWORD, "new password"))
    told(lambda: Backups(session).make())
    told(lambda: Restores(session).rehearse(saved, PASSWORD))
    told(lambda: restore_open(session, saved, PASSWORD))
    print("can be read" if contents(session) else "lost")
print(*disk.rglob("*"))
"""


def run(script, council, saved, place, *before):
    """Return the lines that a script tells about a council and a place."""
    arguments = [council.folder, council.now[0].isoformat(), place, saved]
    done = subprocess.run(
        [*before, sys.executable, "-c", BEGIN + script, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("size", [100, 5_000, 100_000])
def test_a_restore_of_the_whole_without_room_changes_nothing(council, saved, tmp_path, size):
    new = SampleCouncil(tmp_path / "new", council.now)
    with room_for(size), pytest.raises(NoSpace):
        restore(saved, new.folder, PASSWORD, clock=council.clock)
    assert not new.folder.exists()
    with council.open() as session:
        before = contents(session)
        with room_for(size), pytest.raises(AppError) as refused:
            restore_open(session, saved, PASSWORD)
        assert refused.value.key in ("disk_full", "disk_error")
        assert not session.closed
        assert contents(session) == before
        assert not (council.folder / STAGED).exists()
        receive(session, "小川　のぞみ")
    restore(saved, new.folder, PASSWORD, clock=council.clock)
    assert council.go_back(saved).kept is None


@pytest.mark.parametrize("size", [0, 600, 5_000, 20_000, 100_000])
def test_a_council_made_without_room_leaves_nothing(tmp_path, size):
    founder = Founder("hayashi", "林　直樹", PASSWORD)
    with room_for(size), pytest.raises(AppError) as refused:
        create(tmp_path / "new", Council("北の杜市協議会"), founder, kdf=FLOOR)
    assert refused.value.key in ("disk_full", "disk_error")
    assert not (tmp_path / "new").exists()


def test_a_right_password_after_a_wrong_one_opens_the_cover_on_a_full_disk(council):
    with council.open() as session:
        locking = Locking(session)
        with pytest.raises(WrongPassword):
            locking.prove("x")
        with room_for(0):
            locking.prove(PASSWORD)
        assert acts(session, "failed_login") == []
        locking.prove(PASSWORD)
        assert len(acts(session, "failed_login")) == 1


@pytest.mark.parametrize("size", [0, 600, 5_000])
def test_a_new_password_without_room_leaves_the_old_one(council, size):
    with council.open() as session:
        with room_for(size), pytest.raises(AppError) as refused:
            session.change_password(PASSWORD, LATER)
        assert refused.value.key in ("disk_full", "disk_error")
        session.close(back_up=False)
    with pytest.raises(WrongPassword):
        council.open(LATER)
    with council.open() as session:
        session.change_password(PASSWORD, LATER)
    assert check_folder(council.folder, LATER) == ()


def test_places_without_rights_are_named_and_left_alone(council, saved, tmp_path):
    place = tmp_path / "read-only"
    place.mkdir()
    place.chmod(0o500)
    told = run(NO_RIGHTS, council, saved, place)
    place.chmod(0o700)
    assert told == ["no_rights", "no_rights", "no_rights", "backup_place_never", "no_rights"]
    assert set(told) <= set(SENTENCES)
    assert list(place.iterdir()) == []


@pytest.mark.long  # mounts a small disk, as root or in a namespace of its own
def test_a_small_disk_loses_nothing_and_works_again_with_room(council, saved, tmp_path):
    own = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
    told = run(SMALL_DISK, council, saved, tmp_path, *own)
    assert told == [
        *(3 * ["disk_full", "nothing there"]),  # a backup
        *(3 * ["disk_full", "nothing there"]),  # a restore
        *(3 * ["disk_full", "disk_full", "disk_full", "open, and as before"]),  # work
        *("done", "done", "done"),  # with room again
        *(2 * ["can be read", "disk_full_opened"]),
        *("read-only", "read_only", "read_only", "no_rights", "no_rights"),
        "done",
    ]


@pytest.mark.long  # mounts a disk, as root or in a namespace of its own
@pytest.mark.parametrize("place", ["root", "inside"])
def test_a_disk_that_is_taken_off_gets_nothing_written_below_its_place(council, saved, place):
    """A lazy unmount leaves the folder that the disk was mounted on: a place on another disk."""
    own = ["unshare", "-m"] if os.geteuid() == 0 else ["unshare", "-Urm"]
    told = run(TAKEN_OFF, council, saved, council.folder.parent / place, *own)
    assert set(told[:6]) <= {"file_read_only", "folder_moved"}
    assert told[6:] == ["can be read", ""]
