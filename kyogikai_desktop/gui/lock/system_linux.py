"""What logind and the screen savers of Linux desktops tell on D-Bus, over local sockets only."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

_LOGIN = "org.freedesktop.login1"
_SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")


class BusEar(QObject):
    """Call `heard` with sleep or screen; a bus that is not there or not local is left alone."""

    def __init__(self, heard: Callable[[str], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard = heard
        if _is_local(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS", _SYSTEM_BUS)):
            bus, manager = QDBusConnection.systemBus(), f"{_LOGIN}.Manager"
            self._listen(bus, "/org/freedesktop/login1", manager, "PrepareForSleep", "on_sleep(bool)")
            self._listen(bus, _own_session(), f"{_LOGIN}.Session", "Lock", "on_lock()")
        if _is_local(os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")):
            for name in _SAVERS:
                self._listen(QDBusConnection.sessionBus(), "", name, "ActiveChanged", "on_saver(bool)")

    def _listen(self, bus: QDBusConnection, path: str, interface: str, name: str, slot: str) -> None:
        # The stubs of PySide6 6.11 ask for bytes here, the library for a text.
        bus.connect("", path, interface, name, self, SLOT(slot))  # type: ignore[call-overload]

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:
        """Lock before the computer sleeps."""
        if begins:
            self._heard("sleep")

    @Slot()
    def on_lock(self) -> None:
        """Lock with the session."""
        self._heard("screen")

    @Slot(bool)
    def on_saver(self, active: bool) -> None:
        """Lock when the screen saver comes."""
        if active:
            self._heard("screen")


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
