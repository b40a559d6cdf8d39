from __future__ import annotations

from collections.abc import Iterator

import pytest
from sample_council import SampleCouncil, council, council_template  # noqa: F401 (fixtures)

from kyogikai_desktop.services.session import Session


@pytest.fixture
def session(council: SampleCouncil) -> Iterator[Session]:  # noqa: F811
    """A council with three cases, open at its desk on 2026-11-20."""
    with council.open() as opened:
        yield opened
