"""Keep what the process holds out of core dumps and crash reports."""

from __future__ import annotations

import ctypes
import faulthandler
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
_NO_BOXES, _NO_HEAP = 0x8003, 0x1  # SEM_*ERRORBOX; WER_FAULT_REPORTING_FLAG_NOHEAP


def protect() -> None:
    """Forbid dumps of this process's memory; also keeps other programs of this user from reading it.

    The Windows half is written after the documentation and not run there.
    """
    faulthandler.disable()
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_BOXES)
        with suppress(OSError, AttributeError):
            ctypes.WinDLL("wer").WerSetFlags(_NO_HEAP)
    else:
        import resource

        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
