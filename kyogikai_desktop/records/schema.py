"""The tables of the current schema; `migrations/` makes them, and a test holds the two together."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from kyogikai_desktop.domain import accounts, carrying, cases, council, meetings
from kyogikai_desktop.domain.clock import JST, stamp

SCHEMA_VERSION = 1

metadata = sa.MetaData()


class Words(sa.types.TypeDecorator[StrEnum]):
    """Store a StrEnum by its value."""

    impl = sa.Text
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        """Return the text to store."""
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> StrEnum | None:  # noqa: ARG002
        """Return the member that a stored text names."""
        return None if value is None else self.kind(value)


class TextList(sa.types.TypeDecorator[tuple[str, ...]]):
    """Store a tuple of codes as one text, separated by blanks."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: sa.Dialect) -> str:  # noqa: ARG002
        """Return the text to store."""
        return " ".join(value or ())

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[str, ...]:  # noqa: ARG002
        """Return the codes of a stored text."""
        return tuple((value or "").split())


class Moment(sa.types.TypeDecorator[datetime]):
    """Store a moment in UTC, to the millisecond; it is read as the office's wall clock has it."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> str | None:  # noqa: ARG002
        """Return the text to store."""
        return None if value is None else stamp(value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Return the moment that a stored text names."""
        return None if value is None else datetime.fromisoformat(value).astimezone(JST)


def _texts(names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text) for name in names.split()]


def _days(names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Date) for name in names.split()]


def _numbers(names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Integer) for name in names.split()]


def _flags(names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Boolean) for name in names.split()]


def _words(name: str, kind: type[StrEnum]) -> sa.Column[Any]:
    return sa.Column(name, Words(kind))


def _table(name: str, *columns: sa.Column[Any]) -> sa.Table:
    return sa.Table(name, metadata, sa.Column("id", sa.Integer, primary_key=True), *columns)


COUNCIL = _table(
    "council",
    *_numbers("version population review_months"),
    *_texts("name legal_basis"),
    sa.Column("codes", TextList),
    *_flags("practice"),
)
ACCOUNTS = _table(
    "accounts",
    *_numbers("version"),
    *_texts("login slot_id name issued_by"),
    sa.Column("roles", TextList),
    _words("state", accounts.AccountState),
    *_flags("must_change"),
    sa.Column("issued_at", Moment),
)
CARRIES = _table(
    "carries",
    *_numbers("version seq cases people file_size backs"),
    *_texts("uid destination permission purpose medium left_by file_name file_hash ended_by"),
    _words("state", carrying.CarryState),
    sa.Column("due", sa.DateTime),
    *(sa.Column(name, Moment) for name in ("left_at", "ended_at")),
)
BODIES = _table(
    "bodies",
    *_numbers("version"),
    *_texts("name short_name field_of_work corporate_number contact remarks"),
    _words("body_class", council.BodyClass),
    *_days("joined_on left_on coordinator_from coordinator_to"),
)
MEMBERS = _table(
    "members",
    *_numbers("version body"),
    *_texts("name kana post"),
    *_days("joined_on left_on"),
)
PLEDGES = _table("pledges", *_numbers("member"), *_days("signed_on until"))
CASES = _table(
    "cases",
    *_numbers("version birth_about_year birth_age lead_body"),
    *_texts("number name kana kana_key postal_code address phone reporter route complaint chief_concern"),
    *_texts("wish urgency_reason consent_note household key_person course situation"),
    *_texts("closing_reason closing_note remarks"),
    *_days("received_on birth_on birth_age_as_of wish_heard_on last_meeting_on next_review_on closed_on"),
    *_flags("whereabouts_protected"),
    sa.Column("concerns", TextList),
    _words("state", cases.CaseState),
    _words("sex", cases.Sex),
    _words("urgency", cases.Urgency),
    _words("consent", cases.Consent),
    sa.Column("is_open", sa.Boolean, sa.Computed("state <> 'closed'", persisted=False)),
    sa.Column("review_key", sa.Text, sa.Computed("coalesce(next_review_on, '')", persisted=False)),
    sa.Column("urgency_rank", sa.Integer, sa.Computed("", persisted=False)),
)
CASE_COUNTS = sa.Table(
    "case_counts",
    metadata,
    *_texts("state consent urgency"),
    *_numbers("lead_body cases"),
    sa.Column("is_open", sa.Boolean, sa.Computed("state <> 'closed'", persisted=False)),
)
NOTES = _table(
    "notes",
    *_numbers("version case_id minutes"),
    *_texts("author text with_whom next_step"),
    sa.Column("at", sa.DateTime),
    _words("way", cases.ContactWay),
)
CASE_LINKS = _table("case_links", *_numbers("case_id other"), _words("kind", cases.LinkKind))
MEETINGS = _table(
    "meetings",
    *_numbers("version fiscal_year number chair recorder papers_out papers_back"),
    *_texts("place legal_basis document_number"),
    *_days("held_on"),
    sa.Column("starts", sa.Time),
    sa.Column("ends", sa.Time),
    *_flags("secrecy_confirmed"),
    _words("tier", meetings.Tier),
    _words("state", meetings.MeetingState),
)
ATTENDANCE = _table(
    "attendance",
    *_numbers("meeting member body"),
    *_texts("remark"),
    _words("presence", meetings.Presence),
)
AGENDA_ITEMS = _table(
    "agenda_items",
    *_numbers("meeting position case_id"),
    *_texts("title legal_basis report points decision"),
    *_days("next_review_on"),
)
TASKS = _table(
    "tasks",
    *_numbers("meeting item position body"),
    *_texts("who what"),
    *_days("due_on done_on"),
)
