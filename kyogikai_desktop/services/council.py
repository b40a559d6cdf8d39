"""The council's own affairs: its data, member bodies, their people and pledges."""

from __future__ import annotations

from kyogikai_desktop.domain.council import (
    Council,
    Member,
    MemberBody,
    SecrecyPledge,
    require_single_coordinator,
    with_pledge,
)
from kyogikai_desktop.domain.identifiers import corporate_number, municipality_code
from kyogikai_desktop.domain.names import clean_line
from kyogikai_desktop.errors import Conflict, InvalidInput
from kyogikai_desktop.records import council_records
from kyogikai_desktop.services.session import Session


class CouncilWork:
    """Bodies and people of one open council."""

    def __init__(self, session: Session) -> None:
        self._store = session.store

    def council(self) -> Council:
        """Return the council."""
        return council_records.council(self._store.reader)

    def save_council(self, council: Council) -> Council:
        """Store the changed council; raises InvalidInput naming the field, or Conflict."""
        _require(council.name, "council_name_missing", "name")
        for code in council.codes:
            municipality_code(code)
        try:
            with self._store.writing() as tx:
                return council_records.change_council(tx, council)
        except Conflict:
            raise Conflict(self.council()) from None

    def bodies(self) -> tuple[MemberBody, ...]:
        """Return all member bodies, those that left too."""
        return council_records.bodies(self._store.reader)

    def members(self) -> tuple[Member, ...]:
        """Return all people of all bodies; nobody is ever deleted (Act Art. 18)."""
        return council_records.members(self._store.reader)

    def save_body(self, body: MemberBody) -> MemberBody:
        """Store a member body; raises Refused if there would be two coordinating agencies (Act Art. 17)."""
        _require(body.name, "body_name_missing", "name")
        if body.joined_on and body.left_on and body.left_on < body.joined_on:
            raise InvalidInput("left_before_joined", "left_on")
        if body.corporate_number:
            corporate_number(body.corporate_number)
        require_single_coordinator(self.bodies(), body)
        try:
            with self._store.writing() as tx:
                return council_records.save_body(tx, body)
        except Conflict:
            raise Conflict(next(b for b in self.bodies() if b.id == body.id)) from None

    def save_member(self, member: Member) -> Member:
        """Store a person of a body with the pledges."""
        _require(member.name, "member_name_missing", "name")
        if member.joined_on and member.left_on and member.left_on < member.joined_on:
            raise InvalidInput("left_before_joined", "left_on")
        try:
            with self._store.writing() as tx:
                return council_records.save_member(tx, member)
        except Conflict:
            raise Conflict(next(m for m in self.members() if m.id == member.id)) from None

    def record_pledge(self, member: Member, pledge: SecrecyPledge) -> Member:
        """Store a signed pledge of secrecy."""
        if pledge.until and pledge.until < pledge.signed_on:
            raise InvalidInput("pledge_ends_before_start", "until")
        return self.save_member(with_pledge(member, pledge))


def _require(text: str, key: str, field: str) -> None:
    if not clean_line(text):
        raise InvalidInput(key, field)
