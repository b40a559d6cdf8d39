"""Disks that are full: from a size of file on, or from a flush on."""

from __future__ import annotations

import os
import resource
from contextlib import contextmanager


@contextmanager
def room_for(size):
    """Let no file of this process grow over a size, as on a full disk (EFBIG)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def full_at(monkeypatch, step):
    """Let the flush of this number find the disk full, and no other."""
    left, real = [step], os.fsync

    def full(descriptor):
        left[0] -= 1
        if left[0] == 0:
            raise OSError(28, os.strerror(28))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
