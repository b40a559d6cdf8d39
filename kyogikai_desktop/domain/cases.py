"""A case: who, by which route, with which concerns and wishes, who leads, and when it is looked at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from kyogikai_desktop.domain.births import UNKNOWN_BIRTH, Birth
from kyogikai_desktop.domain.council import BodyId
from kyogikai_desktop.domain.labels import Labelled
from kyogikai_desktop.domain.names import shown
from kyogikai_desktop.domain.wareki import fiscal_short, fiscal_year

CaseId = NewType("CaseId", int)
NoteId = NewType("NoteId", int)


class CaseState(Labelled):
    """Where a case stands: at intake and assessment, in support, or closed."""

    INTAKE = "intake", "受付・見立て中"
    ACTIVE = "active", "支援中"
    CLOSED = "closed", "終結"


class Urgency(Labelled):
    """How soon somebody must act: AA at once, A within a week, B within a month, C watching."""

    AA = "AA", "至急"
    A = "A", "1週間以内"
    B = "B", "1か月以内"
    C = "C", "経過観察"


class Sex(Labelled):
    """Sex as the person states it; unknown is a fact too."""

    FEMALE = "F", "女"
    MALE = "M", "男"
    OTHER = "X", "その他"
    UNKNOWN = "", "不明"


class Consent(Labelled):
    """The person's consent to sharing; "none" is a recorded state."""

    GIVEN = "given", "同意あり"
    EXPLAINED = "explained", "説明ずみ"
    NOT_OBTAINED = "not_obtained", "未取得"
    REFUSED = "refused", "同意なし・拒否"
    WITHDRAWN = "withdrawn", "撤回"


class ContactWay(Labelled):
    """How a contact was made; the first five have the keys Alt+1 to Alt+5."""

    VISIT = "visit", "訪問"
    INTERVIEW = "interview", "面談"
    PHONE = "phone", "電話"
    MAIL = "mail", "メール"
    CONFERENCE = "conference", "会議"
    INQUIRY = "inquiry", "照会"
    OTHER = "other", "その他"


class LinkKind(Labelled):
    """How two cases belong together; a household lives in one place, a family may not."""

    HOUSEHOLD = "household", "同じ世帯"
    APART = "apart", "家族（別の所に住む）"
    SAME_PERSON = "same_person", "同じ人（以前の相談）"


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


def gives_away(hidden: Person, seen: Person) -> bool:
    """Tell whether a person of the same household may be found by who lives there unprotected.

    The two addresses are not compared: whether anything is said would tell who knows the one the other.
    """
    return (
        hidden.whereabouts_protected and not seen.whereabouts_protected and bool(seen.address or seen.phone)
    )


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


def number_for(received_on: date, serial: int) -> str:
    """Return a case number such as R8-012; serials restart every fiscal year."""
    return f"{fiscal_short(fiscal_year(received_on))}-{serial:03}"
