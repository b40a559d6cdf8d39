"""Columns that were corrected before a ledger was imported, kept like what is typed: file and meanings."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QObject

from kyogikai_desktop.gui.draft_keeper import DraftKeeper
from kyogikai_desktop.gui.tasks import Tasks
from kyogikai_desktop.services.drafts import Drafts
from kyogikai_desktop.services.imports import Mapping, mapping_of
from kyogikai_desktop.services.session import Session

_KEY = "import"


class LedgerDraft(DraftKeeper):
    """Follow the page: `path` is the ledger, `corrected` its mapping once a person has changed it."""

    def __init__(self, session: Session, tasks: Tasks, parent: QObject) -> None:
        super().__init__(Drafts(session), tasks, self._to_keep, parent)
        self._kept = Drafts(session)
        self.key = _KEY
        self.path: Path | None = None
        self.corrected: Mapping | None = None

    def correct(self, mapping: Mapping | None) -> None:
        """Keep another mapping, or none."""
        if mapping != self.corrected:
            self.corrected = mapping
            self.touch()

    def found(self) -> tuple[Path, Mapping] | None:
        """Return the ledger and the mapping of before, if there are any (reader's thread)."""
        text = self._kept.get(_KEY)
        if not text:
            return None
        path, mapping = json.loads(text)
        return Path(path), mapping_of(mapping)

    def _to_keep(self) -> str:
        if self.path is None or self.corrected is None:
            return ""
        return json.dumps([str(self.path), self.corrected.to_toml()], ensure_ascii=False)
