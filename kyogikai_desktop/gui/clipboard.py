"""Copy what nobody else should find later: emptied after a while if still ours, and when the program ends."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

_KEPT_SECONDS = 60
# What Windows' clipboard history and cloud clipboard look at; under Wine other processes find these formats.
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


class ClipboardWatch(QObject):
    """Empty the clipboard a minute after something was copied here, unless it holds another text by then."""

    def __init__(self, application: QGuiApplication, seconds: float = _KEPT_SECONDS) -> None:
        super().__init__(application)
        self._clipboard = QGuiApplication.clipboard()
        self._copied = ""
        self._timer = QTimer(self, singleShot=True, interval=round(seconds * 1000))
        self._timer.timeout.connect(self.empty)
        self._clipboard.dataChanged.connect(self._on_clipboard_data_changed)
        application.aboutToQuit.connect(self.empty)

    def empty(self) -> None:
        """Take away what was copied here; what another program has copied stays."""
        if self._copied and self._clipboard.text() == self._copied:
            self._clipboard.clear()

    def _on_clipboard_data_changed(self) -> None:
        # Not every platform knows whose it is; but who copies has the keyboard.
        if self._clipboard.ownsClipboard() or QGuiApplication.focusWindow():
            self._copied = self._clipboard.text()
            self._timer.start()
