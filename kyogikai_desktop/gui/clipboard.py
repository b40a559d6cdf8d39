"""Copy what nobody else should find later: emptied after a while if still ours, kept out of the history."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QGuiApplication

_OUT_OF_HISTORY = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0",  # Windows
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    "x-kde-passwordManagerHint": b"secret",
}


def copy_briefly(text: str, seconds: int) -> None:
    """Put a text on the clipboard for some seconds; what somebody copies after it stays."""
    carried = QMimeData()
    carried.setText(text)
    for kind, value in _OUT_OF_HISTORY.items():
        carried.setData(kind, value)
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(carried)

    def empty() -> None:
        if clipboard.text() == text:
            clipboard.clear()

    QTimer.singleShot(seconds * 1000, empty)
