"""Recovery sheets: drawn by two people, counted once they are on paper, proven by typing two of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kyogikai_desktop.domain.accounts import Role
from kyogikai_desktop.domain.clock import JST, stamp
from kyogikai_desktop.errors import Refused
from kyogikai_desktop.records import settings
from kyogikai_desktop.services import output
from kyogikai_desktop.services.approval import Approver, approved
from kyogikai_desktop.services.permission import needs
from kyogikai_desktop.vault import recovery
from kyogikai_desktop.vault.recovery import Sheet, SheetSet

if TYPE_CHECKING:
    from kyogikai_desktop.documents.fonts import FontChain
    from kyogikai_desktop.documents.page import RenderedPdf
    from kyogikai_desktop.records.store import Transaction
    from kyogikai_desktop.services.session import Session
    from kyogikai_desktop.vault.opened import OpenVault

# Settings of the council, as moments: what happened to the sheets that count now.
_MADE, _PROVEN, _USED, _LEFT = "sheets_made", "sheets_proven", "sheets_used", "sheets_left"


@dataclass(frozen=True)
class SheetState:
    """Whether sheets count, and when they were made and proven.

    `used` tells that two of them opened the council, `left` that somebody was removed who may hold one: both
    ask for new sheets.
    """

    exist: bool = False
    made: datetime | None = None
    proven: datetime | None = None
    used: datetime | None = None
    left: datetime | None = None

    @property
    def sound(self) -> bool:
        """Tell whether there is nothing to do about them."""
        return self.exist and not self.used and not self.left


@dataclass(frozen=True)
class DrawnSheets:
    """Sheets that two people agreed on; they open nothing before `RecoverySheets.keep`."""

    new: SheetSet
    epoch: int
    detail: tuple[str, ...]

    @property
    def sheets(self) -> tuple[Sheet, Sheet, Sheet]:
        """Return the sheets A, B and C."""
        return self.new.sheets


class RecoverySheets:
    """The recovery sheets of one open council; only custodians make them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store
        self._vault = session.vault

    def state(self) -> SheetState:
        """Return how the sheets stand (reader's thread)."""
        if not any(slot.kind == "recovery" for slot in self._vault.header.slots):
            return SheetState()
        made, proven, used, left = map(self._moment, (_MADE, _PROVEN, _USED, _LEFT))
        return SheetState(True, made, proven, used, left)

    @needs(Role.CUSTODIAN)
    def draw(self, approver: Approver | None) -> DrawnSheets:
        """Draw three sheets, of which any two will open the council; a second person has to approve."""
        detail = approved(self._session, approver)
        return DrawnSheets(recovery.make(self._vault), self._vault.epoch, detail)

    @needs(Role.CUSTODIAN)
    def keep(self, drawn: DrawnSheets) -> None:
        """Let sheets count that are on paper; older ones open nothing then."""
        if drawn.epoch != self._vault.epoch:
            raise Refused("sheets_outdated")
        with self._store.writing() as tx:
            made = {_MADE: stamp(tx.at), _PROVEN: "", _USED: "", _LEFT: ""}
            settings.keep(tx, "make_recovery_sheets", made, drawn.detail)
            recovery.keep(self._vault, drawn.new)

    def make(self, approver: Approver | None, deliver: Callable[[tuple[Sheet, ...]], object]) -> None:
        """Draw sheets and let them count once `deliver`, which prints or writes them, has returned."""
        drawn = self.draw(approver)
        deliver(drawn.sheets)
        self.keep(drawn)

    def prove(self, first: str, second: str) -> None:
        """Raise InvalidInput, naming the group, unless two strings typed from paper open the council."""
        recovery.prove(self._vault, first, second)
        with self._store.writing() as tx:
            settings.keep(tx, "prove_recovery_sheets", {_PROVEN: stamp(tx.at)})

    def _moment(self, key: str) -> datetime | None:
        stamped = settings.setting(self._store.reader, key)
        return datetime.fromisoformat(stamped).astimezone(JST) if stamped else None


def note_use(tx: Transaction) -> None:
    """Remember that two sheets opened the council."""
    settings.keep(tx, "sheets_outdated", {_USED: stamp(tx.at)})


def note_leaving(tx: Transaction, vault: OpenVault) -> None:
    """Remember that somebody leaves who may hold a sheet."""
    if any(slot.kind == "recovery" for slot in vault.header.slots):
        settings.keep(tx, "sheets_outdated", {_LEFT: stamp(tx.at)})


def render(session: Session, sheet: Sheet, fonts: FontChain | None = None) -> RenderedPdf:
    """Set one sheet as a PDF of one page."""
    # The first page asks for the state of the sheets, and what sets paper takes long to import.
    from kyogikai_desktop.documents import recovery_sheet
    from kyogikai_desktop.documents.fonts import installed_fonts
    from kyogikai_desktop.documents.recovery_sheet import PrintedSheet

    council = session.council
    printed = PrintedSheet(council.name, council.practice, sheet.holder, sheet.strings, session.today())
    return recovery_sheet.render(printed, fonts or installed_fonts())


def write(session: Session, sheets: Sequence[Sheet], folder: Path) -> tuple[Path, ...]:
    """Write each sheet into a file of its own, so that each can be printed for its holder alone."""
    with output.told():
        folder.mkdir(mode=0o700, exist_ok=True)
    files = tuple(folder / f"recovery-{sheet.holder}.pdf" for sheet in sheets)
    for file, sheet in zip(files, sheets, strict=True):
        output.save(file, render(session, sheet).data)
    return files
