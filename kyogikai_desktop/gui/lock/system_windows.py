"""What Windows tells of its sessions and of power.

Written after the documentation; run under Wine alone, where the messages were posted by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
    from PySide6.QtGui import QGuiApplication

    _WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
    _WM_WTSSESSION_CHANGE = 0x02B1
    _LEAVING = (0x2, 0x4, 0x7)  # console disconnected (user switch), remote disconnected, locked
    _THIS_SESSION, _WINDOW_HANDLE = 0, 0

    class WindowsEar(QAbstractNativeEventFilter):
        """Call `heard` with screen or sleep."""

        def __init__(self, heard: Callable[[str], object]) -> None:
            super().__init__()
            self._heard = heard
            app = QCoreApplication.instance()
            if app:
                app.installNativeEventFilter(self)
            for window in QGuiApplication.topLevelWindows():
                handle = wintypes.HWND(int(window.winId()))
                ctypes.windll.wtsapi32.WTSRegisterSessionNotification(handle, _THIS_SESSION)
                ctypes.windll.user32.RegisterSuspendResumeNotification(handle, _WINDOW_HANDLE)

        def nativeEventFilter(
            self, kind: QByteArray | bytes | bytearray | memoryview, message: int
        ) -> object:
            """Look at the messages of Windows and take none away."""
            if QByteArray(kind) == b"windows_generic_MSG":
                told = wintypes.MSG.from_address(int(message))
                if told.message == _WM_WTSSESSION_CHANGE and told.wParam in _LEAVING:
                    self._heard("screen")
                elif told.message == _WM_POWERBROADCAST and told.wParam == _PBT_APMSUSPEND:
                    self._heard("sleep")
            return False, 0
