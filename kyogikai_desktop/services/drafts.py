"""Unsaved input of forms, kept in the vault until it is saved or given up."""

from __future__ import annotations

from kyogikai_desktop.domain.identifiers import without_my_numbers
from kyogikai_desktop.domain.names import encodable
from kyogikai_desktop.records import drafts
from kyogikai_desktop.services.session import Session

NUMBER_MARK = "〔番号〕"


class Drafts:
    """The drafts of one open council, each under the key of its form, such as note:12."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._store = session.store

    def get(self, key: str) -> str:
        """Return a draft, or an empty text (reader's thread)."""
        return drafts.get(self._store.reader, key)

    def keys(self) -> tuple[str, ...]:
        """Return the keys of all drafts, newest first (reader's thread)."""
        return drafts.keys(self._store.reader)

    def keep(self, key: str, text: str) -> None:
        """Keep what stands in a form, with a mark in place of individual numbers; nothing where read-only."""
        if self._session.read_only:
            return
        with self._store.writing() as tx:
            drafts.keep(tx, key, without_my_numbers(encodable(text), NUMBER_MARK))

    def drop(self, key: str) -> None:
        """Forget a draft that was saved or given up; nothing where read-only."""
        if self._session.read_only:
            return
        with self._store.writing() as tx:
            drafts.drop(tx, key)
