"""A case: who, by which route, with which concerns and wishes, who leads, and when it is looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from kyogikai_desktop.domain.council import BodyId
from kyogikai_desktop.domain.identifiers import refuse_my_number
from kyogikai_desktop.domain.names import shown
from kyogikai_desktop.domain.wareki import UNKNOWN_BIRTH, Birth, fiscal_short, fiscal_year
from kyogikai_desktop.errors import InvalidInput

CaseId = NewType("CaseId", int)
NoteId = NewType("NoteId", int)


class CaseState(StrEnum):
    """Where a case stands: at intake and assessment, in support, or closed."""

    INTAKE = "intake"
    ACTIVE = "active"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """Return the office's word."""
        return {"intake": "受付・見立て中", "active": "支援中", "closed": "終結"}[self.value]


class Urgency(StrEnum):
    """How soon somebody must act: AA at once, A within a week, B within a month, C watching."""

    AA = "AA"
    A = "A"
    B = "B"
    C = "C"

    @property
    def label(self) -> str:
        """Return the meaning as ledgers explain it."""
        return {"AA": "至急", "A": "1週間以内", "B": "1か月以内", "C": "経過観察"}[self.value]


class Sex(StrEnum):
    """Sex as the person states it; unknown is a fact too."""

    FEMALE = "F"
    MALE = "M"
    OTHER = "X"
    UNKNOWN = ""

    @property
    def label(self) -> str:
        """Return the office's word."""
        return {"F": "女", "M": "男", "X": "その他", "": "不明"}[self.value]


class Consent(StrEnum):
    """The person's consent to sharing; "none" is a recorded state."""

    GIVEN = "given"
    EXPLAINED = "explained"
    NOT_OBTAINED = "not_obtained"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Return the words of the badge."""
        return {
            "given": "同意あり",
            "explained": "説明ずみ",
            "not_obtained": "未取得",
            "refused": "同意なし・拒否",
            "withdrawn": "撤回",
        }[self.value]


class ContactWay(StrEnum):
    """How a contact was made; the first five have the keys Alt+1 to Alt+5."""

    VISIT = "visit"
    INTERVIEW = "interview"
    PHONE = "phone"
    MAIL = "mail"
    CONFERENCE = "conference"
    INQUIRY = "inquiry"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the office's word."""
        return {
            "visit": "訪問",
            "interview": "面談",
            "phone": "電話",
            "mail": "メール",
            "conference": "会議",
            "inquiry": "照会",
            "other": "その他",
        }[self.value]


class LinkKind(StrEnum):
    """How two cases belong together."""

    HOUSEHOLD = "household"
    SAME_PERSON = "same_person"

    @property
    def label(self) -> str:
        """Return the office's word."""
        return {"household": "同じ世帯", "same_person": "同じ人（以前の相談）"}[self.value]


@dataclass(frozen=True)
class Person:
    """Who the case is about; an empty name is 氏名不詳. Protected whereabouts never show without a reveal."""

    name: str = ""
    kana: str = ""
    sex: Sex = Sex.UNKNOWN
    birth: Birth = UNKNOWN_BIRTH
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    whereabouts_protected: bool = False

    @property
    def shown_name(self) -> str:
        """Return the name for a screen or a page."""
        return shown(self.name)


UNNAMED = Person()


