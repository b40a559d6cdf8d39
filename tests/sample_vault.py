"""A small vault for every test that needs one: made once, copied for each."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kyogikai_desktop.vault.kdf import FLOOR
from kyogikai_desktop.vault.open import create, unlock
from kyogikai_desktop.vault.opened import OpenVault
from kyogikai_desktop.vault.strict_json import canonical


@dataclass(frozen=True)
class SampleVault:
    """A closed vault with 600 notes, half of them deleted again, so that free pages lie in its file."""

    folder: Path
    login: str = "hayashi"
    password: str = "夏草や 2026"
    marker: str = "相談の記録"
    now: datetime = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)

    def unlock(self, password: str | None = None) -> OpenVault:
        return unlock(self.folder, password or self.password, now=self.now)


def forged(body: dict[str, object]) -> bytes:
    """Return a header as somebody writes it who can compute the checksum but has no key."""
    rest = {name: value for name, value in body.items() if name != "check"}
    return canonical(rest | {"check": hashlib.sha256(canonical(rest)).hexdigest()})


@pytest.fixture(scope="session")
def sample_template(tmp_path_factory: pytest.TempPathFactory) -> SampleVault:
    sample = SampleVault(tmp_path_factory.mktemp("template") / "council")
    with create(sample.folder, sample.login, sample.password, kdf=FLOOR, now=sample.now) as vault:
        db = vault.writer()
        db.execute("BEGIN IMMEDIATE")
        db.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        db.execute("CREATE INDEX notes_body ON notes (body)")
        notes = [(f"{number} {sample.marker * 9}",) for number in range(600)]
        db.executemany("INSERT INTO notes (body) VALUES (?)", notes)
        db.execute("COMMIT")
        db.execute("DELETE FROM notes WHERE id > 300")
    return sample


@pytest.fixture
def sample(sample_template: SampleVault, tmp_path: Path) -> SampleVault:
    return SampleVault(Path(shutil.copytree(sample_template.folder, tmp_path / "council")))
