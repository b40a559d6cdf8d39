from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


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
