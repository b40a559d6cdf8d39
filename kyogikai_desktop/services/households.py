"""Households in which somebody hides: where the others live may tell where that person lives.

Nothing is copied by itself. Who shares an address with somebody in hiding is to be protected as well; who
is of the family but lives elsewhere, perhaps the one who is fled from, is not. Only people know which.
"""

from __future__ import annotations

from dataclasses import replace

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.cases import CaseLink, LinkKind
from kyogikai_desktop.records import case_lists, case_records
from kyogikai_desktop.records.case_lists import Exposed
from kyogikai_desktop.services.casework import protect_together
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.session import Session

__all__ = ["Exposed", "Households"]


class Households:
    """The households of one open council."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store

    def exposed(self) -> tuple[Exposed, ...]:
        """Return the cases that may tell where somebody of their household hides (reader's thread)."""
        return case_lists.exposed(self._store.reader)

    @needs(Role.COORDINATOR)
    def live_together(self, pair: CaseLink) -> None:
        """Join two cases of one household and protect the whereabouts in both, since one of them is."""
        with self._store.writing() as tx:
            case_records.link(tx, replace(pair, kind=LinkKind.HOUSEHOLD))
            known = [case_records.get(tx.db, one) for one in (pair.case, pair.other)]
            if any(one.person.whereabouts_protected for one in known):
                for case in known:
                    protect_together(tx, case.id, also=True)

    @needs(Role.COORDINATOR)
    def live_apart(self, pair: CaseLink) -> None:
        """Join two cases of one family who live in two places: the one tells nothing of the other."""
        with self._store.writing() as tx:
            case_records.unlink(tx, pair.case, pair.other)
            case_records.link(tx, replace(pair, kind=LinkKind.APART))
