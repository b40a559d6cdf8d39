"""The council's own affairs: its data, member bodies, their people and pledges."""

from __future__ import annotations

from dataclasses import replace

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.council import (
    Council,
    Member,
    MemberBody,
    SecrecyPledge,
    checked_body,
    checked_council,
    checked_member,
    require_single_coordinator,
    with_pledge,
)
from kyogikai_desktop.domain.names import storable
from kyogikai_desktop.records import council_records
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.session import Session


class CouncilWork:
    """Bodies and people of one open council."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store

    def council(self) -> Council:
        """Return the council."""
        return council_records.council(self._store.reader)

    @needs(Role.COORDINATOR)
    def save_council(self, council: Council) -> Council:
        """Store the changed council; raises InvalidInput naming the field, or Conflict.

        Whether it is a practice council was settled when it was made.
        """
        checked = checked_council(storable(council))
        with self._store.writing(council_records.council) as tx:
            practice = council_records.council(tx.db).practice
            return council_records.change_council(tx, replace(checked, practice=practice))

    def bodies(self) -> tuple[MemberBody, ...]:
        """Return all member bodies, those that left too."""
        return council_records.bodies(self._store.reader)

    def members(self) -> tuple[Member, ...]:
        """Return all people of all bodies; nobody is ever deleted (Act Art. 18)."""
        return council_records.members(self._store.reader)

    @needs(Role.COORDINATOR)
    def save_body(self, body: MemberBody) -> MemberBody:
        """Store a member body; raises Refused if there would be two coordinating agencies (Act Art. 17)."""
        checked = checked_body(storable(body))
        with self._store.writing(lambda db: _one(council_records.bodies(db), body.id)) as tx:
            require_single_coordinator(council_records.bodies(tx.db), checked)
            return council_records.save_body(tx, checked)

    @needs(Role.COORDINATOR)
    def save_member(self, member: Member) -> Member:
        """Store a person of a body with the pledges."""
        checked = checked_member(storable(member))
        with self._store.writing(lambda db: _one(council_records.members(db), member.id)) as tx:
            return council_records.save_member(tx, checked)

    def record_pledge(self, member: Member, pledge: SecrecyPledge) -> Member:
        """Store a signed pledge of secrecy."""
        return self.save_member(with_pledge(member, pledge))


def _one(stored: tuple[MemberBody, ...] | tuple[Member, ...], wanted: int) -> MemberBody | Member:
    return next(one for one in stored if one.id == wanted)
