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
from PySide6.QtDBus import (
    QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusUnixFileDescriptor, QDBusVirtualObject,
)
from kyogikai_desktop.gui.lock.system_linux import BusEar

OWN = "/org/freedesktop/login1/session/_32"
app = QCoreApplication([])
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
os.environ.pop("XDG_SESSION_ID", None)
bus = QDBusConnection.sessionBus()


class Logind(QDBusVirtualObject):
    # Holds back sleep while somebody holds the writing end of a pipe.

    def __init__(self):
        super().__init__()
        self.asked, self.pipe = [], None

    def introspect(self, _path):
        return ""

    def handleMessage(self, message, connection):
        self.asked.append((message.member(), *message.arguments()))
        if message.member() == "GetSession":
            return connection.send(message.createReply(QDBusObjectPath(OWN)))
        self.pipe, writing = os.pipe()
        os.set_blocking(self.pipe, False)
        sent = connection.send(message.createReply(QDBusUnixFileDescriptor(writing)))
        os.close(writing)
        return sent

    def may_sleep(self):
        try:
            return os.read(self.pipe, 1) == b""
        except BlockingIOError:
            return False


logind = Logind()
if LOGIND:
    everything = QDBusConnection.VirtualObjectRegisterOption.SubPath
    assert bus.registerVirtualObject("/org/freedesktop/login1", logind, everything)
    assert bus.registerService("org.freedesktop.login1")
heard, held = [], []

def hear(cause):
    heard.append(cause)
    held.append(LOGIND and not logind.may_sleep())

ear = BusEar(hear)

def tell(path, interface, name, *arguments):
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(list(arguments))
    bus.send(message)

def show(path, active):
    changed = ("org.freedesktop.login1.Session", {"Active": active}, [])
    tell(path, "org.freedesktop.DBus.Properties", "PropertiesChanged", *changed)

def sleep():
    tell("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", True)

def wake():
    held.append(LOGIND and logind.may_sleep())
    tell("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", False)

def others():
    held.append(LOGIND and not logind.may_sleep())
    tell("/org/freedesktop/login1/session/_32", "org.freedesktop.login1.Session", "Lock")
    tell("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True)
    tell("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", False)
    show("/org/freedesktop/login1/session/_33", False)
    show(OWN, True)
    show(OWN, False)

for step, do in enumerate((sleep, wake, others, app.quit), 1):
    QTimer.singleShot(300 * step, do)
app.exec()
print(heard)
print(held[:3])
print([one[1:2] + one[4:] for one in logind.asked])
"""


def listened(*, logind):
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", f"LOGIND = {logind}\n{LISTENING}"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    return done.stdout.splitlines(), done.stderr


@pytest.mark.long
def test_sleep_waits_for_the_lock_and_screen_locks_and_another_user_are_heard():
    told, errors = listened(logind=True)
    assert told == [
        "['sleep', 'screen', 'screen', 'switch']",
        "[True, True, True]",  # no sleep before the lock, sleep after it, no sleep once awake
        "[('sleep', 'delay'), ('auto',), ('sleep', 'delay')]",
    ], errors


@pytest.mark.long
def test_a_bus_without_logind_is_listened_to_in_silence():
    told, errors = listened(logind=False)
    assert told[0] == "['sleep', 'screen', 'screen']", errors
    assert "Traceback" not in errors
