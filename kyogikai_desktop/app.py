"""Put the program together: arguments go to the command line, none open the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kyogikai_desktop.gui.requests import SessionFactory
    from kyogikai_desktop.gui.tasks import Tasks


def main(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code."""
    if arguments[:1] == ["--self-test"]:
        from kyogikai_desktop.self_test import run as run_self_test

        return run_self_test()
    if arguments == ["--deep-check"]:
        from kyogikai_desktop.hygiene import protect
        from kyogikai_desktop.services.deep_check import serve

        protect()  # a process of its own: what its parent has set does not hold here
        return serve()
    if arguments[:1] == ["demo"]:
        from kyogikai_desktop.demo import run as run_demo

        return run_demo(arguments[1:])
    if arguments:
        from kyogikai_desktop.commands.main import run as run_command
        from kyogikai_desktop.hygiene import protect

        protect()
        return run_command(arguments)
    gc.disable()  # until the first paint: nothing is garbage yet
    from kyogikai_desktop.gui.application import run as open_window

    return open_window(sys.argv[:1], _compose)


def _compose(tasks: Tasks) -> SessionFactory:
    """Import everything behind the start page; called off the GUI thread after the first paint."""
    from kyogikai_desktop.desk import Desk
    from kyogikai_desktop.hygiene import protect

    protect()  # before anything of a council is held
    return Desk(tasks)
