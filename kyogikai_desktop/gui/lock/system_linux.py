"""What logind and the screen savers of Linux desktops tell on D-Bus, over local sockets only."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

_LOGIN, _LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_MANAGER, _SESSION = f"{_LOGIN}.Manager", f"{_LOGIN}.Session"
_DELAY = ("sleep", "協議会デスクトップ", "画面を覆い、入力中のものを残すため", "delay")
_SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")


class BusEar(QObject):
    """Call `heard` with sleep, screen or switch; a bus that is not there or not local is left alone.

    The computer waits with its sleep (5 s, as logind is set) until `heard` has returned.
    """

    def __init__(self, heard: Callable[[str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard = heard
        self._delay: QDBusPendingCallWatcher | None = None
        self._session: QDBusPendingCallWatcher | None = None
        if _is_local(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", _SYSTEM_BUS)):
            self._listen_to_logind(QDBusConnection.systemBus())
        if _is_local(os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")):
            for name in _SAVERS:
                self._listen(QDBusConnection.sessionBus(), "", name, "ActiveChanged", "on_saver(bool)")

    def _listen_to_logind(self, bus: QDBusConnection) -> None:
        self._listen(bus, _LOGIN_PATH, _MANAGER, "PrepareForSleep", "on_sleep(bool)")
        self._listen(bus, _own_session(), _SESSION, "Lock", "on_lock()")
        self._ask_for_delay()
        self._session = _ask(bus, "GetSession", [os.environ.get("XDG_SESSION_ID", "auto")])
        self._session.finished.connect(self._on_session_finished)

    def _ask_for_delay(self) -> None:
        """Hold the answer, and with it the file that logind waits for to be closed."""
        self._delay = _ask(QDBusConnection.systemBus(), "Inhibit", list(_DELAY))

    def _on_session_finished(self, answer: QDBusPendingCallWatcher) -> None:
        if not answer.isError():
            [path] = answer.reply().arguments()
            changed = "on_change(QString,QVariantMap)"
            bus = QDBusConnection.systemBus()
            self._listen(bus, path.path(), "org.freedesktop.DBus.Properties", "PropertiesChanged", changed)

    def _listen(self, bus: QDBusConnection, path: str, interface: str, name: str, slot: str) -> None:
        # The stubs of PySide6 6.11 ask for bytes here, the library for a text.
        bus.connect("", path, interface, name, self, SLOT(slot))  # type: ignore[call-overload]

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """Lock before the computer sleeps, and let it wait again the next time."""
        if begins:
            self._heard("sleep")
            self._delay = None
        else:
            self._ask_for_delay()

    @Slot()
    def on_lock(self) -> None:
        """Lock with the session."""
        self._heard("screen")

    @Slot("QString", "QVariantMap")
    def on_change(self, interface: str, values: dict[str, object]) -> None:
        """Lock when the screen goes to another user's session."""
        if interface == _SESSION and values.get("Active") is False:
            self._heard("switch")

    @Slot(bool)
    def on_saver(self, active: bool) -> None:
        """Lock when the screen saver comes."""
        if active:
            self._heard("screen")


def _ask(bus: QDBusConnection, method: str, arguments: list[object]) -> QDBusPendingCallWatcher:
    call = QDBusMessage.createMethodCall(_LOGIN, _LOGIN_PATH, _MANAGER, method)
    call.setArguments(arguments)
    return QDBusPendingCallWatcher(bus.asyncCall(call))


def _is_local(address: str) -> bool:
    """Tell whether a bus is a socket of this computer that exists: nothing else is ever spoken to."""
    kind, _, rest = address.partition(":")
    fields = dict(part.split("=", 1) for part in rest.split(";")[0].split(",") if "=" in part)
    if kind != "unix" or ";" in address:
        return False
    return "abstract" in fields or Path(fields.get("path", "")).is_socket()


def _own_session() -> str:
    """Return the bus path of the own login session; empty for any, where its number is not known."""
    session = os.environ.get("XDG_SESSION_ID", "")
    if not session.isalnum():
        return ""
    head = f"_{ord(session[0]):x}" if session[0].isdigit() else session[0]
    return f"/org/freedesktop/login1/session/{head}{session[1:]}"
