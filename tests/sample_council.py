"""A small council for tests of services: made once, copied for each, with a clock that can be set."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from this_pc import STATE

from kyogikai_desktop.domain.cases import Case, ContactWay, Person, ProgressNote
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.council import Council
from kyogikai_desktop.domain.listing import AuditRow
from kyogikai_desktop.records import audit_rows
from kyogikai_desktop.records.content import KINDS, content
from kyogikai_desktop.services.backups import Backups
from kyogikai_desktop.services.casework import Casework
from kyogikai_desktop.services.session import Founder, Session, create, open_council
from kyogikai_desktop.services.whole_restore import Restored, restore_open
from kyogikai_desktop.vault.kdf import FLOOR

PASSWORD = "夏草や 兵ども 2026"
NAMES = ("𠮷田　ハル", "髙橋　清", "山﨑　みつ")


@dataclass
class SampleCouncil:
    """A closed council; `now` is what its clocks say."""

    folder: Path
    now: list[datetime] = field(default_factory=lambda: [datetime(2026, 11, 20, 9, 12, tzinfo=JST)])

    def clock(self) -> datetime:
        return self.now[0]

    def wait(self, **time: float) -> None:
        self.now[0] += timedelta(**time)

    def work_on(self, session: Session, days: int) -> None:
        """Let days pass in which somebody is at the desk, so that the log sees them pass."""
        for _ in range(0, days, 5):
            self.wait(days=5)
            Casework(session).note_search(0)

    def open(self, password: str = PASSWORD) -> Session:
        return open_council(self.folder, password, clock=self.clock)

    def go_back(
        self, file: Path, password: str = PASSWORD, today: str = PASSWORD, **more: object
    ) -> Restored:
        """Restore a backup as a whole, as the person who has the council open."""
        with self.open(today) as session:
            return restore_open(session, file, password, **more)

    def backups(self) -> list[Path]:
        return sorted((self.folder / "backups").glob("*.bak"))


def receive(session: Session, name: str, **values: object) -> Case:
    """Store a case with one note."""
    work = Casework(session)
    case = work.receive(Case(received_on=date(2026, 11, 2), person=Person(name, **values)))
    at = datetime(2026, 11, 3, 10, 30)  # noqa: DTZ001 (the wall clock of a visit)
    work.add_note(ProgressNote(case.id, at, ContactWay.VISIT, "林", f"{name}を訪ねた。"))
    return case


def contents(session: Session) -> dict[str, str]:
    """Return the canonical content of every record, by kind:id."""
    db = session.store.reader
    ids = {kind: db.scalars(sa.select(spec.table.c.id)).all() for kind, spec in KINDS.items()}
    return {f"{kind}:{one}": content(db, kind, one) for kind, found in ids.items() for one in found}


def acts(session: Session, action: str) -> list[tuple[str, ...]]:
    """Return the details of all acts of a kind in the log, oldest first."""
    rows = audit_rows.page(session.store.reader, "", 10_000)
    return [row.detail for row in reversed(rows) if row.action == action]


def rows_about(session: Session, case: int) -> tuple[AuditRow, ...]:
    """Return what the log has of a case itself, newest first."""
    return audit_rows.page(session.store.reader, f"case:{case}", 200)


@pytest.fixture(scope="session")
def council_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = SampleCouncil(tmp_path_factory.mktemp("template") / "council")
    council, founder = (
        Council("北の杜市協議会", ("202070",), 50_000),
        Founder("hayashi", "林　直樹", PASSWORD),
    )
    with create(made.folder, council, founder, clock=made.clock, kdf=FLOOR) as session:
        for name in NAMES:
            receive(session, name)
    shutil.rmtree(made.folder / "backups")
    return made.folder


@pytest.fixture
def council(council_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SampleCouncil:
    monkeypatch.setenv(STATE, str(tmp_path / "state"))
    return SampleCouncil(Path(shutil.copytree(council_template, tmp_path / "council")))


@pytest.fixture
def saved(council: SampleCouncil, tmp_path: Path) -> Path:
    """A backup with the three cases; then the first was changed and a fourth received."""
    with council.open() as session:
        file = Backups(session).make(tmp_path / "usb").copies[0]
        work = Casework(session)
        work.save(replace(work.get(1), course="変更後"))
        receive(session, "大江　ひかる")
    return file
