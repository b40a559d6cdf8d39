"""What backups can give to an open council: one is tried out beside it, one case comes back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.cases import Case, CaseId, CaseLink, LinkKind, number_for
from kyogikai_desktop.domain.clock import stamp
from kyogikai_desktop.domain.council import BodyId
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.records import audit, backup_records, case_records, council_records, database, settings
from kyogikai_desktop.records.store import Connection, Transaction
from kyogikai_desktop.services.attempts import Attempts
from kyogikai_desktop.services.backup_state import REHEARSED
from kyogikai_desktop.services.casework import guarded
from kyogikai_desktop.services.door import log_failures
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.vault import backup
from kyogikai_desktop.vault import restore as unpacking
from kyogikai_desktop.vault.folder import TRIED
from kyogikai_desktop.vault.restore import Source
from kyogikai_desktop.verify import audit_chain


@dataclass(frozen=True)
class KindCount:
    """How many records of a kind (`case`, `note` ...) the backup and the live vault have."""

    kind: str
    in_backup: int
    live: int


@dataclass(frozen=True)
class Rehearsal:
    """What a backup holds beside the live vault: totals, newest row of the log, and whether all is sound.

    `is_prefix` tells that the live log begins with the backup's; then `since` counts by kind the records
    that were made or changed after it. `damage` names records or rows of the log.
    """

    counts: tuple[KindCount, ...]
    since: tuple[tuple[str, int], ...]
    seq: int
    live_seq: int
    is_prefix: bool
    damage: tuple[str, ...]


class Restores:
    """What backups can give to one open council; on the writer's thread, but for `waiting`."""

    def __init__(self, session: Session, attempts: Attempts | None = None) -> None:
        self._session = session
        self._store = session.store
        self._attempts = attempts or Attempts(session.clock)

    def waiting(self) -> float:
        """Return for how many seconds the next password has to wait, after wrong ones."""
        return self._attempts.remaining(self._session.vault.vault_id)

    @needs(Role.CUSTODIAN)
    def rehearse(self, file: Path, password: str, login: str | None = None) -> Rehearsal:
        """Open a backup beside the live vault with the password of its day, compare, and log that.

        `login` is whose password that is, where it is not one's own. Raises WrongPassword, Damaged, and
        Refused for a backup of another council and for who is no custodian.
        """
        with self._beside(file, password, login) as old, self._store.writing() as tx:
            found = _compare(old, tx.db)
            done = {} if found.damage else {REHEARSED: stamp(self._session.clock())}
            settings.keep(tx, "rehearse", done, (file.name, str(found.seq)))
        return found

    @needs(Role.CUSTODIAN)
    def bring_back_case(self, file: Path, password: str, number: str) -> Case:
        """Copy a case with its notes out of a backup as a new case; nothing that is stored is changed.

        Where its number is in use, it gets a new one and is linked to that case as the same person. Raises
        what `rehearse` does, and Refused for who is no custodian or a number that the backup lacks.
        """
        with self._beside(file, password) as old, self._store.writing() as tx:
            record = backup_records.numbered(old, number)
            if record is None:
                raise Refused("case_not_in_backup")
            stored = _copy_case(old, tx, record)
            tx.note("bring_back", f"case:{stored.id}", (file.name,))
        return guarded(stored)

    @contextmanager
    def _beside(self, file: Path, password: str, login: str | None = None) -> Iterator[Connection]:
        vault, found = self._session.vault, backup.read(file)
        if unpacking.vault_id(found) != vault.vault_id:
            raise Refused("backup_of_another")
        vault.require_in_place()
        place, who = vault.folder / TRIED, login or self._session.account.login
        shutil.rmtree(place, ignore_errors=True)
        try:
            with self._attempts.trying(vault.vault_id, who):
                unpacked = unpacking.unpack(Source(found, password, who), place, self._session.clock())
            with unpacked:
                log_failures(self._session, self._attempts)
                database.migrate(unpacked.writer(), lambda: None)
                with database.over(unpacked.reader()) as db:
                    yield db
        finally:
            shutil.rmtree(place, ignore_errors=True)


def _compare(old: Connection, live: Connection) -> Rehearsal:
    head = audit.head(old)
    rows, keys = audit.chain(old)
    findings = [str(finding) for finding in audit_chain.verify(rows, keys)]
    now = dict(backup_records.counts(live))
    is_prefix = backup_records.mac_at(live, head.seq) == head.mac
    return Rehearsal(
        counts=tuple(KindCount(kind, count, now[kind]) for kind, count in backup_records.counts(old)),
        since=backup_records.changed_since(live, head.seq) if is_prefix else (),
        seq=head.seq,
        live_seq=audit.head(live).seq,
        is_prefix=is_prefix,
        damage=(*findings, *audit.altered(old)),
    )


def _copy_case(old: Connection, tx: Transaction, record: CaseId) -> Case:
    case = case_records.get(old, record)
    same = backup_records.numbered(tx.db, case.number)
    serial = case_records.next_serial(tx.db, case.received_on)
    number = number_for(case.received_on, serial) if same else case.number
    lead_body = _same_body(old, tx, case.lead_body)
    new = replace(case, id=CaseId(0), version=0, number=number, lead_body=lead_body)
    if same and case_records.get(tx.db, same).person.whereabouts_protected:
        # Who has gone into hiding since the backup's day is not to be found by the address of before.
        new = replace(new, person=replace(case.person, whereabouts_protected=True))
    stored = case_records.add(tx, new, "bring_back_case")
    for note in reversed(case_records.notes(old, record)):
        case_records.add_note(tx, replace(note, case=stored.id))
    if same:
        case_records.link(tx, CaseLink(stored.id, same, LinkKind.SAME_PERSON))
    return stored


def _same_body(old: Connection, tx: Transaction, body: BodyId | None) -> BodyId | None:
    """Return a body of the backup if it still is the same one; ids may have been given anew since."""
    then = {one.id: one.name for one in council_records.bodies(old)}
    now = {one.id: one.name for one in council_records.bodies(tx.db)}
    return body if body and then[body] == now.get(body) else None
