"""Disks that fail: full from a size or at a flush, or cut off at any file operation."""

from __future__ import annotations

import os
import resource
from contextlib import contextmanager

OPERATIONS = ("open", "fsync", "replace", "rename", "unlink", "mkdir", "rmdir")


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


class PowerCut(BaseException):
    """The machine is off: nothing in the program may catch this."""


def cut_at(monkeypatch, step, error=PowerCut):
    """Let `step` file operations happen; then none, or with an OSError only the next one fails.

    Returns the count of all that were asked for.
    """
    asked = [0]

    def cutting(real):
        def operation(*arguments, **options):
            asked[0] += 1
            if asked[0] == step + 1 or (asked[0] > step and error is PowerCut):
                raise error(28, os.strerror(28))
            return real(*arguments, **options)

        return operation

    for name in OPERATIONS:
        monkeypatch.setattr(os, name, cutting(getattr(os, name)))
    return asked
