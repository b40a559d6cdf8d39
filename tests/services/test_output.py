"""Files that leave the council: after a power cut a file that was told to be there is there."""

from __future__ import annotations

import os
from pathlib import Path

from kyogikai_desktop.services import output


def test_the_name_of_a_file_is_flushed_before_anybody_is_told(tmp_path, monkeypatch):
    flushed, real = [], os.fsync

    def fsync(descriptor):
        place = Path(f"/proc/self/fd/{descriptor}").readlink()
        flushed.append((place, sorted(file.name for file in tmp_path.iterdir())))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    output.save(tmp_path / "recovery-A.pdf", b"%PDF")
    assert flushed[-1] == (tmp_path, ["recovery-A.pdf"])


def test_a_stick_that_flushes_no_folder_has_the_file_nevertheless(tmp_path, monkeypatch):
    real = os.fsync

    def fsync(descriptor):
        if Path(f"/proc/self/fd/{descriptor}").is_dir():
            raise OSError(22, os.strerror(22))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    output.save(tmp_path / "recovery-A.pdf", b"%PDF")
    assert (tmp_path / "recovery-A.pdf").read_bytes() == b"%PDF"
