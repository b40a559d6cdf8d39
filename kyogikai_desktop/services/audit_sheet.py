"""The monthly sheet of the audit log: gathered, set for the screen, put on paper with a row in the log."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from functools import cached_property, partial
from pathlib import Path

from kyogikai_desktop.documents import audit_sheet_pdf
from kyogikai_desktop.documents.fonts import FontChain, installed_fonts
from kyogikai_desktop.documents.page import RenderedPdf
from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.audit_acts import ACTS, ActGroup, actions, words
from kyogikai_desktop.domain.audit_log import Span
from kyogikai_desktop.domain.audit_sheet import (
    ActLine,
    Event,
    MonthlySheet,
    Observed,
    PersonLine,
    notices,
)
from kyogikai_desktop.domain.audit_words import APPROVED_YOUNG, details, person, seconds
from kyogikai_desktop.domain.clock import JST
from kyogikai_desktop.domain.listing import AuditRow
from kyogikai_desktop.records import account_records, audit_log, audit_month
from kyogikai_desktop.services import chain, output
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.progress import Progress, quiet
from kyogikai_desktop.services.session import Session

Totals = Mapping[tuple[str, str], int]

LOG, PAPER = range(2)  # the steps that a Progress is told

_EVERYDAY = {"backup", "rehearse", "change_password", "prove_recovery_sheets"}


class AuditSheets:
    """The monthly sheets of one open council; only a custodian makes them."""

    def __init__(self, session: Session, fonts: FontChain | None = None) -> None:
        self._session = session
        self._given = fonts

    @cached_property
    def _fonts(self) -> FontChain:
        return self._given or installed_fonts()

    @needs(Role.CUSTODIAN)
    def note(self, month: Span) -> None:
        """Log that a sheet goes to paper or to a file; do it first, since the sheet quotes that row."""
        with self._session.store.writing() as tx:
            tx.note("make_audit_sheet", "", (f"{month.first:%Y-%m}",))

    @needs(Role.CUSTODIAN)
    def drop(self, month: Span) -> None:
        """Log that a sheet came neither to paper nor to a file, of which `note` has said that it does."""
        with self._session.store.writing() as tx:
            tx.note("make_audit_sheet_dropped", "", (f"{month.first:%Y-%m}",))

    def preview(self, month: Span, progress: Progress = quiet) -> RenderedPdf:
        """Set the sheet of a month; walks the whole log. One at a time: faces keep parser state."""
        gathered = self.gather(month, progress)
        progress(PAPER, 0, 0)
        return audit_sheet_pdf.render(gathered, self._fonts)

    def write_file(self, month: Span, path: Path, progress: Progress = quiet) -> RenderedPdf:
        """Write the sheet as a PDF file, or leave nothing under its name."""
        rendered = self.preview(month, progress)
        output.save(path, rendered.data)
        return rendered

    @needs(Role.CUSTODIAN)
    def gather(self, month: Span, progress: Progress = quiet) -> MonthlySheet:
        """Return everything that the sheet of a month shows; what `progress` raises stops it."""
        db, council = self._session.store.reader, self._session.council
        names = {one.login: one.name for one in account_records.all_of(db)}
        totals = audit_month.totals(db, month)
        reveals = audit_month.rows_of(db, month, ["reveal_whereabouts"])
        failed = audit_month.rows_of(db, month, actions(ActGroup.REFUSED))
        damage = chain.damage(db, progress=partial(progress, LOG))
        return MonthlySheet(
            council=council.name,
            practice=council.practice,
            month=month,
            made_at=self._session.clock(),
            people=_people(totals, names),
            out=tuple(_line(totals, action, names) for action in actions(ActGroup.OUT)),
            reveals=_line(totals, "reveal_whereabouts", names),
            reveals_with_reason=sum(bool(row.detail and row.detail[0]) for row in reveals),
            failures=ActLine(words("failed_login"), len(failed), _tried(failed)),
            events=self._events(month, names),
            notices=notices(self._observed(month, names, failed)),
            findings=tuple(str(one.values["finding"]) for one in damage),
            head=chain.head(db),
        )

    def _events(self, month: Span, names: dict[str, str]) -> tuple[Event, ...]:
        db = self._session.store.reader
        wanted = {*actions(ActGroup.PEOPLE), *actions(ActGroup.COPIES)} - _EVERYDAY
        rows = audit_month.rows_of(db, month, wanted)
        known = audit_log.about(db, {row.object for row in rows if not row.object.startswith("case:")})
        return tuple(
            Event(row.at, person(row.actor, names), words(row.action), _beside(row, known)) for row in rows
        )

    def _observed(self, month: Span, names: dict[str, str], failed: Iterable[AuditRow]) -> Observed:
        db = self._session.store.reader
        acts, views = audit_month.by_hour(db, month), audit_month.by_hour(db, month, "view_case")
        return Observed(
            acts=_by_name(acts, names),
            views=_by_name(views, names),
            failures=Counter(_failure(row) for row in failed),
            clock_steps=audit_month.clock_set_back(db, month),
            young=tuple(
                (row.at, person(row.actor, names), person(second, names), words(row.action))
                for row in audit_month.rows_saying(db, month, APPROVED_YOUNG)
                for second in seconds(row.detail)
            ),
        )


def _people(totals: Totals, names: dict[str, str]) -> tuple[PersonLine, ...]:
    counts: dict[str, Counter[ActGroup]] = defaultdict(Counter)
    for (actor, action), number in totals.items():
        group = ACTS[action].group if action in ACTS else ActGroup.CHANGED
        counts[actor][group] += number
    return tuple(PersonLine(person(actor, names), counts[actor]) for actor in sorted(counts))


def _line(totals: Totals, action: str, names: dict[str, str]) -> ActLine:
    whose = {person(actor, names): number for (actor, act), number in totals.items() if act == action}
    return ActLine(words(action), sum(whose.values()), tuple(sorted(whose.items())))


def _tried(failed: Iterable[AuditRow]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(_failure(row)[0] or "一覧にない利用者ID" for row in failed).items()))


def _failure(row: AuditRow) -> tuple[str, date]:
    """Return which login a wrong password was typed for, and on which day."""
    at = datetime.fromisoformat(row.detail[0]) if row.detail else row.at
    return row.object.removeprefix("login:"), at.astimezone(JST).date()


def _by_name(hours: Mapping[tuple[str, str], int], names: dict[str, str]) -> dict[tuple[str, datetime], int]:
    return {
        (person(actor, names), datetime.fromisoformat(f"{hour}:00").replace(tzinfo=UTC)): number
        for (actor, hour), number in hours.items()
    }


def _beside(row: AuditRow, known: Mapping[str, audit_log.About]) -> str:
    about = known[row.object].words if row.object in known else ""
    return "　".join(filter(None, (about, details(row.action, row.object, row.detail))))
