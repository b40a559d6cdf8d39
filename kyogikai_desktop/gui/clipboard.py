"""Copy what nobody else should find later: emptied after a while if still ours, kept out of the history."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

# What Windows' clipboard history and cloud clipboard look at. Not run on Windows.
_OUT_OF_HISTORY = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
}


def copy_briefly(text: str, seconds: int) -> None:
    """Put a text on the clipboard for some seconds; what somebody copies after it stays."""
    clipboard = QGuiApplication.clipboard()
    if sys.platform == "win32":
        _put_outside_history(clipboard, text)
    else:
        clipboard.setText(text)

    def empty() -> None:
        if clipboard.text() == text:
            clipboard.clear()

    QTimer.singleShot(seconds * 1000, empty)


def _put_outside_history(clipboard: QClipboard, text: str) -> None:
    carried = QMimeData()
    carried.setText(text)
    for kind, value in _OUT_OF_HISTORY.items():
        carried.setData(kind, value)
    clipboard.setMimeData(carried)
    application = QGuiApplication.instance()
    if application:
        # An object made here must not outlive Python, and what it holds not the program.
        application.aboutToQuit.connect(clipboard.clear)