@dataclass(frozen=True)
class Case:
    """One case as it is stored; `version` counts its saves and guards against a stale save."""

    received_on: date
    id: CaseId = CaseId(0)
    version: int = 0
    number: str = ""
    state: CaseState = CaseState.INTAKE
    person: Person = UNNAMED
    reporter: str = ""
    route: str = ""
    complaint: str = ""
    concerns: tuple[str, ...] = ()
    chief_concern: str = ""
    wish: str = ""
    wish_heard_on: date | None = None
    urgency: Urgency | None = None
    urgency_reason: str = ""
    consent: Consent = Consent.NOT_OBTAINED
    consent_note: str = ""
    household: str = ""
    lead_body: BodyId | None = None
    key_person: str = ""
    course: str = ""
    situation: str = ""
    last_meeting_on: date | None = None
    next_review_on: date | None = None
    closed_on: date | None = None
    closing_reason: str = ""
    closing_note: str = ""
    remarks: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether somebody still has to look after this case."""
        return self.state is not CaseState.CLOSED


@dataclass(frozen=True)
class ProgressNote:
    """One contact: when, in which way, by whom, with whom, what was heard and what comes next."""

    case: CaseId
    at: datetime
    way: ContactWay
    author: str
    text: str
    id: NoteId = NoteId(0)
    version: int = 0
    minutes: int | None = None
    with_whom: str = ""
    next_step: str = ""


@dataclass(frozen=True)
class CaseLink:
    """Two cases that belong together, seen from the first."""

    case: CaseId
    other: CaseId
    kind: LinkKind


class Due(StrEnum):
    """How near the next review is."""

    NO_DATE = "no_date"
    OVER = "over"
    SOON = "soon"
    LATER = "later"
    NONE = "none"


SOON_DAYS = 7


@dataclass(frozen=True)
class ReviewState:
    """The state of a review date on a day: kind, and days to go (negative when past)."""

    due: Due
    days: int = 0

    @property
    def label(self) -> str:
        """Return the words of the badge."""
        return {
            Due.NO_DATE: "日が未定",
            Due.OVER: f"{-self.days}日超過",
            Due.SOON: f"あと{self.days}日" if self.days else "今日まで",
            Due.LATER: f"あと{self.days}日",
            Due.NONE: "",
        }[self.due]


def review_state(next_review_on: date | None, today: date, *, is_open: bool = True) -> ReviewState:
    """Return how near a review or a promise is; open cases without a date stand out."""
    if not is_open:
        return ReviewState(Due.NONE)
    if next_review_on is None:
        return ReviewState(Due.NO_DATE)
    days = (next_review_on - today).days
    if days < 0:
        return ReviewState(Due.OVER, days)
    return ReviewState(Due.SOON if days <= SOON_DAYS else Due.LATER, days)


def number_for(received_on: date, serial: int) -> str:
    """Return a case number such as R8-012; serials restart every fiscal year."""
    return f"{fiscal_short(fiscal_year(received_on))}-{serial:03}"


@dataclass(frozen=True)
class FieldProblem:
    """A value to mend: the attribute's name (those of the person without prefix) and the message key."""

    field: str
    key: str


def problems(
    case: Case, today: date, not_my_number: frozenset[str] = frozenset()
) -> tuple[FieldProblem, ...]:
    """Return what keeps a case from being stored: contradictions and individual numbers, but no gaps.

    `not_my_number` names the fields whose twelve digits the user declares to be another number.
    """
    texts = _texts(case)
    found = [bad for name, text in texts if (bad := _my_number(name, text, name in not_my_number))]
    if case.received_on > today:
        found.append(FieldProblem("received_on", "date_in_future"))
    if case.person.birth.on and case.person.birth.on > case.received_on:
        found.append(FieldProblem("birth", "born_after_intake"))
    if case.chief_concern and case.chief_concern not in case.concerns:
        found.append(FieldProblem("chief_concern", "chief_not_among_concerns"))
    return (*found, *_closing_problems(case, today))


def new_problems(
    case: Case, known: Case, today: date, not_my_number: frozenset[str] = frozenset()
) -> tuple[FieldProblem, ...]:
    """Return the problems of a changed case that its stored form did not have already.

    Texts that stay need no second word that their twelve digits are another number.
    """
    stored = dict(_texts(known))
    same = frozenset(name for name, text in _texts(case) if text == stored[name])
    standing = problems(known, today, frozenset(stored))
    return tuple(one for one in problems(case, today, not_my_number | same) if one not in standing)


def _closing_problems(case: Case, today: date) -> list[FieldProblem]:
    if case.state is not CaseState.CLOSED:
        return [FieldProblem("closed_on", "closed_on_but_open")] if case.closed_on else []
    if case.closed_on is None:
        return [FieldProblem("closed_on", "closing_date_missing")]
    if case.closed_on < case.received_on:
        return [FieldProblem("closed_on", "closed_before_intake")]
    return [FieldProblem("closed_on", "date_in_future")] if case.closed_on > today else []


def _texts(case: Case) -> list[tuple[str, str]]:
    person = case.person
    return [
        ("name", person.name),
        ("kana", person.kana),
        ("postal_code", person.postal_code),
        ("address", person.address),
        ("phone", person.phone),
        *((name, getattr(case, name)) for name in TEXT_FIELDS),
    ]


TEXT_FIELDS = (
    "number", "reporter", "complaint", "wish", "urgency_reason", "consent_note", "key_person", "course",
    "situation", "closing_note", "remarks",
)  # fmt: skip


def _my_number(name: str, text: str, declared_other: bool) -> FieldProblem | None:
    try:
        refuse_my_number(text, name, declared_other=declared_other)
    except InvalidInput as error:
        return FieldProblem(name, error.key)
    return None
