from __future__ import annotations

import os
from collections.abc import Iterator

# Imported early: its plugin would else do so at the very end, where Python 3.11.2 may fail to parse it
# (AST constructor recursion depth mismatch, cpython issue 106905).
import hypothesis
import pytest
from this_pc import STATE

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# No test may depend on how busy the machine is.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session", autouse=True)
def own_state(tmp_path_factory) -> None:
    """Keep what the program notes about this PC out of the developer's own folder."""
    os.environ[STATE] = str(tmp_path_factory.mktemp("state"))


@pytest.fixture
def themed(qapp):
    """The application with fonts, palette and QSS as in the program."""
    from kyogikai_desktop.gui import theme

    if not qapp.styleSheet():
        theme.apply(qapp)
    return qapp


@pytest.fixture
def tasks(themed) -> Iterator[object]:  # noqa: ARG001 (Qt first)
    from kyogikai_desktop.gui.tasks import Tasks

    made = Tasks()
    yield made
    made.drain()
