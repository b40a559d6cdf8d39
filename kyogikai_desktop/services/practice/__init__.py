"""Make a practice council: fictional, of any size, with the same content for the same size and seed.

Nobody in it exists, so its password is no secret: `practice_note.PASSWORD`, shown on the unlock page.
"""

from __future__ import annotations

from pathlib import Path

from kyogikai_desktop.domain.clock import Clock
from kyogikai_desktop.services import practice_note
from kyogikai_desktop.services import session as sessions
from kyogikai_desktop.services.practice.roster import council
from kyogikai_desktop.services.practice.writing import Progress, Writer
from kyogikai_desktop.services.session import Founder, Session, system_clock
from kyogikai_desktop.vault.folder import discard
from kyogikai_desktop.vault.kdf import KdfParams


def create(
    folder: Path,
    *,
    cases: int,
    seed: int,
    founder: Founder | None = None,
    clock: Clock = system_clock,
    kdf: KdfParams | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Session:
    """Make an encrypted practice council with so many cases in an empty folder and open it.

    `progress` is told how many cases of all are stored; if it raises (Cancelled), the folder is left empty.
    """
    founder = founder or Founder("kanri", "佐々木　真由美", practice_note.PASSWORD)
    session = sessions.create(folder, council(), founder, clock=clock, kdf=kdf)
    try:
        Writer(session.store, seed).fill(cases, progress)
        practice_note.write(folder, founder.password)
    except BaseException:
        # Not Session.close: what is thrown away needs no backup.
        session.store.close()
        session.vault.close()
        discard(folder)
        raise
    return session
