"""What a real message bus tells: sleep, the lock of the session, the screen saver; no internet socket."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

LISTENING = """
import os
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from kyogikai_desktop.gui.lock.system_linux import BusEar

app = QCoreApplication([])
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
os.environ.pop("XDG_SESSION_ID", None)
heard = []
ear = BusEar(heard.append)

def tell(path, interface, name, *arguments):
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(list(arguments))
    QDBusConnection.sessionBus().send(message)

def tell_all():
    for begins in (False, True):
        tell("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", begins)
    tell("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session", "Lock")
    tell("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True)
    tell("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", False)

QTimer.singleShot(100, tell_all)
QTimer.singleShot(800, app.quit)
app.exec()
print(heard)
"""


@pytest.mark.long
def test_sleep_and_screen_locks_are_heard():
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", LISTENING],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert done.stdout.splitlines()[-1:] == ["['sleep', 'screen', 'screen']"], done.stderr
