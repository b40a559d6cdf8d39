"""Recovery sheets as PDF: for the printer, or as files that are to be deleted after printing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kyogikai_desktop.documents import recovery_sheet
from kyogikai_desktop.documents.fonts import FontChain, installed_fonts
from kyogikai_desktop.documents.recovery_sheet import PrintedSheet
from kyogikai_desktop.services import output
from kyogikai_desktop.services.session import Session
from kyogikai_desktop.vault.recovery import Sheet


def render(session: Session, sheet: Sheet, fonts: FontChain | None = None) -> bytes:
    """Set one sheet as a PDF of one page."""
    council = session.council
    printed = PrintedSheet(council.name, council.practice, sheet.holder, sheet.strings, session.today())
    return recovery_sheet.render(printed, fonts or installed_fonts()).data


def write(session: Session, sheets: Sequence[Sheet], folder: Path) -> tuple[Path, ...]:
    """Write each sheet into a file of its own, so that each can be printed for its holder alone."""
    with output.told():
        folder.mkdir(mode=0o700, exist_ok=True)
    files = tuple(folder / f"recovery-{sheet.holder}.pdf" for sheet in sheets)
    for file, sheet in zip(files, sheets, strict=True):
        output.save(file, render(session, sheet))
    return files
