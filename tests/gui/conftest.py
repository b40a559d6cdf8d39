from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.services.session import Founder, Session, create
from kyogikai_desktop.vault.kdf import FLOOR

NOW = datetime(2026, 11, 20, 14, 51, tzinfo=JST)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """An empty council in a real vault, on 20 November 2026; ask for it before `tasks`."""
    council = Council("北の杜市 協議会", ("202070",), 50000)
    made = create(
        tmp_path / "council",
        council,
        Founder("hayashi", "林 直樹", "夏草や 兵ども 2026"),
        clock=lambda: NOW,
        kdf=FLOOR,
    )
    yield made
    made.close()
