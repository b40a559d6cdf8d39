from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from kyogikai_desktop.errors import Refused
from kyogikai_desktop.vault import backup, check, epochs, places, restore
from kyogikai_desktop.vault.open import create
from kyogikai_desktop.vault.restore import Source

MOUNTS = """\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
40 22 0:35 / /home/office rw shared:1 - nfs4 server:/office rw
41 40 8:2 / /home/office/local rw - xfs /dev/sdb1 rw
42 22 0:36 / /mnt/共有\\040フォルダ rw,relatime - cifs //server/share rw
43 22 0:37 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home", "ext4"),
        ("/home/office2/council", "ext4"),
        ("/home/office/council", "nfs4"),
        ("/home/office/local/council", "xfs"),
        ("/mnt/共有 フォルダ/協議会", "cifs"),
        ("/run/user/1000/gvfs/smb-share", "fuse.gvfsd-fuse"),
    ],
)
def test_the_innermost_mount_decides(place, kind):
    assert places.file_system(Path(place), MOUNTS) == kind


def test_a_vault_on_a_share_is_refused(tmp_path, monkeypatch):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS.replace("/home/office ", f"{tmp_path} "))
    monkeypatch.setattr(places, "_MOUNTS", mounts)
    with pytest.raises(Refused) as refused:
        places.refuse_unsafe(tmp_path / "council")
    assert refused.value.key == "folder_network"


@pytest.mark.parametrize(
    "synced",
    [
        "OneDrive - 茅野市",
        "OneDrive",
        "Dropbox",
        "Google Drive",
        "マイドライブ",
        "iCloudDrive",
        "Nextcloud",
        "Box",
    ],
)
def test_a_synced_folder_is_refused_and_nothing_is_made(tmp_path, synced, sample):
    target = tmp_path / synced / "書類" / "council"
    with pytest.raises(Refused) as refused:
        create(target, sample.login, sample.password, now=sample.now)
    assert refused.value.key == "folder_synced"
    assert not (tmp_path / synced).exists()


def test_the_mark_of_a_synchroniser_is_refused(tmp_path):
    (tmp_path / ".stfolder").mkdir()
    with pytest.raises(Refused):
        places.refuse_unsafe(tmp_path / "deep" / "council")


def test_a_link_into_a_synced_folder_is_refused(tmp_path):
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "council").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(Refused):
        places.refuse_unsafe(tmp_path / "council")


@pytest.mark.parametrize("name", ["council", "Boxes", "協議会", "inbox"])
def test_an_ordinary_folder_is_accepted(tmp_path, name):
    places.refuse_unsafe(tmp_path / name)


def size(name: object) -> int:
    return len(str(name)) if sys.platform == "win32" else len(os.fsencode(str(name)))


def deep(place: Path, length: int) -> Path:
    """Return a folder whose whole name has so many bytes; on Windows, so many signs."""
    while (left := length - size(place) - 1) > 0:
        place /= "名" * (min(left, 200) // size("名")) or "x" * left
    return place


def test_a_vault_in_the_deepest_place_that_is_allowed_does_all_its_work(sample, tmp_path):
    folder = deep(tmp_path, places._LONGEST - places._INSIDE)
    places.refuse_too_long(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    sample.folder.rename(folder)
    moved = replace(sample, folder=folder)
    with moved.unlock() as vault:
        made = backup.read(backup.copy(vault, folder / "backups", sample.now))
        epochs.change(vault, ())
    restore.replace(Source(made, sample.password), folder, lambda _vault: None, sample.now)
    with moved.unlock() as vault:
        assert check.file_findings(vault) == ()


def test_a_place_that_is_too_deep_is_refused_before_anything_is_made(sample, tmp_path):
    with sample.unlock() as vault:
        made = backup.read(backup.copy(vault, sample.folder / "backups", sample.now))
    folder = deep(tmp_path, places._LONGEST - places._INSIDE + 3)
    for act in (
        lambda: create(folder, "hayashi", "夏草や", now=sample.now),
        lambda: restore.put(Source(made, sample.password), folder, lambda _vault: None, sample.now),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.key == "path_too_long"
    assert [file.name for file in tmp_path.iterdir()] == ["council"]


def test_a_vault_that_was_moved_too_deep_says_so(sample, tmp_path):
    folder = deep(tmp_path, places._LONGEST)
    folder.parent.mkdir(parents=True, exist_ok=True)
    sample.folder.rename(folder)
    with pytest.raises(Refused) as refused:
        replace(sample, folder=folder).unlock()
    assert refused.value.key == "path_too_long"
