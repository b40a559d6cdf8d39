"""Keep the windows out of screenshots and shared screens, which Windows allows from 10 version 2004 on.

Written, not run on Windows. The window that a room shall see is left out by its own code.
"""

from __future__ import annotations

import sys

from PySide6.QtGui import QGuiApplication

if sys.platform == "win32":
    import ctypes

    _EXCLUDED = 0x11  # WDA_EXCLUDEFROMCAPTURE


def exclude_from_capture(application: QGuiApplication) -> None:
    """Exclude every window, also those that open later: each comes to the front when it does."""
    if sys.platform == "win32":
        application.focusWindowChanged.connect(_exclude)
        _exclude()


def _exclude(_window: object = None) -> None:
    if sys.platform == "win32":
        for window in QGuiApplication.topLevelWindows():
            ctypes.windll.user32.SetWindowDisplayAffinity(int(window.winId()), _EXCLUDED)
