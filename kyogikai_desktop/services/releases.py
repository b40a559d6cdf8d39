"""Releases: count a period, write its anonymised summary, keep the released bytes for ever."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kyogikai_desktop import paths
from kyogikai_desktop.disclosure import plan as plans
from kyogikai_desktop.disclosure import totals
from kyogikai_desktop.disclosure.plan import Plan
from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.council import BodyClass, Council
from kyogikai_desktop.domain.listing import MeetingRow
from kyogikai_desktop.domain.meetings import MeetingState, Tier
from kyogikai_desktop.domain.release import (
    Activities,
    Cell,
    Period,
    PeriodBooks,
    Release,
    ReleasingCouncil,
    threshold,
)
from kyogikai_desktop.domain.wareki import fiscal_year
from kyogikai_desktop.errors import AppError, Refused
from kyogikai_desktop.interchange.release_folder import (
    ReleaseFile,
    SealedRelease,
    fingerprint,
    seal,
    write_release,
)
from kyogikai_desktop.interchange.summary_json import read_counts
from kyogikai_desktop.records import council_records, meeting_records, release_records
from kyogikai_desktop.records.release_records import Released
from kyogikai_desktop.records.store import Transaction
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.verify import releases as verifier

Sealed = Callable[[Transaction, bytes], SealedRelease]  # what a release is, logged and sealed by a key

_OFFERED = 4  # periods to choose from before the first release


@dataclass(frozen=True)
class Exported:
    """What was written: the folder, and whether it is a preview or the bytes of an earlier release."""

    folder: Path
    preview: bool
    again: bool
    fingerprint: str


@dataclass(frozen=True)
class Look:
    """A period as the receiver of its summary sees it; `refusal` says why it cannot be released now.

    `books` are the counts behind it, for the council's own eyes.
    """

    books: PeriodBooks
    totals: tuple[Cell, ...]
    activities: tuple[Cell, ...]
    released: bool = False
    refusal: AppError | None = None


class Releases:
    """The anonymised summaries of one open council."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store

    def may_release(self) -> bool:
        """Tell whether this council may release: until the full audit exists, only a practice one."""
        return self._session.council.practice

    def released(self) -> tuple[PeriodBooks, ...]:
        """Return the books of the periods that were released, oldest first."""
        return release_records.history(self._store.reader)

    def periods(self) -> tuple[Period, ...]:
        """Return the periods to look at, newest first: what may be released next, and what was released.

        Raises Refused where no release may be made.
        """
        released = [books.period for books in reversed(self.released())]
        today = self._session.today()
        plan = self._plan(released[0].end + timedelta(days=1) if released else today)
        if released:
            following = Period.around(released[0].end + timedelta(days=1), plan.period)
            return (*([following] if following.end < today else []), *released)
        ended = []
        day = Period.around(today, plan.period).start
        for _ in range(_OFFERED):
            ended.append(Period.around(day - timedelta(days=1), plan.period))
            day = ended[-1].start
        return tuple(ended)

    def look(self, period: Period) -> Look:
        """Return what the receiver of a period's summary sees, or saw."""
        known = release_records.of_period(self._store.reader, period)
        if known:
            books = next(books for books in self.released() if books.period == period)
            return Look(books, *read_counts(dict(known.files)["summary.json"]), released=True)
        release, books = self.build(period, preview=True)
        return Look(books, release.totals, release.activities, refusal=self._refusal(period))

    def build(self, period: Period, *, preview: bool) -> tuple[Release, PeriodBooks]:
        """Return what a release of a period would show; raises Refused where none may be made."""
        db = self._store.reader
        council = self._session.council
        return totals.build(
            period,
            _releasing(council, self._cases_a_year(council)),
            plans=plans.load_plans(paths.resources() / "plans"),
            episodes=release_records.episodes(db),
            history=release_records.history(db),
            activities=self._activities(period),
            today=self._session.today(),
            preview=preview,
        )

    @needs(Role.COORDINATOR, Role.CUSTODIAN)
    def export(self, period: Period, parent: Path, *, preview: bool = False) -> Exported:
        """Write the summary of a period below a folder.

        A period that was released is written again with the same bytes. A council that may not release
        yet gets a marked preview, which freezes nothing.
        """
        known = None if preview else release_records.of_period(self._store.reader, period)
        if known:
            return self._again(known, parent)
        if preview or not self.may_release():
            return self._preview(period, parent)
        return self._release(period, parent)

    def _refusal(self, period: Period) -> AppError | None:
        """Return why a period cannot be released now, or None."""
        if not self.may_release():
            return Refused("release_not_audited")
        try:
            self.build(period, preview=False)
        except Refused as refused:
            return refused
        return None

    def _plan(self, day: date) -> Plan:
        council = self._session.council
        known = plans.load_plans(paths.resources() / "plans")
        size, k = self._cases_a_year(council), threshold(council.population)
        return plans.plan_for(known, fiscal_year(day), self.released(), size, k)

    def _preview(self, period: Period, parent: Path) -> Exported:
        release, _ = self.build(period, preview=True)

        def sealed(tx: Transaction, key: bytes) -> SealedRelease:
            tx.note("preview_release", "", (period.id,))
            return seal(release, key, 0)

        return self._put(sealed, parent, preview=True)

    def _release(self, period: Period, parent: Path) -> Exported:
        self._session.require(Role.CUSTODIAN)
        release, books = self.build(period, preview=False)

        def sealed(tx: Transaction, key: bytes) -> SealedRelease:
            made = seal(release, key, ledger := release_records.next_ledger(tx.db))
            files = tuple((file.name, file.content) for file in made.files)
            release_records.add(tx, books, Released(ledger, made.folder, files))
            return made

        return self._put(sealed, parent)

    def _again(self, known: Released, parent: Path) -> Exported:
        def sealed(tx: Transaction, _key: bytes) -> SealedRelease:
            tx.note("write_release_again", f"release:{known.ledger}")
            return SealedRelease(known.folder, tuple(ReleaseFile(*file) for file in known.files))

        return self._put(sealed, parent, again=True)

    def _put(self, sealed: Sealed, parent: Path, *, preview: bool = False, again: bool = False) -> Exported:
        """Log and write what is sealed, both or neither; what the verifier objects to does not stay."""
        new: list[Path] = []
        try:
            with self._store.writing() as tx:
                key = release_records.signing_key(tx)
                made = sealed(tx, key)
                known = (parent / made.folder).exists()
                folder = write_release(made, parent)
                new += () if known else (folder,)
                if not again and verifier.verify([folder]).findings:
                    raise Refused("release_not_verified")
        except BaseException:
            for one in new:
                shutil.rmtree(one, ignore_errors=True)
            raise
        return Exported(folder, preview=preview, again=again, fingerprint=fingerprint(key))

    def _cases_a_year(self, council: Council) -> int:
        """Return the estimate that chooses the first plan: what a practice council has, else none."""
        if not council.practice:
            return 0
        this_year = fiscal_year(self._session.today())
        years = [fiscal_year(one.received_on) for one in release_records.episodes(self._store.reader)]
        ended = [year for year in years if year < this_year]
        return len(ended) // max(1, len(set(ended)))

    def _activities(self, period: Period) -> Activities:
        db = self._store.reader
        held = [row for row in meeting_records.rows(db) if _held_in(row, period)]
        members = [body for body in council_records.bodies(db) if body.is_member_on(period.end)]
        tiers = _counter([row.tier for row in held])
        classes = _counter([body.body_class for body in members])
        return Activities(
            representatives=tiers(Tier.REPRESENTATIVES),
            practitioners=tiers(Tier.PRACTITIONERS),
            case_conferences=tiers(Tier.CASE_CONFERENCE),
            administrative_bodies=classes(BodyClass.ADMINISTRATIVE),
            corporations=classes(BodyClass.CORPORATION),
            other_bodies=classes(BodyClass.OTHER),
        )


def _counter(values: list[Tier] | list[BodyClass]) -> Callable[[object], int]:
    return lambda wanted: sum(value == wanted for value in values)


def _held_in(row: MeetingRow, period: Period) -> bool:
    return row.state is MeetingState.HELD and period.start <= row.held_on <= period.end


def _releasing(council: Council, cases_a_year: int) -> ReleasingCouncil:
    return ReleasingCouncil(council.name, council.codes, council.population, council.practice, cases_a_year)
