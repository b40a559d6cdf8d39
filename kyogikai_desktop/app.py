"""Put the program together: arguments go to the command line, none open the window."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Run the program and return its exit code."""
    if arguments:
        from kyogikai_desktop.commands.main import run

        return run(arguments)
    from kyogikai_desktop.gui.application import run as open_window

    return open_window()
